"""Complaints about chat and booking widgets, on our page with the real conversation behind it."""

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

import services.portal
from services.portal.app import create_portal
from tests.complaints.conftest import MARIA, MOVE
from tests.dialogues.clinic import Clinic
from tests.doubles.portal import PlainBrowser, portal_settings

PORTAL = Path(services.portal.__path__[0])


async def offered(clinic: Clinic, browser: PlainBrowser) -> PlainBrowser:
    """Come as far as the offered times."""
    clinic.visit(3, 9)
    await browser.start_chat(language="en")
    await browser.say(MOVE)
    await browser.say(MARIA)
    await browser.say(clinic.codes()[-1])
    assert any("with" in label for label in browser.buttons)
    return browser


async def test_rasa_9923_history_is_there_after_a_refresh(clinic: Clinic, browser: PlainBrowser) -> None:
    """RasaHQ/rasa #9923, rasa-webchat #72, amazon-connect-chat-ui #52 and #58, BotFramework #936."""
    await offered(clinic, browser)
    texts, buttons = browser.texts, browser.buttons
    await browser.get("/chat")
    assert (browser.texts, browser.buttons) == (texts, buttons)
    portal = create_portal(clinic.restarted(), portal_settings(), clinic.clock)
    again = PlainBrowser(portal)
    again.http.cookies = browser.http.cookies
    await again.get("/chat")
    assert (again.texts, again.buttons) == (texts, buttons)


async def test_cognigy_415_a_reconnect_brings_no_line_twice(clinic: Clinic) -> None:
    settings = portal_settings(heartbeat=timedelta(milliseconds=5), stream_beats=1)
    browser = PlainBrowser(create_portal(clinic.conversations, settings, clinic.clock))
    await offered(clinic, browser)
    numbers = seen(await browser.http.get("/chat/stream"))
    assert numbers == list(range(1, len(browser.texts) + 1))
    for last in (numbers[-1], numbers[-3]):
        again = await browser.http.get("/chat/stream?after=0", headers={"last-event-id": str(last)})
        assert seen(again) == numbers[last:]


def seen(stream: httpx.Response) -> list[int]:
    """Return the numbers of the lines in a stream."""
    return [int(number) for number in re.findall(r"^id: (\d+)$", stream.text, re.MULTILINE)]


async def test_cal_com_28776_each_time_has_a_whole_label(clinic: Clinic, browser: PlainBrowser) -> None:
    """cal.com PR #28776: slot buttons read only "1:30pm"; botpress #940: an unlabelled button."""
    await offered(clinic, browser)
    times = [label for label in browser.buttons if "with" in label]
    assert 1 <= len(times) <= 3
    for label in times:
        assert re.fullmatch(r"\w+day, March \d+ at [\d:apmno ]+ with .+ at .+", label)
    assert all(re.search(r"[A-Za-z]", label) for label in browser.buttons)


async def test_webchat_429_no_keyboard_opens_uninvited(clinic: Clinic, browser: PlainBrowser) -> None:
    await browser.get("/")
    assert "autofocus" not in browser.page
    await offered(clinic, browser)
    assert "autofocus" not in browser.page


async def test_cal_com_9024_the_zone_of_all_times_is_named(clinic: Clinic, browser: PlainBrowser) -> None:
    """cal.com #9024, #18248, #16017, #7146: nobody knew whose time it was."""
    await offered(clinic, browser)
    assert "All times are in Central Time." in browser.page


async def test_a_person_is_always_in_view(clinic: Clinic, browser: PlainBrowser) -> None:
    """Surveys of chat widgets: the way to a person is hidden behind a menu."""
    await browser.get("/")
    assert "Talk to a person" in browser.page
    await offered(clinic, browser)
    assert "Talk to a person" in browser.page
    await browser.say("Talk to a person")
    assert any("I have told the front desk" in text for text in browser.texts)


async def test_papercups_668_nothing_is_loaded_from_elsewhere(clinic: Clinic, browser: PlainBrowser) -> None:
    await offered(clinic, browser)
    for address in re.findall(r'(?:href|src|action)="([^"]*)"', browser.page):
        assert address.startswith(("/", "#"))
        assert not address.startswith("//")


@pytest.mark.parametrize("word", ["localStorage", "sessionStorage", "indexedDB", "document.cookie"])
def test_freescout_1683_the_page_needs_no_storage_of_the_browser(word: str) -> None:
    """freescout #1683: localStorage is denied in a third-party frame."""
    assert word not in (PORTAL / "static/chat.js").read_text(encoding="utf-8")
