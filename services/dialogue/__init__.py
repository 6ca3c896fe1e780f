"""The conversation with a patient: understanding, commands, deterministic flow and reviewed replies."""
