"""A model server that sends tokens at the pace of a GPU, and a bare relay: what no gateway can be cheaper than.

The model's name in a request says the pace and the number of tokens: `pace-0.0082-100`.
"""

import asyncio
import json
import multiprocessing
import socket
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess

import uvloop

WORDS = [
    "Hello",
    " ",
    "[",
    "NAME",
    "_",
    "1",
    "]",
    ",",
    " we",
    " can",
    " move",
    " your",
    " visit",
    " to",
    " Tuesday",
    ".",
]


def chunk(text: str | None, finish: str | None = None) -> bytes:
    """Return one event, as a chunk of HTTP."""
    delta = {"content": text} if text is not None else {}
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    data = b"data: " + json.dumps(body, separators=(",", ":")).encode() + b"\n\n"
    return b"%x\r\n%s\r\n" % (len(data), data)


PIECES = [chunk(word) for word in WORDS]
DONE = b"data: [DONE]\n\n"
END = chunk(None, "stop") + b"%x\r\n%s\r\n0\r\n\r\n" % (len(DONE), DONE)
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
            _, pace, tokens = json.loads(await reader.readexactly(length))["model"].split("-")
            writer.write(HEAD)
            due = time.perf_counter()
            for at in range(int(tokens)):
                due += float(pace)
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                writer.write(PIECES[at % len(PIECES)])
            writer.write(END)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def serve(port: int) -> None:
    """Serve as the model server."""

    async def forever() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=256)
        await server.serve_forever()

    uvloop.run(forever())


class _There(asyncio.Protocol):
    """The relay's connection to the model server."""

    def __init__(self, back: asyncio.WriteTransport) -> None:
        self._back = back

    def data_received(self, data: bytes) -> None:
        self._back.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._back.close()


def relay(port: int, to: int) -> None:
    """Pass bytes on without a look at them."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        there, _ = await loop.create_connection(lambda: _There(writer.transport), "127.0.0.1", to)
        while data := await reader.read(65536):
            there.write(data)
        there.close()

    async def forever() -> None:
        server = await asyncio.start_server(one, "127.0.0.1", port, backlog=256)
        await server.serve_forever()

    uvloop.run(forever())


def started(work: Callable[..., None], *arguments: int) -> BaseProcess:
    """Run something in a process of its own, which ends with this one."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments, daemon=True)
    process.start()
    return process


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Return when something listens on a port."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
