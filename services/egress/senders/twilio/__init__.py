"""Twilio Programmable Messaging: texts out, what became of them, texts in, and the signature of its calls."""
