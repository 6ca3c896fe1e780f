"""Heads of requests that do not end, do not come, or are none."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from appliance.processes import gateway_connections
from appliance.processes.gateway_connections import short_heads
from appliance.processes.serve import bind_unix, plain_server, serve_until

Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]
HEAD = b"POST / HTTP/1.1\r\nhost: x\r\n"


async def told(request: Request) -> PlainTextResponse:
    """Answer with the body and the headers named x-..."""
    body = await request.body()
    return PlainTextResponse(body + repr([each for each in request.headers if each.startswith("x-")]).encode())


@asynccontextmanager
async def wire(folder: Path) -> AsyncIterator[Wire]:
    app = Starlette(routes=[Route("/", told, methods=["POST"])])
    stop, path = asyncio.Event(), folder / "x.sock"
    bound = bind_unix(path)
    bound.listen()
    serving = asyncio.create_task(serve_until(stop, (plain_server(app, short_heads()), bound)))
    try:
        async with asyncio.timeout(20):
            reader, writer = await asyncio.open_unix_connection(path)
            yield reader, writer
            writer.close()
    finally:
        stop.set()
        await serving


def answered(folder: Path, *pieces: bytes) -> bytes:
    """Send pieces, and return all that comes until the other side hangs up."""

    async def talk() -> bytes:
        async with wire(folder) as (reader, writer):
            for piece in pieces:
                writer.write(piece)
            return await reader.read()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(talk())


def test_a_request_is_served_as_ever(tmp_path: Path) -> None:
    long = b"x-a: " + b"a" * 8000 + b"\r\n"
    first = answered(tmp_path, HEAD + long, b"content-length: 2\r\nconnection: close\r\n\r\n", b"hi")
    assert first.endswith(b"hi['x-a']")


def test_several_requests_on_one_connection_each_have_their_own_head(tmp_path: Path) -> None:
    one = HEAD + b"x-a: " + b"a" * 30_000 + b"\r\ncontent-length: 2\r\n"
    said = answered(tmp_path, *[one + b"\r\nhi"] * 4, one + b"connection: close\r\n\r\nhi")
    assert said.count(b"hi['x-a']") == 5


def test_a_body_may_be_longer_than_a_head(tmp_path: Path) -> None:
    body = b"b" * 300_000
    said = answered(
        tmp_path, HEAD + b"connection: close\r\ncontent-length: 300000\r\n\r\n", body[:100_000], body[100_000:]
    )
    assert said.endswith(body + b"[]")


@pytest.mark.parametrize("begun", [HEAD + b"x-a: ", b"GET /", HEAD])
def test_a_head_without_an_end_is_refused(tmp_path: Path, begun: bytes) -> None:
    endless = b"a" * 50_000 if begun is not HEAD else b"x-a: b\r\n" * 7000
    head, _, body = answered(tmp_path, begun, endless, endless).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 4")
    assert json.loads(body)["error"]["code"] in {"too_large", "malformed_request"}


@pytest.mark.parametrize(
    "said", [b"\x16\x03\x01\x02\x00\x01\x00", b"BREW / HTTP/1.1\r\n\r\n", HEAD + b"content-length: -1\r\n\r\n"]
)
def test_what_is_no_http_is_refused_in_openais_form(tmp_path: Path, said: bytes) -> None:
    head, _, body = answered(tmp_path, said).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json")
    assert json.loads(body)["error"]["code"] == "malformed_request"


@pytest.mark.parametrize("said", [b"", b"POST / HT", HEAD + b"content-length: 0\r\n\r\nPOST"])
def test_a_head_that_does_not_come_is_not_waited_for(
    tmp_path: Path, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway_connections, "_LONGEST_SECONDS", 0.05)
    assert not answered(tmp_path, said).partition(b"[]")[2]


def test_what_comes_after_the_body_is_no_header(tmp_path: Path) -> None:
    chunked = b"transfer-encoding: chunked\r\nconnection: close\r\nx-a: b\r\n\r\n2\r\nhi\r\n0\r\nx-late: yes\r\n\r\n"
    assert answered(tmp_path, HEAD + chunked).endswith(b"hi['x-a']")


def test_the_slow_parser_has_caps_of_its_own() -> None:
    assert short_heads(H11Protocol) is H11Protocol
