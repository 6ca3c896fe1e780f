"""The same pages in front of the whole demo clinic: a change made in the browser is in the clinic's system."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.async_api import Browser, expect

from services.portal.words import ENGLISH, SPANISH
from tests.browser.conftest import NewPatient
from tests.browser.patient import Patient
from tests.system.demo_clinic import DemoClinic

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoClinic]:
    running = DemoClinic.start(tmp_path_factory.mktemp("demo"))
    yield running
    running.stop()


@pytest.fixture
def portal_url(demo: DemoClinic) -> str:
    return demo.chat.rstrip("/")


def booked(demo: DemoClinic, patient: str) -> list[str]:
    found = demo.fhir(f"Appointment?patient=Patient/{patient}&_count=50")
    return [entry["resource"]["start"] for entry in found["entry"] if entry["resource"]["status"] == "booked"]


def code_sent(demo: DemoClinic, before: int) -> str:
    """Wait for the next one-time code at the outbox."""
    while len(codes := demo.texts("code")) == before:
        httpx.get(demo.outbox, trust_env=False)
    found = re.search(r"\b\d{6}\b", codes[0]["body"])
    assert found is not None
    return found.group()


async def type_and_wait(patient: Patient, text: str) -> None:
    """Type into the field that has the focus, and wait for the answer."""
    before = await patient.replies.count()
    await patient.page.keyboard.type(text)
    await patient.page.keyboard.press("Enter")
    await expect(patient.replies.nth(before)).to_be_attached()
    await expect(patient.working).to_be_empty()


async def focus_button(patient: Patient, name: re.Pattern[str]) -> None:
    """Walk with Tab to the button of this name."""
    for _ in range(40):
        await patient.page.keyboard.press("Tab")
        focus = patient.page.locator("button:focus")
        if await focus.count() and name.search(await focus.text_content() or ""):
            return
    pytest.fail(f"Tab never reaches {name.pattern}")


async def test_a_visit_is_moved_by_keyboard_alone(new_patient: NewPatient, demo: DemoClinic) -> None:
    before, codes = booked(demo, "pat-001"), len(demo.texts("code"))
    patient = await new_patient()
    keyboard = patient.page.keyboard
    await patient.arrive()
    await focus_button(patient, re.compile(ENGLISH.start))
    await keyboard.press("Enter")
    await expect(patient.replies).not_to_have_count(0)
    await patient.ready()
    await keyboard.press("Tab")
    for _ in range(40):
        if await (await patient.focused()).get_attribute("id") == "message":
            break
        await keyboard.press("Tab")
    for text in ("i need to move my appointment", "Maria Santos", "March 14, 1985"):
        await type_and_wait(patient, text)
    await type_and_wait(patient, code_sent(demo, codes))
    await patient.check_accessible()
    await focus_button(patient, re.compile("with"))
    await keyboard.press("Enter")
    await expect(patient.choices.filter(has_text="Yes")).to_be_visible()
    await focus_button(patient, re.compile("Yes"))
    await keyboard.press("Space")
    await expect(patient.replies.filter(has_text="Done.")).to_be_visible(timeout=60_000)
    await expect(patient.page.get_by_role("link", name=ENGLISH.calendar)).to_be_visible()
    await patient.check_accessible()
    after = booked(demo, "pat-001")
    assert len(after) == len(before) == 1
    assert after != before
    texts = await patient.texts()
    await patient.page.reload()
    assert await patient.texts() == texts


async def test_a_visit_is_cancelled_in_spanish_at_320_pixels_without_javascript(
    new_patient: NewPatient, demo: DemoClinic
) -> None:
    codes = len(demo.texts("code"))
    patient = await new_patient(
        locale="es-US", viewport={"width": 320, "height": 640}, java_script_enabled=False, has_touch=True
    )
    await patient.start()
    await expect(patient.page.locator("h1")).to_have_text(SPANISH.heading)
    for text in ("quiero cancelar mi cita", "Isaac Bloom", "19 de abril de 1988"):
        await patient.send_by_button(text)
    await patient.send_by_button(code_sent(demo, codes))
    await patient.choices.filter(has_text="Sí").click()
    while not await patient.replies.filter(has_text="Listo.").count():
        await patient.page.get_by_role("link", name=SPANISH.check_again).click()
    assert booked(demo, "pat-015") == []
    await patient.check_reflow()


async def test_the_language_button_changes_the_whole_conversation(patient: Patient) -> None:
    await patient.start()
    await patient.page.get_by_role("button", name=SPANISH.language_label).click()
    await expect(patient.page.locator("html")).to_have_attribute("lang", "es")
    await patient.say("quiero cambiar mi cita")
    await expect(patient.replies.last).to_contain_text("nombre")


async def test_the_person_button_reaches_a_person(patient: Patient) -> None:
    await patient.start()
    await patient.person.click()
    await expect(patient.page.locator("#lines")).to_contain_text("front desk")


async def test_a_visit_is_moved_by_chat_and_the_text_about_it_is_answered_on_the_phone(
    new_patient: NewPatient, demo: DemoClinic, chromium: Browser
) -> None:
    async with await chromium.new_context(viewport={"width": 320, "height": 640}) as context:
        phone = await context.new_page()
        await phone.goto(f"{demo.outbox}phones/pat-017")
        arrived = phone.locator("#texts .theirs .text")
        patient = await new_patient()
        await patient.start()
        for text in ("move my visit", "James Carter", "June 23, 1999"):
            await patient.say(text)
        await expect(arrived).to_have_count(1)
        code = re.search(r"\b\d{6}\b", await arrived.inner_text())
        assert code is not None
        await patient.say(code.group())
        await patient.choices.filter(has_text="with").first.click()
        await patient.choices.filter(has_text="Yes").click()
        await expect(arrived.last).to_contain_text("your visit is now", timeout=60_000)
        await phone.get_by_label("Text to the clinic").focus()
        await phone.keyboard.type("thanks, when is my visit?")
        await phone.keyboard.press("Enter")
        await expect(phone.locator("#texts .mine .text")).to_have_text("thanks, when is my visit?")
        await expect(arrived.last).to_contain_text("full name", timeout=60_000)
