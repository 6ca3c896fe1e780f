"""Wiring: the only place that builds adapters and joins them; settings go in, running parts come out."""
