"""What goes through the door at the moment: how many calls of whom, and which tunnels are open."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from services.egress.allow_list import AllowList
from services.egress.errors import Refused
from services.egress.model import Destination
from services.egress.reasons import Reason
from services.egress.tunnel import Tunnel


class Traffic:
    """Counts calls, and holds open tunnels against the allow-list."""

    def __init__(self, allow_list: AllowList) -> None:
        self._allow_list = allow_list
        self._open: dict[Tunnel, Destination] = {}
        self._taken: Counter[str] = Counter()

    @property
    def open(self) -> tuple[Destination, ...]:
        """Where tunnels lead to at the moment, one entry a tunnel."""
        return tuple(self._open.values())

    def recheck(self) -> None:
        """Hold every open tunnel against the allow-list as it is now, and cut those it no longer allows."""
        for tunnel, entry in list(self._open.items()):
            decision = self._allow_list.tunnel(entry.host, entry.port, entry.who)
            if not decision.allowed:
                tunnel.cut(decision.reason)

    @contextmanager
    def place(self, of: str, most: int) -> Iterator[None]:
        """Take one of `most` places.

        Raises:
            Refused: none is free.
        """
        if self._taken[of] >= most:
            raise Refused(Reason.TOO_MANY)
        self._taken[of] += 1
        try:
            yield
        finally:
            self._taken[of] -= 1

    @contextmanager
    def listed(self, tunnel: Tunnel, entry: Destination) -> Iterator[None]:
        """Keep a tunnel among those that are held against the allow-list."""
        self._open[tunnel] = entry
        try:
            yield
        finally:
            del self._open[tunnel]
