"""A patient moves a visit: by keyboard alone, on a small phone, without JavaScript, in both languages."""

import pytest
from playwright.async_api import expect

from services.kernel.language import Language
from services.portal.words import words_in
from tests.browser.conftest import NewPatient
from tests.browser.patient import Patient
from tests.doubles.conversations import OFFERS, STORY, ScriptedConversations

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOCALES = {Language.EN: "en-US", Language.ES: "es-US"}
SAID = ("hi i cant make my tuesday cleaning", "Ada Lovelace, 12/10/1985", "123456")
BOTH = pytest.mark.parametrize("language", list(Language))


async def tab_to(patient: Patient, name: str) -> None:
    """Press Tab until the button or field of this name has the focus."""
    for _ in range(30):
        await patient.page.keyboard.press("Tab")
        focus = await patient.focused()
        if await focus.count() and name in {await focus.text_content(), await focus.get_attribute("id")}:
            await expect(focus).to_be_in_viewport()
            return
    pytest.fail(f"Tab never reaches {name}")


async def wait_for_reply(patient: Patient, text: str) -> None:
    await expect(patient.replies.last).to_have_text(text)
    await expect(patient.working).to_be_empty()


@BOTH
async def test_the_story_by_keyboard_alone(new_patient: NewPatient, language: Language) -> None:
    patient = await new_patient(locale=LOCALES[language])
    words, keyboard, story = words_in(language), patient.page.keyboard, STORY[language]
    await patient.arrive()
    await tab_to(patient, words.start)
    await keyboard.press("Enter")
    await expect(patient.replies).to_have_count(1)
    await patient.ready()
    await tab_to(patient, "message")
    for text, step in zip(SAID, story, strict=False):
        await keyboard.type(text)
        await keyboard.press("Enter")
        await wait_for_reply(patient, step.text)
        await expect(patient.field).to_be_focused()
        await expect(patient.field).to_have_value("")
    await keyboard.press("Shift+Tab")
    await expect(await patient.focused()).to_have_text(story[2].choices[-1])
    for _ in range(2):
        await keyboard.press("Shift+Tab")
    await expect(await patient.focused()).to_have_text(OFFERS[language][1])
    await keyboard.press("Space")
    await wait_for_reply(patient, story[3].text)
    await keyboard.press("Tab")
    await expect(await patient.focused()).to_have_text(story[3].choices[0])
    await keyboard.press("Enter")
    await wait_for_reply(patient, story[4].text)
    await expect(await patient.focused()).to_have_class("line assistant")
    await keyboard.press("Tab")
    await expect(await patient.focused()).to_have_text(words.calendar)


@BOTH
async def test_the_story_at_320_pixels(new_patient: NewPatient, language: Language) -> None:
    patient = await new_patient(
        locale=LOCALES[language], viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True
    )
    story = STORY[language]
    await patient.start()
    for text in SAID:
        await patient.say(text)
        await patient.check_reflow()
    await expect(patient.choices.nth(1)).to_be_in_viewport()
    await patient.choices.nth(1).tap()
    await wait_for_reply(patient, story[3].text)
    await expect(patient.choices.first).to_be_in_viewport()
    await patient.choices.first.tap()
    await wait_for_reply(patient, story[4].text)
    await expect(patient.replies.last).to_be_in_viewport()
    await patient.check_reflow()
    for button in await patient.page.locator("button:visible, a.button:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


@BOTH
async def test_the_story_without_javascript(new_patient: NewPatient, language: Language) -> None:
    patient = await new_patient(locale=LOCALES[language], java_script_enabled=False)
    story = STORY[language]
    await patient.start()
    for text in SAID:
        await patient.send_by_button(text)
    await expect(patient.choices).to_have_text(list(story[2].choices))
    await patient.press(OFFERS[language][1])
    await patient.press(story[3].choices[0])
    assert (await patient.texts())[-1] == story[4].text
    await expect(patient.lines.last).to_have_id("latest")
    assert patient.page.url.endswith("/chat#latest")


@BOTH
async def test_the_skip_links_lead_to_what_the_page_is_for(new_patient: NewPatient, language: Language) -> None:
    patient = await new_patient(locale=LOCALES[language])
    words, keyboard = words_in(language), patient.page.keyboard
    await patient.arrive()
    await keyboard.press("Tab")
    await expect(await patient.focused()).to_have_text(words.skip_to_start)
    await keyboard.press("Enter")
    await keyboard.press("Tab")
    await expect(await patient.focused()).to_have_text(words.start)
    await keyboard.press("Enter")
    await expect(patient.replies).to_have_count(1)
    await patient.arrive("/chat")
    await keyboard.press("Tab")
    await expect(await patient.focused()).to_have_text(words.skip_to_message)
    await keyboard.press("Enter")
    await expect(patient.field).to_be_focused()


async def test_without_javascript_a_slow_change_can_be_asked_for(
    new_patient: NewPatient, conversations: ScriptedConversations
) -> None:
    patient = await new_patient(java_script_enabled=False)
    await patient.start()
    for text in (*SAID, "the first"):
        await patient.send_by_button(text)
    conversations.may_write.clear()
    await patient.choices.first.click()
    await expect(patient.working).to_have_text(words_in(Language.EN).working)
    conversations.may_write.set()
    await patient.page.get_by_role("link", name=words_in(Language.EN).check_again).click()
    await expect(patient.replies.last).to_have_text(STORY[Language.EN][4].text)


async def test_the_language_can_be_changed_at_any_time(patient: Patient) -> None:
    await patient.arrive()
    await patient.page.get_by_role("link", name="Cambiar el idioma a español").click()
    await expect(patient.page.locator("html")).to_have_attribute("lang", "es")
    await patient.page.locator("#start .main").click()
    await expect(patient.page.locator("h1")).to_have_text("Cambie o cancele su cita")
    await patient.field.fill("a medio escr")
    await patient.page.get_by_role("button", name="Change language to English").click()
    await expect(patient.page.locator("html")).to_have_attribute("lang", "en")
    await expect(patient.page.locator("h1")).to_have_text("Move or cancel your visit")
    await expect(patient.field).to_have_value("a medio escr")


async def test_a_person_is_one_press_away_from_the_first_page(
    patient: Patient, conversations: ScriptedConversations
) -> None:
    await patient.arrive()
    await patient.page.get_by_role("button", name="Talk to a person").click()
    await expect(patient.page.locator(".line.notice")).to_contain_text("I have told the front desk.")
    assert conversations.said == ["Talk to a person"]


async def test_the_calendar_file_is_downloaded(patient: Patient) -> None:
    await patient.start()
    for text in (*SAID, "the first", "yes"):
        await patient.say(text)
    async with patient.page.expect_download() as starting:
        await patient.page.get_by_role("link", name="Add to your calendar").click()
    assert (await starting.value).suggested_filename == "visit.ics"
