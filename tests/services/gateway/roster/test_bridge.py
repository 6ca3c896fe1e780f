"""The gateway's end of the roster socket, against a bridge that says anything."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from appliance.processes.serve import bind_unix, plain_server, serve_until
from services.gateway.errors import RosterUnavailable
from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.patient import Identifier, PersonName
from services.gateway.roster.bridge import BridgeRoster

HEAD = b'{"log": "x", "after": 3}\n'
ANA = (
    b'{"id":"1","names":[{"given":"Ana","family":"Quackenbush"}],'
    b'"identifiers":[{"kind":"ssn","value":"219-09-9821"}]}\n'
)


class Bridge:
    """Answers what a test wrote down."""

    def __init__(self) -> None:
        self.status, self.body = 200, b""
        self.asked: list[str] = []

    async def answer(self, request: Request) -> Response:
        self.asked.append(f"{request.url.path}?{request.url.query}")
        return Response(self.body, self.status)


@pytest.fixture
def bridge() -> Bridge:
    return Bridge()


@pytest.fixture
async def source(tmp_path: Path, bridge: Bridge) -> AsyncIterator[BridgeRoster]:
    stop, path = asyncio.Event(), tmp_path / "roster.sock"
    app = Starlette(routes=[Route("/roster", bridge.answer), Route("/changes", bridge.answer)])
    serving = asyncio.create_task(serve_until(stop, (plain_server(app), bind_unix(path))))
    source = BridgeRoster(path)
    yield source
    await source.aclose()
    stop.set()
    await serving


async def test_a_whole_list_gives_its_patients(source: BridgeRoster, bridge: Bridge) -> None:
    bridge.body = HEAD + ANA * 1200 + b'{"patients": 1200}\n'
    pages = [page async for page in source.pages()]
    assert [len(page) for page in pages] == [500, 500, 200]
    (patient,) = {page[0] for page in pages}
    assert patient.names == (PersonName("Ana", "Quackenbush"),)
    assert patient.identifiers == (Identifier(Label.SSN, "219-09-9821"),)
    bridge.body = b"[]"
    assert await source.changes() == []
    assert bridge.asked[-1] == "/changes?log=x&after=3"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "cut_off"),
        (HEAD, "cut_off"),
        (HEAD + ANA, "cut_off"),
        (HEAD + ANA + b'{"patients": 2}\n', "cut_off"),
        (HEAD + ANA + b'{"patients": 1}', "cut_off"),
        (HEAD + ANA + b'{"patients": 1}\n' + ANA, "malformed"),
        (HEAD + b"Ana Quackenbush\n", "malformed"),
        (HEAD + b'{"id": "1", "name": "Ana"\n', "malformed"),
        (HEAD + b'{"names": 7}\n', "malformed"),
        (b"[]\n", "malformed"),
        (HEAD + b"x" * 300_000, "malformed"),
    ],
)
async def test_a_list_that_is_not_whole_is_none(source: BridgeRoster, bridge: Bridge, body: bytes, why: str) -> None:
    bridge.body = body
    with pytest.raises(RosterUnavailable) as caught:
        async for _ in source.pages():
            pass
    assert caught.value.why == why
    assert "Quackenbush" not in str(caught.value)


async def test_a_bridge_that_refuses_or_is_not_there(source: BridgeRoster, bridge: Bridge, tmp_path: Path) -> None:
    bridge.status = 409
    with pytest.raises(RosterUnavailable, match="refused"):
        async for _ in source.pages():
            pass
    nobody = BridgeRoster(tmp_path / "none.sock")
    with pytest.raises(RosterUnavailable, match="down"):
        async for _ in nobody.pages():
            pass
    with pytest.raises(RosterUnavailable, match="down"):
        await nobody.changes()
    await nobody.aclose()


async def test_changes_are_heard_missed_or_malformed(source: BridgeRoster, bridge: Bridge) -> None:
    bridge.body = b'[{"kind":"removed","id":"1"},{"kind":"added","entry":{"id":"2"}}]'
    assert [event.kind for event in await source.changes() or ()] == ["removed", "added"]
    await source.changes()
    assert bridge.asked[-1] == "/changes?log=&after=2"
    bridge.body = b'[{"kind":"vanished"}]'
    with pytest.raises(RosterUnavailable, match="malformed"):
        await source.changes()
    bridge.status = 410
    assert await source.changes() is None


async def test_another_list_of_the_same_log_skips_nothing_that_is_still_to_come(
    source: BridgeRoster, bridge: Bridge
) -> None:
    for head in (HEAD, b'{"log": "x", "after": 9}\n', b'{"log": "y", "after": 9}\n'):
        bridge.body = head + b'{"patients": 0}\n'
        assert [page async for page in source.pages()] == [[]]
        bridge.body = b"[]"
        await source.changes()
    assert [asked for asked in bridge.asked if "changes" in asked] == [
        "/changes?log=x&after=3",
        "/changes?log=x&after=3",
        "/changes?log=y&after=9",
    ]
