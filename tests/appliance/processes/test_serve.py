import asyncio
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from appliance.errors import ProcessError
from appliance.processes.serve import bind_tcp, bind_unix, plain_server, serve_until


async def hello(_: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


APP = Starlette(routes=[Route("/", hello)])


async def ask(path: Path) -> str:
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(uds=str(path), retries=3)) as client:
        return (await client.get("http://localhost/")).text


async def test_a_socket_is_private_and_served_until_the_stop(tmp_path: Path) -> None:
    path = tmp_path / "run" / "x.sock"
    stop = asyncio.Event()
    listener = bind_unix(path, 0o600)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o750
    serving = asyncio.create_task(serve_until(stop, (plain_server(APP), listener)))
    await asyncio.sleep(0)
    assert await ask(path) == "hello"
    stop.set()
    await serving


async def test_a_socket_that_somebody_serves_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.sock"
    listener = bind_unix(path)
    listener.listen(1)
    with pytest.raises(ProcessError, match="Another process answers"):
        bind_unix(path)
    listener.close()


async def test_a_socket_that_a_dead_process_left_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.sock"
    bind_unix(path).close()
    bind_unix(path).close()


async def test_a_taken_address_is_an_error_in_words() -> None:
    first = bind_tcp("127.0.0.1", 0)
    first.listen(1)
    port = first.getsockname()[1]
    with pytest.raises(ProcessError, match=f"127.0.0.1:{port} cannot be used") as caught:
        bind_tcp("127.0.0.1", port)
    assert "chat.port" in caught.value.do
    first.close()


async def test_an_address_of_another_machine_is_an_error_in_words() -> None:
    with pytest.raises(ProcessError, match="cannot be used"):
        bind_tcp("192.0.2.1", 0)


async def test_when_one_server_ends_the_others_do_too(tmp_path: Path) -> None:
    one, other = plain_server(APP), plain_server(APP)
    listeners = bind_unix(tmp_path / "1.sock"), bind_unix(tmp_path / "2.sock")
    serving = asyncio.create_task(serve_until(asyncio.Event(), (one, listeners[0]), (other, listeners[1])))
    await asyncio.sleep(0)
    assert await ask(tmp_path / "1.sock") == "hello"
    one.should_exit = True
    await serving
    assert other.should_exit
