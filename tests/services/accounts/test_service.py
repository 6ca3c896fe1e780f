"""Signing in: what is recorded of wrong tries, and that a flood of them leaves few records."""

import pytest

from services.accounts.errors import SignInHeld, SignInRefused
from services.accounts.service import Browser
from services.accounts.totp import code_at, step_of
from services.accounts.tries import FREE, STRANGERS
from services.audit.model import Action
from services.portal.console.app import Staff
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import ADMIN, PASSWORD, staff_of


class Desk:
    """One clinic's sign-in, whose passwords and codes are counted."""

    def __init__(self) -> None:
        self.clinic = ConsoleClinic()
        self.staff: Staff = staff_of(self.clinic.store, self.clinic.clock)

    async def flood(self, name: str, times: int) -> tuple[int, int]:
        """Guess from one address and from many; return how many were looked at and how many held back."""
        looked = held = 0
        for number in range(times):
            try:
                await self.staff.sign_in.sign_in(name, "guess", "000000", Browser(f"a{number}"))
            except SignInHeld:
                held += 1
            except SignInRefused:
                looked += 1
        return looked, held

    def recorded(self, action: Action = Action.STAFF_SIGN_IN_FAILED) -> list[dict[str, str]]:
        return [dict(event.body) for event in self.clinic.store.audit if event.action is action]


async def test_a_flood_at_one_name_leaves_few_records_which_tell_how_many_there_were() -> None:
    desk = Desk()
    await desk.clinic.staff("alex")
    assert await desk.flood("alex", 1000) == (STRANGERS, 1000 - STRANGERS)
    whys = [(body["why"], body.get("tries", "")) for body in desk.recorded()]
    assert whys == [("wrong", "")] * STRANGERS + [("held_back", each) for each in ("1", "10", "100")]
    assert len(desk.recorded(Action.STAFF_LOCKED)) == 1


async def test_a_flood_of_names_that_nobody_has_leaves_few_records_and_none_of_the_names() -> None:
    desk = Desk()
    for number in range(200):
        await desk.flood(f"made-up-{number}", 1)
    assert [body["tries"] for body in desk.recorded()] == ["1", "10", "100"]
    assert "made-up" not in repr(desk.clinic.store.audit)


async def test_a_try_that_is_held_back_is_not_looked_at_even_with_the_right_details() -> None:
    desk = Desk()
    secret = await desk.clinic.staff("alex")
    here = Browser("one-address")
    for _ in range(FREE):
        with pytest.raises(SignInRefused):
            await desk.staff.sign_in.sign_in("alex", "guess", "000000", here)
    code = code_at(secret, step_of(desk.clinic.clock.now()))
    with pytest.raises(SignInHeld, match="too many wrong tries") as held:
        await desk.staff.sign_in.sign_in("alex", PASSWORD, code, here)
    assert held.value.do.startswith("Try again in 1 minute, or in a browser")
    signed = await desk.staff.sign_in.sign_in("alex", PASSWORD, code, Browser("another-address"))
    assert await desk.staff.sign_in.person(signed.token)


async def test_a_new_invitation_ends_the_wait() -> None:
    desk = Desk()
    await desk.clinic.staff("alex")
    await desk.flood("alex", STRANGERS + 1)
    await desk.staff.enrolling.reset("alex", ADMIN)
    with pytest.raises(SignInRefused):
        await desk.staff.sign_in.sign_in("alex", PASSWORD, "000000", Browser("a-new-address"))
    assert desk.recorded()[-1] == {"why": "not_enrolled", "browser": "unknown"}
