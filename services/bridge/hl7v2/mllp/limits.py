"""What a connection may take: sizes and times. A peer that goes beyond is cut off, and the others go on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of connections.

    Attributes:
        message_bytes: the longest message.
        connections: peers at once.
        pipelined: messages of one peer that may wait for their acknowledgement.
        frame_seconds: from a frame's first byte to its last.
        idle_seconds: without a message, after which a peer is let go; 0 for never.
        write_seconds: for a peer to take what is written to it.
        connect_seconds: to make a connection, TLS and all.
    """

    message_bytes: int = 4_194_304
    connections: int = 64
    pipelined: int = 64
    frame_seconds: float = 30.0
    idle_seconds: float = 0.0
    write_seconds: float = 10.0
    connect_seconds: float = 10.0
