from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appliance.demo.clinic import build_clinic
from appliance.demo.waiting import entries, waiting

ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize("later", range(14))
def test_on_any_day_four_people_wait_for_an_earlier_cleaning_than_they_have(later: int) -> None:
    today = date(2026, 11, 22) + timedelta(days=later)
    clinic = build_clinic(today.isoformat(), ZONE)
    first = clinic.appointments_of(clinic.person("one cleaning next week"))[0]
    people = waiting(clinic, today)
    assert len(people) == 4
    assert all(person.phone and visit["start"] > first["start"] for person, visit in people)


def test_the_entries_fit_the_cleaning_and_agree_to_offers() -> None:
    now = datetime(2026, 11, 22, 15, tzinfo=UTC)
    kept = entries(build_clinic("2026-11-22", ZONE), ZONE, now)
    assert [entry.since for entry in kept] == sorted(entry.since for entry in kept)
    assert all(entry.consents and entry.waits(now) and entry.appointment_id for entry in kept)
