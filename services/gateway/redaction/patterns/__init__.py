"""Structured identifiers: numbers and codes known by their shape, their checksum or the words beside them."""
