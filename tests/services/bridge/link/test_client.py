"""The portal's end when the bridge is gone, falls silent, or speaks nonsense."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.bridge.link.app import create_bridge_app
from services.bridge.link.client import LinkedSchedulingSystem
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, SystemUnreachable
from tests.contract.link_server import serving_on
from tests.doubles.builders import a_patient, a_slot
from tests.doubles.scheduling_system import FakeSchedulingSystem


@asynccontextmanager
async def linked_to(path: Path, app: Starlette) -> AsyncIterator[LinkedSchedulingSystem]:
    with serving_on(path / "bridge.sock", app) as socket_path:
        link = LinkedSchedulingSystem(socket_path)
        yield link
        await link.aclose()


def saying(status: int, body: bytes) -> Starlette:
    async def answer(request: Request) -> Response:
        del request
        return Response(body, status_code=status)

    return Starlette(routes=[Route("/v1/{method}", answer, methods=["POST"])])


async def test_a_bridge_that_is_not_running_had_no_effect(tmp_path: Path) -> None:
    link = LinkedSchedulingSystem(tmp_path / "bridge.sock")
    with pytest.raises(SystemUnreachable, match="not running"):
        await link.patient("pat-1")
    with pytest.raises(SystemUnreachable, match="not running"):
        await link.hold(a_slot(), "op_1")
    await link.aclose()


async def test_the_link_comes_back_with_the_bridge(tmp_path: Path) -> None:
    fake = FakeSchedulingSystem()
    fake.add(a_patient())
    link = LinkedSchedulingSystem(tmp_path / "bridge.sock")
    for _ in range(2):
        with serving_on(tmp_path / "bridge.sock", create_bridge_app(fake)):
            assert (await link.patient("pat-1")).family == "Garcia Lopez"
        (tmp_path / "bridge.sock").unlink(missing_ok=True)
    await link.aclose()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (200, b"{}"),
        (200, b"<html>"),
        (500, b"Internal Server Error"),
        (409, b'{"code": "from_the_future", "what": "x"}'),
        (404, b"Not Found"),
        (302, b""),
    ],
)
async def test_nonsense_is_malformed_for_a_read_and_unknown_for_a_write(
    tmp_path: Path, status: int, body: bytes
) -> None:
    async with linked_to(tmp_path, saying(status, body)) as link:
        with pytest.raises(MalformedAnswer):
            await link.patient("pat-1")
        with pytest.raises(OutcomeUnknown):
            await link.hold(a_slot(), "op_1")


async def test_silence_is_unreachable_for_a_read_and_unknown_for_a_write(tmp_path: Path) -> None:
    async def silence(request: Request) -> Response:
        await request.is_disconnected()
        await asyncio.Event().wait()
        raise AssertionError

    app = Starlette(routes=[Route("/v1/{method}", silence, methods=["POST"])])
    with serving_on(tmp_path / "bridge.sock", app) as socket_path:
        link = LinkedSchedulingSystem(socket_path, answer_seconds=0.05)
        with pytest.raises(SystemUnreachable, match="did not answer"):
            await link.patient("pat-1")
        with pytest.raises(OutcomeUnknown):
            await link.hold(a_slot(), "op_1")
        await link.aclose()
