"""What a patient may change alone, what a person decides, what nobody does: the clinic's policy as tables."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.audit.model import Actor, ActorKind
from services.kernel.language import Language
from services.scheduling.model import Appointment, AppointmentStatus, Party, Slot
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.policy import (
    Blackout,
    Finding,
    Late,
    PolicyBook,
    Ruling,
    Verdict,
    VisitPolicy,
    rule_on_cancel,
    rule_on_move,
    rule_on_slot,
    still_allowed,
)
from tests.doubles.builders import a_patient, a_slot, an_appointment, at

CHICAGO = ZoneInfo("America/Chicago")
NOW = at(0, 8)
LASER = Party("dev-laser", "Laser room")


def a_book(*blackouts: Blackout, **rules: Any) -> PolicyBook:  # noqa: ANN401 any field of the rules
    return PolicyBook(zone=CHICAGO, default=VisitPolicy(**rules), blackouts=blackouts)


def rules_of(verdict: Verdict, ruling: Ruling) -> set[str]:
    return {finding.rule for finding in verdict.findings if finding.ruling is ruling}


def test_an_ordinary_change_in_time_needs_nobody() -> None:
    book = a_book()
    appointment, patient = an_appointment(), a_patient()
    assert rule_on_cancel(appointment, patient, book, NOW) == Verdict()
    assert rule_on_move(appointment, patient, book, NOW, 0) == Verdict()
    assert rule_on_slot(appointment, a_slot(), book, NOW) == Verdict()


@pytest.mark.parametrize(
    ("changes", "rules", "ruling", "rule"),
    [
        ({"status": AppointmentStatus.CANCELLED}, {}, "refused", "not_changeable"),
        ({"status": AppointmentStatus.FULFILLED}, {}, "refused", "not_changeable"),
        ({"status": AppointmentStatus.NOSHOW}, {}, "refused", "not_changeable"),
        ({"status": AppointmentStatus.ENTERED_IN_ERROR}, {}, "refused", "not_changeable"),
        ({"status": AppointmentStatus.ARRIVED}, {}, "person", "not_changeable"),
        ({"status": AppointmentStatus.CHECKED_IN}, {}, "person", "not_changeable"),
        ({"status": AppointmentStatus.PROPOSED}, {}, "person", "not_changeable"),
        ({"status": AppointmentStatus.WAITLIST}, {}, "person", "not_changeable"),
        ({"status": AppointmentStatus.PENDING}, {}, "allowed", None),
        ({"start": at(0, 8)}, {}, "refused", "past"),
        ({"start": at(-1, 8)}, {}, "refused", "past"),
        ({"interval": None}, {}, "person", "no_time"),
        ({"patient_id": "pat-2"}, {}, "refused", "not_theirs"),
        ({"patient_count": 2}, {}, "person", "group"),
        ({"patient_count": 2}, {"group": Ruling.ALLOWED}, "allowed", None),
        ({"series_id": "ser-1"}, {}, "person", "series"),
        ({"series_id": "ser-1"}, {"series": Ruling.REFUSED}, "refused", "series"),
        ({"series_id": "ser-1"}, {"series": Ruling.ALLOWED}, "allowed", None),
        ({"linked_ids": ("appt-9",)}, {}, "person", "linked"),
        ({"linked_ids": ("appt-9",)}, {"linked": Ruling.ALLOWED}, "allowed", None),
        ({}, {"new_patient": True}, "person", "new_patient"),
        ({"start": at(0, 9)}, {}, "person", "late"),
    ],
)
def test_rules_on_moving_and_cancelling_alike(
    changes: dict[str, Any], rules: dict[str, Any], ruling: str, rule: str | None
) -> None:
    appointment, patient, book = an_appointment(**changes), a_patient(), a_book(**rules)
    for verdict in (rule_on_cancel(appointment, patient, book, NOW), rule_on_move(appointment, patient, book, NOW, 0)):
        assert verdict.ruling == ruling
        assert (rule in verdict.rules) if rule else (verdict.findings == ())


@pytest.mark.parametrize(
    ("changes", "rules", "moves", "rule"),
    [
        ({"reschedulable": False}, {}, 0, "system_forbids_move"),
        ({"reschedulable": None}, {}, 0, None),
        ({}, {"needs_referral": True}, 0, "referral_missing"),
        ({"referral_id": "ref-1"}, {"needs_referral": True}, 0, None),
        ({}, {"needs_authorization": True}, 0, "authorization_missing"),
        ({"authorization_expires": date(2027, 2, 28)}, {}, 0, "authorization_expired"),
        ({"authorization_expires": date(2027, 3, 1)}, {"needs_authorization": True}, 0, None),
        ({}, {"max_moves": 2}, 1, None),
        ({}, {"max_moves": 2}, 2, "too_many_moves"),
        ({}, {"max_moves": 0}, 0, "too_many_moves"),
        ({}, {}, 50, None),
    ],
)
def test_rules_on_moving_only(changes: dict[str, Any], rules: dict[str, Any], moves: int, rule: str | None) -> None:
    appointment, book = an_appointment(**changes), a_book(**rules)
    verdict = rule_on_move(appointment, a_patient(), book, NOW, moves)
    assert verdict.rules == ((rule,) if rule else ())
    assert verdict.ruling is (Ruling.PERSON if rule else Ruling.ALLOWED)
    assert rule_on_cancel(appointment, a_patient(), book, NOW).allowed


def test_the_systems_own_word_on_cancelling_concerns_cancelling_only() -> None:
    appointment = an_appointment(cancelable=False)
    assert rule_on_cancel(appointment, a_patient(), a_book(), NOW).rules == ("system_forbids_cancel",)
    assert rule_on_move(appointment, a_patient(), a_book(), NOW, 0).allowed


@pytest.mark.parametrize(
    ("late", "ruling", "fee"),
    [(Late.ALLOW_WITH_FEE, "allowed", 2500), (Late.PERSON, "person", 0), (Late.REFUSE, "refused", 0)],
)
def test_a_late_change_costs_goes_to_a_person_or_is_refused(late: Late, ruling: str, fee: int) -> None:
    book = a_book(late_cancel=late, fee_cents_late_cancel=2500)
    verdict = rule_on_cancel(an_appointment(start=NOW + timedelta(hours=3)), a_patient(), book, NOW)
    assert (verdict.ruling, verdict.fee_cents) == (ruling, fee)
    assert verdict.findings[0].params["notice_hours"] == "24"


def test_separate_notice_for_moving_and_cancelling() -> None:
    """Clinics complain of schedulers with one notice for both, or none (cal.diy #2546, #15647, #15158)."""
    book = a_book(
        notice_move=timedelta(hours=12),
        notice_cancel=timedelta(hours=48),
        late_cancel=Late.ALLOW_WITH_FEE,
        fee_cents_late_cancel=4000,
        late_move=Late.REFUSE,
    )
    tomorrow = an_appointment(start=NOW + timedelta(hours=24))
    assert rule_on_move(tomorrow, a_patient(), book, NOW, 0) == Verdict()
    assert rule_on_cancel(tomorrow, a_patient(), book, NOW).fee_cents == 4000
    today = an_appointment(start=NOW + timedelta(hours=11))
    assert rule_on_move(today, a_patient(), book, NOW, 0).ruling is Ruling.REFUSED


def test_exactly_at_the_notice_is_in_time_and_a_second_later_is_not() -> None:
    appointment = an_appointment(start=NOW + timedelta(hours=24))
    assert rule_on_cancel(appointment, a_patient(), a_book(), NOW).allowed
    assert not rule_on_cancel(appointment, a_patient(), a_book(), NOW + timedelta(seconds=1)).allowed


@pytest.mark.parametrize(
    ("said", "start", "in_time"),
    [
        # The night of March 14, 2027 has no 2 a.m.: from 9 to 9 only 23 hours pass.
        (datetime(2027, 3, 13, 9, tzinfo=CHICAGO), datetime(2027, 3, 14, 9, tzinfo=CHICAGO), False),
        (datetime(2027, 3, 13, 8, tzinfo=CHICAGO), datetime(2027, 3, 14, 9, tzinfo=CHICAGO), True),
        # The night of November 7, 2027 has 1 a.m. twice: from 10 to 9 still 24 hours pass.
        (datetime(2027, 11, 6, 10, tzinfo=CHICAGO), datetime(2027, 11, 7, 9, tzinfo=CHICAGO), True),
        (datetime(2027, 11, 6, 10, 1, tzinfo=CHICAGO), datetime(2027, 11, 7, 9, tzinfo=CHICAGO), False),
    ],
)
def test_notice_is_real_time_over_the_night_the_clocks_change(
    said: datetime, start: datetime, *, in_time: bool
) -> None:
    appointment = an_appointment(start=start)
    assert rule_on_cancel(appointment, a_patient(), a_book(), said).allowed is in_time


@pytest.mark.parametrize(
    ("born", "now", "minor"),
    [
        (date(2009, 3, 1), NOW, False),
        (date(2009, 3, 2), NOW, True),
        (date(2008, 2, 29), datetime(2026, 2, 28, 18, tzinfo=UTC), True),
        (date(2008, 2, 29), datetime(2026, 3, 1, 18, tzinfo=UTC), False),
        # In Chicago it is still the eve of the birthday.
        (date(2009, 3, 1), datetime(2027, 3, 1, 5, 59, tzinfo=UTC), True),
    ],
)
def test_for_a_minor_a_parent_or_guardian_speaks_to_a_person(born: date, now: datetime, *, minor: bool) -> None:
    verdict = rule_on_cancel(an_appointment(start=at(9, 9)), a_patient(birth_date=born), a_book(), now)
    assert verdict.rules == (("minor",) if minor else ())
    assert verdict.ruling is (Ruling.PERSON if minor else Ruling.ALLOWED)


def test_unknown_age_and_inactive_patients_go_to_a_person() -> None:
    unknown = a_patient(birth_date=None, active=False)
    verdict = rule_on_cancel(an_appointment(), unknown, a_book(), NOW)
    assert (verdict.ruling, set(verdict.rules)) == (Ruling.PERSON, {"age_unknown", "inactive_patient"})
    assert rule_on_cancel(an_appointment(), a_patient(birth_date=None), a_book(adult_age=0), NOW).allowed


def test_each_visit_type_has_its_own_rules() -> None:
    book = PolicyBook(zone=CHICAGO, by_visit_type={"surgery": VisitPolicy(notice_cancel=timedelta(days=7))})
    assert rule_on_cancel(an_appointment(), a_patient(), book, NOW).allowed
    assert not rule_on_cancel(an_appointment(visit_type="surgery"), a_patient(), book, NOW).allowed
    assert book.for_visit(None) is book.default


def test_a_verdict_is_as_grave_as_its_gravest_finding() -> None:
    fee = Verdict(Ruling.ALLOWED, (Finding("late_fee", {}, Ruling.ALLOWED),), 2500)
    person = Verdict(Ruling.PERSON, (Finding("series"),))
    both = fee.plus(person).plus(Verdict(Ruling.REFUSED, (Finding("past", {}, Ruling.REFUSED),)))
    assert (both.ruling, both.rules, both.fee_cents) == (Ruling.REFUSED, ("past",), 2500)
    assert len(both.findings) == 3
    assert fee.plus(fee).fee_cents == 5000


def an_operation(appointment: Appointment, slot: Slot | None, asked: datetime) -> Operation:
    return Operation(
        id="op_1",
        kind=ChangeKind.MOVE if slot else ChangeKind.CANCEL,
        appointment=appointment,
        slot=slot,
        actor=Actor(ActorKind.PATIENT, "chat_1"),
        conversation_id="chat_1",
        requested_at=asked,
        language=Language.EN,
    )


def test_our_own_delay_costs_nobody_the_notice() -> None:
    appointment = an_appointment(start=NOW + timedelta(hours=24))
    for slot in (None, a_slot()):
        operation = an_operation(appointment, slot, NOW)
        assert still_allowed(operation, appointment, slot, a_book(), NOW + timedelta(hours=1))


def test_once_the_time_has_come_nothing_is_changed() -> None:
    soon = an_appointment(start=NOW + timedelta(hours=24))
    operation = an_operation(soon, None, NOW)
    assert not still_allowed(operation, soon, None, a_book(), NOW + timedelta(hours=24))
    slot = a_slot(start=NOW + timedelta(hours=3))
    later = an_appointment(start=NOW + timedelta(days=5))
    assert not still_allowed(an_operation(later, slot, NOW), later, slot, a_book(), NOW + timedelta(hours=3))


def test_what_changed_meanwhile_is_ruled_on_again() -> None:
    appointment = an_appointment()
    arrived = an_appointment(id=appointment.id, status=AppointmentStatus.ARRIVED)
    assert not still_allowed(an_operation(appointment, None, NOW), arrived, None, a_book(), NOW)


def test_a_replay_of_what_was_written_stays_allowed() -> None:
    done = an_appointment(status=AppointmentStatus.CANCELLED, operations=frozenset({"op_1"}))
    assert still_allowed(an_operation(done, None, NOW), done, None, a_book(), NOW + timedelta(days=9))
