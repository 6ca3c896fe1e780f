"""The stand-in takes a bare notice and nothing in which PHI could stand."""

import copy
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from appliance.demo.carriers.sendgrid import SendGridStandIn
from tests.doubles.carriers import NOTICES, a_sendgrid

GOOD: dict[str, Any] = {
    "personalizations": [{"to": [{"email": "m@mail.example"}]}],
    "from": {"email": NOTICES.sender.address},
    "subject": "x",
    "content": [{"type": "text/plain", "value": "x"}],
    "tracking_settings": {
        name: {"enable": False} for name in ("click_tracking", "open_tracking", "subscription_tracking", "ganalytics")
    },
}


@pytest.fixture
def sendgrid() -> SendGridStandIn:
    return a_sendgrid()


@pytest.fixture
async def http(sendgrid: SendGridStandIn) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"authorization": f"Bearer {NOTICES.key}"}
    transport = httpx.ASGITransport(sendgrid.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sendgrid", headers=headers) as client:
        yield client


async def test_a_bare_notice_is_taken(http: httpx.AsyncClient, sendgrid: SendGridStandIn) -> None:
    answer = await http.post("/v3/mail/send", json=GOOD)
    assert (answer.status_code, answer.content) == (202, b"")
    assert answer.headers["x-message-id"] == sendgrid.kept[0].id


def named(body: dict[str, Any]) -> None:
    body["personalizations"][0]["to"][0]["name"] = "Maria Santos"


def substituted(body: dict[str, Any]) -> None:
    body["personalizations"][0]["dynamic_template_data"] = {"name": "Maria Santos"}


def attached(body: dict[str, Any]) -> None:
    body["attachments"] = [{"content": "eA==", "filename": "visit.ics"}]


def tracked(body: dict[str, Any]) -> None:
    body["tracking_settings"]["open_tracking"]["enable"] = True


def untold(body: dict[str, Any]) -> None:
    del body["tracking_settings"]["click_tracking"]


def html(body: dict[str, Any]) -> None:
    body["content"][0]["type"] = "text/html"


def two_people(body: dict[str, Any]) -> None:
    body["personalizations"][0]["to"].append({"email": "n@mail.example"})


@pytest.mark.parametrize("spoil", [named, substituted, attached, tracked, untold, html, two_people])
async def test_anything_more_is_refused(
    http: httpx.AsyncClient, sendgrid: SendGridStandIn, spoil: Callable[[dict[str, Any]], None]
) -> None:
    body = copy.deepcopy(GOOD)
    spoil(body)
    assert (await http.post("/v3/mail/send", json=body)).status_code == 400
    assert sendgrid.kept == []


async def test_key_sender_and_size_are_checked(http: httpx.AsyncClient) -> None:
    wrong = await http.post("/v3/mail/send", json=GOOD, headers={"authorization": "Bearer x"})
    assert wrong.status_code == 401
    assert (await http.post("/v3/mail/send", json={**GOOD, "from": {"email": "x@y.example"}})).status_code == 403
    assert (await http.post("/v3/mail/send", content=b"x" * 70_000)).status_code == 413
    assert (await http.post("/v3/mail/send", content=b"[]")).status_code == 400
