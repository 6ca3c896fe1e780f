import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from services.egress.limits import Limits
from services.egress.ports import Stream
from services.egress.reasons import Reason
from services.egress.tunnel import Tunnel
from tests.doubles.egress import ManualTimer
from tests.services.egress.doorway import until


@dataclass
class Bench:
    """A tunnel between two ends that the test holds."""

    tunnel: Tunnel
    timer: ManualTimer
    service: Stream
    server: Stream
    ended: "asyncio.Task[Reason]"


async def a_pair() -> tuple[Stream, Stream]:
    one, other = socket.socketpair()
    return await asyncio.open_connection(sock=one), await asyncio.open_connection(sock=other)


@contextlib.asynccontextmanager
async def a_bench(first: bytes = b"hello", **limits: float) -> AsyncIterator[Bench]:
    timer = ManualTimer()
    service, inside = await a_pair()
    outside, server = await a_pair()
    tunnel = Tunnel(inside, outside, Limits(**limits), timer)  # type: ignore[arg-type]
    ended = asyncio.create_task(tunnel.run(first, lambda _: None))
    try:
        yield Bench(tunnel, timer, service, server, ended)
    finally:
        ended.cancel()
        await asyncio.gather(ended, return_exceptions=True)
        for _, writer in (service, server, inside, outside):
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def test_bytes_go_both_ways_and_the_greeting_goes_first() -> None:
    async with a_bench() as bench:
        bench.service[1].write(b" there")
        assert await bench.server[0].readexactly(11) == b"hello there"
        bench.server[1].write(b"good day")
        assert await bench.service[0].readexactly(8) == b"good day"
        assert (bench.tunnel.sent, bench.tunnel.received) == (11, 8)


async def test_one_end_may_close_while_the_other_still_speaks() -> None:
    async with a_bench() as bench:
        bench.service[1].write_eof()
        assert await bench.server[0].read() == b"hello"
        bench.server[1].write(b"still speaking")
        assert await bench.service[0].readexactly(14) == b"still speaking"
        assert not bench.ended.done()
        bench.server[1].write_eof()
        assert await bench.service[0].read() == b""
        assert await bench.ended is Reason.FINISHED


async def test_what_was_said_before_the_close_arrives() -> None:
    async with a_bench() as bench:
        bench.server[1].write(b"x" * 300_000)
        bench.server[1].write_eof()
        bench.service[1].write_eof()
        assert await bench.service[0].read() == b"x" * 300_000
        assert await bench.ended is Reason.FINISHED


@pytest.mark.parametrize("end", ["service", "server"])
async def test_a_broken_end_ends_the_tunnel(end: str) -> None:
    async with a_bench() as bench:
        await bench.server[0].readexactly(5)
        broken = bench.service if end == "service" else bench.server
        other = bench.server if end == "service" else bench.service
        broken[1].transport.abort()
        other[1].write(b"anybody?")
        other[1].write_eof()
        assert await bench.ended in (Reason.LOST, Reason.FINISHED)


@pytest.mark.parametrize("end", ["service", "server"])
async def test_no_more_bytes_go_than_the_limit(end: str) -> None:
    async with a_bench(total_bytes=1000) as bench:
        await bench.server[0].readexactly(5)
        speaker, listener = (bench.service, bench.server) if end == "service" else (bench.server, bench.service)
        speaker[1].write(b"x" * 900)
        assert len(await listener[0].readexactly(900)) == 900
        speaker[1].write(b"y" * 200)
        assert await bench.ended is Reason.BYTES
        assert max(bench.tunnel.sent, bench.tunnel.received) <= 1000


async def test_bytes_wait_for_their_rate() -> None:
    async with a_bench(first=b"x" * 2048, bytes_per_second=1024) as bench:
        arrived = asyncio.create_task(bench.server[0].readexactly(2048))
        await until(lambda: 1.0 in bench.timer.slept or arrived.done())
        assert not arrived.done()
        bench.timer.advance(1.0)
        assert await arrived == b"x" * 2048


async def test_a_tunnel_without_traffic_is_closed_and_one_with_traffic_is_not() -> None:
    async with a_bench(idle_seconds=60) as bench:
        await until(lambda: bench.timer.slept == [60])
        bench.timer.advance(59)
        bench.service[1].write(b"!")
        assert await bench.server[0].readexactly(6) == b"hello!"
        bench.timer.advance(1)
        await until(lambda: bench.timer.slept == [60, 59])
        assert not bench.ended.done()
        bench.timer.advance(59)
        assert await bench.ended is Reason.IDLE
        assert await bench.server[0].read() == b""


async def test_no_tunnel_is_open_longer_than_its_life() -> None:
    async with a_bench(life_seconds=100, idle_seconds=200) as bench:
        await until(lambda: bench.timer.slept == [100])
        bench.timer.advance(100)
        assert await bench.ended is Reason.LIFETIME


async def test_a_tunnel_is_cut_though_its_end_does_not_read() -> None:
    async with a_bench() as bench:
        bench.service[1].write(b"x" * 8_000_000)
        bench.tunnel.cut(Reason.BAA_EXPIRED)
        bench.tunnel.cut(Reason.STOPPING)
        assert await bench.ended is Reason.BAA_EXPIRED
        with contextlib.suppress(ConnectionError):
            assert len(await bench.server[0].read()) < 8_000_000


async def test_a_cancelled_tunnel_leaves_no_end_open() -> None:
    async with a_bench() as bench:
        await bench.server[0].readexactly(5)
        bench.ended.cancel()
        assert await bench.server[0].read() == b""
        assert await bench.service[0].read() == b""
