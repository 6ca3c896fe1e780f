"""Legal holds: by a named person, for a reason, in the ledger first; lifted by who placed them or an officer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.audit.errors import HoldOfAnother, HoldRefused, HoldUnclear, NoSuchHold
from services.audit.holding import Hold, HoldDesk, standing
from services.audit.model import Action, Actor, ActorKind, AuditOutcome
from tests.doubles.clock import ManualClock
from tests.doubles.holds import MemoryHolds, Said
from tests.doubles.ids import CountingIds

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANN, BEN = "a" * 64, "b" * 64
KIM = Actor(ActorKind.STAFF, "kim", "compliance")
LEE = Actor(ActorKind.STAFF, "lee", "compliance")
SAM = Actor(ActorKind.STAFF, "sam", "it+security_officer")


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def file() -> MemoryHolds:
    return MemoryHolds()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def desk(file: MemoryHolds, said: Said, clock: ManualClock) -> HoldDesk:
    return HoldDesk(file, said, clock, CountingIds())


def test_a_hold_is_said_with_who_whom_and_why_before_it_stands(desk: HoldDesk, said: Said, file: MemoryHolds) -> None:
    hold = desk.place(KIM, ANN, " matter 12 ")
    assert file.holds() == [hold] == [Hold(hold.id, ANN, "matter 12", "kim", NOW)]
    ((event, patient),) = said.events
    assert (event.action, event.outcome, event.actor, event.operation) == (
        Action.HOLD_PLACED,
        AuditOutcome.SUCCESS,
        KIM,
        hold.id,
    )
    assert (patient, event.body, event.purpose) == (ANN, {"reason": "matter 12"}, "HLEGAL")


def test_what_cannot_be_said_does_not_happen(desk: HoldDesk, said: Said, file: MemoryHolds) -> None:
    hold = desk.place(KIM, ANN, "matter 12")
    said.full = True
    with pytest.raises(OSError, match=r"^$"):
        desk.place(KIM, BEN, "matter 13")
    with pytest.raises(OSError, match=r"^$"):
        desk.lift(KIM, hold.id, "settled")
    with pytest.raises(OSError, match=r"^$"):
        desk.shown(KIM)
    assert file.holds() == [hold]


@pytest.mark.parametrize("reason", ["", "  ", "two\nlines", "x" * 501])
def test_without_a_reason_nothing_stands_and_the_try_is_on_record(
    desk: HoldDesk, said: Said, file: MemoryHolds, reason: str
) -> None:
    with pytest.raises(HoldUnclear):
        desk.place(KIM, ANN, reason)
    assert file.holds() == []
    ((event, patient),) = said.events
    assert (event.action, event.outcome, event.actor, patient) == (
        Action.HOLD_PLACED,
        AuditOutcome.REFUSED,
        KIM,
        None,
    )
    assert event.body == {"why": "hold_unclear"}


@pytest.mark.parametrize("patient", ["pat-1", "A" * 64, "a" * 63, ""])
def test_a_patient_is_named_by_the_ledgers_hash_and_a_wrong_name_is_recorded_nowhere(
    desk: HoldDesk, said: Said, patient: str
) -> None:
    with pytest.raises(HoldUnclear):
        desk.place(KIM, patient, "matter 12")
    assert [(event.outcome, who) for event, who in said.events] == [(AuditOutcome.REFUSED, None)]


def test_a_service_places_none(desk: HoldDesk, file: MemoryHolds, said: Said) -> None:
    for work in (lambda actor: desk.place(actor, ANN, "matter 12"), desk.shown):
        with pytest.raises(HoldUnclear):
            work(Actor(ActorKind.SERVICE, "portal"))
    assert file.holds() == []
    assert said.events == []


def test_who_placed_it_lifts_it_for_a_reason(desk: HoldDesk, said: Said, clock: ManualClock) -> None:
    hold = desk.place(KIM, None, "matter 12")
    clock.advance(timedelta(days=1))
    lifted = desk.lift(KIM, hold.id, "settled")
    assert lifted == replace(hold, lifted_by="kim", lifted=NOW + timedelta(days=1), lift_reason="settled")
    event, _ = said.events[-1]
    assert (event.action, event.operation, event.body) == (Action.HOLD_LIFTED, hold.id, {"reason": "settled"})


def test_a_security_officer_lifts_what_another_placed_and_nobody_else(desk: HoldDesk, said: Said) -> None:
    hold = desk.place(KIM, ANN, "matter 12")
    with pytest.raises(HoldOfAnother):
        desk.lift(LEE, hold.id, "settled")
    event, patient = said.events[-1]
    assert (event.action, event.outcome, event.actor, event.operation, patient) == (
        Action.HOLD_LIFTED,
        AuditOutcome.REFUSED,
        LEE,
        hold.id,
        ANN,
    )
    assert desk.lift(SAM, hold.id, "settled").lifted_by == "sam"


def test_what_does_not_stand_is_not_lifted(desk: HoldDesk, said: Said) -> None:
    hold = desk.place(KIM, ANN, "matter 12")
    desk.lift(KIM, hold.id, "settled")
    for wrong in (hold.id, "hold_none"):
        with pytest.raises(NoSuchHold):
            desk.lift(KIM, wrong, "settled")
    assert [event.body for event, _ in said.events[-2:]] == [{"why": "hold_not_there"}] * 2


def test_without_a_reason_none_is_lifted(desk: HoldDesk, file: MemoryHolds) -> None:
    hold = desk.place(KIM, ANN, "matter 12")
    with pytest.raises(HoldRefused):
        desk.lift(KIM, hold.id, " ")
    assert file.holds() == [hold]


def test_a_look_is_on_record(desk: HoldDesk, said: Said) -> None:
    hold = desk.place(KIM, ANN, "matter 12")
    assert desk.shown(LEE) == [hold]
    event, _ = said.events[-1]
    assert (event.action, event.actor) == (Action.HOLDS_SHOWN, LEE)


def test_a_hold_on_everything_stands_on_each_patient() -> None:
    one, everything = Hold("hold_1", ANN, "m", "kim", NOW), Hold("hold_2", None, "m", "kim", NOW)
    lifted = replace(one, id="hold_3", lifted=NOW, lifted_by="kim")
    assert standing([one, everything, lifted], ANN) == [one, everything]
    assert standing([one, everything], BEN) == [everything]
    assert standing([one, lifted], None) == [one]
