"""What the office writes into the audit trail: which errand, which template, how it ended; no value and no number.

The door's own records of each connection (`services.egress.journal`) stand between an errand's two.
"""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from services.audit.courier import FiledTrail
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.egress.errors import Refused
from services.egress.office.errors import NotAudited, OfficeError
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError

_LOG = logging.getLogger(__name__)
MOST_REFUSED: Final = 30
"""So many calls without a carrier's signature are recorded in a minute: anybody can make them, and a full disk would
shut the door for everybody."""
_MINUTE: Final = 60
REPEATED: Final = frozenset({"received_texts"})
"""Asked for about once a second, always with the same words: a record of each would fill the disk for six years."""
_REFUSALS: Final = frozenset({"wrong_request", "wrong_message", "wrong_callback", "opted_out", "send_refused"})


@dataclass(slots=True)
class _Asked:
    """An errand that is repeated: the minute in which it was recorded last, and how often it was not since."""

    minute: int
    unrecorded: int = 0


@dataclass(slots=True)
class Errands:
    """Records errands; an errand that cannot be recorded is not begun.

    Attributes:
        trail: where it is recorded.
        clock: the time.
        who: the service whose errands these are.
    """

    trail: FiledTrail
    clock: Clock
    who: str = "portal"
    _minute: int = 0
    _refused: int = 0
    _asked: dict[str, "_Asked"] = field(default_factory=dict)

    @asynccontextmanager
    async def done(self, errand: str, row: str | None, facts: Mapping[str, str], *, read: bool) -> AsyncIterator[None]:
        """Record an errand before it is done, and how it ends; the end of a successful read is not worth a record.

        Of those in `REPEATED` the first of each minute is recorded, with how many like it were not since the last.

        Raises:
            NotAudited: it cannot be recorded, or the ledger has not acknowledged it; nothing was done.
        """
        body = {"errand": errand, **facts}
        try:
            self.trail.require()
            if errand in REPEATED:
                self._repeated(errand, body)
            else:
                self._record(Action.ERRAND_TAKEN, AuditOutcome.SUCCESS, row, body)
            await self.trail.filed()
        except Exception as error:  # noqa: BLE001 whatever the trail's fault is, nothing is done
            _LOG.error("an errand could not be audited: %s", type(error).__name__)
            raise NotAudited from None
        ended = "cut_off"
        try:
            yield
            ended = ""
        except SealdeskError as error:
            ended = code_of(error)
            raise
        finally:
            if ended or not read:
                self._end(row, body, ended)

    def _repeated(self, errand: str, body: Mapping[str, str]) -> None:
        minute = int(self.clock.now().timestamp()) // _MINUTE
        before = self._asked.get(errand)
        if before is not None and before.minute == minute:
            before.unrecorded += 1
            return
        more = {"more": str(before.unrecorded)} if before is not None and before.unrecorded else {}
        self._record(Action.ERRAND_TAKEN, AuditOutcome.SUCCESS, None, {**body, **more})
        self._asked[errand] = _Asked(minute)

    def forged(self, errand: str, error: SealdeskError) -> None:
        """Record a call that was not believed; of a flood of them only the first of each minute."""
        minute = int(self.clock.now().timestamp()) // _MINUTE
        self._refused = self._refused + 1 if minute == self._minute else 1
        self._minute = minute
        if self._refused <= MOST_REFUSED:
            self.refused(errand, None, error)

    def refused(self, errand: str, row: str | None, error: SealdeskError) -> None:
        """Record an errand that was refused before it began; the refusal stands, whether or not it can be recorded."""
        self._try(Action.ERRAND_REFUSED, AuditOutcome.REFUSED, row, {"errand": errand, "code": code_of(error)})

    def _end(self, row: str | None, body: Mapping[str, str], code: str) -> None:
        if not code:
            self._try(Action.ERRAND_DONE, AuditOutcome.SUCCESS, row, body)
            return
        outcome = AuditOutcome.REFUSED if code in _REFUSALS or code == "not_allowed" else AuditOutcome.FAILED
        self._try(Action.ERRAND_DONE, outcome, row, {**body, "code": code})

    def _record(self, action: Action, outcome: AuditOutcome, row: str | None, body: Mapping[str, str]) -> None:
        actor = Actor(ActorKind.SERVICE, self.who)
        self.trail.record(AuditEvent(self.clock.now(), actor, action, outcome, operation=row, body=dict(body)))

    def _try(self, action: Action, outcome: AuditOutcome, row: str | None, body: Mapping[str, str]) -> None:
        try:
            self._record(action, outcome, row, body)
        except Exception as error:  # noqa: BLE001 an end or a refusal is so without its record
            _LOG.error("the office could not audit a refusal or an end: %s", type(error).__name__)


def code_of(error: SealdeskError) -> str:
    """Return the code by which the caller knows what follows."""
    if isinstance(error, Refused):
        return "not_allowed"
    return str(getattr(error, "code", "not_sent" if isinstance(error, OfficeError) else "send_unknown"))
