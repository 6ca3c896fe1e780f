"""What the door needs from outside itself."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address
from typing import Protocol

from services.egress.model import Coverage
from services.egress.reasons import Reason

IPAddress = IPv4Address | IPv6Address
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
PeerOf = Callable[[asyncio.BaseTransport], int | None]
"""Tells the user id at the other end of a Unix socket (SO_PEERCRED, unix(7)); None where there is none."""


class BaaRegister(Protocol):
    """Knows which business associate agreements are on record."""

    def standing(self, need: Coverage, now: datetime) -> Reason:
        """Return `ALLOWED` while a valid record covers the need, else one of the `BAA_...` reasons."""
        ...


class Resolver(Protocol):
    """Finds the addresses of a host name."""

    async def addresses(self, host: str) -> Sequence[IPAddress]:
        """Return all addresses of a name, at least one.

        Raises:
            NotReached: it has none, or nobody can say.
        """
        ...


class Dialer(Protocol):
    """Opens connections."""

    async def dial(self, address: IPAddress, port: int) -> Stream:
        """Connect to this very address.

        Raises:
            NotReached: nobody answers there.
        """
        ...


class Timer(Protocol):
    """Passing time, for idling and rates; the time of day comes from the kernel's clock."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...
