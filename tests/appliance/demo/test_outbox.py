from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest

from appliance.demo.ehr.clock import SettableClock
from appliance.demo.outbox import create_outbox
from appliance.demo.web.security import HEADERS

MESSAGE = {
    "id": "m1",
    "to": "+12125550101",
    "body": "Maple Street Clinic: su visita es el martes.",
    "language": "es",
    "kind": "moved",
    "at": "2026-11-23T09:05:00-05:00",
}


@pytest.fixture
async def outbox() -> AsyncIterator[httpx.AsyncClient]:
    clock = SettableClock()
    clock.set(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    transport = httpx.ASGITransport(create_outbox(clock))
    async with httpx.AsyncClient(transport=transport, base_url="http://outbox.test") as client:
        yield client


async def listed(outbox: httpx.AsyncClient) -> list[dict[str, str]]:
    found: list[dict[str, str]] = (await outbox.get("/messages.json")).json()["messages"]
    return found


async def test_the_same_id_is_kept_once_and_answers_200_both_times(outbox: httpx.AsyncClient) -> None:
    answers = [await outbox.post("/messages", json=body) for body in (MESSAGE, {**MESSAGE, "body": "another"})]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [found["body"] for found in await listed(outbox)] == [MESSAGE["body"]]


async def test_the_page_shows_the_newest_text_first_in_its_language(outbox: httpx.AsyncClient) -> None:
    assert "No texts yet." in (await outbox.get("/")).text
    await outbox.post("/messages", json=MESSAGE)
    await outbox.post("/messages", json={"id": "m2", "to": "+12125550102", "text": "Hello", "template": "code"})
    page = (await outbox.get("/")).text
    assert page.index("+12125550102") < page.index("+12125550101")
    assert '<p class="text" lang="es">Maple Street Clinic: su visita es el martes.</p>' in page
    assert "Monday, November 23, 9:05 AM" in page
    assert "Monday, November 23, 9:00 AM" in page


async def test_markup_in_a_text_stays_text(outbox: httpx.AsyncClient) -> None:
    await outbox.post("/messages", json={**MESSAGE, "body": "<script>alert(1)</script>"})
    page = (await outbox.get("/")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"id": 5},
        {"to": ""},
        {"body": ""},
        {"body": None},
        {"body": "x" * 2001},
        {"language": "fr"},
        {"at": "soon"},
        {"at": "2026-11-23T09:05:00"},
    ],
)
async def test_a_wrong_message_is_400_and_not_kept(outbox: httpx.AsyncClient, change: dict[str, object]) -> None:
    answer = await outbox.post("/messages", json={**MESSAGE, **change})
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert await listed(outbox) == []


@pytest.mark.parametrize("content", [b"{", b"[]", b"5"])
async def test_what_is_no_message_is_400(outbox: httpx.AsyncClient, content: bytes) -> None:
    assert (await outbox.post("/messages", content=content)).status_code == 400


async def test_it_can_be_emptied(outbox: httpx.AsyncClient) -> None:
    await outbox.post("/messages", json=MESSAGE)
    await outbox.delete("/messages")
    assert await listed(outbox) == []


@pytest.mark.parametrize("path", ["/", "/messages.json", "/static/live.js", "/nowhere"])
async def test_every_answer_carries_the_whole_policy(outbox: httpx.AsyncClient, path: str) -> None:
    answer = await outbox.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )
