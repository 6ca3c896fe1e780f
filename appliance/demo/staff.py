"""The demo's staff: four invented people with accounts, whose codes the outbox shows as their phones would."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from services.accounts.enrolling import Enrolling
from services.accounts.model import Role
from services.accounts.ports import AccountTx
from services.accounts.totp import code_at, step_of
from services.audit.model import Actor, ActorKind
from services.kernel.clock import Clock
from services.kernel.store import Store

_PEOPLE: Final = (
    ("desk", "Dana Cole", frozenset({Role.FRONT_DESK})),
    ("lead", "Robin Hale", frozenset({Role.FRONT_DESK, Role.APPROVER})),
    ("audit", "Noor Patel", frozenset({Role.COMPLIANCE})),
    ("officer", "Sam Ortiz", frozenset({Role.SECURITY_OFFICER})),
)
_WORDS: Final = (
    *("amber", "birch", "cedar", "clover", "copper", "coral", "fern", "hazel"),
    *("heron", "ivory", "juniper", "lemon", "linen", "marble", "olive", "raven"),
)
_WORDS_OF_PASSWORD: Final = 4
"""Enough for a demo on this machine alone."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of the front desk; `secret` is what their authenticator app would hold."""

    id: str
    name: str
    roles: tuple[str, ...]
    password: str = field(repr=False)
    secret: str = field(repr=False)


async def enrol_staff(store: Store[AccountTx], clock: Clock) -> list[StaffMember]:
    """Make the accounts, with a new password each, ready to sign in.

    Raises:
        SealdeskError: an account could not be made.
    """
    enrolling, by = Enrolling(store, clock), Actor(ActorKind.STAFF, "demo")
    made = []
    for account_id, name, roles in _PEOPLE:
        invitation = await enrolling.add(account_id, name, roles, by)
        secret = (await enrolling.invited(invitation)).secret
        password = "-".join(secrets.SystemRandom().sample(_WORDS, _WORDS_OF_PASSWORD))
        # The step before this one is used up, so that the code of the present one signs in at once.
        await enrolling.enrol(invitation, password, code_at(secret, step_of(clock.now()) - 1))
        made.append(StaffMember(account_id, name, tuple(sorted(roles)), password, secret))
    return made


def write_staff(path: Path, staff: list[StaffMember]) -> None:
    """Write the sign-in data to a new file, mode 0400."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(member) for member in staff], file)


def read_staff(path: Path) -> list[StaffMember]:
    """Return the people of a file that `write_staff` made; nobody where there is none."""
    if not path.exists():
        return []
    return [StaffMember(**{**each, "roles": tuple(each["roles"])}) for each in json.loads(path.read_text("utf-8"))]


def code_now(member: StaffMember, clock: Clock) -> str:
    """Return the code that their authenticator shows now."""
    return code_at(member.secret, step_of(clock.now()))
