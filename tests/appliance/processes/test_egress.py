"""The real egress process's parts, served in this process: its sockets, its health, its end."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from appliance.audit_file import verify_file
from appliance.errors import ProcessError
from appliance.places import Places
from appliance.processes.egress import serve
from appliance.processes.serve import bind_unix
from appliance.settings.egress import Caller
from appliance.settings.model import Settings
from tests.appliance.settings.test_egress import EHR
from tests.appliance.settings_files import small_clinic


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[None]:
    """Serve; the sockets are there when it yields."""
    Places.of(settings).egress_state.mkdir(mode=0o700, exist_ok=True)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(settings, stop))
    try:
        async with asyncio.timeout(10):
            while not await healthy(settings) and not serving.done():  # noqa: ASYNC110 the process tells nobody
                await asyncio.sleep(0)
        yield
    finally:
        stop.set()
        await serving


async def healthy(settings: Settings) -> bool:
    transport = httpx.AsyncHTTPTransport(uds=str(Places.of(settings).egress_socket))
    try:
        async with httpx.AsyncClient(transport=transport) as http:
            return (await http.get("http://localhost/health")).status_code == 200
    except httpx.TransportError:
        return False


def records(settings: Settings) -> list[dict[str, object]]:
    path = Places.of(settings).egress_state / "egress-audit.jsonl"
    assert verify_file(path).intact
    return [json.loads(line) for line in path.read_text().splitlines()]


async def test_it_answers_at_one_socket_and_refuses_at_the_tunnels(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, egress={"destinations": [EHR]})
    async with running(settings):
        assert await healthy(settings)
        reader, writer = await asyncio.open_unix_connection(str(Places.of(settings).tunnel_socket(Caller.BRIDGE)))
        writer.write(b"CONNECT fhir.harborbook.example:443 HTTP/1.1\r\n\r\n")
        assert b"class_off" in await reader.read()
        writer.close()
    assert [record["action"] for record in records(settings)] == [
        "service.started",
        "egress.refused",
        "service.stopped",
    ]


async def test_two_of_them_are_refused(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, egress={"destinations": [EHR]})
    with bind_unix(Places.of(settings).egress_socket) as taken:
        taken.listen()
        with pytest.raises(ProcessError, match="Another process answers"):
            await serve(settings, asyncio.Event())


async def test_a_group_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, egress={"destinations": [EHR], "group": "no-such-group-here"})
    with pytest.raises(ProcessError, match=r"egress\.group"):
        await serve(settings, asyncio.Event())
