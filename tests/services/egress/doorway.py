"""A door with one endpoint, a TLS server that stands for the vendor's, and a service that calls."""

import asyncio
import contextlib
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from appliance.processes.peers import peer_of
from services.audit.model import Action
from services.egress.allow_list import AllowList
from services.egress.door import Door
from services.egress.journal import Journal
from services.egress.model import Destination
from services.egress.ports import BaaRegister, Stream
from services.egress.visit import Endpoint, Outside
from services.kernel.ids import RandomIds
from tests.contract.certificates import Authority
from tests.doubles.audit import MemoryTrail
from tests.doubles.clock import ManualClock
from tests.doubles.egress import Diversion, ManualTimer, ScriptedResolver, StandingRegister
from tests.services.egress.entries import BRIDGE, HOST, a_destination

PUBLIC = "192.31.196.10"
"""An address of the class `public` that belongs to nobody (RFC 7535); no packet goes there, calls are diverted."""


@dataclass
class Doorway:
    """Everything a test of the door may look at."""

    socket_path: Path
    authority: Authority
    port: int
    register: StandingRegister = field(default_factory=StandingRegister)
    trail: MemoryTrail = field(default_factory=MemoryTrail)
    clock: ManualClock = field(default_factory=ManualClock)
    timer: ManualTimer = field(default_factory=ManualTimer)
    resolver: ScriptedResolver = field(default_factory=lambda: ScriptedResolver(**{HOST: [PUBLIC]}))
    dialer: Diversion = field(init=False)
    door: Door = field(init=False)
    serving: "asyncio.Task[None]" = field(init=False)

    def __post_init__(self) -> None:
        self.dialer = Diversion(self.port)

    def events(self, action: Action) -> list[dict[str, str]]:
        """Return the bodies of the audit events of one kind."""
        return [dict(event.body) for event in self.trail.events if event.action is action]

    @property
    def reasons(self) -> list[str]:
        """Why calls were refused, in order."""
        return [body["reason"] for body in self.events(Action.EGRESS_REFUSED)]

    async def call(self, line: str = f"CONNECT {HOST}:443 HTTP/1.1") -> tuple[bytes, Stream]:
        """Send a request; return the answer's head and the stream."""
        reader, writer = await asyncio.open_unix_connection(str(self.socket_path))
        writer.write(line.encode() + b"\r\nHost: x\r\n\r\n")
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as cut:
            head = cut.partial
        return head, (reader, writer)

    def trusting(self, **changes: Any) -> ssl.SSLContext:  # noqa: ANN401 attributes of a context
        """Return a client's context that trusts the test's authority, with attributes changed."""
        context = ssl.create_default_context(cafile=str(self.authority.file))
        for name, value in changes.items():
            setattr(context, name, value)
        return context

    async def through(self, host: str = HOST) -> Stream:
        """Call, and speak TLS with the server of this name."""
        head, (reader, writer) = await self.call()
        assert head.startswith(b"HTTP/1.1 200 ")
        try:
            await writer.start_tls(self.trusting(), server_hostname=host)
        except BaseException:
            writer.transport.abort()
            raise
        return reader, writer


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Close a client's end."""
    writer.transport.abort()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def until(true: Callable[[], object]) -> None:
    """Let everything else run until something is so."""
    while not true():  # noqa: ASYNC110 what is waited for has no event of its own
        await asyncio.sleep(0)


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


def unix_listener(path: Path) -> socket.socket:
    """Return a listening Unix socket."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(16)
    return listener


@contextlib.asynccontextmanager
async def a_doorway(
    folder: Path,
    authority: Authority,
    *entries: Destination,
    systems_of_record: bool = True,
    register: BaaRegister | None = None,
    curve: str = "prime256v1",
    **endpoint: Any,  # noqa: ANN401 fields of an endpoint
) -> AsyncIterator[Doorway]:
    """Open a door to an echoing TLS server; the entries default to the one invented vendor."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("vendor", HOST))
    context.set_ecdh_curve(curve)
    server = await asyncio.start_server(_echo, "127.0.0.1", 0, ssl=context)
    way = Doorway(folder / "door.sock", authority, server.sockets[0].getsockname()[1])
    allowed = AllowList(
        register or way.register, way.clock, entries or [a_destination()], systems_of_record=systems_of_record
    )
    outside = Outside(way.resolver, way.dialer, way.timer, peer_of)
    way.door = Door(allowed, Journal(way.trail, way.clock), outside, RandomIds())
    point = Endpoint(**{"who": BRIDGE, "uids": frozenset({os.geteuid()}), **endpoint})
    way.serving = asyncio.create_task(way.door.serve([(point, unix_listener(way.socket_path))]))
    try:
        yield way
    finally:
        way.serving.cancel()
        await asyncio.gather(way.serving, return_exceptions=True)
        server.close()
        await until(lambda: len(asyncio.all_tasks()) == 1)
