"""Security keys in real Chromium, with its virtual authenticator (WebDriver, Web Authentication)."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, CDPSession, Page, expect

from services.audit.model import Action
from tests.browser.conftest import Watch
from tests.browser.front_desk import FrontDeskTab
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.far_reaching import FarReaching
from tests.doubles.portal import serving
from tests.doubles.staff import ADMIN, staff_of

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


class Keyring:
    """One person's tab with an authenticator that checks who uses it."""

    def __init__(self, tab: FrontDeskTab, cdp: CDPSession, authenticator: str) -> None:
        self.tab = tab
        self.page: Page = tab.page
        self.cdp = cdp
        self.authenticator = authenticator

    async def add(self, name: str) -> None:
        await self.tab.open("/me/key")
        await self.page.get_by_label("Name of the key").fill(name)
        await self.tab.check()
        await self.page.keyboard.press("Enter")
        await expect(self.page.get_by_role("status").first).to_have_text(
            "The key is added. From now on it signs you in by itself."
        )

    async def sign_out(self) -> None:
        await self.page.get_by_role("button", name="Sign out", exact=True).click()
        await expect(self.tab.heading).to_have_text("Sign in")

    async def sign_in(self) -> None:
        button = self.page.get_by_role("button", name="Sign in with a security key")
        await button.focus()
        await self.page.keyboard.press("Enter")

    async def verifies_user(self, *, verified: bool) -> None:
        named = {"authenticatorId": self.authenticator, "isUserVerified": verified}
        await self.cdp.send("WebAuthn.setUserVerified", named)

    async def credentials(self) -> list[dict[str, object]]:
        found = await self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.authenticator})
        return list(found["credentials"])


@pytest.fixture
def clinic() -> ConsoleClinic:
    made = ConsoleClinic()
    made.sections.append(FarReaching().section())
    return made


@pytest_asyncio.fixture(loop_scope="session")
async def kim(chromium: Browser, clinic: ConsoleClinic) -> AsyncIterator[Keyring]:
    """Kim, who has signed in by password and code."""
    await clinic.staff("kim", "Min Kim")
    async with serving(clinic.console()) as bare:
        address = bare.replace("127.0.0.1", "localhost")
        watch = Watch(address)
        context = await chromium.new_context(locale="en-US")
        context.on("page", watch.follow)
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        await cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        added = await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        tab = FrontDeskTab(page, address, clinic)
        await tab.sign_in("kim")
        yield Keyring(tab, cdp, str(added["authenticatorId"]))
        await context.close()
        watch.check()


def recorded(clinic: ConsoleClinic, action: Action) -> list[dict[str, str]]:
    return [dict(event.body) for event in clinic.store.audit if event.action is action]


async def test_a_key_is_added_and_signs_in_by_keyboard_alone(kim: Keyring, clinic: ConsoleClinic) -> None:
    await kim.tab.open("/me")
    await kim.tab.check()
    await kim.add("Blue stick")
    await kim.tab.check()
    await kim.sign_out()
    await kim.tab.check()
    await kim.sign_in()
    await expect(kim.tab.heading).to_have_text("Cases")
    assert recorded(clinic, Action.STAFF_SIGNED_IN)[-1] == {"how": "key"}
    assert clinic.store.accounts["kim"].keys[0].used_at is not None


async def test_one_authenticator_is_added_once(kim: Keyring, clinic: ConsoleClinic) -> None:
    await kim.add("Blue stick")
    await kim.tab.open("/me/key")
    await kim.page.get_by_label("Name of the key").fill("The same")
    await kim.page.keyboard.press("Enter")
    await expect(kim.page.locator("[data-failed]")).to_be_visible()
    assert len(clinic.store.accounts["kim"].keys) == 1


async def test_a_key_that_was_taken_off_opens_nothing(kim: Keyring, clinic: ConsoleClinic) -> None:
    await kim.add("Blue stick")
    await kim.page.get_by_role("button", name="Take off Blue stick").click()
    await expect(kim.page.get_by_text("You have none.")).to_be_visible()
    await kim.sign_out()
    await kim.sign_in()
    await expect(kim.tab.problem.first).to_contain_text("The security key was not accepted.")
    assert recorded(clinic, Action.STAFF_SIGN_IN_FAILED)[-1]["why"] == "unknown_key"


async def test_without_a_verified_user_the_browser_shows_no_key(kim: Keyring, clinic: ConsoleClinic) -> None:
    await kim.add("Blue stick")
    await kim.sign_out()
    await kim.verifies_user(verified=False)
    await kim.sign_in()
    await expect(kim.page.locator("[data-failed]")).to_be_visible()
    assert clinic.store.sessions == {}


async def test_a_copied_key_is_found_by_its_counter(kim: Keyring, clinic: ConsoleClinic) -> None:
    await kim.add("Blue stick")
    (copy,) = await kim.credentials()
    await kim.sign_out()
    await kim.sign_in()
    await expect(kim.tab.heading).to_have_text("Cases")
    await kim.sign_out()
    named = {"authenticatorId": kim.authenticator}
    await kim.cdp.send("WebAuthn.removeCredential", {**named, "credentialId": copy["credentialId"]})
    await kim.cdp.send("WebAuthn.addCredential", {**named, "credential": {**copy, "signCount": 0}})
    await kim.sign_in()
    await expect(kim.tab.problem.first).to_contain_text("The security key was not accepted.")
    assert recorded(clinic, Action.STAFF_SIGN_IN_FAILED)[-1]["why"] == "copied_key"


async def test_a_disabled_account_is_not_opened_by_its_key(kim: Keyring, clinic: ConsoleClinic) -> None:
    await kim.add("Blue stick")
    await kim.sign_out()
    await staff_of(clinic.store, clinic.clock).enrolling.disable("kim", ADMIN)
    await kim.sign_in()
    await expect(kim.tab.problem.first).to_be_visible()
    assert clinic.store.sessions == {}


async def test_a_key_is_the_second_factor_that_is_asked_for_again(kim: Keyring, clinic: ConsoleClinic) -> None:
    await kim.add("Blue stick")
    clinic.clock.advance(timedelta(minutes=6))
    await kim.tab.open("/me/key")
    await expect(kim.tab.heading).to_have_text("Show that it is you")
    await kim.tab.check()
    button = kim.page.get_by_role("button", name="Use a security key")
    await button.focus()
    await kim.page.keyboard.press("Enter")
    await expect(kim.tab.heading).to_have_text("Add a security key")
    assert recorded(clinic, Action.STAFF_STEPPED_UP) == [{"by": "key"}]
