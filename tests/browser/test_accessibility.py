"""axe finds nothing, in any state of any page, in both languages, in light and dark, wide and narrow."""

import pytest
from playwright.async_api import Route, expect

from services.kernel.language import Language
from services.portal.words import ENGLISH
from tests.browser.conftest import NewPatient
from tests.browser.patient import Patient
from tests.doubles.conversations import ScriptedConversations, Step

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOOKS = {
    "wide, light, English": {"locale": "en-US", "viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "wide, dark, Spanish": {"locale": "es-US", "viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow, light, Spanish": {"locale": "es-US", "viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "narrow, dark, English": {"locale": "en-US", "viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "zoomed to 400 %": {"locale": "en-US", "viewport": {"width": 320, "height": 200}, "color_scheme": "light"},
}


async def check(patient: Patient) -> None:
    await patient.check_accessible()
    await patient.check_reflow()


@pytest.mark.parametrize("look", LOOKS)
async def test_every_state_of_the_chat(
    new_patient: NewPatient, conversations: ScriptedConversations, look: str
) -> None:
    patient = await new_patient(**LOOKS[look])
    await patient.arrive()
    await check(patient)
    await patient.start()
    await check(patient)
    for text in ("move", "Ada Lovelace, 12/10/1985", "123456"):
        await patient.say(text)
    await check(patient)
    await patient.choices.first.click()
    await expect(patient.choices).to_have_count(2)
    conversations.may_write.clear()
    await patient.choices.first.click()
    await expect(patient.working).not_to_be_empty()
    await check(patient)
    conversations.may_write.set()
    await expect(patient.page.locator(".calendar")).to_be_visible()
    await patient.person.click()
    await expect(patient.page.locator(".line.notice")).to_be_attached()
    await patient.field.press("Enter")
    await expect(patient.problem).not_to_be_empty()
    await check(patient)
    await patient.field.fill("bye")
    await patient.field.press("Enter")
    await expect(patient.page.locator(".over")).to_be_visible()
    await check(patient)
    await conversations.expire()
    await patient.arrive("/chat")
    await expect(patient.page.locator(".problem")).to_be_visible()
    await check(patient)
    await patient.arrive("/nothing")
    await check(patient)


async def test_every_state_without_the_script(new_patient: NewPatient, conversations: ScriptedConversations) -> None:
    """axe itself is a script, so here only ours is missing, and what stands in `noscript` is shown."""
    patient = await new_patient()
    await patient.page.route("**/static/chat.js*", lambda route: route.abort())
    await patient.page.route("**/chat", show_what_is_for_no_script)
    await patient.start()
    await patient.check_accessible()
    for text in ("move", "Ada", "123456"):
        await patient.send_by_button(text)
    await patient.check_accessible()
    await patient.page.locator("#composer button").click()
    await expect(patient.problem).to_have_text(ENGLISH.empty)
    await patient.check_accessible()
    await patient.send_by_button("the first")
    conversations.may_write.clear()
    await patient.choices.first.click()
    await expect(patient.working).not_to_be_empty()
    await patient.arrive("/chat")
    await expect(patient.page.get_by_role("link", name=ENGLISH.check_again)).to_be_visible()
    await patient.check_accessible()
    conversations.may_write.set()


async def show_what_is_for_no_script(route: Route) -> None:
    if route.request.method != "GET":
        await route.continue_()
        return
    response = await route.fetch()
    page = (await response.text()).replace("<noscript>", "").replace("</noscript>", "")
    await route.fulfill(response=response, body=page)


async def test_new_lines_are_announced_and_the_focus_stays(patient: Patient) -> None:
    await patient.start()
    log = patient.page.get_by_role("log", name="Conversation")
    await patient.say("move my visit")
    await expect(log).to_contain_text("First I need to know who you are.")
    await expect(patient.field).to_be_focused()
    assert await log.locator("ol > li").count() == 3
    assert await patient.page.get_by_role("status").count() == 1
    assert await patient.page.get_by_role("alert").count() == 1


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)])
async def test_a_long_reply_is_shown_from_its_beginning(
    new_patient: NewPatient, conversations: ScriptedConversations, size: tuple[int, int]
) -> None:
    patient = await new_patient(viewport={"width": size[0], "height": size[1]})
    conversations.story[Language.EN] = [Step("Done. " + "Your visit has moved. " * 100, ("Move a visit", "No"))]
    await patient.start()
    for _ in range(4):
        await patient.say("move")
    await expect(patient.lines.nth(-2)).to_be_in_viewport(ratio=1)
    await patient.person.click()
    await expect(patient.page.locator(".line.notice")).to_be_in_viewport(ratio=1)


async def test_a_short_frame_scrolls_as_a_whole(new_patient: NewPatient) -> None:
    patient = await new_patient(viewport={"width": 400, "height": 220})
    await patient.start()
    await patient.say("move my visit")
    await patient.person.scroll_into_view_if_needed()
    await expect(patient.person).to_be_in_viewport(ratio=1)
