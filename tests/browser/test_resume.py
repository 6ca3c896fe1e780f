"""The transcript lives on the server: refresh, broken lines, restarts and second tabs lose and double nothing."""

import asyncio
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Route, expect
from starlette.types import ASGIApp, Receive, Scope, Send

from services.kernel.clock import SystemClock
from services.portal.app import create_portal
from services.portal.settings import PortalSettings
from services.portal.words import ENGLISH
from tests.browser.conftest import NewPatient
from tests.browser.patient import Patient
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import portal_settings, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Resumed:
    """ASGI middleware that notes when a stream resumes behind `event_id`."""

    def __init__(self, app: ASGIApp, event_id: bytes, seen: asyncio.Event) -> None:
        self._app = app
        self._header = (b"last-event-id", event_id)
        self._seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._header in scope.get("headers", ()):
            self._seen.set()
        await self._app(scope, receive, send)


async def test_history_is_the_same_after_a_refresh(patient: Patient) -> None:
    await patient.start()
    for text in ("move", "Ada", "123456"):
        await patient.say(text)
    before, choices = await patient.texts(), await patient.choices.all_text_contents()
    await patient.page.reload()
    assert await patient.texts() == before
    assert await patient.choices.all_text_contents() == choices
    await patient.say("the first one")
    assert await patient.numbers() == list(range(1, 10))


async def test_a_refresh_while_a_change_is_written_shows_its_end(
    patient: Patient, conversations: ScriptedConversations
) -> None:
    await patient.start()
    for text in ("move", "Ada", "123456", "the first"):
        await patient.say(text)
    conversations.may_write.clear()
    await patient.choices.first.click()
    await expect(patient.working).to_have_text(ENGLISH.working)
    await patient.page.reload()
    await expect(patient.working).to_have_text(ENGLISH.working)
    conversations.may_write.set()
    await expect(patient.replies.last).to_have_text("Done. Your visit has moved.")
    await expect(patient.working).to_be_empty()
    assert await patient.numbers() == list(range(1, 13))


async def test_the_stream_resumes_where_it_broke_off(chromium: Browser, conversations: ScriptedConversations) -> None:
    """The server ends each stream after a few milliseconds; the browser comes back with the last line's number."""
    settings = portal_settings(heartbeat=timedelta(milliseconds=50), stream_beats=2)
    portal, resumed = create_portal(conversations, settings, SystemClock()), asyncio.Event()
    portal.add_middleware(Resumed, event_id=b"9", seen=resumed)
    async with serving(portal) as address:
        context = await chromium.new_context(locale="en-US")
        patient = Patient(await context.new_page(), address)
        await patient.start()
        await patient.say("move")
        (chat_id,) = conversations.chat_ids
        for number in range(3):
            await conversations.say(chat_id, f"from the other telephone {number}", None)
            await expect(patient.lines).to_have_count(5 + 2 * number)
        assert await patient.numbers() == list(range(1, 10))
        await resumed.wait()
        await context.close()


async def test_a_restarted_server_is_found_again(
    chromium: Browser, conversations: ScriptedConversations, settings: PortalSettings
) -> None:
    context = await chromium.new_context(locale="en-US")
    async with serving(create_portal(conversations, settings, SystemClock())) as address:
        patient = Patient(await context.new_page(), address)
        await patient.start()
        await patient.say("move")
    (chat_id,) = conversations.chat_ids
    await conversations.say(chat_id, "said while the server was away", None)
    port = int(address.rpartition(":")[2])
    async with serving(create_portal(conversations, settings, SystemClock()), port=port):
        await expect(patient.lines).to_have_count(5)
        await patient.say("123456")
        assert await patient.numbers() == list(range(1, 8))
        await context.close()


async def test_a_message_that_did_not_get_through_stays_and_is_taken_once(
    patient: Patient, conversations: ScriptedConversations
) -> None:
    await patient.start()
    await patient.page.route("**/chat/message", lambda route: route.abort())
    await patient.field.fill("move my visit")
    await patient.field.press("Enter")
    await expect(patient.problem).to_have_text(ENGLISH.not_sent)
    await expect(patient.field).to_have_value("move my visit")
    await patient.page.unroute("**/chat/message")
    await patient.say("move my visit")
    await expect(patient.problem).to_be_empty()
    assert conversations.said == ["move my visit"]


async def test_an_answer_that_was_lost_is_not_a_second_message(
    patient: Patient, conversations: ScriptedConversations
) -> None:
    """The server takes the message, the answer never arrives, the patient presses Send again."""
    await patient.start()

    async def lose_the_answer(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await patient.page.route("**/chat/message", lose_the_answer)
    await patient.field.fill("move my visit")
    await patient.field.press("Enter")
    await expect(patient.problem).to_have_text(ENGLISH.not_sent)
    await patient.page.unroute("**/chat/message")
    await patient.field.press("Enter")
    await expect(patient.problem).to_be_empty()
    await expect(patient.lines).to_have_count(3)
    assert conversations.said == ["move my visit"]


async def test_a_button_pressed_twice_counts_once(patient: Patient, conversations: ScriptedConversations) -> None:
    await patient.start()
    for text in ("move", "Ada", "123456"):
        await patient.say(text)
    await patient.choices.first.dblclick()
    await expect(patient.choices).to_have_count(2)
    await expect(patient.working).to_be_empty()
    assert len(conversations.said) == 4


async def test_a_form_replayed_without_javascript_counts_once(
    new_patient: NewPatient, conversations: ScriptedConversations
) -> None:
    patient = await new_patient(java_script_enabled=False)
    await patient.start()
    await patient.field.fill("move my visit")
    send = patient.page.locator("#composer button")
    await asyncio.gather(send.dblclick(), patient.page.wait_for_url("**/chat#latest"))
    await expect(patient.lines).to_have_count(3)
    assert conversations.said == ["move my visit"]


async def test_two_tabs_show_the_same(patient: Patient, conversations: ScriptedConversations) -> None:
    await patient.start()
    second = Patient(await patient.page.context.new_page(), patient.address)
    await second.arrive()
    await expect(second.lines).to_have_count(1)
    await patient.say("move")
    await expect(second.lines).to_have_count(3)
    await second.say("Ada")
    await patient.say("123456")
    await expect(second.choices).to_have_count(4)
    await second.press("Other times")
    await expect(patient.choices).to_have_text(["Yes, move it", "No"])
    conversations.may_write.clear()
    await patient.choices.first.click()
    await expect(second.working).to_have_text(ENGLISH.working)
    conversations.may_write.set()
    await expect(second.working).to_be_empty()
    await expect(second.lines).to_have_count(12)
    assert await patient.texts() == await second.texts()
    await second.page.get_by_role("button", name="Cambiar el idioma a español").click()
    await expect(patient.page.locator("html")).to_have_attribute("lang", "es")


async def test_a_chat_ended_in_one_tab_is_over_in_the_other(patient: Patient) -> None:
    await patient.start()
    second = Patient(await patient.page.context.new_page(), patient.address)
    await second.arrive()
    await expect(second.lines).to_have_count(1)
    await patient.page.get_by_role("button", name="End chat").click()
    await expect(patient.page.locator("#start")).to_be_visible()
    await second.field.fill("hello?")
    await second.field.press("Enter")
    await expect(second.page.locator("#start")).to_be_visible()


async def test_an_expired_chat_leads_back_to_the_start(patient: Patient, conversations: ScriptedConversations) -> None:
    await patient.page.route("**/chat/stream*", lambda route: route.abort())
    await patient.start()
    await conversations.expire()
    await patient.field.fill("hello?")
    await patient.field.press("Enter")
    await expect(patient.page.locator(".problem")).to_have_text(ENGLISH.lost)
