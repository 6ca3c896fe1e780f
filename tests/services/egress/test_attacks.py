"""A service that was taken over tries the door: with what means one thing to it and another thing beyond.

What a name server, a second greeting and a foreign user may try is in test_door.py and test_second_hello.py.
"""

import asyncio
from pathlib import Path

import pytest

from services.audit.model import Action
from services.egress.reasons import Reason
from tests.contract.certificates import Authority, make_authority
from tests.services.egress.doorway import PUBLIC, Doorway, a_doorway, hang_up, until
from tests.services.egress.entries import HOST
from tests.services.egress.greetings import extension, hello, openssl_hello, records, server_name

EVIL = "evil.example"
TO_HOST = f"CONNECT {HOST}:443 HTTP/1.1"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("ca"), "vendors")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("PRI * HTTP/2.0", Reason.WRONG_REQUEST),
        (f"CONNECT {HOST}:443 HTTP/2.0", Reason.WRONG_REQUEST),
        (f"CONNECT {HOST}:443@{EVIL}:443 HTTP/1.1", Reason.WRONG_REQUEST),
        (f"CONNECT {EVIL}#@{HOST}:443 HTTP/1.1", Reason.WRONG_REQUEST),
        (f"CONNECT {HOST}\t:443 HTTP/1.1", Reason.WRONG_REQUEST),
        (f"CONNECT {HOST}\x00.{EVIL}:443 HTTP/1.1", Reason.WRONG_REQUEST),
        (f"CONNECT {EVIL}:443 HTTP/1.1\nCONNECT {HOST}:443 HTTP/1.1", Reason.WRONG_REQUEST),
        (f"{TO_HOST}\r\nContent-Length: 5", Reason.WRONG_REQUEST),
        (f"{TO_HOST}\r\nTransfer-Encoding: chunked", Reason.WRONG_REQUEST),
        (f"{TO_HOST}\r\nX: a\nHost: {EVIL}", Reason.WRONG_REQUEST),
        (f"{TO_HOST}\r\nX: " + "a" * 8192, Reason.WRONG_REQUEST),
        (f"CONNECT {HOST}:0443 HTTP/1.1", Reason.WRONG_REQUEST),
        (f"CONNECT {HOST}:65979 HTTP/1.1", Reason.PORT_NOT_ALLOWED),
        ("CONNECT [::1]:443 HTTP/1.1", Reason.WRONG_REQUEST),
        ("CONNECT [::ffff:192.31.196.10]:443 HTTP/1.1", Reason.WRONG_REQUEST),
        ("CONNECT 3223307274:443 HTTP/1.1", Reason.NOT_A_NAME),
        ("CONNECT 0xc0.0x1f.0xc4.0x0a:443 HTTP/1.1", Reason.NOT_A_NAME),
        (f"CONNECT {HOST}.:443 HTTP/1.1", Reason.NOT_A_NAME),
        (f"CONNECT {HOST}..:443 HTTP/1.1", Reason.NOT_A_NAME),
        (f"CONNECT {HOST}.{EVIL}:443 HTTP/1.1", Reason.UNKNOWN_HOST),
        ("CONNECT localhost:443 HTTP/1.1", Reason.NOT_A_NAME),
    ],
)
async def test_a_request_that_could_mean_two_things_is_refused_before_a_name_is_looked_up(
    tmp_path: Path, authority: Authority, line: str, reason: Reason
) -> None:
    async with a_doorway(tmp_path, authority) as way:
        await hang_up((await way.call(line))[1][1])
        await until(lambda: way.reasons)
    assert way.reasons == [reason]
    assert (way.resolver.asked, way.dialer.dialled) == ([], [])


async def greeted(way: Doorway, raw: bytes, size: int = 1 << 14) -> str:
    """Ask for the host and greet with these bytes, in writes of some size; return how that ended."""
    _, (reader, writer) = await way.call()
    for at in range(0, len(raw), size):
        writer.write(raw[at : at + size])
        await asyncio.sleep(0)
    await until(lambda: way.reasons or way.dialer.dialled)
    del reader
    await hang_up(writer)
    return way.reasons[0] if way.reasons else "dialled"


@pytest.mark.parametrize("record", [1, 2, 3, 5, 100])
async def test_a_greeting_in_many_records_is_put_together(tmp_path: Path, authority: Authority, record: int) -> None:
    async with a_doorway(tmp_path, authority) as way:
        assert await greeted(way, records(hello(server_name(HOST.encode())), record), size=7) == "dialled"
    (tmp_path / "door.sock").unlink()
    async with a_doorway(tmp_path, authority) as way:
        assert await greeted(way, records(hello(server_name(EVIL.encode())), record), size=7) == Reason.NAME_DIFFERS


NAMED = server_name(HOST.encode())


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (records(hello(server_name(HOST.encode(), EVIL.encode()))), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, server_name(EVIL.encode()))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(f"{HOST}.".encode()))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(f"{HOST}\0.{EVIL}".encode()))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(PUBLIC.encode()))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(b""))), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, extension(0xFE0D, b"\1"))), Reason.NAME_HIDDEN),
        (records(hello(NAMED, extension(42, b""))), Reason.EARLY_DATA),
        (records(hello()), Reason.NAME_MISSING),
        (records(hello(NAMED) + hello(server_name(EVIL.encode()))), Reason.HELLO_MALFORMED),
        (b"\x16\x03\x01\x00\x00" + openssl_hello(HOST), Reason.HELLO_MALFORMED),
        (b"\x15\x03\x01\x00\x02\x01\x5a" + openssl_hello(HOST), Reason.NOT_TLS),
        (b"\x14\x03\x01\x00\x01\x01" + openssl_hello(HOST), Reason.NOT_TLS),
        (b"\x80\x2e\x01\x03\x01" + bytes(46), Reason.NOT_TLS),
        (b"\x16\xfe\xff" + bytes(40), Reason.NOT_TLS),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Reason.NOT_TLS),
        (b"\x00" * 40, Reason.NOT_TLS),
        (b"\x16\x03\x01\x40\x01" + bytes(0x4001), Reason.HELLO_MALFORMED),
        (records(b"\x01\xff\xff\xff" + bytes(100)), Reason.HELLO_TOO_LARGE),
        (records(b"\x01\x00\x40\x00" + bytes(0x4000), 1), Reason.HELLO_TOO_LARGE),
    ],
)
async def test_a_greeting_that_servers_may_read_differently_leads_nowhere(
    tmp_path: Path, authority: Authority, raw: bytes, reason: Reason
) -> None:
    async with a_doorway(tmp_path, authority) as way:
        assert await greeted(way, raw) == reason
    assert way.dialer.dialled == []


async def test_a_warning_cannot_hide_a_second_greeting_with_another_name(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority) as way:
        _, (_, writer) = await way.call()
        writer.write(openssl_hello(HOST))
        await until(lambda: way.door.open)
        writer.write(b"\x15\x03\x03\x00\x02\x01\x5a" + openssl_hello(EVIL))
        await until(lambda: way.events(Action.EGRESS_CLOSED))
        await hang_up(writer)
    assert way.events(Action.EGRESS_CLOSED)[0]["reason"] == Reason.NAME_DIFFERS


async def test_calls_that_say_nothing_take_the_callers_own_places_alone(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority, connections=4) as way:
        silent = [await asyncio.open_unix_connection(str(way.socket_path)) for _ in range(12)]
        await until(lambda: len(way.reasons) == 8)
        for _, writer in silent:
            await hang_up(writer)
        _, writer = await way.through()
        await hang_up(writer)
    assert set(way.reasons) == {Reason.TOO_MANY}


async def test_a_foreign_users_calls_take_no_place(tmp_path: Path, authority: Authority) -> None:
    async with a_doorway(tmp_path, authority, uids=frozenset[int](), connections=1) as way:
        callers = [await asyncio.open_unix_connection(str(way.socket_path)) for _ in range(50)]
        await until(lambda: len(way.reasons) == 50)
        for _, writer in callers:
            await hang_up(writer)
    assert set(way.reasons) == {Reason.WRONG_PEER}
