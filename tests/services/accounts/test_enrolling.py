"""Accounts: made, reset, disabled; names are never reused, and everything is in the trail."""

import pytest

from services.accounts.errors import InvitationRefused, NoSuchAccount, WrongAccount
from services.accounts.model import Role
from services.audit.model import Action
from tests.doubles.clock import ManualClock
from tests.doubles.staff import ADMIN, enrolled, staff_of
from tests.doubles.store import MemoryStore


@pytest.mark.parametrize(
    ("account", "name", "roles"),
    [
        ("M.Kim", "Min Kim", [Role.APPROVER]),
        ("m", "Min Kim", [Role.APPROVER]),
        ("m kim", "Min Kim", [Role.APPROVER]),
        ("m.kim", "  ", [Role.APPROVER]),
        ("m.kim", "Min Kim", []),
    ],
)
async def test_an_account_of_the_wrong_form_is_refused(account: str, name: str, roles: list[Role]) -> None:
    store, clock = MemoryStore(), ManualClock()
    with pytest.raises(WrongAccount):
        await staff_of(store, clock).enrolling.add(account, name, roles, ADMIN)
    assert store.accounts == {}


async def test_a_name_is_taken_once_even_by_a_disabled_account() -> None:
    store, clock = MemoryStore(), ManualClock()
    accounts = staff_of(store, clock).enrolling
    await accounts.add("m.kim", "Min Kim", [Role.APPROVER], ADMIN)
    await accounts.disable("m.kim", ADMIN)
    with pytest.raises(WrongAccount, match="taken"):
        await accounts.add("m.kim", "Mona Kim", [Role.APPROVER], ADMIN)


async def test_a_reset_takes_everything_away_and_invites_anew() -> None:
    store, clock = MemoryStore(), ManualClock()
    secret = await enrolled(store, clock, "m.kim", "Min Kim")
    code = await staff_of(store, clock).enrolling.reset("m.kim", ADMIN)
    account = await staff_of(store, clock).enrolling.invited(code)
    assert (account.password, account.secret == secret) == ("", False)
    actions = [event.action for event in store.audit]
    assert actions == [Action.STAFF_ADDED, Action.STAFF_ENROLLED, Action.STAFF_RESET]
    assert code not in repr(store.accounts)


async def test_an_unknown_name_or_code_is_refused() -> None:
    accounts = staff_of(MemoryStore(), ManualClock()).enrolling
    with pytest.raises(NoSuchAccount):
        await accounts.disable("nobody", ADMIN)
    with pytest.raises(InvitationRefused):
        await accounts.invited("AAAAAA-AAAAAA-AAAAAA-AAAAAA")
