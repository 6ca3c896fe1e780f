"""Legal holds: who may place and lift them, and that each is on record in the ledger before it counts.

While a hold stands, nothing that it covers is destroyed, whatever the retention says. The ledger is what counts: at
each start the holds are compared with its events, so that neither a crash nor an older copy of their file loses one.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from services.audit.errors import HoldOfAnother, HoldRefused, HoldUnclear, NoSuchHold
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.audit.reading import Found, LedgerQuery
from services.kernel.clock import Clock
from services.kernel.ids import Ids

SOURCE: Final = "holds"
"""The source of the events about holds."""
LIFTS_ANY: Final = "security_officer"
"""The role that may lift what somebody else placed."""
LONGEST: Final = 500
"""Characters of a reason."""
_REFERENCE: Final = 64
_HEX: Final = frozenset("0123456789abcdef")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_REASON: Final = "reason"


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold: while it stands, nothing that it covers may go. Without a patient it covers everything.

    `patient` is the keyed hash by which the ledger knows the patient, never the id.
    """

    id: str
    patient: str | None = field(repr=False)
    reason: str
    placed_by: str
    placed: datetime
    lifted_by: str | None = None
    lifted: datetime | None = None
    lift_reason: str = ""


class HoldFile(Protocol):
    """Where the holds are kept, beside the keys that they keep from being destroyed."""

    def hold(self, hold: Hold) -> None:
        """Keep a hold; one of that id is left as it is."""
        ...

    def lift(self, hold_id: str, by: str, at: datetime, reason: str) -> bool:
        """Lift a hold; False where none of that id stands."""
        ...

    def holds(self) -> list[Hold]:
        """Return every hold, the lifted ones too, in the order they were placed."""
        ...


class HoldRecorder(Protocol):
    """Records in the ledger so that it cannot be lost when it returns."""

    def record(self, event: AuditEvent, patient: str | None = None) -> None:
        """Record an event; `patient` is the keyed hash of whom it concerns."""
        ...


class HoldHistory(Protocol):
    """The ledger's reader, as far as holds need it (`services.audit.reading.LedgerReader`)."""

    def stream(self, query: LedgerQuery) -> Iterable[Found]:
        """Yield every fitting event with its body."""
        ...


@dataclass(frozen=True, slots=True)
class HoldDesk:
    """Where holds are placed, lifted and looked at; every try is an event by a named person. Threads may share it."""

    file: HoldFile
    recorder: HoldRecorder
    clock: Clock
    ids: Ids
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def place(self, actor: Actor, patient: str | None, reason: str) -> Hold:
        """Place a hold on a patient, or on everything where none is named.

        Raises:
            HoldUnclear: a value is missing or wrong; the try is on record, if a person made it.
            SealdeskError: it cannot be recorded, so it was not placed.
        """
        _require_person(actor)
        with self._lock:
            hold = Hold(self.ids.new("hold"), patient, reason.strip(), actor.id, self.clock.now())
            try:
                _require_clear(reason)
                _require_reference(patient)
            except HoldUnclear as why:
                self._refused(actor, Action.HOLD_PLACED, None, why)
                raise
            self._say(actor, Action.HOLD_PLACED, hold, {_REASON: hold.reason})
            self.file.hold(hold)
            return hold

    def lift(self, actor: Actor, hold_id: str, reason: str) -> Hold:
        """Lift a hold.

        Raises:
            HoldUnclear: a value is missing or wrong; this and the next two are on record.
            NoSuchHold: none of that id stands.
            HoldOfAnother: somebody else placed it, and the actor is no security officer.
            SealdeskError: it cannot be recorded, so the hold stands.
        """
        _require_person(actor)
        with self._lock:
            hold = next((each for each in self.file.holds() if each.id == hold_id and each.lifted is None), None)
            try:
                _require_clear(reason)
                standing = _require_theirs(actor, hold)
            except HoldRefused as why:
                self._refused(actor, Action.HOLD_LIFTED, hold, why)
                raise
            now, words = self.clock.now(), reason.strip()
            self._say(actor, Action.HOLD_LIFTED, standing, {_REASON: words})
            self.file.lift(standing.id, actor.id, now, words)
            return next(each for each in self.file.holds() if each.id == standing.id)

    def shown(self, actor: Actor) -> list[Hold]:
        """Return every hold, the lifted ones too; that somebody looked is on record first.

        Raises:
            HoldUnclear: it does not say who looks.
            SealdeskError: it cannot be recorded, so nothing is shown.
        """
        _require_person(actor)
        with self._lock:
            self._say(actor, Action.HOLDS_SHOWN, None, {})
            return self.file.holds()

    def _refused(self, actor: Actor, action: Action, hold: Hold | None, why: HoldRefused) -> None:
        self._say(actor, action, hold, {"why": why.code}, AuditOutcome.REFUSED)

    def _say(
        self,
        actor: Actor,
        action: Action,
        hold: Hold | None,
        body: dict[str, str],
        outcome: AuditOutcome = AuditOutcome.SUCCESS,
    ) -> None:
        operation = None if hold is None else hold.id
        event = AuditEvent(self.clock.now(), actor, action, outcome, operation=operation, purpose="HLEGAL", body=body)
        self.recorder.record(event, None if hold is None else hold.patient)


def restored(file: HoldFile, history: HoldHistory) -> int:
    """Bring the holds to what the ledger says of them; return how many were put right.

    A crash between the event and the hold, or an older copy of the file, would else lose one.
    """
    query = LedgerQuery(
        sources=(SOURCE,), actions=(Action.HOLD_PLACED.value, Action.HOLD_LIFTED.value), outcomes=("success",)
    )
    known, mended = {each.id: each for each in file.holds()}, 0
    for found in history.stream(query):
        filing, hold_id = found.filing, found.filing.operation or ""
        at, reason = _EPOCH + timedelta(microseconds=filing.at), filing.body.get(_REASON, "")
        if filing.action == Action.HOLD_PLACED.value and hold_id not in known:
            known[hold_id] = Hold(hold_id, filing.patient, reason, filing.actor_id, at)
            file.hold(known[hold_id])
            mended += 1
        elif filing.action == Action.HOLD_LIFTED.value and hold_id in known and known[hold_id].lifted is None:
            mended += file.lift(hold_id, filing.actor_id, at, reason)
    return mended


def standing(holds: Sequence[Hold], patient: str | None) -> list[Hold]:
    """Return the holds that stand on a patient's events; of all events where no patient is named."""
    there = [each for each in holds if each.lifted is None]
    return [each for each in there if patient is None or each.patient in {None, patient}]


def _require_clear(reason: str) -> None:
    words = reason.strip()
    if not words or len(words) > LONGEST or not words.isprintable():
        raise HoldUnclear(
            "A legal hold is placed and lifted for a reason.", f"Give it in 1 to {LONGEST} printable characters."
        )


def _require_person(actor: Actor) -> None:
    if actor.kind is not ActorKind.STAFF:
        raise HoldUnclear("Only a person can place, lift or see legal holds.", "Say who does it.")


def _require_reference(patient: str | None) -> None:
    if patient is not None and not (len(patient) == _REFERENCE and set(patient) <= _HEX):
        raise HoldUnclear(
            "The patient is not named by the keyed hash of the ledger.", "Use `sealdesk keys hold place --patient ID`."
        )


def _require_theirs(actor: Actor, hold: Hold | None) -> Hold:
    if hold is None:
        raise NoSuchHold
    if hold.placed_by != actor.id and LIFTS_ANY not in actor.role.split("+"):
        raise HoldOfAnother
    return hold
