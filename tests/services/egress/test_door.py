import asyncio
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.audit.model import Action, ActorKind, AuditOutcome
from services.egress.baa import sign
from services.egress.door import RECHECK_SECONDS
from services.egress.limits import Limits
from services.egress.model import Destination, DestinationClass, Location
from services.egress.reasons import Reason
from services.egress.register import FolderRegister
from tests.contract.certificates import Authority, make_authority
from tests.doubles.egress import StandingRegister
from tests.services.egress.doorway import PUBLIC, Doorway, a_doorway, hang_up, until
from tests.services.egress.entries import BRIDGE, HOST, a_destination, a_record
from tests.services.egress.greetings import extension, hello, openssl_hello, records, server_name


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("ca"), "vendors")


async def test_an_allowed_host_is_reached_over_tls_and_it_is_on_record(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        reader, writer = await way.through()
        writer.write(b"one appointment")
        assert await reader.readexactly(15) == b"one appointment"
        assert [entry.name for entry in way.door.open] == ["harborbook"]
        await hang_up(writer)
        await until(lambda: way.events(Action.EGRESS_CLOSED))
        assert way.door.open == ()
    opened, closed = way.trail.events
    assert opened.body == {
        "destination": "harborbook",
        "host": HOST,
        "port": "443",
        "addresses": PUBLIC,
        "phi": "full",
    }
    assert (opened.actor.kind, opened.actor.id) == (ActorKind.SERVICE, BRIDGE)
    assert opened.outcome is AuditOutcome.SUCCESS
    assert opened.operation == closed.operation
    assert int(closed.body["sent"]) > 15 < int(closed.body["received"])
    assert "appointment" not in repr([event.body for event in way.trail.events])
    assert way.resolver.asked == [HOST]
    assert way.dialer.dialled == [(PUBLIC, 443)]


MESSAGES = a_destination(name="pager", kind=DestinationClass.MESSAGING, host="sms.pelican.example")
OTHERS = a_destination(name="other", host="ehr.pelican.example", who="sealdesk-voice")


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        (f"CONNECT {HOST}:8443 HTTP/1.1", b"403", Reason.PORT_NOT_ALLOWED),
        (f"CONNECT www.{HOST}:443 HTTP/1.1", b"403", Reason.UNKNOWN_HOST),
        (f"CONNECT {PUBLIC}:443 HTTP/1.1", b"403", Reason.NOT_A_NAME),
        (f"CONNECT {HOST}.:443 HTTP/1.1", b"403", Reason.NOT_A_NAME),
        (f"CONNECT {OTHERS.host}:443 HTTP/1.1", b"403", Reason.WHO_NOT_ALLOWED),
        (f"CONNECT {MESSAGES.host}:443 HTTP/1.1", b"403", Reason.SENDER_ONLY),
        (f"GET https://{HOST}/ HTTP/1.1", b"400", Reason.WRONG_REQUEST),
        ("CONNECT " + "a" * 9000, b"400", Reason.WRONG_REQUEST),
    ],
)
async def test_everything_else_is_refused_before_a_name_is_looked_up(
    tmp_path: Path, authority: Authority, line: str, status: bytes, reason: Reason
) -> None:
    async with a_doorway(tmp_path, authority, a_destination(), MESSAGES, OTHERS) as way:
        head, (reader, writer) = await way.call(line)
        assert head.split()[1] == status
        assert f'details="{reason}"'.encode() in head
        assert (await reader.read()).startswith(f"{reason}: ".encode())
        await hang_up(writer)
    assert way.reasons == [reason]
    assert (way.resolver.asked, way.dialer.dialled) == ([], [])


async def test_a_class_that_is_off_and_an_agreement_that_is_missing_refuse(
    tmp_path: Path, authority: Authority
) -> None:
    async with a_doorway(tmp_path, authority, systems_of_record=False) as way:
        await hang_up((await way.call())[1][1])
    assert way.reasons == [Reason.CLASS_OFF]
    (tmp_path / "door.sock").unlink()
    async with a_doorway(tmp_path, authority) as way:
        way.register.reason = Reason.BAA_MISSING
        await hang_up((await way.call())[1][1])
    assert way.reasons == [Reason.BAA_MISSING]


async def test_another_systems_user_is_refused(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority, uids=frozenset({os.geteuid() + 1})) as way:
        head, (_, writer) = await way.call()
        assert b"wrong_peer" in head
        await hang_up(writer)
    assert way.events(Action.EGRESS_REFUSED) == [{"reason": "wrong_peer", "uid": str(os.geteuid())}]


@pytest.mark.parametrize(
    ("greeting", "reason"),
    [
        (openssl_hello("evil.example"), Reason.NAME_DIFFERS),
        (openssl_hello(None), Reason.NAME_MISSING),
        (records(hello(server_name(HOST.encode()), extension(0xFE0D, bytes(40)))), Reason.NAME_HIDDEN),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", Reason.NOT_TLS),
        (b"", Reason.NOT_TLS),
        (openssl_hello(HOST)[:-1], Reason.NOT_TLS),
    ],
)
async def test_a_greeting_that_does_not_name_the_host_leads_nowhere(
    tmp_path: Path, authority: Authority, greeting: bytes, reason: Reason
) -> None:
    async with a_doorway(tmp_path, authority) as way:
        _, (reader, writer) = await way.call()
        writer.write(greeting)
        writer.write_eof()
        answer = await reader.read()
        assert answer[:6] == b"\x15\x03\x03\x00\x02\x02"
        await hang_up(writer)
    assert way.reasons == [reason]
    assert way.dialer.dialled == []


async def test_a_tls_client_is_told_that_its_name_was_refused(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            await way.through("evil.example")
    assert way.events(Action.EGRESS_REFUSED) == [{"reason": "name_differs", "host": HOST, "port": "443"}]


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        ("192.168.1.20", "private"),
        (f"{PUBLIC} 10.0.0.8", "private"),
        ("169.254.169.254", "metadata"),
        ("::ffff:a00:8", "ipv4_mapped private"),
        ("64:ff9b::7f00:1", "nat64 loopback"),
    ],
)
async def test_a_name_that_leads_inside_is_refused(
    tmp_path: Path, authority: Authority, answer: str, kinds: str
) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.resolver.answer(HOST, answer)
        head, (_, writer) = await way.call()
        assert b"error=destination_ip_prohibited" in head
        await hang_up(writer)
    refusal = way.events(Action.EGRESS_REFUSED)[0]
    assert (refusal["classes"], refusal["addresses"]) == (kinds, answer)
    assert way.dialer.dialled == []


async def test_a_name_that_is_rebound_is_refused_the_second_time(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.resolver.answer(HOST, PUBLIC, "192.168.1.20")
        _, writer = await way.through()
        assert way.resolver.asked == [HOST]
        await hang_up((await way.call())[1][1])
        await hang_up(writer)
    assert way.dialer.dialled == [(PUBLIC, 443)]
    assert way.reasons == [Reason.ADDRESS_REFUSED]


async def test_the_clinics_network_is_reached_by_an_entry_that_says_so(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority, a_destination(location=Location.LAN)) as way:
        way.resolver.answer(HOST, "192.168.1.20", PUBLIC)
        await hang_up((await way.through())[1])
        await hang_up((await way.call())[1][1])
    assert way.dialer.dialled == [("192.168.1.20", 443)]
    assert way.reasons == [Reason.ADDRESS_REFUSED]


async def test_a_name_without_an_address_is_told(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.resolver.answer(HOST)
        head, (_, writer) = await way.call()
        assert head.startswith(b"HTTP/1.1 502 ")
        await hang_up(writer)
    assert way.reasons == [Reason.NOT_RESOLVED]


async def test_the_next_checked_address_is_tried_where_one_is_silent(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.resolver.answer(HOST, f"192.31.196.9 {PUBLIC}")
        way.dialer.silent.add("192.31.196.9")
        await hang_up((await way.through())[1])
    assert way.dialer.dialled == [("192.31.196.9", 443), (PUBLIC, 443)]


async def test_a_destination_that_is_silent_is_on_record(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.dialer.silent.add(PUBLIC)
        with pytest.raises(ssl.SSLError, match="INTERNAL_ERROR"):
            await way.through()
    closed = way.trail.events[-1]
    assert (closed.body["reason"], closed.body["sent"]) == (Reason.NOT_REACHED, "0")
    assert closed.outcome is AuditOutcome.FAILED


async def closed_within_one_look(way: Doorway, reader: asyncio.StreamReader) -> str:
    """Let the door look at its tunnels once; return why it cut the one there is."""
    way.timer.advance(RECHECK_SECONDS)
    assert await reader.read() == b""
    await until(lambda: way.events(Action.EGRESS_CLOSED))
    return way.events(Action.EGRESS_CLOSED)[0]["reason"]


async def test_an_agreement_that_expires_closes_an_open_tunnel_within_a_minute(
    tmp_path: Path, authority: Authority
) -> None:
    async with a_doorway(tmp_path, authority) as way:
        reader, writer = await way.through()
        way.timer.advance(RECHECK_SECONDS)
        writer.write(b"still open")
        assert await reader.readexactly(10) == b"still open"
        await until(lambda: way.timer.slept.count(RECHECK_SECONDS) == 2)
        way.register.reason = Reason.BAA_EXPIRED
        assert await closed_within_one_look(way, reader) == Reason.BAA_EXPIRED
        await hang_up(writer)
        await hang_up((await way.call())[1][1])
    assert way.reasons == [Reason.BAA_EXPIRED]
    assert [event.outcome for event in way.trail.events if event.action is Action.EGRESS_CLOSED] == [
        AuditOutcome.REFUSED
    ]
    assert RECHECK_SECONDS <= 60


async def test_a_record_that_ends_or_is_withdrawn_closes_an_open_tunnel(tmp_path: Path, authority: Authority) -> None:
    key = Ed25519PrivateKey.generate()
    record = tmp_path / "baa-2027-01.json"
    record.write_bytes(sign(a_record(), key).text())
    register = FolderRegister(tmp_path, [key.public_key()], ZoneInfo("America/Chicago"))
    async with a_doorway(tmp_path, authority, register=register) as way:
        reader, writer = await way.through()
        way.clock.set(datetime(2028, 1, 1, 6, 0, tzinfo=UTC))
        assert await closed_within_one_look(way, reader) == Reason.BAA_EXPIRED
        await hang_up(writer)
        way.clock.set(datetime(2027, 12, 31, 6, 0, tzinfo=UTC))
        way.trail.events.clear()
        await until(lambda: way.timer.slept.count(RECHECK_SECONDS) == 2)
        reader, writer = await way.through()
        record.unlink()
        assert await closed_within_one_look(way, reader) == Reason.BAA_MISSING
        await hang_up(writer)


async def test_an_agreement_that_expires_during_the_greeting_leaves_no_packet(
    tmp_path: Path, authority: Authority
) -> None:
    async with a_doorway(tmp_path, authority) as way:
        _, (reader, writer) = await way.call()
        way.register.reason = Reason.BAA_EXPIRED
        writer.write(openssl_hello(HOST))
        assert await reader.read() == b"\x15\x03\x03\x00\x02\x02\x31"
        await hang_up(writer)
    assert way.dialer.dialled == []
    assert way.reasons == [Reason.BAA_EXPIRED]


async def test_a_server_that_asks_for_a_second_greeting_gets_it(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority, curve="secp521r1") as way:
        reader, writer = await way.through()
        writer.write(b"good day")
        assert await reader.readexactly(8) == b"good day"
        await hang_up(writer)
        await until(lambda: way.events(Action.EGRESS_CLOSED))
    assert int(way.events(Action.EGRESS_CLOSED)[0]["sent"]) > 2 * len(openssl_hello(HOST))


async def test_a_second_greeting_with_another_name_ends_the_tunnel(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        _, (_, writer) = await way.call()
        writer.write(openssl_hello(HOST))
        await until(lambda: way.door.open)
        writer.write(openssl_hello("evil.example"))
        await until(lambda: way.events(Action.EGRESS_CLOSED))
        await hang_up(writer)
    assert way.events(Action.EGRESS_CLOSED)[0]["reason"] == Reason.NAME_DIFFERS
    assert int(way.events(Action.EGRESS_CLOSED)[0]["sent"]) == len(openssl_hello(HOST))


async def test_a_door_that_cannot_look_at_its_tunnels_any_more_shuts(tmp_path: Path, authority: Authority) -> None:
    register = StandingRegister()
    async with a_doorway(tmp_path, authority, register=register) as way:
        reader, writer = await way.through()
        register.standing = BrokenRegister().standing  # type: ignore[method-assign]
        way.timer.advance(RECHECK_SECONDS)
        assert await reader.read() == b""
        await hang_up(writer)
        with pytest.raises(RuntimeError):
            await way.serving
        with pytest.raises(ConnectionError):
            await way.call()


async def test_what_cannot_be_audited_is_not_let_through(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.trail.broken = OSError("full")
        with pytest.raises(ssl.SSLError):
            await way.through()
    assert way.dialer.dialled == []


async def test_a_refusal_stands_though_it_cannot_be_audited(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.trail.broken = OSError("full")
        head, (_, writer) = await way.call(f"CONNECT www.{HOST}:443 HTTP/1.1")
        assert b"unknown_host" in head
        await hang_up(writer)


@pytest.mark.parametrize(("calls", "tunnels"), [(1, 8), (8, 1)])
async def test_no_more_are_open_than_the_limits_allow(
    tmp_path: Path, authority: Authority, calls: int, tunnels: int
) -> None:
    entry = a_destination(limits=Limits(connections=tunnels))
    async with a_doorway(tmp_path, authority, entry, connections=calls) as way:
        _, first = await way.through()
        head, (_, second) = await way.call()
        assert head.startswith(b"HTTP/1.1 503 ")
        await hang_up(first)
        await hang_up(second)
        await until(lambda: way.events(Action.EGRESS_CLOSED))
        await until(lambda: not way.door.open)
        await hang_up((await way.through())[1])
    assert way.reasons == [Reason.TOO_MANY]


@pytest.mark.parametrize(
    ("entry", "head_seconds"), [(a_destination(limits=Limits(hello_seconds=0)), 5.0), (a_destination(), 0.0)]
)
async def test_who_says_nothing_is_not_waited_for(
    tmp_path: Path, authority: Authority, entry: Destination, head_seconds: float
) -> None:
    async with a_doorway(tmp_path, authority, entry, head_seconds=head_seconds) as way:
        reader, writer = await asyncio.open_unix_connection(str(way.socket_path))
        if head_seconds:
            writer.write(f"CONNECT {HOST}:443 HTTP/1.1\r\n\r\n".encode())
        assert await reader.read()
        await hang_up(writer)
    assert way.reasons == [Reason.TOO_SLOW]


async def test_who_connects_and_leaves_asked_for_nothing(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        reader, writer = await asyncio.open_unix_connection(str(way.socket_path))
        writer.write_eof()
        assert await reader.read() == b""
        await hang_up(writer)
    assert way.trail.events == []


async def test_a_door_that_stops_cuts_its_tunnels_and_says_so(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        reader, writer = await way.through()
        way.serving.cancel()
        assert await reader.read() == b""
        await hang_up(writer)
    assert [body["reason"] for body in way.events(Action.EGRESS_CLOSED)] == [Reason.STOPPING]


class BrokenRegister:
    """A register that fails in a way nobody thought of."""

    def standing(self, need: object, now: object) -> Reason:
        raise RuntimeError


async def test_a_fault_of_one_call_leaves_the_door_shut_for_it_and_open_for_others(
    tmp_path: Path, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    free = a_destination(name="free", host="free.pelican.example", location=Location.LAN, baa=None)
    async with a_doorway(tmp_path, authority, a_destination(), free, register=BrokenRegister()) as way:
        head, (_, writer) = await way.call()
        assert head == b""
        await hang_up(writer)
        way.resolver.answer(free.host, "10.0.0.9")
        head, (_, writer) = await way.call(f"CONNECT {free.host}:443 HTTP/1.1")
        assert head.startswith(b"HTTP/1.1 200 ")
        await hang_up(writer)
    assert "a call at the door failed: RuntimeError" in caplog.text


async def test_the_clock_of_the_clinic_is_on_every_record(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        way.clock.advance(timedelta(hours=3))
        await hang_up((await way.call("GET / HTTP/1.1"))[1][1])
        assert way.trail.events[0].at == way.clock.now()
