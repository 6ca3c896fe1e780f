"""Signing in by the clinic's directory, at the console, without JavaScript."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from services.accounts.directory import DirectorySignIn
from services.accounts.model import Role
from services.audit.model import Action
from services.credentials.oidc import OidcClient, OidcDirectory
from services.portal.console.app import create_console
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.oidc_provider import CLIENT, ISSUER, SECRET, Provider
from tests.doubles.staff import PASSWORD, StaffBrowser, console_settings, staff_of

GROUPS = {
    "sealdesk-desk": frozenset({Role.FRONT_DESK}),
    "sealdesk-lead": frozenset({Role.APPROVER}),
    "sealdesk-glass": frozenset({Role.BREAK_GLASS}),
}
KIM = {"sub": "6f1e", "preferred_username": "m.kim", "name": "Min Kim", "groups": ["sealdesk-desk"], "amr": ["mfa"]}


class Desk:
    """A clinic whose people come in through its directory."""

    def __init__(self) -> None:
        self.clinic = ConsoleClinic()
        self.provider = Provider(self.clinic.clock, person=dict(KIM))
        oidc = OidcDirectory(self.provider.http(), OidcClient(ISSUER, CLIENT, SECRET), self.clinic.clock)
        directory = DirectorySignIn(self.clinic.store, self.clinic.clock, oidc, GROUPS)
        settings = console_settings()
        staff = staff_of(self.clinic.store, self.clinic.clock, settings, directory)
        self.console = create_console(self.clinic.sections, staff, settings, self.clinic.clock)
        self.browser = StaffBrowser(self.console)

    async def leaves(self, browser: StaffBrowser | None = None, after: str = "/cases") -> str:
        """Go to the directory and sign in there; return where it sends the browser."""
        used = browser or self.browser
        answer = await used.http.get(f"/sign-in/directory?next={after}", follow_redirects=False)
        assert answer.status_code == 303
        return self.provider.signs_in(answer.headers["location"])

    async def enters(self, **person: object) -> StaffBrowser:
        self.provider.person |= person
        await self.browser.get(await self.leaves())
        return self.browser

    def failed(self) -> list[str]:
        events = self.clinic.store.audit
        return [event.body["why"] for event in events if event.action is Action.STAFF_SIGN_IN_FAILED]


async def test_somebody_in_a_group_with_a_role_comes_in_and_has_an_account_from_then_on() -> None:
    desk = Desk()
    browser = await desk.enters()
    assert browser.title == "You are signed in"
    assert '<meta http-equiv="refresh" content="0; url=/cases">' in browser.page
    await browser.get("/cases")
    assert browser.title == "Cases"
    account = desk.clinic.store.accounts["m.kim"]
    assert (account.name, account.roles, account.directory) == ("Min Kim", frozenset({Role.FRONT_DESK}), "6f1e")
    await browser.get("/sign-in")
    assert "Sign in with the clinic's directory" in browser.text


async def test_signing_in_replaces_the_cookie_and_the_one_for_the_way_is_gone() -> None:
    desk = Desk()
    await desk.browser.get("/sign-in")
    before = desk.browser.http.cookies["sealdesk-staff"]
    browser = await desk.enters()
    assert browser.http.cookies["sealdesk-staff"] != before
    assert "sealdesk-trip" not in browser.http.cookies


@pytest.mark.parametrize("groups", [[], ["visitors"], None, ["sealdesk-glass"]])
async def test_nobody_gets_an_account_without_a_group_that_has_a_role(groups: object) -> None:
    desk = Desk()
    browser = await desk.enters(groups=groups)
    assert browser.status == 403
    assert "none of your groups in the directory has a role" in browser.text
    assert desk.clinic.store.accounts == {}
    assert desk.failed() == ["no_role"]


async def test_roles_follow_the_groups_and_the_last_group_takes_the_sessions_away() -> None:
    desk = Desk()
    await desk.enters()
    await desk.enters(groups=["sealdesk-lead"])
    assert desk.clinic.store.accounts["m.kim"].roles == frozenset({Role.APPROVER})
    (change,) = [dict(e.body) for e in desk.clinic.store.audit if e.action is Action.STAFF_ROLES_CHANGED]
    assert change == {"account": "m.kim", "before": "front_desk", "after": "approver"}
    await desk.enters(groups=[])
    assert desk.clinic.store.sessions == {}


async def test_a_local_account_of_the_same_name_is_not_taken_over() -> None:
    desk = Desk()
    await desk.clinic.staff("m.kim", "Mona Kim")
    browser = await desk.enters()
    assert browser.status == 403
    assert desk.failed() == ["name_taken"]
    assert desk.clinic.store.accounts["m.kim"].directory == ""


async def test_who_belongs_to_the_directory_has_no_other_way_in() -> None:
    desk = Desk()
    secret = await desk.clinic.staff("m.kim", "Min Kim")
    staff = staff_of(desk.clinic.store, desk.clinic.clock)
    await staff.enrolling.link("m.kim", "6f1e", desk.clinic.store.audit[0].actor)
    await desk.browser.sign_in("m.kim", secret, desk.clinic.clock)
    assert desk.browser.title == "Sign in"
    assert desk.failed() == ["other_door"]
    assert (await desk.enters()).title == "You are signed in"


async def test_a_disabled_account_stays_out() -> None:
    desk = Desk()
    await desk.enters()
    staff = staff_of(desk.clinic.store, desk.clinic.clock)
    await staff.enrolling.disable("m.kim", desk.clinic.store.audit[0].actor)
    browser = await desk.enters()
    assert browser.status == 403
    assert desk.failed() == ["disabled"]


async def test_without_a_second_factor_anywhere_nobody_comes_in() -> None:
    desk = Desk()
    browser = await desk.enters(amr=["pwd"])
    assert "The directory asked for no second factor" in browser.text
    assert desk.failed() == ["no_second_factor"]
    assert desk.clinic.store.sessions == {}


async def test_a_second_factor_of_ours_is_asked_for_before_anything_opens() -> None:
    desk = Desk()
    secret = await desk.clinic.staff("m.kim", "Min Kim", (Role.FRONT_DESK,))
    staff = staff_of(desk.clinic.store, desk.clinic.clock)
    await staff.enrolling.link("m.kim", "6f1e", desk.clinic.store.audit[0].actor)
    desk.clinic.clock.advance(timedelta(minutes=1))
    browser = await desk.enters(amr=["pwd"])
    await browser.get("/cases/live", accept="text/event-stream")
    assert browser.status == 401
    for path in ("/cases", "/me", "/chats"):
        await browser.get(path)
        assert browser.title == "Show that it is you"
    await browser.post("/step-up", **{**browser.hidden, "code": desk.clinic.code(secret)})
    assert browser.title == "Chats"


async def test_what_one_browser_began_does_not_sign_another_in() -> None:
    desk = Desk()
    there = await desk.leaves()
    victim = StaffBrowser(desk.console)
    await desk.leaves(victim)
    await victim.get(there)
    assert victim.status == 403
    assert desk.failed() == ["another_browser"]
    assert desk.clinic.store.sessions == {}


async def test_the_way_back_is_gone_once_and_in_time() -> None:
    desk = Desk()
    there = await desk.leaves()
    await desk.browser.get(there)
    await desk.browser.get(there)
    assert desk.browser.status == 403
    late = await desk.leaves()
    desk.clinic.clock.advance(timedelta(minutes=10))
    await desk.browser.get(late)
    assert desk.failed() == ["too_late", "too_late"]


async def test_an_error_of_the_directory_signs_nobody_in() -> None:
    desk = Desk()
    state = parse_qs(urlsplit(await desk.leaves()).query)["state"][0]
    await desk.browser.get(f"/sign-in/back?error=access_denied&state={state}")
    assert desk.failed() == ["not_signed_in"]


async def test_a_token_that_is_not_believed_is_recorded_and_named_to_nobody() -> None:
    desk = Desk()
    desk.provider.spoil = lambda claims: {**claims, "nonce": "another"}
    browser = await desk.enters()
    assert desk.failed() == ["wrong_nonce"]
    assert "nonce" not in browser.text
    assert "could not be believed" in browser.text


async def test_while_the_directory_is_down_the_page_says_so_and_local_accounts_work() -> None:
    desk = Desk()
    desk.provider.down = True
    answer = await desk.browser.http.get("/sign-in/directory", follow_redirects=False)
    assert (answer.status_code, "does not answer" in answer.text) == (403, True)
    await desk.browser.sign_in("alex", await desk.clinic.staff("alex"), desk.clinic.clock)
    assert desk.browser.title == "Cases"


async def test_the_way_leads_nowhere_else_afterwards() -> None:
    desk = Desk()
    await desk.browser.get(await desk.leaves(after="//evil.example"))
    assert 'content="0; url=/"' in desk.browser.page


async def test_the_cookie_for_the_way_comes_back_from_another_site_and_no_script_reads_it() -> None:
    desk = Desk()
    answer: httpx.Response = await desk.browser.http.get("/sign-in/directory", follow_redirects=False)
    (cookie,) = answer.headers.get_list("set-cookie")
    for mark in ("HttpOnly", "SameSite=lax", "Max-Age=600", "Path=/"):
        assert mark in cookie
    assert PASSWORD not in cookie
