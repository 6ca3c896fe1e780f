"""How much one tunnel may carry, how fast and for how long."""

from dataclasses import dataclass
from typing import Final

_MIB: Final = 1024 * 1024
SLOWEST: Final = 1024
"""The least rate a destination may have, in bytes a second: below it a TLS handshake takes longer than its time-out."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps of one destination; bytes and rate count for each direction by itself."""

    connections: int = 8
    total_bytes: int = 256 * _MIB
    bytes_per_second: int = 4 * _MIB
    life_seconds: float = 3600.0
    idle_seconds: float = 120.0
    hello_seconds: float = 10.0
    dial_seconds: float = 10.0

    def wrong(self) -> str | None:
        """Return the first field that is out of range; None where all fit."""
        at_least = {
            "connections": (self.connections, 1),
            "total_bytes": (self.total_bytes, 1),
            "bytes_per_second": (self.bytes_per_second, SLOWEST),
            "life_seconds": (self.life_seconds, 0),
            "idle_seconds": (self.idle_seconds, 0),
            "hello_seconds": (self.hello_seconds, 0),
            "dial_seconds": (self.dial_seconds, 0),
        }
        return next((name for name, (value, least) in at_least.items() if value < least), None)


class TokenBucket:
    """Lets bytes through at a steady rate, with one second's worth at once after a rest.

    It goes into debt for a chunk larger than what it holds, and says how long to wait until the debt is paid.
    """

    def __init__(self, rate: int, now: float) -> None:
        self._rate = rate
        self._held = float(rate)
        self._at = now

    def take(self, size: int, now: float) -> float:
        """Take `size` bytes at the monotonic time `now`; return the seconds to wait before they may go on."""
        self._held = min(float(self._rate), self._held + (now - self._at) * self._rate)
        self._at = now
        self._held -= size
        return max(0.0, -self._held / self._rate)
