"""Which slots an appointment may be moved to: the clinic's policy on new times as tables."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.kernel.interval import Interval
from services.scheduling.model import Modality, Party
from services.scheduling.policy import (
    Blackout,
    PolicyBook,
    Ruling,
    Same,
    Verdict,
    VisitPolicy,
    rule_on_move,
    rule_on_slot,
)
from tests.doubles.builders import DR_CHEN, DR_RIVERA, LAKE_VIEW, a_patient, a_slot, an_appointment, at, half_hour

CHICAGO = ZoneInfo("America/Chicago")
NOW = at(0, 8)
LASER = Party("dev-laser", "Laser room")


def a_book(*blackouts: Blackout, **rules: Any) -> PolicyBook:  # noqa: ANN401 any field of the rules
    return PolicyBook(zone=CHICAGO, default=VisitPolicy(**rules), blackouts=blackouts)


def rules_of(verdict: Verdict, ruling: Ruling) -> set[str]:
    return {finding.rule for finding in verdict.findings if finding.ruling is ruling}


@pytest.mark.parametrize(
    ("changes", "rules", "rule"),
    [
        ({"start": NOW + timedelta(minutes=119)}, {}, "too_soon"),
        ({"start": NOW}, {"min_lead": timedelta(0)}, "too_soon"),
        ({"start": NOW - timedelta(hours=1)}, {"min_lead": timedelta(0)}, "too_soon"),
        ({"start": NOW + timedelta(days=90, minutes=1)}, {}, "too_far"),
        ({"interval": Interval(at(8, 10), at(8, 10, 20))}, {}, "too_short"),
        ({}, {"duration": timedelta(minutes=45)}, "too_short"),
        ({"visit_types": frozenset({"mri"})}, {}, "other_visit_type"),
        ({"start": at(12, 10)}, {"weekdays": frozenset({0, 1, 2, 3, 4})}, "closed_day"),
        ({"start": at(8, 8, 30)}, {"opens": time(9)}, "outside_hours"),
        ({"start": at(8, 16, 45)}, {"closes": time(17)}, "outside_hours"),
        ({"start": at(8, 23, 45)}, {"closes": time(23, 59)}, "outside_hours"),
    ],
)
def test_slots_nobody_may_have(changes: dict[str, Any], rules: dict[str, Any], rule: str) -> None:
    verdict = rule_on_slot(an_appointment(), a_slot(**changes), a_book(**rules), NOW)
    assert (verdict.ruling, verdict.rules) == (Ruling.REFUSED, (rule,))


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"start": NOW + timedelta(hours=2)}, {}),
        ({"start": NOW + timedelta(days=90)}, {}),
        ({"interval": Interval(at(8, 10), at(8, 11))}, {"duration": timedelta(minutes=45)}),
        ({"interval": Interval(at(8, 16), at(8, 18))}, {"duration": timedelta(minutes=60), "closes": time(17)}),
        ({"visit_types": frozenset()}, {}),
        ({"visit_types": frozenset({"mri", "follow-up"})}, {}),
        ({"start": at(8, 9)}, {"opens": time(9)}),
        ({"start": at(8, 16, 30)}, {"closes": time(17)}),
    ],
)
def test_slots_just_inside_the_rules(changes: dict[str, Any], rules: dict[str, Any]) -> None:
    assert rule_on_slot(an_appointment(), a_slot(**changes), a_book(**rules), NOW).allowed


def test_an_appointment_without_a_time_fits_any_slot_that_is_long_enough_for_its_type() -> None:
    appointment = an_appointment(interval=None)
    assert rule_on_slot(appointment, a_slot(), a_book(), NOW) == Verdict()
    assert rule_on_slot(appointment, a_slot(), a_book(duration=timedelta(hours=1)), NOW).rules == ("too_short",)


def test_the_slot_one_already_has_is_no_new_time() -> None:
    slot = a_slot()
    by_id = an_appointment(slot_ids=(slot.id,))
    by_place_and_time = an_appointment(slot=a_slot(id="other-id"))
    for appointment in (by_id, by_place_and_time):
        assert rule_on_slot(appointment, slot, a_book(), NOW).rules == ("same_time",)
    assert rule_on_slot(by_place_and_time, a_slot(practitioner=DR_CHEN), a_book(), NOW).allowed


def test_own_old_slot_never_blocks_a_move() -> None:
    """A new time may overlap the patient's own old one (cal.diy #8828)."""
    appointment = an_appointment(start=at(8, 10))
    half_an_hour_in = a_slot(interval=half_hour(at(8, 10, 15)))
    assert rule_on_slot(appointment, half_an_hour_in, a_book(), NOW).allowed


@pytest.mark.parametrize(
    ("rule", "option", "changes"),
    [
        ("other_provider", "same_provider", {"practitioner": DR_CHEN}),
        ("other_provider", "same_provider", {"practitioner": None}),
        ("other_place", "same_place", {"location": LAKE_VIEW}),
        ("other_modality", "same_modality", {"modality": Modality.VIDEO}),
    ],
)
def test_provider_place_and_modality_stay_as_far_as_policy_says(
    rule: str, option: str, changes: dict[str, Any]
) -> None:
    slot = a_slot(**changes)
    required = rule_on_slot(an_appointment(), slot, a_book(**{option: Same.REQUIRED}), NOW)
    preferred = rule_on_slot(an_appointment(), slot, a_book(**{option: Same.PREFERRED}), NOW)
    free = rule_on_slot(an_appointment(), slot, a_book(**{option: Same.FREE}), NOW)
    assert (required.ruling, required.rules) == (Ruling.PERSON, (rule,))
    assert (preferred.ruling, rules_of(preferred, Ruling.ALLOWED)) == (Ruling.ALLOWED, {rule})
    assert free == Verdict()


def test_an_unknown_present_provider_makes_no_difference() -> None:
    appointment = an_appointment(practitioner=None)
    assert rule_on_slot(appointment, a_slot(), a_book(same_provider=Same.REQUIRED), NOW) == Verdict()


@pytest.mark.parametrize(("expires", "allowed"), [(date(2027, 3, 9), True), (date(2027, 3, 8), False)])
def test_an_authorization_must_be_valid_on_the_new_day(expires: date, *, allowed: bool) -> None:
    appointment = an_appointment(authorization_expires=expires)
    verdict = rule_on_slot(appointment, a_slot(start=at(8, 10)), a_book(), NOW)
    assert verdict.allowed is allowed
    assert allowed or verdict.rules == ("authorization_expires",)


def test_a_new_time_may_need_the_providers_approval() -> None:
    book = a_book(needs_provider_approval=True)
    assert rule_on_move(an_appointment(), a_patient(), book, NOW, 0).allowed
    assert rule_on_slot(an_appointment(), a_slot(), book, NOW).rules == ("provider_approval",)


def test_a_room_or_device_the_slot_does_not_bring_along_goes_to_a_person() -> None:
    appointment = an_appointment(resources=(LASER,))
    assert rule_on_slot(appointment, a_slot(), a_book(), NOW).rules == ("resource",)
    assert rule_on_slot(appointment, a_slot(resources=(LASER,)), a_book(), NOW).allowed
    assert rule_on_slot(appointment, a_slot(), a_book(resources=Ruling.ALLOWED), NOW).allowed


@pytest.mark.parametrize(
    ("blackout", "closed"),
    [
        (Blackout(date(2027, 3, 9), date(2027, 3, 9)), True),
        (Blackout(date(2027, 3, 1), date(2027, 3, 8)), False),
        (Blackout(date(2027, 3, 10), date(2027, 3, 31)), False),
        (Blackout(date(2027, 3, 8), date(2027, 3, 10), practitioner_id=DR_RIVERA.id), True),
        (Blackout(date(2027, 3, 8), date(2027, 3, 10), practitioner_id=DR_CHEN.id), False),
        (Blackout(date(2027, 3, 8), date(2027, 3, 10), location_id=LAKE_VIEW.id), False),
    ],
)
def test_days_off_for_the_clinic_or_one_provider(blackout: Blackout, *, closed: bool) -> None:
    verdict = rule_on_slot(an_appointment(), a_slot(start=at(8, 10)), a_book(blackout), NOW)
    assert verdict.rules == (("blackout",) if closed else ())


def test_days_and_hours_are_the_clinics_own() -> None:
    """Half past six in the evening in Chicago is already tomorrow in UTC."""
    evening = a_slot(start=at(8, 18, 30))
    book = a_book(Blackout(date(2027, 3, 10), date(2027, 3, 10)), weekdays=frozenset({1}), closes=time(19))
    assert evening.interval.start.date() == date(2027, 3, 10)
    assert rule_on_slot(an_appointment(), evening, book, NOW).allowed
    summer = a_slot(start=datetime(2027, 3, 15, 14, tzinfo=UTC))
    assert rule_on_slot(an_appointment(), summer, a_book(opens=time(9)), NOW).allowed
