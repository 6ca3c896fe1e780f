"""The PHI-redacting gateway in front of any OpenAI-compatible model server."""
