"""The gateway's HTTP/1.1 towards the model server, against a server that writes what a test says."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.gateway.api.pool import Pool
from services.gateway.refusals import CallRefused, UpstreamDown, UpstreamMalformed
from tests.contract.certificates import make_authority

OK = b"HTTP/1.1 200 OK\r\n"
HELLO = OK + b"content-length: 5\r\n\r\nhello"


class Scripted:
    """Answers each request of each connection with the next words; None hangs up."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.heard: list[bytes] = []
        self.connections = 0
        self.tasks: list[asyncio.Task[None]] = []

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection to its end."""
        self.tasks.append(asyncio.ensure_future(self.serve(reader, writer)))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = [int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                self.heard.append(head + await reader.readexactly(sum(length)))
                answer = self.answers.pop(0) if self.answers else None
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()


@asynccontextmanager
async def calling(server: Scripted, silent: float = 5.0) -> AsyncIterator[Pool]:
    """Serve and lend a pool that calls there."""
    listening = await asyncio.start_server(server.accept, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    pool = Pool(f"http://127.0.0.1:{port}/v1", None, {"x-key": "k"}, silent)
    try:
        yield pool
    finally:
        await pool.close()
        listening.close()
        await asyncio.gather(*server.tasks)


async def said(pool: Pool, body: bytes = b"") -> bytes:
    """Return the body of an answer."""
    async with pool.called("POST", "/x", body) as answer:
        pieces = []
        while piece := await answer.read():
            pieces.append(piece)
        return b"".join(pieces)


@pytest.mark.parametrize(
    "answer",
    [
        HELLO,
        OK + b"transfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + HELLO,
        b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + HELLO,
    ],
)
async def test_an_answer_is_read_and_its_connection_kept(answer: bytes) -> None:
    server = Scripted(answer, answer, answer)
    async with calling(server) as pool:
        for _ in range(3):
            assert await said(pool, b"abc") == b"hello"
    assert server.connections == 1
    line, host, *rest = server.heard[0].split(b"\r\n")
    assert (line, host[:16]) == (b"POST /v1/x HTTP/1.1", b"Host: 127.0.0.1:")
    assert rest == [b"x-key: k", b"Content-Length: 3", b"", b"abc"]


@pytest.mark.parametrize("head", [OK, b"HTTP/1.0 200 OK\r\n"])
async def test_an_answer_without_a_length_ends_with_its_connection(head: bytes) -> None:
    class Once(Scripted):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            self.connections += 1
            writer.write(head + b"content-type: text/event-stream\r\n\r\nhello")
            writer.close()

    server = Once()
    async with calling(server) as pool:
        assert [await said(pool), await said(pool)] == [b"hello", b"hello"]
    assert server.connections == 2


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (OK + b"content-length: 50\r\n\r\nhello", UpstreamDown),
        (OK + b"transfer-encoding: chunked\r\n\r\n5\r\nhel", UpstreamDown),
        (OK + b"transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n", UpstreamDown),
        (OK + b"content-le", UpstreamDown),
        (b"", UpstreamDown),
        (b"SSH-2.0-OpenSSH_9.2\r\n", UpstreamMalformed),
        (OK + b"transfer-encoding: chunked\r\n\r\nzz\r\n", UpstreamMalformed),
        (OK + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", UpstreamMalformed),
        (OK + b"content-length: 5\r\ncontent-length: 6\r\n\r\nhello", UpstreamMalformed),
        (OK + b"x: " + b"y" * 70_000, UpstreamMalformed),
        (b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n", UpstreamMalformed),
    ],
)
async def test_what_is_cut_or_no_answer_is_refused(answer: bytes, refusal: type[CallRefused]) -> None:
    class Cutting(Scripted):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            writer.close()

    async with calling(Cutting()) as pool:
        with pytest.raises(refusal):
            await said(pool)


@pytest.mark.parametrize("tail", [HELLO.replace(b"hello", b"world"), b"HTTP/1.1 100 Continue\r\n\r\n"])
async def test_what_nobody_asked_for_never_answers_the_next_call(tail: bytes) -> None:
    server = Scripted(HELLO + tail, HELLO)
    async with calling(server) as pool:
        assert await said(pool) == b"hello"
        assert await said(pool) == b"hello"
    assert server.connections == 2


async def test_an_answer_with_what_is_no_http_behind_it_is_refused_and_nothing_of_it_answers_the_next_call() -> None:
    server = Scripted(HELLO + b"\x00", HELLO)
    async with calling(server) as pool:
        with pytest.raises(UpstreamMalformed):
            await said(pool)
        assert await said(pool) == b"hello"
    assert server.connections == 2


async def test_a_kept_connection_that_was_closed_meanwhile_is_replaced() -> None:
    server = Scripted(HELLO, None, HELLO)
    async with calling(server) as pool:
        assert [await said(pool), await said(pool)] == [b"hello", b"hello"]
    assert (server.connections, len(server.heard)) == (2, 3)


async def test_a_call_is_made_again_once_and_only_on_a_kept_connection() -> None:
    server = Scripted(HELLO, None, None, HELLO)
    async with calling(server) as pool:
        assert await said(pool) == b"hello"
        with pytest.raises(UpstreamDown):
            await said(pool)
    assert len(server.heard) == 3


async def test_a_silent_server_is_given_up_and_its_connection_too() -> None:
    server = Scripted(OK + b"content-length: 9\r\n\r\nhel", HELLO)
    async with calling(server, silent=0.05) as pool:
        with pytest.raises(UpstreamDown):
            await said(pool)
        assert await said(pool) == b"hello"
    assert server.connections == 2


async def test_an_answer_left_unread_ends_its_connection() -> None:
    server = Scripted(OK + b"content-length: 9\r\n\r\nhel", HELLO)
    async with calling(server) as pool:
        async with pool.called("GET", "/x") as answer:
            assert await answer.read() == b"hel"
        assert await said(pool) == b"hello"
    assert server.connections == 2


async def test_a_large_answer_left_unread_does_not_hold_up_the_next_call() -> None:
    server = Scripted(OK + b"content-length: 600000\r\n\r\n" + bytes(600_000), HELLO)
    async with calling(server, silent=2) as pool:
        async with pool.called("GET", "/x") as answer:
            assert answer.status == 200
        assert await said(pool) == b"hello"
    assert server.connections == 2


async def test_a_large_answer_waits_for_its_reader() -> None:
    body = bytes(8 << 20)
    server = Scripted(OK + b"content-length: %d\r\n\r\n" % len(body) + body)
    sizes = []
    async with calling(server) as pool, pool.called("GET", "/x") as answer:
        while piece := await answer.read():
            sizes.append(len(piece))
    assert sum(sizes) == len(body)
    assert max(sizes) < len(body) // 4


@pytest.mark.parametrize("headers", [{"x": "a\r\nb: c"}, {"x": "a\nb"}, {"x": "é"}, {"x\r\ny": "a"}])
def test_a_key_with_a_line_break_makes_no_header(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="may not stand"):
        Pool("http://127.0.0.1:1/v1", None, headers, 1)


async def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = make_authority(tmp_path, "clinic-ca")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*authority.issue("model"))
    server = Scripted(HELLO)
    listening = await asyncio.start_server(server.accept, "127.0.0.1", 0, ssl=context)
    base = f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    stranger = Pool(base, None, {}, 5)
    with pytest.raises(UpstreamDown):
        await said(stranger)
    await stranger.close()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    known = Pool(base, None, {}, 5)
    assert await said(known) == b"hello"
    await known.close()
    listening.close()
    await asyncio.gather(*server.tasks)
