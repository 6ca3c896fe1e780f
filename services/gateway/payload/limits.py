"""The caps of one call."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one call may be.

    Attributes:
        body_bytes: Bytes of a request's body.
        audio_bytes: Bytes of a recording.
        reply_bytes: Bytes of a model server's answer.
        messages: Messages in a request.
        text_characters: Characters of one text.
        tools: Tools in a request.
        tokens: The largest max_tokens.
        choices: The largest n.
        depth: How deep JSON may nest.
    """

    body_bytes: int = 1024 * 1024
    audio_bytes: int = 25 * 1024 * 1024
    reply_bytes: int = 4 * 1024 * 1024
    messages: int = 512
    text_characters: int = 200_000
    tools: int = 128
    tokens: int = 8192
    choices: int = 4
    depth: int = 24
