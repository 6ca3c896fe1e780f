"""Writes the documentation that is made from the code. Run: `python -m scripts.docs`."""
