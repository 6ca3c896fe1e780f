"""The page in the middle: what reaches far asks for a second factor, comes back, and loses nothing."""

from datetime import timedelta

import pytest

from services.accounts.model import Role
from services.accounts.stepping import TRIES
from services.accounts.totp import code_at, step_of
from services.audit.model import Action
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.far_reaching import FarReaching
from tests.doubles.staff import StaffBrowser

LATER = timedelta(minutes=6)
COOKIE = "sealdesk-staff"


class Desk:
    """A compliance officer, signed in six minutes ago."""

    def __init__(self, *roles: Role) -> None:
        self.clinic = ConsoleClinic()
        self.far = FarReaching()
        self.clinic.sections.append(self.far.section())
        self.roles = roles or (Role.COMPLIANCE,)
        self.browser = StaffBrowser(self.clinic.console())

    async def enter(self, later: timedelta = LATER) -> "Desk":
        await self.browser.sign_in("cleo", await self.clinic.staff("cleo", roles=self.roles), self.clinic.clock)
        self.clinic.clock.advance(later)
        return self

    def code(self) -> str:
        return code_at(self.clinic.secrets["cleo"], step_of(self.clinic.clock.now()))

    async def prove(self, code: str = "") -> None:
        """Send the page in the middle as it came."""
        await self.browser.post("/step-up", **{**self.browser.hidden, "code": code or self.code()})

    def recorded(self, action: Action) -> int:
        return sum(event.action is action for event in self.clinic.store.audit)


async def test_what_does_not_reach_far_asks_for_nothing() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit?day=2026-11-23")
    assert desk.browser.page == "read day=2026-11-23"


async def test_a_young_second_factor_is_enough() -> None:
    desk = await Desk().enter(timedelta(minutes=4, seconds=59))
    await desk.browser.get("/audit/export")
    assert desk.browser.page == "read "


async def test_a_page_opens_after_the_second_factor_with_all_that_was_asked() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export?from=2026-11-01&kind=staff.denied")
    assert (desk.browser.status, desk.browser.title) == (403, "Show that it is you")
    await desk.prove()
    assert desk.browser.page == "read from=2026-11-01&kind=staff.denied"
    assert desk.recorded(Action.STAFF_STEPPED_UP) == 1


@pytest.mark.parametrize("path", ["/audit/export", "/audit/late"])
async def test_a_form_is_shown_once_more_and_never_sent_by_itself(path: str) -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export")
    fields = {"reason": 'OCR request "7" & more', "empty": "", "format": "pdf"}
    await desk.browser.post(path, **fields)
    assert desk.browser.title == "Show that it is you"
    await desk.prove()
    assert desk.browser.title == "Thank you. Now send it"
    assert 'OCR request "7" & more' in desk.browser.text
    assert desk.far.sent == []
    await desk.browser.post(path, **desk.browser.hidden)
    assert desk.far.sent == [fields]


async def test_a_wrong_code_changes_nothing_and_keeps_what_was_asked() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export?kind=x")
    await desk.prove("000000")
    assert "That did not fit." in desk.browser.text
    assert desk.recorded(Action.STAFF_STEP_UP_FAILED) == 1
    await desk.prove()
    assert desk.browser.page == "read kind=x"


async def test_five_wrong_codes_end_the_session() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export")
    for _ in range(TRIES):
        await desk.prove("000000")
    assert desk.browser.at == "/sign-in"
    await desk.browser.get("/audit")
    assert desk.browser.at == "/sign-in"
    assert desk.clinic.store.sessions == {}


async def test_a_code_works_once() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export")
    code = desk.code()
    await desk.prove(code)
    desk.clinic.clock.advance(timedelta(minutes=5))
    await desk.browser.get("/audit/export")
    await desk.prove(code)
    assert desk.browser.title == "Show that it is you"


async def test_the_session_gets_a_new_token_and_the_forms_of_other_tabs_stay_good() -> None:
    desk = await Desk().enter()
    before = desk.browser.http.cookies[COOKIE]
    await desk.browser.get("/audit/export")
    other_tab = desk.browser.token
    await desk.prove()
    after = desk.browser.http.cookies[COOKIE]
    assert before != after
    await desk.browser.post("/audit/export", token=other_tab, format="csv")
    assert desk.far.sent == [{"format": "csv"}]
    desk.browser.http.cookies.set(COOKIE, before)
    await desk.browser.get("/audit")
    assert desk.browser.at == "/sign-in"


async def test_a_permission_asked_for_within_a_page_refuses_and_is_recorded() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export")
    await desk.browser.post("/audit/keys", token=desk.browser.token, slot="1")
    assert desk.browser.status == 403
    assert desk.far.sent == []
    (denied,) = [dict(event.body) for event in desk.clinic.store.audit if event.action is Action.STAFF_DENIED]
    assert denied == {"page": "/audit/keys", "needs": "keys.operate"}


async def test_a_permission_asked_for_within_a_page_asks_for_the_second_factor_too() -> None:
    desk = await Desk(Role.COMPLIANCE, Role.IT).enter()
    await desk.browser.get("/audit/export")
    await desk.browser.post("/audit/keys", slot="1")
    assert desk.browser.title == "Show that it is you"


async def test_the_page_in_the_middle_leads_nowhere_else() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export")
    for path in ("//evil.example/x", "https://evil.example", "/audit\\x", "javascript:alert(1)"):
        fields = {"token": desk.browser.token, "path": path, "form": "", "method": "GET", "code": desk.code()}
        answer = await desk.browser.http.post("/step-up", data=fields, follow_redirects=False)
        assert answer.headers["location"] == "/", path
        desk.clinic.clock.advance(LATER)
        await desk.browser.get("/audit/export")


async def test_a_foreign_form_cannot_step_up() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/audit/export")
    await desk.browser.post("/step-up", **{**desk.browser.hidden, "token": "0" * 64, "code": desk.code()})
    assert desk.browser.status == 403
    assert desk.recorded(Action.STAFF_STEPPED_UP) == 0


async def test_people_arrive_at_the_first_page_that_is_open_to_them() -> None:
    desk = await Desk().enter()
    await desk.browser.get("/")
    assert desk.browser.at == "/audit"
