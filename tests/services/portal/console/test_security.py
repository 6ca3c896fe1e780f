"""What keeps strangers out: sessions, tokens, headers, limits, time-outs, and one answer for every wrong detail."""

import re
from datetime import timedelta

import pytest

from services.accounts.totp import code_at, step_of
from services.accounts.tries import FREE, STRANGERS
from services.audit.model import Action
from services.portal.settings import Rate
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.portal import CONTENT_SECURITY_POLICY
from tests.doubles.staff import PASSWORD, StaffBrowser

COOKIE = "sealdesk-staff"
REFUSED = "The name, the password or the code is wrong."
HELD = "There were too many wrong tries for this name. Nothing was checked."


async def stranger(clinic: ConsoleClinic, **changes: object) -> StaffBrowser:
    browser = StaffBrowser(clinic.console(**changes))
    await browser.get("/sign-in")
    return browser


@pytest.mark.parametrize("path", ["/cases", "/cases/case_0001", "/chats", "/cases?view=closed"])
async def test_without_a_session_every_page_is_the_sign_in_page(path: str) -> None:
    browser = StaffBrowser(ConsoleClinic().console())
    await browser.get(path)
    assert browser.at == "/sign-in"
    assert browser.title == "Sign in"


async def test_every_answer_carries_the_whole_policy_and_is_kept_nowhere() -> None:
    clinic = ConsoleClinic()
    alex = await clinic.at_the_console()
    for path in ("/cases", "/sign-in", "/enrol", "/chats", "/nowhere", "/cases/none"):
        answer = await alex.get(path)
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_signing_in_replaces_the_cookie_and_signing_out_ends_the_session() -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    browser = await stranger(clinic)
    before = browser.http.cookies[COOKIE]
    await browser.sign_in("alex", secret, clinic.clock)
    after = browser.http.cookies[COOKIE]
    assert before != after
    assert after not in repr(clinic.store.sessions)
    await browser.post("/sign-out")
    browser.http.cookies.set(COOKIE, after)
    await browser.get("/cases")
    assert browser.at == "/sign-in"
    assert clinic.store.sessions == {}


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    clinic = ConsoleClinic()
    browser = StaffBrowser(clinic.console(tls=True))
    answer = await browser.http.get("/sign-in")
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-sealdesk-staff=")
    for mark in ("HttpOnly", "Secure", "Path=/", "SameSite=strict"):
        assert mark in cookie
    assert "max-age" not in cookie.lower()
    assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize("token", ["", "0" * 64])
async def test_a_form_without_this_browsers_token_does_nothing(token: str) -> None:
    clinic = ConsoleClinic()
    await clinic.wants_laser()
    alex = await clinic.at_the_console()
    await alex.post(f"/cases/{clinic.only_case()}/claim", token=token)
    assert alex.status == 403
    assert clinic.store.tasks[clinic.only_case()].assignment is None


async def test_another_persons_token_does_nothing() -> None:
    clinic = ConsoleClinic()
    await clinic.wants_laser()
    alex, kim = await clinic.at_the_console(), await clinic.at_the_console("kim")
    await alex.post(f"/cases/{clinic.only_case()}/claim", token=kim.token)
    assert alex.status == 403


async def test_a_form_from_another_site_does_nothing() -> None:
    clinic = ConsoleClinic()
    await clinic.wants_laser()
    alex = await clinic.at_the_console()
    answer = await alex.http.post(
        f"/cases/{clinic.only_case()}/claim", data={"token": alex.token}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("name", "password", "right_code"),
    [("nobody", PASSWORD, True), ("alex", "wrong password", True), ("alex", PASSWORD, False), ("", "", False)],
)
async def test_one_answer_for_every_wrong_detail(name: str, password: str, *, right_code: bool) -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    browser = await stranger(clinic)
    code = code_at(secret, step_of(clinic.clock.now())) if right_code else "000000"
    await browser.post("/sign-in", name=name, password=password, code=code)
    assert browser.status == 403
    assert REFUSED in browser.text
    assert clinic.store.sessions == {}
    assert "wrong password" not in repr(clinic.store.audit)


async def test_a_code_works_once() -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    first, second = await stranger(clinic), await stranger(clinic)
    await first.sign_in("alex", secret, clinic.clock)
    assert first.at == "/cases"
    await second.sign_in("alex", secret, clinic.clock)
    assert REFUSED in second.text


async def guess(browser: StaffBrowser, name: str, times: int = 1) -> None:
    for _ in range(times):
        await browser.get("/sign-in")
        await browser.post("/sign-in", name=name, password="wrong", code="000000")


@pytest.mark.parametrize("name", ["alex", "nobody"])
async def test_wrong_tries_make_one_wait_and_longer_each_time_whether_or_not_anybody_has_the_name(name: str) -> None:
    clinic = ConsoleClinic()
    await clinic.staff("alex")
    browser = await stranger(clinic)
    await guess(browser, name, FREE)
    assert (browser.status, REFUSED in browser.text) == (403, True)
    for minutes in (1, 2, 4):
        await guess(browser, name)
        assert (browser.status, HELD in browser.text) == (429, True)
        plural = "s" * (minutes > 1)
        assert (
            f"Try again in {minutes} minute{plural}, or in a browser where you have signed in before." in browser.text
        )
        clinic.clock.advance(timedelta(minutes=minutes))
        await guess(browser, name)
        assert browser.status == 403


async def test_a_stranger_cannot_keep_the_front_desk_out() -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    console = clinic.console()
    desk = StaffBrowser(console)
    await desk.sign_in("alex", secret, clinic.clock)
    await desk.post("/sign-out")
    for number in range(STRANGERS + 5):
        await guess(StaffBrowser(console, client=f"203.0.113.{number}"), "alex")
    clinic.clock.advance(timedelta(minutes=1))
    other = StaffBrowser(console, client="203.0.113.200")
    await other.sign_in("alex", secret, clinic.clock)
    assert (other.status, "Try again in 24 hours" in other.text) == (429, True)
    await desk.sign_in("alex", secret, clinic.clock)
    assert desk.at == "/cases"
    assert [event.action for event in clinic.store.audit].count(Action.STAFF_LOCKED) == 1


async def test_a_browser_of_one_person_is_a_strangers_for_another() -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    await clinic.staff("kim")
    console = clinic.console()
    desk = StaffBrowser(console)
    await desk.sign_in("alex", secret, clinic.clock)
    for number in range(STRANGERS):
        await guess(StaffBrowser(console, client=f"203.0.113.{number}"), "kim")
    await guess(desk, "kim")
    assert desk.status == 429


async def test_what_says_whose_browser_it_is_outlives_the_session_and_names_nobody() -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    browser = await stranger(clinic)
    await browser.get("/sign-in")
    code = code_at(secret, step_of(clinic.clock.now()))
    fields = {"token": browser.token, "name": "alex", "password": PASSWORD, "code": code}
    answer = await browser.http.post("/sign-in", data=fields, follow_redirects=False)
    known = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("sealdesk-known="))
    for mark in ("HttpOnly", "Path=/", "SameSite=strict", "Max-Age=7776000"):
        assert mark in known
    assert "alex" not in known


async def test_tries_from_one_address_are_limited() -> None:
    clinic = ConsoleClinic()
    browser = await stranger(clinic, sign_ins=Rate(burst=3, per_minute=1))
    for _ in range(3):
        await browser.post("/sign-in", name="x", password="y", code="1")
        assert browser.status == 403
        await browser.get("/sign-in")
    await browser.post("/sign-in", name="x", password="y", code="1")
    assert browser.status == 429


async def test_an_idle_session_ends_and_a_live_page_does_not_keep_it() -> None:
    clinic = ConsoleClinic()
    alex = await clinic.at_the_console()
    for _ in range(3):
        clinic.clock.advance(timedelta(minutes=5))
        await alex.get("/cases", **{"x-live": "1"})
    await alex.get("/cases")
    assert alex.at == "/sign-in"
    answer = await alex.get("/cases", **{"x-live": "1"})
    assert answer.status_code == 401


async def test_use_keeps_a_session_but_not_for_ever() -> None:
    clinic = ConsoleClinic()
    alex = await clinic.at_the_console()
    for _ in range(12 * 6 - 1):
        clinic.clock.advance(timedelta(minutes=10))
        await alex.get("/cases")
        assert alex.at == "/cases"
    clinic.clock.advance(timedelta(minutes=10))
    await alex.get("/cases")
    assert alex.at == "/sign-in"


async def test_a_disabled_account_is_out_at_once() -> None:
    clinic = ConsoleClinic()
    alex = await clinic.at_the_console()
    from tests.doubles.staff import ADMIN, staff_of  # noqa: PLC0415 used here alone

    await staff_of(clinic.store, clinic.clock).enrolling.disable("alex", ADMIN)
    await alex.get("/cases")
    assert alex.at == "/sign-in"


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example", "/\\evil.example", "/cases?x=1", "cases"])
async def test_signing_in_leads_nowhere_else(after: str) -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    browser = await stranger(clinic)
    await browser.get(f"/sign-in?next={after}")
    assert re.search(r'name="next" value="([^"]*)"', browser.page)[1] == "/"  # type: ignore[index]
    code = code_at(secret, step_of(clinic.clock.now()))
    await browser.post("/sign-in", name="alex", password=PASSWORD, code=code, next=after)
    assert browser.at == "/cases"


async def test_after_signing_in_the_page_that_was_asked_for_is_there() -> None:
    clinic = ConsoleClinic()
    secret = await clinic.staff("alex")
    browser = StaffBrowser(clinic.console())
    await browser.get("/chats")
    code = code_at(secret, step_of(clinic.clock.now()))
    await browser.post("/sign-in", name="alex", password=PASSWORD, code=code, next="/chats")
    assert browser.at == "/chats"


async def test_another_host_name_is_refused() -> None:
    browser = StaffBrowser(ConsoleClinic().console())
    answer = await browser.http.get("/sign-in", headers={"host": "evil.example"})
    assert answer.status_code == 400
