"""Probes that actions are recorded: a sign-in leaves its record, and what cannot be recorded does not happen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

from compliance.probes.model import Figure, NotShown, Probe
from compliance.probes.records import records
from compliance.probes.rehearsal import BY, WHO, Rehearsal, rehearsal
from compliance.probes.subject import Subject
from services.accounts.enrolling import Enrolling
from services.accounts.errors import AccountError
from services.accounts.model import Role
from services.accounts.service import SignIn
from services.audit.model import Action, AuditEvent
from services.state.store import StateStore
from services.state.transaction import SealedTx

T = TypeVar("T")
_MONTH: Final = timedelta(days=31)
_COUNTED: Final = {
    "signed in": Action.STAFF_SIGNED_IN,
    "failed": Action.STAFF_SIGN_IN_FAILED,
    "locked": Action.STAFF_LOCKED,
}


async def _seen(subject: Subject) -> Figure:
    async with rehearsal(subject) as stage:
        await stage.enrol()
        try:
            await stage.enter(password="wrong horse battery staple")  # noqa: S106 it is to be refused
        except AccountError:
            await stage.enter()
        happened = await stage.actions()
    missing = [a.value for a in (Action.STAFF_SIGN_IN_FAILED, Action.STAFF_SIGNED_IN) if a not in happened]
    if missing:
        raise NotShown(f"left no record: {', '.join(missing)}")
    since = subject.clock.now() - _MONTH
    counts = [f"{len(await records(subject, [action], since))} {word}" for word, action in _COUNTED.items()]
    return Figure(f"a wrong and a right try each left a record; in the last 31 days {', '.join(counts)}")


class TrailDown(Exception):
    """The rehearsed trail takes nothing."""


class _Refusing:
    """A transaction whose trail takes nothing."""

    def __init__(self, real: SealedTx) -> None:
        self._real = real

    @property
    def audit(self) -> "_Refusing":
        return self

    def record(self, _: AuditEvent) -> None:
        raise TrailDown

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 whatever the real one has
        return getattr(self._real, name)


@dataclass(frozen=True, slots=True)
class _Down:
    """The rehearsal's state while nothing can be audited."""

    real: StateStore

    async def write(self, work: Callable[[Any], T]) -> T:
        return await self.real.write(lambda tx: work(_Refusing(tx)))

    async def read(self, work: Callable[[Any], T]) -> T:
        return await self.real.read(work)


async def _fails_closed(subject: Subject) -> Figure:
    async with rehearsal(subject) as stage:
        await stage.enrol()
        token, before = await stage.enter(), await _look(stage)
        down = _Down(stage.store)
        enrolling, sign_in = Enrolling(down, stage.clock), SignIn(down, stage.clock, subject.times)
        actions: dict[str, Callable[[], Any]] = {
            "making an account": lambda: enrolling.add("a.stranger", "A. Stranger", {Role.APPROVER}, BY),
            "ending an account": lambda: enrolling.disable(WHO, BY),
            "resetting an account": lambda: enrolling.reset(WHO, BY),
            "signing out": lambda: sign_in.sign_out(token),
        }
        went_on = [name for name, action in actions.items() if not await _is_down(action)]
        after = await _look(stage)
    if went_on or after != before:
        raise NotShown(f"happened without a record: {', '.join(went_on) or 'something that said it had failed'}")
    return Figure(f"while the trail took nothing, none of {len(actions)} actions happened: {', '.join(actions)}")


async def _is_down(action: Callable[[], Any]) -> bool:
    """Tell whether an action failed with its record."""
    try:
        await action()
    except TrailDown:
        return True
    return False


async def _look(stage: Rehearsal) -> tuple[Any, ...]:
    """Return everything that the actions would change."""
    accounts = await stage.store.read(lambda tx: tx.accounts.all())
    people = await stage.actions()
    return tuple(accounts), tuple(people)


SEEN: Final = Probe(
    "accounts.sign_ins_seen",
    "Each try to sign in leaves a record",
    "a rehearsal with a wrong and a right try, and the real counts of the last 31 days",
    "sealdesk audit report sign-ins --as NAME",
    "Report this fault, and stop the console until it is mended.",
    _seen,
)
FAILS_CLOSED: Final = Probe(
    "trail.fails_closed",
    "What cannot be recorded does not happen",
    "a rehearsal in which the trail takes nothing while accounts are made, ended and reset",
    "stop the audit process on a test machine; then try any of these",
    "Report this fault: actions may be missing from the trail.",
    _fails_closed,
)
RECORDED: Final = (SEEN, FAILS_CLOSED)
