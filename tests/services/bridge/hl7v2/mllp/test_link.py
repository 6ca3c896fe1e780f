"""Server and client over real sockets on loopback: whole, cut, slow, hostile and absent peers."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from services.bridge.hl7v2.errors import NoAnswer, Unreachable
from services.bridge.hl7v2.mllp.client import Address, MllpClient
from services.bridge.hl7v2.mllp.framing import frame
from services.bridge.hl7v2.mllp.limits import Limits
from services.bridge.hl7v2.mllp.peer import Handler
from services.bridge.hl7v2.mllp.server import MllpServer

_QUICK = Limits(message_bytes=2_000_000, frame_seconds=0.2, idle_seconds=0.0, write_seconds=1, connect_seconds=1)


def _named(ack: bytes) -> str:
    found = re.search(rb"MSA\|..\|([^|\r]*)", ack)
    return found.group(1).decode() if found else ""


def _ack(message: bytes, code: bytes = b"AA") -> bytes:
    return b"MSH|^~\\&|\rMSA|" + code + b"|" + message.split(b"|")[9] + b"\r"


def _message(control_id: str, size: int = 0) -> bytes:
    return f"MSH|^~\\&|A|B|C|D|2026||SIU^S12|{control_id}|P|2.5.1\r".encode() + b"NTE|1||" + b"x" * size + b"\r"


async def _at_once(message: bytes) -> bytes:
    return _ack(message)


@asynccontextmanager
async def _serving(
    handler: Handler = _at_once, limits: Limits = _QUICK, whys: list[str] | None = None
) -> AsyncIterator[int]:
    server = MllpServer(handler, limits, watcher=(whys if whys is not None else []).append)
    port = await server.start("127.0.0.1", 0)
    try:
        yield port
    finally:
        await server.close()


@asynccontextmanager
async def _engine(play: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[int]:
    """An interface engine that does as a test plays it."""
    played: list[asyncio.Task[None]] = []

    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await play(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(lambda r, w: played.append(asyncio.create_task(run(r, w))), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.gather(*played)


@asynccontextmanager
async def _dialled(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A sender's bare connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()
        with suppress(ConnectionError):
            await writer.wait_closed()


@asynccontextmanager
async def _client(port: int, strays: list[bytes] | None = None) -> AsyncIterator[MllpClient]:
    client = MllpClient(Address("127.0.0.1", port), _QUICK, _named, (strays if strays is not None else []).append)
    try:
        yield client
    finally:
        await client.close()


async def _until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 what is waited for has no event of its own
            await asyncio.sleep(0)


async def test_messages_are_acknowledged_on_one_connection() -> None:
    seen: list[bytes] = []

    async def handler(message: bytes) -> bytes:
        seen.append(message)
        return _ack(message)

    async with _serving(handler) as port, _client(port) as client:
        for number in range(20):
            async with client.sent(_message(f"M{number}"), f"M{number}") as exchange:
                assert _named(await exchange.next(5)) == f"M{number}"
    assert seen == [_message(f"M{number}") for number in range(20)]


async def test_many_wait_on_one_connection_and_each_gets_its_own() -> None:
    async def one(client: MllpClient, control_id: str) -> str:
        async with client.sent(_message(control_id, 10_000), control_id) as exchange:
            return _named(await exchange.next(10))

    async with _serving() as port, _client(port) as client:
        names = [f"M{number}" for number in range(200)]
        assert await asyncio.gather(*(one(client, each) for each in names)) == names


async def test_a_megabyte_comes_and_goes() -> None:
    async def echo(message: bytes) -> bytes:
        return _ack(message) + message

    async with _serving(echo) as port, _client(port) as client, client.sent(_message("BIG", 1_000_000), "BIG") as big:
        assert len(await big.next(10)) > 1_000_000


async def test_acknowledgements_go_back_in_the_order_of_their_messages() -> None:
    gates = {b"M1": asyncio.Event(), b"M2": asyncio.Event()}
    begun: list[bytes] = []

    async def handler(message: bytes) -> bytes:
        control_id = message.split(b"|")[9]
        begun.append(control_id)
        await gates[control_id].wait()
        return _ack(message)

    async with _serving(handler) as port, _dialled(port) as (reader, writer):
        writer.write(frame(_message("M1")) + frame(_message("M2")))
        await _until(lambda: begun == [b"M1", b"M2"])
        gates[b"M2"].set()
        gates[b"M1"].set()
        assert _named(await reader.readuntil(b"\x1c\r")) == "M1"
        assert _named(await reader.readuntil(b"\x1c\r")) == "M2"


async def test_an_acknowledgement_that_comes_late_answers_nothing_else() -> None:
    strays: list[bytes] = []
    connections = 0
    late = asyncio.Event()

    async def engine(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        message = (await reader.readuntil(b"\x1c"))[1:]
        if b"SLOW" in message:
            await late.wait()
        writer.write(frame(_ack(message)))
        await reader.read()

    async with _engine(engine) as port, _client(port, strays) as client:
        async with client.sent(_message("SLOW"), "SLOW") as exchange:
            with pytest.raises(NoAnswer):
                await exchange.next(0.05)
        late.set()
        async with client.sent(_message("NEXT"), "NEXT") as exchange:
            assert _named(await exchange.next(5)) == "NEXT"
    assert connections == 2, "the connection of the time-out was closed"
    assert strays == []


async def test_an_answer_to_nobody_is_a_stray() -> None:
    strays: list[bytes] = []

    async def engine(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        message = (await reader.readuntil(b"\x1c"))[1:]
        writer.write(frame(_ack(_message("OTHER"))) + frame(b"MSH|^~\\&|\r") + frame(_ack(message, b"CA")))
        writer.write(frame(_ack(message)))
        await reader.read()

    async with _engine(engine) as port, _client(port, strays) as client, client.sent(_message("M1"), "M1") as exchange:
        assert b"MSA|CA|M1" in await exchange.next(5)
        assert b"MSA|AA|M1" in await exchange.next(5)
    assert [_named(each) for each in strays] == ["OTHER", ""]


async def test_an_engine_that_hangs_up_leaves_an_unknown_and_the_next_message_goes() -> None:
    calls = 0

    async def handler(message: bytes) -> bytes | None:
        nonlocal calls
        calls += 1
        return None if calls == 1 else _ack(message)

    whys: list[str] = []
    async with _serving(handler, whys=whys) as port, _client(port) as client:
        async with client.sent(_message("M1"), "M1") as exchange:
            with pytest.raises(NoAnswer):
                await exchange.next(10)
        async with client.sent(_message("M1"), "M1") as exchange:
            assert _named(await exchange.next(5)) == "M1"
    assert whys == ["CutOff"]


async def test_nobody_there() -> None:
    async with _serving() as port:
        pass
    async with _client(port) as client:
        with pytest.raises(Unreachable) as refused:
            async with client.sent(_message("M1"), "M1"):
                raise AssertionError
    assert "firewall" in refused.value.do


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"\x0bMSH|^~\\&|", "TimeoutError"),
        (b"\x0b" + b"x" * 2_000_002, "FrameTooLong"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 100, "NotFramed"),
        (b"\x16\x03\x01\x02\x00" * 400, "NotFramed"),
    ],
)
async def test_a_peer_that_breaks_a_limit_is_cut_off_and_the_others_go_on(sent: bytes, why: str) -> None:
    whys: list[str] = []
    async with _serving(whys=whys) as port, _client(port) as client, _dialled(port) as (reader, writer):
        with suppress(ConnectionError):
            writer.write(sent)
            assert await asyncio.wait_for(reader.read(), 10) == b""
        await _until(lambda: whys)
        assert whys == [why]
        async with client.sent(_message("M1"), "M1") as exchange:
            assert _named(await exchange.next(5)) == "M1"


async def test_a_frame_that_trickles_in_is_cut_off() -> None:
    whys: list[str] = []
    async with _serving(whys=whys) as port, _dialled(port) as (reader, writer):
        with suppress(ConnectionError):
            writer.write(b"\x0b")
            while not whys:
                writer.write(b"M")
                await asyncio.sleep(0.01)
        assert whys == ["TimeoutError"]
        with suppress(ConnectionError):
            await reader.read()


async def test_a_peer_that_does_not_read_is_cut_off() -> None:
    whys: list[str] = []

    async def long(message: bytes) -> bytes:
        return _ack(message) + b"x" * 1_000_000

    async with _serving(long, whys=whys) as port, _dialled(port) as (reader, writer):
        reader._transport.pause_reading()  # type: ignore[attr-defined] # noqa: SLF001 a peer that reads nothing
        writer.write(b"".join(frame(_message(f"M{each}")) for each in range(40)))
        await _until(lambda: whys)
        assert whys == ["TimeoutError"]


async def test_an_idle_peer_is_let_go_where_the_settings_say_so() -> None:
    whys: list[str] = []
    limits = Limits(idle_seconds=0.05, write_seconds=1)
    async with _serving(limits=limits, whys=whys) as port, _dialled(port) as (reader, _):
        assert await asyncio.wait_for(reader.read(), 10) == b""
        assert whys == ["TimeoutError"]


async def test_one_connection_too_many_is_refused() -> None:
    whys: list[str] = []
    async with _serving(limits=Limits(connections=1), whys=whys) as port, _client(port) as client:
        async with client.sent(_message("M1"), "M1") as exchange:
            await exchange.next(5)
        async with _dialled(port) as (reader, _):
            with suppress(ConnectionError):
                assert await reader.read() == b""
        assert whys == ["TooManyConnections"]
        async with client.sent(_message("M2"), "M2") as exchange:
            assert _named(await exchange.next(5)) == "M2"


async def test_what_a_handler_began_it_may_finish_though_its_peer_is_gone() -> None:
    gate, done = asyncio.Event(), asyncio.Event()

    async def handler(message: bytes) -> bytes:
        await gate.wait()
        done.set()
        return _ack(message)

    async with _serving(handler) as port, _dialled(port) as (_, writer):
        writer.write(frame(_message("M1")) + b"\x0b" + b"x" * 2_000_001)
        writer.transport.abort()
        gate.set()
        async with asyncio.timeout(10):
            await done.wait()
