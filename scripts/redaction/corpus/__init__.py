"""Synthetic clinic text in English and Spanish with gold spans, from templates and value generators; seeded."""
