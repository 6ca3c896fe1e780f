"""Enrolling: a code works once, a weak password and a wrong first code are refused, and then one can sign in."""

import re
from datetime import timedelta

from services.accounts.model import Role
from services.accounts.totp import code_at, step_of
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import ADMIN, PASSWORD, StaffBrowser, staff_of


async def invited(clinic: ConsoleClinic) -> tuple[StaffBrowser, str]:
    code = await staff_of(clinic.store, clinic.clock).enrolling.add("m.kim", "Min Kim", [Role.FRONT_DESK], ADMIN)
    browser = StaffBrowser(clinic.console())
    await browser.get("/enrol")
    return browser, code


def secret_on(browser: StaffBrowser) -> str:
    found = re.search(r'id="secret">([A-Z2-7 ]+)<', browser.page)
    assert found is not None
    return found[1].replace(" ", "")


async def test_an_invited_person_sets_up_both_factors_and_signs_in() -> None:
    clinic = ConsoleClinic()
    browser, code = await invited(clinic)
    await browser.post("/enrol", invitation=code.lower().replace("-", " "))
    assert "Min Kim" in browser.text
    secret = secret_on(browser)
    assert f"otpauth://totp/Lake%20View%20Clinic:m.kim?secret={secret}" in browser.page
    first = code_at(secret, step_of(clinic.clock.now()))
    await browser.post("/enrol", invitation=code, password=PASSWORD, code=first)
    assert "Your account is ready." in browser.text
    await browser.sign_in("m.kim", secret, clinic.clock, later=1)
    assert browser.at == "/cases"
    assert PASSWORD not in repr(clinic.store.accounts)


async def test_an_invitation_works_once_and_in_time() -> None:
    clinic = ConsoleClinic()
    browser, code = await invited(clinic)
    await browser.post("/enrol", invitation=code)
    secret = secret_on(browser)
    await browser.post("/enrol", invitation=code, password=PASSWORD, code=code_at(secret, step_of(clinic.clock.now())))
    await browser.get("/enrol")
    await browser.post("/enrol", invitation=code)
    assert "unknown, used up or too old" in browser.text
    late, other = ConsoleClinic(), None
    other, code = await invited(late)
    late.clock.advance(timedelta(hours=73))
    await other.post("/enrol", invitation=code)
    assert other.status == 403


async def test_a_weak_password_and_a_wrong_code_are_said_and_the_page_stays() -> None:
    clinic = ConsoleClinic()
    browser, code = await invited(clinic)
    await browser.post("/enrol", invitation=code)
    secret = secret_on(browser)
    first = code_at(secret, step_of(clinic.clock.now()))
    for weak in ("short", "aaaaaaaaaaaaaa", "m.kim is my name"):
        await browser.post("/enrol", invitation=code, password=weak, code=first)
        assert browser.status == 422
        assert "Choose a password of 12 to 128 characters" in browser.text
        assert weak not in browser.page or weak == "short"
    await browser.post("/enrol", invitation=code, password=PASSWORD, code="000000")
    assert "The 6-digit code does not fit." in browser.text
    assert secret_on(browser) == secret


async def test_staying_signed_in_is_a_form_of_ours() -> None:
    clinic = ConsoleClinic()
    alex = await clinic.at_the_console()
    clinic.clock.advance(timedelta(minutes=14))
    assert (await alex.post("/stay")).status_code == 204
    clinic.clock.advance(timedelta(minutes=14))
    await alex.get("/cases")
    assert alex.at == "/cases"
