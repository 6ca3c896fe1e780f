"""One call at the door, from the first byte to the end of its tunnel.

It passes these steps in this order; the first that fails ends it, and each end is an audit event:
who is calling (SO_PEERCRED), is it a CONNECT, does the allow-list say yes, may one more be open, does the name resolve
to allowed addresses only. Then `200`, and the TLS greeting is read: does it name the same host. Then the allow-list is
asked again, the event is recorded, and one of the checked addresses is dialled. No packet but the name lookup leaves
before.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from services.egress.allow_list import AllowList
from services.egress.client_hello import HelloReader, require_name
from services.egress.connect_request import ESTABLISHED, HEAD_END, Target, alert, parse_head, refusal
from services.egress.errors import Refused
from services.egress.journal import Journal
from services.egress.model import Destination
from services.egress.ports import Dialer, IPAddress, PeerOf, Resolver, Stream, Timer
from services.egress.reaching import dialled, resolved
from services.egress.reasons import Reason
from services.egress.second_hello import SecondHello
from services.egress.traffic import Traffic
from services.egress.tunnel import Tunnel
from services.kernel.ids import Ids
from services.kernel.lan import Lan

_READ: Final = 4096


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One service's way to the door: its account, the user ids it may call under, and how many calls at once."""

    who: str
    uids: frozenset[int]
    connections: int = 32
    head_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Outside:
    """What the door needs from the machine."""

    resolver: Resolver
    dialer: Dialer
    timer: Timer
    peer_of: PeerOf
    lan: Lan = field(default_factory=Lan)


@dataclass(frozen=True, slots=True)
class Desk:
    """What all calls share."""

    allow_list: AllowList
    traffic: Traffic
    journal: Journal
    outside: Outside
    ids: Ids


class Visit:
    """One call; `run` it, then `leave`."""

    def __init__(self, desk: Desk, endpoint: Endpoint, stream: Stream) -> None:
        self._desk = desk
        self._endpoint = endpoint
        self._reader, self._writer = stream
        self._target = Target("", 0)
        self._answer: Callable[[Reason], bytes] = refusal

    async def run(self) -> None:
        """Pass every step, or be refused."""
        try:
            self._require_peer()
            with self._desk.traffic.place(f"from {self._endpoint.who}", self._endpoint.connections):
                await self._asked()
        except Refused as no:
            self._desk.journal.refused(self._endpoint.who, no, self._target.host, self._target.port)
            await self._say(self._answer(no.reason))

    def leave(self) -> None:
        """Close the caller's end."""
        self._writer.close()

    async def _asked(self) -> None:
        if not await self._read_target():
            return
        entry = self._allowed()
        with self._desk.traffic.place(f"to {entry.name}", entry.limits.connections):
            addresses = await resolved(self._desk.outside.resolver, entry, self._desk.outside.lan)
            await self._say(ESTABLISHED)
            self._answer = alert
            reader = await self._greeted(entry)
            self._allowed()
            await self._through(entry, addresses, reader)

    def _require_peer(self) -> None:
        uid = self._desk.outside.peer_of(self._writer.transport)
        if uid not in self._endpoint.uids:
            raise Refused(Reason.WRONG_PEER, uid=str(uid))

    async def _read_target(self) -> bool:
        """Read the request; False where the caller left without one."""
        try:
            async with asyncio.timeout(self._endpoint.head_seconds):
                head = await self._reader.readuntil(HEAD_END)
        except TimeoutError:
            raise Refused(Reason.TOO_SLOW) from None
        except asyncio.LimitOverrunError:
            raise Refused(Reason.WRONG_REQUEST) from None
        except (asyncio.IncompleteReadError, OSError):
            return False
        self._target = parse_head(head)
        return True

    def _allowed(self) -> Destination:
        decision = self._desk.allow_list.tunnel(self._target.host, self._target.port, self._endpoint.who)
        if decision.destination is None or not decision.allowed:
            raise Refused(decision.reason)
        return decision.destination

    async def _greeted(self, entry: Destination) -> HelloReader:
        """Read the TLS greeting; return its reader with all that came, to be passed on."""
        reader, hello = HelloReader(), None
        try:
            async with asyncio.timeout(entry.limits.hello_seconds):
                while hello is None:
                    data = await self._reader.read(_READ)
                    if not data:
                        raise Refused(Reason.NOT_TLS)
                    hello = reader.feed(data)
        except TimeoutError:
            raise Refused(Reason.TOO_SLOW) from None
        except OSError:
            raise Refused(Reason.NOT_TLS) from None
        require_name(hello, entry.host)
        return reader

    async def _through(self, entry: Destination, addresses: list[IPAddress], reader: HelloReader) -> None:
        """Open the tunnel and stay with it to its end."""
        second = SecondHello(entry.host)
        second.check(reader.rest)
        name = self._desk.ids.new("tunnel")
        await self._desk.journal.opened(name, entry, addresses)
        reason, tunnel = Reason.STOPPING, None
        try:
            outside = await dialled(self._desk.outside.dialer, entry, addresses)
            if outside is None:
                reason = Reason.NOT_REACHED
                await self._say(alert(reason))
                return
            tunnel = Tunnel((self._reader, self._writer), outside, entry.limits, self._desk.outside.timer)
            with self._desk.traffic.listed(tunnel, entry):
                reason = await tunnel.run(bytes(reader.raw), second.check)
        finally:
            sent, received = (tunnel.sent, tunnel.received) if tunnel is not None else (0, 0)
            self._desk.journal.closed(name, entry, reason, sent, received)

    async def _say(self, answer: bytes) -> None:
        with suppress(OSError):
            self._writer.write(answer)
            await self._writer.drain()
