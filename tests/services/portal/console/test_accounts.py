"""The accounts page: who may what, and ending an account at once."""

from datetime import timedelta

import pytest

from services.accounts.model import Role
from services.audit.model import Action
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import StaffBrowser


async def test_it_shows_who_may_what() -> None:
    clinic = ConsoleClinic()
    await clinic.staff("alex", "Alex Rivera", (Role.FRONT_DESK,))
    officer = await clinic.at_the_console("cleo", roles=(Role.COMPLIANCE,))
    await officer.get("/accounts")
    assert (
        "Alex Rivera alex Roles front desk sees health information Signs in ready, with an account of this appliance"
        in officer.text
    )
    assert "Search and read the audit log (health information) compliance, security officer" in officer.text
    assert "End" not in officer.text.split()


async def test_ending_an_account_ends_its_sessions_at_once() -> None:
    clinic = ConsoleClinic()
    alex = await clinic.at_the_console("alex")
    admin = await clinic.at_the_console("ira", roles=(Role.IT,))
    await admin.get("/accounts")
    await admin.post("/accounts/alex/disable")
    assert "The account has ended" in admin.text
    await alex.get("/cases")
    assert alex.at == "/sign-in"
    assert clinic.store.accounts["alex"].disabled
    assert [e.actor.id for e in clinic.store.audit if e.action is Action.STAFF_DISABLED] == ["ira"]


async def test_nobody_ends_their_own_account_and_it_asks_for_the_second_factor() -> None:
    clinic = ConsoleClinic()
    admin = await clinic.at_the_console("ira", roles=(Role.IT,))
    await admin.get("/accounts")
    await admin.post("/accounts/ira/disable")
    assert "This is your own account." in admin.text
    clinic.clock.advance(timedelta(minutes=6))
    await admin.post("/accounts/nobody/disable")
    assert admin.title == "Show that it is you"


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.APPROVER])
async def test_the_front_desk_neither_sees_nor_ends_accounts(role: Role) -> None:
    clinic = ConsoleClinic()
    desk = await clinic.at_the_console("alex", roles=(role,))
    token = desk.token
    await desk.get("/accounts")
    assert desk.status == 403
    await desk.post("/accounts/ira/disable", token=token)
    assert desk.status == 403


async def test_signing_out_everywhere_ends_every_browser() -> None:
    clinic = ConsoleClinic()
    here = await clinic.at_the_console("alex")
    clinic.clock.advance(timedelta(seconds=30))
    there = StaffBrowser(clinic.console())
    await there.sign_in("alex", clinic.secrets["alex"], clinic.clock)
    assert len(clinic.store.sessions) == 2
    await here.get("/me")
    await here.post("/me/sign-out")
    assert "here and in every other browser" in here.text
    await there.get("/cases")
    assert there.at == "/sign-in"
    assert clinic.store.sessions == {}
