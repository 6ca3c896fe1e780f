import logging
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from services.audit.errors import LedgerDown, NotAcknowledged
from services.portal.app import create_portal
from services.portal.edge import host_name
from services.portal.settings import PortalSettings, Rate
from services.portal.words import ENGLISH, SPANISH
from tests.doubles.clock import ManualClock
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import PlainBrowser, portal_settings
from tests.services.portal.conftest import NewBrowser


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.example:80", "[::2]"])
async def test_another_host_is_refused(browser: PlainBrowser, host: str) -> None:
    response = await browser.http.get("/", headers={"host": host})
    assert response.status_code == 400
    assert ENGLISH.errors[400].heading in response.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"])
async def test_our_hosts_are_served_under_any_port(browser: PlainBrowser, host: str) -> None:
    assert (await browser.http.get("/", headers={"host": host})).status_code == 200


def test_a_host_name_has_no_port() -> None:
    assert [host_name(host) for host in ("A.b:80", "[::1]:80", "[::1", "")] == ["a.b", "[::1]", "[::1]", ""]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "/chat/", 404), ("PUT", "/chat", 405), ("GET", "/chat/message", 405)],
)
async def test_error_pages_are_in_both_languages(browser: PlainBrowser, method: str, path: str, status: int) -> None:
    response = await browser.http.request(method, path, headers={"accept-language": "es"})
    assert response.status_code == status
    assert '<html lang="es">' in response.text
    assert f"<h1>{SPANISH.errors[status].heading}</h1>" in response.text
    assert ENGLISH.errors[status].heading in response.text
    assert '<section lang="en">' in response.text
    assert SPANISH.emergency.format(number="911") in response.text


async def test_an_error_shows_words_and_logs_its_type_alone(
    browser: PlainBrowser, conversations: ScriptedConversations, caplog: pytest.LogCaptureFixture
) -> None:
    await browser.start_chat()
    conversations.failure = RuntimeError("Ada Lovelace, 1815-12-10")
    with caplog.at_level(logging.DEBUG, logger="services.portal"):
        response = await browser.say("hello")
    assert response.status_code == 500
    assert ENGLISH.errors[500].heading in response.text
    assert "Traceback" not in response.text
    assert "Lovelace" not in response.text
    assert [record.getMessage() for record in caplog.records] == ["A request failed: RuntimeError."]
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.parametrize("why", [LedgerDown(), NotAcknowledged()])
async def test_what_cannot_be_audited_is_said_kindly(
    browser: PlainBrowser, conversations: ScriptedConversations, why: Exception
) -> None:
    await browser.start_chat()
    conversations.failure = why
    response = await browser.say("hello")
    assert response.status_code == 502
    assert "We cannot do this right now" in response.text
    assert "Please call us" in response.text
    assert "No podemos hacer esto ahora" in response.text
    assert "ledger" not in response.text


async def test_the_script_gets_errors_as_json(browser: PlainBrowser, conversations: ScriptedConversations) -> None:
    await browser.start_chat()
    conversations.failure = RuntimeError("wrong")
    form = {"token": browser.token, "form_id": "a-form-of-the-script", "text": "hello"}
    response = await browser.http.post("/chat/message", data=form, headers={"accept": "application/json"})
    assert response.status_code == 500
    expected = f"{ENGLISH.errors[500].heading}. {ENGLISH.errors[500].text}"
    assert response.json() == {"problem": expected}


async def test_a_huge_form_is_refused(browser: PlainBrowser, conversations: ScriptedConversations) -> None:
    await browser.start_chat()
    await browser.say("x" * 200_000)
    assert browser.status == 413
    assert ENGLISH.errors[413].heading in browser.page
    assert conversations.said == []


@pytest.fixture
def strict(conversations: ScriptedConversations, clock: ManualClock, settings: PortalSettings) -> Starlette:
    limits = portal_settings(
        requests=Rate(burst=8, per_minute=60), openings=Rate(burst=1, per_minute=1), hold=settings.hold
    )
    return create_portal(conversations, limits, clock)


async def test_too_many_requests_of_one_address(strict: Starlette, clock: ManualClock) -> None:
    browser, other = PlainBrowser(strict, client="192.0.2.1"), PlainBrowser(strict, client="192.0.2.2")
    for _ in range(8):
        assert (await browser.http.get("/")).status_code == 200
    refused = await browser.http.get("/")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "1"
    assert ENGLISH.errors[429].heading in refused.text
    assert SPANISH.errors[429].heading in refused.text
    assert (await other.http.get("/")).status_code == 200
    assert (await browser.http.get("/healthz")).status_code == 200
    assert (await browser.http.get("/static/chat.css")).status_code == 200
    clock.advance(timedelta(seconds=1))
    assert (await browser.http.get("/")).status_code == 200


async def test_too_many_new_chats_of_one_address(strict: Starlette, conversations: ScriptedConversations) -> None:
    first, second = PlainBrowser(strict), PlainBrowser(strict)
    await first.start_chat()
    await second.start_chat()
    assert second.status == 429
    assert conversations.opened == 1
    await first.say("move")
    assert first.status == 200, "an open chat goes on"


async def test_too_many_tabs_are_told_to_wait(
    new_browser: NewBrowser, portal: Starlette, conversations: ScriptedConversations
) -> None:
    browser = new_browser()
    await browser.start_chat()
    (chat_id,) = conversations.chat_ids
    open_streams = [portal.state.streams.events(chat_id, 0) for _ in range(6)]
    for stream in open_streams:
        await anext(stream)
    refused = await browser.get("/chat/stream")
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "30"
    for stream in open_streams:
        await stream.aclose()
