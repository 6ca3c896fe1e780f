"""Who may talk to a socket, by the kernel's word."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import uvloop
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from appliance.errors import ProcessError
from appliance.processes.peers import callers, only_for
from appliance.processes.serve import bind_unix, plain_server, serve_until

LOOPS = pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])


@asynccontextmanager
async def served(path: Path, uids: frozenset[int]) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[Route("/", lambda _request: PlainTextResponse("hello"))])
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_until(stop, (plain_server(app, only_for(uids)), bind_unix(path))))
    try:
        async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(uds=str(path)), base_url="http://x") as http:
            yield http
    finally:
        stop.set()
        await serving


def asked(path: Path, uids: frozenset[int], loop: Callable[[], asyncio.AbstractEventLoop]) -> str:
    """Serve on a loop and ask once."""

    async def ask() -> str:
        async with served(path, uids) as http:
            return (await http.get("/")).text

    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(ask())


@LOOPS
def test_our_own_user_is_let_in(tmp_path: Path, loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    assert asked(tmp_path / "x.sock", callers(None), loop) == "hello"


@LOOPS
def test_another_user_is_hung_up_on_before_a_byte_is_read(
    tmp_path: Path, loop: Callable[[], asyncio.AbstractEventLoop], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(httpx.TransportError):
        asked(tmp_path / "x.sock", frozenset({os.geteuid() + 1}), loop)
    assert "a connection of another user was refused" in caplog.text


def test_the_members_of_a_group_are_let_in_too() -> None:
    assert callers(None) == {0, os.geteuid()}
    assert callers(os.getegid()) >= {0, os.geteuid()}


def test_a_socket_is_given_to_its_callers_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bind_unix(tmp_path / "x.sock", group=os.getegid()).close()
    status = (tmp_path / "x.sock").stat()
    assert (status.st_gid, status.st_mode & 0o777) == (os.getegid(), 0o660)

    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", denied)
    with pytest.raises(ProcessError, match="cannot be given to its callers' group"):
        bind_unix(tmp_path / "y.sock", group=os.getegid())


@pytest.mark.parametrize("caps", [{"most": 2}, {"each": 2}, {"most": 9, "each": 2}], ids=str)
async def test_no_more_connections_are_open_than_there_may_be_and_a_place_comes_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, caps: dict[str, int]
) -> None:
    app = Starlette(routes=[Route("/", lambda _request: PlainTextResponse("hello"))])
    path, stop, told = tmp_path / "x.sock", asyncio.Event(), list[int | None]()
    protocol = only_for(callers(None), told.append, **caps)
    serving = asyncio.create_task(serve_until(stop, (plain_server(app, protocol), bind_unix(path))))
    await asyncio.sleep(0)
    open_now = [await asyncio.open_unix_connection(str(path)) for _ in range(2)]
    reader, writer = await asyncio.open_unix_connection(str(path))
    assert await reader.read() == b""
    writer.close()
    assert "as many are open as there may be" in caplog.text
    for _, end in open_now:
        end.close()
    answer = b""
    while not answer:
        reader, writer = await asyncio.open_unix_connection(str(path))
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        with contextlib.suppress(OSError):
            answer = await reader.read()
        writer.close()
    assert answer.endswith(b"hello")
    stop.set()
    await serving
    assert told == []


def test_who_was_refused_is_told(tmp_path: Path) -> None:
    told: list[int | None] = []

    async def ask() -> None:
        app, stop = Starlette(), asyncio.Event()
        protocol = only_for(frozenset({os.geteuid() + 1}), told.append)
        serving = asyncio.create_task(serve_until(stop, (plain_server(app, protocol), bind_unix(tmp_path / "x.sock"))))
        await asyncio.sleep(0)
        reader, writer = await asyncio.open_unix_connection(str(tmp_path / "x.sock"))
        assert await reader.read() == b""
        writer.close()
        stop.set()
        await serving

    asyncio.run(ask())
    assert told == [os.geteuid()]
