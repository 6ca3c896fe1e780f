"""How much of an EHR's answer we are willing to take, and how long we wait for it."""

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Time in seconds, sizes in bytes. What is beyond them is refused, never cut short.

    `total_seconds` ends an answer that trickles; the other times are for one phase of one request.
    `attempts` counts the tries of a read; a write has one.
    """

    connect_seconds: float = 3.0
    read_seconds: float = 10.0
    write_seconds: float = 10.0
    pool_seconds: float = 5.0
    total_seconds: float = 30.0
    body_bytes: int = 16 * _MIB
    search_bytes: int = 64 * _MIB
    pages: int = 50
    entries: int = 5_000
    attempts: int = 3
    backoff_seconds: float = 0.2
    longest_backoff_seconds: float = 3.0
    connections: int = 32
