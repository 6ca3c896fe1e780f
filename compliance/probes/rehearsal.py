"""A rehearsal: the appliance's own use cases on a fresh encrypted state of their own, with an invented person.

So it is tried whether a lock locks, without locking anybody out. The time there is stepped by hand.
"""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from compliance.probes.subject import Subject
from services.accounts.enrolling import Enrolling
from services.accounts.model import Role
from services.accounts.passwords import Passwords
from services.accounts.service import Browser, SignIn
from services.accounts.totp import STEP_SECONDS, code_at, step_of
from services.audit.courier import NoLedger
from services.audit.model import Actor, ActorKind
from services.state.store import StateStore, open_state
from services.state.trail import AuditQuery

WHO: Final = "z.quackenbush"
"""Nobody: the same invented person as the doctor's."""
NAME: Final = "Zebulon Quackenbush"
BY: Final = Actor(ActorKind.SERVICE, "rehearsal")
_KEY_BYTES: Final = 32
_QUICK: Final = Passwords(cost=10)
"""Hashes that cost less: the rehearsal's only password is random and is gone with it."""


@dataclass(slots=True)
class SteppedClock:
    """`services.kernel.clock.Clock` that stands until it is moved."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant it stands at."""
        return self.instant

    def forward(self, by: timedelta) -> None:
        """Move on."""
        self.instant += by


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The stage: a state of its own, its clock, and the use cases of accounts on it."""

    store: StateStore
    clock: SteppedClock
    sign_in: SignIn
    enrolling: Enrolling
    password: str = field(default_factory=lambda: secrets.token_urlsafe(18), repr=False)

    async def enrol(self) -> None:
        """Invite the invented person and let them finish their account."""
        invitation = await self.enrolling.add(WHO, NAME, {Role.FRONT_DESK}, BY)
        await self.enrolling.enrol(invitation, self.password, await self.code())
        self.clock.forward(timedelta(seconds=STEP_SECONDS))

    async def code(self) -> str:
        """Return the second factor's code of this moment."""
        account = await self.store.read(lambda tx: tx.accounts.get(WHO))
        return code_at(account.secret if account else "", step_of(self.clock.now()))

    async def enter(self, password: str | None = None, code: str | None = None, browser: Browser | None = None) -> str:
        """Sign in, rightly where nothing else is said, and return the session's token.

        Raises:
            AccountError: it was refused.
        """
        given = await self.code() if code is None else code
        signed = await self.sign_in.sign_in(WHO, self.password if password is None else password, given, browser)
        return signed.token

    async def actions(self) -> list[str]:
        """Return what the audit trail of the rehearsal says happened."""
        links = await self.store.read(lambda tx: tx.audit.search(AuditQuery(), limit=1_000))
        return [link.record.action for link in links]


@asynccontextmanager
async def rehearsal(subject: Subject) -> AsyncIterator[Rehearsal]:
    """Open a stage that is gone afterwards; how long sessions live is as the appliance has it."""
    with tempfile.TemporaryDirectory(prefix="sealdesk-rehearsal-") as folder:
        path = Path(folder) / "state" / "state.db"
        key, courier = secrets.token_bytes(_KEY_BYTES), NoLedger()
        store = await asyncio.to_thread(open_state, path, key, node="rehearsal", courier=courier)
        clock = SteppedClock(subject.clock.now())
        try:
            sign_in = SignIn(store, clock, subject.times, passwords=_QUICK)
            yield Rehearsal(store, clock, sign_in, Enrolling(store, clock, passwords=_QUICK))
        finally:
            await store.close()
