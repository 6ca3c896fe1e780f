"""Who is asked first."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.waitlist.model import Entry
from services.scheduling.waitlist.ranking import ranked
from tests.doubles.waitlist_clinic import waiting

ZONE = ZoneInfo("America/Chicago")
NOON = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def order(*entries: Entry) -> list[str]:
    return [entry.id for entry in ranked(entries, ZONE)]


def test_staff_priority_goes_first() -> None:
    assert order(waiting(1, NOON - 30 * DAY), waiting(2, NOON, priority=1)) == ["entry-2", "entry-1"]


def test_then_the_longest_waiting() -> None:
    asked = NOON - HOUR
    assert order(waiting(1, NOON), waiting(2, NOON - DAY, last_offered_at=asked)) == ["entry-2", "entry-1"]


def test_then_who_was_asked_least_recently_or_never() -> None:
    assert order(
        waiting(1, NOON - 2 * HOUR, last_offered_at=NOON),
        waiting(2, NOON, last_offered_at=NOON - HOUR),
        waiting(3, NOON + HOUR),
    ) == ["entry-3", "entry-2", "entry-1"]


def test_a_day_of_waiting_is_a_day_of_the_clinics_calendar() -> None:
    before, after = datetime(2027, 3, 2, 5, 59, tzinfo=UTC), datetime(2027, 3, 2, 6, 1, tzinfo=UTC)
    assert order(waiting(1, after), waiting(2, before, last_offered_at=NOON)) == ["entry-2", "entry-1"]


entries = st.lists(
    st.builds(
        waiting,
        st.integers(0, 40),
        st.datetimes(datetime(2027, 3, 1), datetime(2027, 3, 4), timezones=st.just(UTC)),  # noqa: DTZ001 Hypothesis adds the zone
        priority=st.integers(0, 2),
        last_offered_at=st.none() | st.just(NOON) | st.just(NOON + HOUR),
    ),
    unique_by=lambda entry: entry.id,
)


@given(entries, st.randoms(use_true_random=False))
def test_the_order_never_depends_on_the_order_it_is_asked_in(found: list[Entry], chance: random.Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert order(*shuffled) == order(*found)
