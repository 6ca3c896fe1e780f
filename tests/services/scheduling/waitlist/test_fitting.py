"""Does a slot suit an entry, at this hour, with time to answer?"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.model import Modality
from services.scheduling.policy_model import VisitPolicy
from services.scheduling.waitlist.fitting import answer_by, awake, suits
from services.scheduling.waitlist.model import Hours
from services.scheduling.waitlist.settings import OfferSettings
from tests.doubles.builders import DR_CHEN, DR_RIVERA, MAIN_STREET, a_slot, at
from tests.doubles.clock import MONDAY_MORNING as NOW
from tests.doubles.waitlist_clinic import ZONE, waiting

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SETTINGS = OfferSettings()


@pytest.mark.parametrize(
    ("wish", "suited"),
    [
        ({}, True),
        ({"visit_type": "new-patient"}, False),
        ({"practitioner_id": DR_RIVERA.id}, True),
        ({"practitioner_id": DR_CHEN.id}, False),
        ({"location_id": MAIN_STREET.id}, True),
        ({"location_id": "loc-elsewhere"}, False),
        ({"modality": Modality.IN_PERSON}, True),
        ({"modality": Modality.VIDEO}, False),
        ({"earliest": date(2027, 3, 9)}, True),
        ({"earliest": date(2027, 3, 10)}, False),
        ({"latest": date(2027, 3, 9)}, True),
        ({"latest": date(2027, 3, 8)}, False),
        ({"weekdays": frozenset({1})}, True),
        ({"weekdays": frozenset({0, 2, 3, 4, 5, 6})}, False),
        ({"hours": (Hours(time(10), time(12)),)}, True),
        ({"hours": (Hours(time(8), time(10)),)}, False),
        ({"hours": (Hours(time(8), time(9)), Hours(time(9, 30), time(10, 1)))}, True),
    ],
)
def test_a_slot_suits_when_every_wish_is_met(wish: dict[str, object], suited: bool) -> None:  # noqa: FBT001
    slot = a_slot(start=at(8, 10))  # Tuesday, March 9, 10:00 in Chicago
    assert suits(waiting(1, NOW, **wish), slot, ZONE) is suited


def test_hours_are_the_clinics_wall_clock_on_either_side_of_the_change() -> None:
    entry = waiting(1, NOW, hours=(Hours(time(10), time(11)),))
    winter, summer = (
        a_slot(start=datetime(2027, 3, 12, 16, tzinfo=UTC)),
        a_slot(start=datetime(2027, 3, 15, 15, tzinfo=UTC)),
    )
    assert suits(entry, winter, ZONE)
    assert suits(entry, summer, ZONE)
    assert not suits(entry, a_slot(start=datetime(2027, 3, 15, 16, tzinfo=UTC)), ZONE)


@pytest.mark.parametrize(
    ("ahead", "travel", "left"),
    [
        (10 * HOUR, 0 * HOUR, 2 * HOUR),
        (3 * HOUR, 0 * HOUR, 1 * HOUR),
        (3 * HOUR, timedelta(hours=2, minutes=30), 30 * MINUTE),
        (3 * HOUR, timedelta(hours=2, minutes=55), None),
        (2 * HOUR, 0 * HOUR, None),
    ],
)
def test_who_accepts_last_still_has_the_lead_and_the_way(
    ahead: timedelta, travel: timedelta, left: timedelta | None
) -> None:
    slot = a_slot(start=NOW + ahead)
    until = answer_by(waiting(1, NOW, travel=travel), slot, VisitPolicy(), SETTINGS, NOW)
    assert (until - NOW if until else None) == left


def test_an_offer_never_outlives_the_entry() -> None:
    slot = a_slot(start=NOW + 30 * HOUR)
    entry = waiting(1, NOW, expires_at=NOW + 20 * MINUTE)
    assert answer_by(entry, slot, VisitPolicy(), SETTINGS, NOW) == NOW + 20 * MINUTE
    assert answer_by(waiting(1, NOW, expires_at=NOW + 9 * MINUTE), slot, VisitPolicy(), SETTINGS, NOW) is None


@given(
    now=st.datetimes(datetime(2027, 3, 12), datetime(2027, 3, 16), timezones=st.just(UTC)),  # noqa: DTZ001
    ahead=st.timedeltas(timedelta(0), timedelta(days=3)),
    travel=st.timedeltas(timedelta(0), timedelta(hours=8)),
)
def test_across_the_change_of_the_clocks_lead_and_way_are_real_hours(
    now: datetime, ahead: timedelta, travel: timedelta
) -> None:
    local = now.astimezone(ZONE)
    slot, policy = a_slot(start=now + ahead), VisitPolicy()
    until = answer_by(waiting(1, now, travel=travel), slot, policy, SETTINGS, now)
    if until is not None:
        assert slot.interval.start - until >= max(policy.min_lead, travel)
        assert SETTINGS.least_time <= until - now <= SETTINGS.offer_lasts
    assert local.utcoffset() in (timedelta(hours=-6), timedelta(hours=-5))


@pytest.mark.parametrize(
    ("zone", "hour_utc", "is_awake"),
    [
        (None, 13, False),  # 7:00 in Chicago
        (None, 14, True),  # 8:00
        (None, 2, True),  # 20:00
        (None, 3, False),  # 21:00
        ("America/Los_Angeles", 14, False),  # 6:00 there
        ("America/Los_Angeles", 4, True),  # 20:00 there
    ],
)
def test_no_offer_comes_at_night_where_the_recipient_is(zone: str | None, hour_utc: int, is_awake: bool) -> None:  # noqa: FBT001
    now = datetime(2027, 3, 2, hour_utc, tzinfo=UTC)
    assert awake(waiting(1, NOW, zone=zone), SETTINGS, ZoneInfo("America/Chicago"), now) is is_awake
