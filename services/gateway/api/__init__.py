"""The gateway's face: an OpenAI-compatible API that passes on only what it has redacted and checked."""
