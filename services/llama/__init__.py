"""Llama as an adviser of the dialogue: an OpenAI-compatible server, reached through the redacting gateway."""
