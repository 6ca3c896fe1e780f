"""Bridges to the clinic's scheduling system: one adapter per vendor standard, and the link between two processes."""
