"""Measuring the redaction: synthetic clinic text with known identifiers, and the scorer."""
