"""What senders send through: allowed hosts alone, checked addresses, TLS to the very name, each connection recorded."""

import asyncio
import smtplib
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.audit.model import Action
from services.egress.allow_list import AllowList
from services.egress.errors import NotReached, Refused
from services.egress.guard import RECHECK_SECONDS, SENDER, Guard, Ways
from services.egress.guarded import GuardedTransport, guarded_socket
from services.egress.journal import Journal
from services.egress.limits import Limits
from services.egress.model import Destination, DestinationClass, Location
from services.egress.reasons import Reason
from services.egress.senders.exchange import http_client
from services.kernel.ids import RandomIds
from tests.contract.certificates import Authority, make_authority
from tests.doubles.audit import MemoryTrail
from tests.doubles.clock import ManualClock
from tests.doubles.egress import Diversion, ManualTimer, ScriptedResolver, StandingRegister
from tests.services.egress.doorway import PUBLIC, hang_up, until
from tests.services.egress.entries import HOST, a_destination

OTHER = "other.harborbook.example"


@dataclass
class Post:
    """A guard, the carrier that it leads to, and everything a test may look at."""

    port: int
    authority: Authority
    destinations: tuple[Destination, ...]
    heard: list[bytes]
    register: StandingRegister = field(default_factory=StandingRegister)
    trail: MemoryTrail = field(default_factory=MemoryTrail)
    timer: ManualTimer = field(default_factory=ManualTimer)
    resolver: ScriptedResolver = field(default_factory=lambda: ScriptedResolver(**{HOST: [PUBLIC], OTHER: [PUBLIC]}))
    dialer: Diversion = field(init=False)
    guard: Guard = field(init=False)

    def __post_init__(self) -> None:
        self.dialer = Diversion(self.port)
        clock = ManualClock()
        allowed = AllowList(self.register, clock, self.destinations)
        ways = Ways(self.resolver, self.dialer, self.timer)
        self.guard = Guard(allowed, Journal(self.trail, clock), ways, RandomIds())

    @property
    def events(self) -> list[tuple[Action, dict[str, str]]]:
        """What was recorded."""
        return [(event.action, dict(event.body)) for event in self.trail.events]

    @property
    def actions(self) -> list[Action]:
        """What was recorded, without its bodies."""
        return [action for action, _ in self.events]

    def client(self, url: str = f"https://{HOST}", kept: float = 0.0) -> httpx.AsyncClient:
        """Return a carrier's client, as the senders make one, that trusts the test's authority."""
        tls = ssl.create_default_context(cafile=str(self.authority.file))
        return http_client(url, transport=GuardedTransport(self.guard, tls, kept))


@asynccontextmanager
async def a_post(folder: Path, *, served: str = HOST, **changes: Any) -> AsyncIterator[Post]:  # noqa: ANN401 any field
    """Open a guard to a TLS server of this name that answers each request with `hello`."""
    authority = make_authority(folder, "vendors")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("vendor", served))
    heard: list[bytes] = []
    writers: list[asyncio.StreamWriter] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        if b"/slow" not in heard[-1]:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")
            await writer.drain()
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    entry = a_destination(**{"kind": DestinationClass.MESSAGING, "who": SENDER, **changes})
    post = Post(server.sockets[0].getsockname()[1], authority, (entry,), heard)
    try:
        yield post
    finally:
        server.close()
        await post.dialer.hang_up()
        for writer in writers:
            await hang_up(writer)


async def test_a_request_goes_to_the_checked_address_and_is_recorded_at_both_ends(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post, post.client() as http:
        answer = await http.get("/messages")
    assert answer.text == "hello"
    assert post.dialer.dialled == [(PUBLIC, 443)]
    assert b"Host: api.harborbook.example" in post.heard[0]
    (opened, body), (closed, end) = post.events
    assert (opened, closed) == (Action.EGRESS_OPENED, Action.EGRESS_CLOSED)
    assert body["addresses"] == PUBLIC
    assert (end["reason"], int(end["sent"]) > 50, int(end["received"]) > 40) == ("finished", True, True)
    assert post.guard.open == ()


async def test_each_request_is_asked_for_anew(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post, post.client() as http:
        assert (await http.get("/")).status_code == 200
        post.register.reason = Reason.BAA_EXPIRED
        with pytest.raises(Refused) as no:
            await http.get("/")
    assert no.value.reason is Reason.BAA_EXPIRED
    assert len(post.dialer.dialled) == 1
    assert post.events[-1] == (Action.EGRESS_REFUSED, {"reason": "baa_expired", "host": HOST, "port": "443"})


@asynccontextmanager
async def a_patient_post(folder: Path) -> AsyncIterator[Post]:
    """Open a guard to a TLS server that answers one request after the other on a connection."""
    authority = make_authority(folder, "vendors")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("vendor", HOST))
    heard: list[bytes] = []
    writers: list[asyncio.StreamWriter] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        with suppress(asyncio.IncompleteReadError, OSError):
            while True:
                heard.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")
                await writer.drain()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    entry = a_destination(kind=DestinationClass.MESSAGING, who=SENDER)
    post = Post(server.sockets[0].getsockname()[1], authority, (entry,), heard)
    try:
        yield post
    finally:
        server.close()
        await post.dialer.hang_up()
        for writer in writers:
            await hang_up(writer)


@pytest.mark.parametrize(("kept", "connections"), [(0.0, 3), (3600.0, 1), (1e-9, 3)])
async def test_a_connection_is_kept_only_where_its_user_says_so_and_so_long(
    tmp_path: Path, kept: float, connections: int
) -> None:
    async with a_patient_post(tmp_path) as post, post.client(kept=kept) as http:
        for _ in range(3):
            assert (await http.get("/")).text == "hello"
    assert (len(post.heard), len(post.dialer.dialled)) == (3, connections)
    assert post.actions.count(Action.EGRESS_OPENED) == post.actions.count(Action.EGRESS_CLOSED) == connections


async def test_a_kept_connection_is_no_way_around_the_allow_list(tmp_path: Path) -> None:
    async with a_patient_post(tmp_path) as post, post.client(kept=3600.0) as http:
        assert (await http.get("/")).status_code == 200
        post.register.reason = Reason.BAA_EXPIRED
        with pytest.raises(Refused):
            await http.get("/")
        post.guard.recheck()
        post.guard.close()
    assert len(post.heard) == 1
    assert post.guard.open == ()
    assert post.events[-1][1]["reason"] == "baa_expired"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"https://{OTHER}", Reason.UNKNOWN_HOST),
        (f"https://{HOST}:8443", Reason.PORT_NOT_ALLOWED),
        ("https://192.31.196.10", Reason.NOT_A_NAME),
    ],
)
async def test_what_is_not_on_the_list_is_not_even_looked_up(tmp_path: Path, url: str, reason: Reason) -> None:
    async with a_post(tmp_path) as post, post.client(url) as http:
        with pytest.raises(Refused) as no:
            await http.get("/")
    assert no.value.reason is reason
    assert not post.resolver.asked
    assert not post.dialer.dialled
    assert post.actions == [Action.EGRESS_REFUSED]


async def test_a_name_that_leads_inside_is_not_dialled(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post, post.client() as http:
        post.resolver.answer(HOST, "192.168.1.20")
        with pytest.raises(Refused) as no:
            await http.get("/")
    assert no.value.reason is Reason.ADDRESS_REFUSED
    assert post.dialer.dialled == []


async def test_another_host_in_the_request_than_in_its_address_is_refused(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post, post.client() as http:
        with pytest.raises(Refused) as no:
            await http.get("/", headers={"host": OTHER})
    assert no.value.reason is Reason.NAME_DIFFERS
    assert post.dialer.dialled == []


async def test_a_certificate_for_another_name_is_not_believed_and_nothing_is_said(tmp_path: Path) -> None:
    async with a_post(tmp_path, served=OTHER) as post, post.client() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get("/")
    assert post.heard == []
    assert post.actions == [Action.EGRESS_OPENED, Action.EGRESS_CLOSED]
    assert post.guard.open == ()


async def test_nothing_goes_in_the_clear_beyond_this_machine(tmp_path: Path) -> None:
    async with a_post(tmp_path, port=80) as post, httpx.AsyncClient(transport=GuardedTransport(post.guard)) as http:
        with pytest.raises(Refused) as no:
            await http.get(f"http://{HOST}/")
    assert no.value.reason is Reason.NOT_TLS
    assert post.dialer.dialled == []


async def test_a_stand_in_on_this_machine_is_spoken_to_in_plain_http(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        reached: list[bytes] = []

        async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            reached.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        post.resolver.answer("twilio.localhost", "127.0.0.1")
        entry = a_destination(
            kind=DestinationClass.MESSAGING,
            who=SENDER,
            host="twilio.localhost",
            port=port,
            baa=None,
            location=Location.LOOPBACK,
        )
        stand_in = Post(port, post.authority, (entry,), [], resolver=post.resolver)
        async with http_client(f"http://twilio.localhost:{port}", transport=GuardedTransport(stand_in.guard)) as http:
            assert (await http.get("/x")).status_code == 200
        server.close()
        await stand_in.dialer.hang_up()
    assert reached[0].startswith(b"GET /x HTTP/1.1")


async def test_an_expired_agreement_cuts_what_is_open(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post, post.client() as http:
        watching = asyncio.create_task(post.guard.watch())
        asking = asyncio.create_task(http.get("/slow"))
        await until(lambda: post.heard)
        post.register.reason = Reason.BAA_EXPIRED
        post.timer.advance(RECHECK_SECONDS)
        with pytest.raises(httpx.ReadError):
            await asking
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    assert post.events[-1][1]["reason"] == "baa_expired"
    assert RECHECK_SECONDS <= 60


async def test_no_more_connections_than_the_entry_allows(tmp_path: Path) -> None:
    async with a_post(tmp_path, limits=Limits(connections=1)) as post, post.client() as http:
        asking = asyncio.create_task(http.get("/slow"))
        await until(lambda: post.heard)
        with pytest.raises(Refused) as no:
            await http.get("/")
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert no.value.reason is Reason.TOO_MANY
        assert (await http.get("/")).text == "hello"


async def test_no_more_bytes_than_the_entry_allows(tmp_path: Path) -> None:
    async with a_post(tmp_path, limits=Limits(total_bytes=300)) as post, post.client() as http:
        with pytest.raises(httpx.HTTPError):
            await http.post("/", content=b"x" * 1000)
    assert post.events[-1][1]["reason"] == "bytes"


async def test_nobody_there_is_told_apart_from_a_broken_answer(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post, post.client() as http:
        post.dialer.silent.add(PUBLIC)
        with pytest.raises(httpx.ConnectError):
            await http.get("/")
    assert post.events[-1][1]["reason"] == "not_reached"


async def test_smtplib_speaks_over_a_guarded_socket(tmp_path: Path) -> None:
    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail ready\r\n")
        assert await reader.readline() == b"ehlo sealdesk\r\n"
        writer.write(b"250 good day\r\n")
        assert await reader.readline() == b"quit\r\n"
        writer.write(b"221 bye\r\n")
        writer.close()

    def talk(end: socket.socket) -> tuple[int, int]:
        class Over(smtplib.SMTP):
            def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
                return end

        client = Over(HOST, 443, local_hostname="sealdesk", timeout=10)
        return client.ehlo()[0], client.quit()[0]

    async with a_post(tmp_path) as post:
        server = await asyncio.start_server(relay, "127.0.0.1", 0)
        smtp = Post(server.sockets[0].getsockname()[1], post.authority, post.destinations, [])
        async with guarded_socket(smtp.guard, HOST, 443) as end:
            assert await asyncio.to_thread(talk, end) == (250, 221)
        server.close()
        await smtp.dialer.hang_up()
    assert smtp.actions == [Action.EGRESS_OPENED, Action.EGRESS_CLOSED]
    assert int(smtp.events[-1][1]["received"]) > 30


async def test_a_guarded_socket_is_refused_as_anything_else(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        post.register.reason = Reason.BAA_MISSING
        with pytest.raises(Refused):
            async with guarded_socket(post.guard, HOST, 443):
                pytest.fail("it opened")
        post.register.reason = Reason.ALLOWED
        post.dialer.silent.add(PUBLIC)
        with pytest.raises(NotReached):
            async with guarded_socket(post.guard, HOST, 443):
                pytest.fail("it opened")
    assert post.guard.open == ()
