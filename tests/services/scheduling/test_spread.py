"""A few of many times, well spread."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.interval import Interval
from services.scheduling.model import Slot
from services.scheduling.spread import nearest, spread
from tests.doubles.builders import DR_CHEN, a_slot, at

CHICAGO = ZoneInfo("America/Chicago")
SLOTS = st.lists(st.tuples(st.integers(0, 20), st.integers(8, 18)), max_size=40).map(
    lambda times: [a_slot(start=at(day, hour)) for day, hour in times]
)


def starts(slots: tuple[Slot, ...]) -> list[datetime]:
    return [slot.interval.start for slot in slots]


def test_a_single_one_is_the_soonest() -> None:
    slots = [a_slot(start=at(day, 9)) for day in (8, 7, 9)]
    assert starts(spread(slots, 1, CHICAGO)) == [at(7, 9)]
    same_day = [a_slot(start=at(7, hour)) for hour in (9, 10)]
    assert starts(spread(same_day, 1, CHICAGO)) == [at(7, 9)]


def test_two_days_give_a_third_time_in_another_part_of_a_day() -> None:
    slots = [a_slot(start=at(day, hour)) for day in (7, 8) for hour in (8, 9, 13, 18)]
    assert starts(spread(slots, 3, CHICAGO)) == [at(7, 8), at(7, 18), at(8, 13)]


def test_another_part_of_the_day_is_not_worth_waiting_for_more_than_a_week() -> None:
    slots = [a_slot(start=at(day, hour)) for day, hour in ((7, 9), (8, 9), (30, 14))]
    assert starts(spread([*slots, a_slot(start=at(9, 9))], 2, CHICAGO)) == [at(7, 9), at(8, 9)]


def test_times_that_start_together_are_shown_once() -> None:
    slots = [a_slot(id="first", start=at(7, 9)), a_slot(id="second", start=at(7, 9), practitioner=DR_CHEN)]
    assert [slot.id for slot in spread(slots, 3, CHICAGO)] == ["first"]


def test_the_nearest_may_lie_on_either_side_of_the_wish() -> None:
    slots = [a_slot(start=at(day, 12)) for day in (1, 6, 9, 15)]
    wished = [Interval(at(7, 0), at(8, 0))]
    assert starts(nearest(slots, wished, 2)) == [at(6, 12), at(9, 12)]


def test_the_nearest_of_several_wished_intervals_counts() -> None:
    slots = [a_slot(start=at(day, 12)) for day in (1, 10, 21)]
    wished = [Interval(at(20, 0), at(21, 0)), Interval(at(2, 0), at(3, 0))]
    assert starts(nearest(slots, wished, 2)) == [at(1, 12), at(21, 12)]


def test_noon_is_afternoon_and_five_is_evening() -> None:
    slots = [a_slot(start=at(day, hour)) for day, hour in ((7, 11), (8, 11), (9, 12), (10, 16), (11, 17))]
    assert starts(spread(slots, 3, CHICAGO)) == [at(7, 11), at(9, 12), at(11, 17)]


@given(SLOTS, st.integers(1, 4))
def test_few_soonest_first_without_repetition(slots: list[Slot], limit: int) -> None:
    shown = starts(spread(slots, limit, CHICAGO))
    times = {slot.interval.start for slot in slots}
    assert shown == sorted(set(shown))
    assert set(shown) <= times
    assert len(shown) == min(limit, len(times))
    assert not times or min(times) in shown
