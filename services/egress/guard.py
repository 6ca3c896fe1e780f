"""The senders' way out: each connection is asked for at the allow-list, resolved, checked, recorded and dialled here.

As a visit at the door, without the visitor. `services.egress.guarded` makes an httpx transport of it, and a plain
socket for libraries that bring their own protocol, such as smtplib.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from services.egress.allow_list import AllowList
from services.egress.errors import NotReached, Refused
from services.egress.journal import Journal
from services.egress.model import Destination, Location
from services.egress.ports import Dialer, IPAddress, Resolver, Stream, Timer
from services.egress.reaching import dialled, resolved
from services.egress.reasons import Reason
from services.kernel.ids import Ids
from services.kernel.lan import Lan

SENDER: Final = "sealdesk-egress"
"""The account under which the senders stand in the allow-list and in the audit trail."""
RECHECK_SECONDS: Final = 15.0
"""How often open connections are held against the allow-list again."""


@dataclass(slots=True, eq=False)
class Line:
    """One open connection of a sender's; `sent` and `received` are counted by whoever uses it."""

    id: str
    entry: Destination
    stream: Stream
    sent: int = 0
    received: int = 0
    reason: Reason | None = None

    def cut(self, reason: Reason) -> None:
        """End it now; what is on its way is dropped."""
        if self.reason is None:
            self.reason = reason
        self.stream[1].transport.abort()

    def counts(self, *, sent: int = 0, received: int = 0) -> bool:
        """Count bytes that are about to pass; cut the connection, and say no, where the entry allows no more."""
        self.sent += sent
        self.received += received
        if max(self.sent, self.received) > self.entry.limits.total_bytes:
            self.cut(Reason.BYTES)
            return False
        return True


@dataclass(frozen=True, slots=True)
class Ways:
    """What the guard needs from the machine."""

    resolver: Resolver
    dialer: Dialer
    timer: Timer
    lan: Lan = field(default_factory=Lan)


class Guard:
    """Opens connections for the senders, and ends those that the allow-list no longer allows.

    Args:
        allow_list: who may be reached.
        journal: where it is recorded, before the first packet leaves.
        ways: name service, network, passing time.
        ids: names for connections.
        who: the account that asks.
    """

    def __init__(self, allow_list: AllowList, journal: Journal, ways: Ways, ids: Ids, who: str = SENDER) -> None:
        self._allow_list, self._journal, self._ways, self._ids, self._who = allow_list, journal, ways, ids, who
        self._open: set[Line] = set()
        self._taken: Counter[str] = Counter()

    @property
    def open(self) -> tuple[Destination, ...]:
        """Where connections lead to at the moment, one entry a connection."""
        return tuple(line.entry for line in self._open)

    def ask(self, host: str, port: int, *, encrypted: bool = True) -> Destination:
        """Return the entry that allows this destination now; a refusal is recorded.

        Raises:
            Refused: none does, or it would be spoken to in the clear beyond this machine.
        """
        try:
            return self._allowed(host, port, encrypted=encrypted)
        except Refused as no:
            self._journal.refused(self._who, no, host, port)
            raise

    async def reach(self, host: str, port: int) -> Line:
        """Return an open connection, not encrypted yet, which is to be given to `end` at last; a refusal is recorded.

        Raises:
            Refused: the allow-list, its limits, the name or its addresses forbid it, or it cannot be recorded.
            NotReached: nobody answers there; nothing was sent.
        """
        try:
            return await self._counted(self._allowed(host, port, encrypted=True))
        except Refused as no:
            self._journal.refused(self._who, no, host, port)
            raise

    def end(self, line: Line, reason: Reason = Reason.FINISHED) -> None:
        """Close a connection and record its end; a second time nothing happens."""
        if line not in self._open:
            return
        self._open.discard(line)
        self._taken[line.entry.name] -= 1
        line.stream[1].close()
        self._journal.closed(line.id, line.entry, line.reason or reason, line.sent, line.received)

    def close(self) -> None:
        """End every open connection, for the process stops."""
        for line in list(self._open):
            self.end(line, Reason.STOPPING)

    def recheck(self) -> None:
        """Hold every open connection against the allow-list as it is now, and cut those it no longer allows."""
        for line in list(self._open):
            decision = self._allow_list.explain(line.entry.host, line.entry.port, self._who)
            if not decision.allowed:
                line.cut(decision.reason)

    async def watch(self) -> None:
        """Hold open connections against the allow-list every 15 seconds, until cancelled."""
        while True:
            await self._ways.timer.sleep(RECHECK_SECONDS)
            self.recheck()

    def _allowed(self, host: str, port: int, *, encrypted: bool) -> Destination:
        decision = self._allow_list.explain(host, port, self._who)
        if decision.destination is None or not decision.allowed:
            raise Refused(decision.reason)
        if not encrypted and decision.destination.location is not Location.LOOPBACK:
            raise Refused(Reason.NOT_TLS)
        return decision.destination

    async def _counted(self, entry: Destination) -> Line:
        if self._taken[entry.name] >= entry.limits.connections:
            raise Refused(Reason.TOO_MANY)
        self._taken[entry.name] += 1
        try:
            line = await self._opened(entry)
        except BaseException:
            self._taken[entry.name] -= 1
            raise
        self._open.add(line)
        return line

    async def _opened(self, entry: Destination) -> Line:
        name = self._ids.new("line")
        addresses = await resolved(self._ways.resolver, entry, self._ways.lan)
        await self._journal.opened(name, entry, addresses)
        return Line(name, entry, await self._dialled(name, entry, addresses))

    async def _dialled(self, name: str, entry: Destination, addresses: list[IPAddress]) -> Stream:
        stream, reason = None, Reason.STOPPING
        try:
            stream = await dialled(self._ways.dialer, entry, addresses)
            reason = Reason.NOT_REACHED
        finally:
            if stream is None:
                self._journal.closed(name, entry, reason, 0, 0)
        if stream is None:
            raise NotReached("An allowed destination did not answer.", "Check the clinic's line and firewall.")
        return stream
