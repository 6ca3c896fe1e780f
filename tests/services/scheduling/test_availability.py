"""Which free times a patient is offered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.kernel.interval import Interval
from services.scheduling.availability import Offers, Taken, find_offers
from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import AppointmentStatus, Slot, SlotStatus
from services.scheduling.operation import Claim, resource_of
from services.scheduling.policy import Blackout, PolicyBook, Same, VisitPolicy
from services.scheduling.wish import Wish
from tests.doubles.builders import DR_CHEN, DR_RIVERA, LAKE_VIEW, a_patient, a_slot, an_appointment, at, half_hour
from tests.doubles.scheduling_system import FakeSchedulingSystem

CHICAGO = ZoneInfo("America/Chicago")
NOW = at(0, 8)
ANY_TIME = Wish()


def a_book(*blackouts: Blackout, **rules: Any) -> PolicyBook:  # noqa: ANN401 any field of the rules
    return PolicyBook(zone=CHICAGO, default=VisitPolicy(**rules), blackouts=blackouts)


class Clinic:
    """Maria's appointment on Thursday at 9:00 with Dr. Rivera, and the free slots a test adds."""

    def __init__(self, *slots: Slot) -> None:
        self.system = FakeSchedulingSystem()
        self.old = a_slot(start=at(3, 9))
        self.system.add(a_patient(), self.old, *slots)
        self.system.add(an_appointment(id="appt-own", slot=self.old))
        self.appointment = self.system.records.appointment("appt-own")

    async def offers(self, wish: Wish = ANY_TIME, book: PolicyBook | None = None, taken: Taken | None = None) -> Offers:
        return await find_offers(self.system, book or a_book(), NOW, self.appointment, wish, taken or Taken())


def ids(slots: tuple[Slot, ...]) -> list[str]:
    return [slot.id for slot in slots]


def day(number: int) -> Interval:
    return Interval(at(number, 0), at(number + 1, 0))


async def test_free_times_within_the_wish_are_offered_soonest_first() -> None:
    late, early, outside = a_slot(start=at(8, 15)), a_slot(start=at(8, 9)), a_slot(start=at(9, 9))
    offers = await Clinic(late, early, outside).offers(Wish((day(8),)))
    assert ids(offers.fitting) == [early.id, late.id]
    assert (offers.for_person, offers.nearest) == ((), ())


async def test_at_most_three_times_on_different_days_and_at_different_times_of_day() -> None:
    mornings = [a_slot(id=f"m{n}", start=at(n, 9)) for n in (7, 8, 9, 10)]
    afternoons = [a_slot(id=f"a{n}", start=at(n, 14)) for n in (7, 8, 9, 10)]
    offers = await Clinic(*mornings, *afternoons).offers()
    assert ids(offers.fitting) == ["m7", "a8", "m9"]
    assert offers.nearest == ()


async def test_on_a_single_day_the_times_lie_apart() -> None:
    slots = [a_slot(id=f"h{hour}", start=at(8, hour)) for hour in (9, 10, 11, 13, 14)]
    offers = await Clinic(*slots).offers(Wish((day(8),)))
    assert ids(offers.fitting) == ["h9", "h11", "h14"]


async def test_nothing_fits_so_the_nearest_are_shown() -> None:
    clinic = Clinic(*(a_slot(id=f"d{n}", start=at(n, 10)) for n in (4, 7, 9, 20)))
    offers = await clinic.offers(Wish((day(8),)))
    assert offers.fitting == ()
    assert ids(offers.nearest) == ["d4", "d7", "d9"]


async def test_the_nearest_keep_the_wished_provider_if_that_one_has_any_time() -> None:
    chen_far = a_slot(id="chen", start=at(60, 10), practitioner=DR_CHEN)
    clinic = Clinic(a_slot(id="rivera", start=at(8, 10)), chen_far)
    offers = await clinic.offers(Wish((day(8),), practitioner_id=DR_CHEN.id))
    assert (offers.fitting, ids(offers.nearest)) == ((), ["chen"])


async def test_the_nearest_have_another_provider_if_the_wished_one_has_none() -> None:
    offers = await Clinic(a_slot(id="rivera", start=at(8, 10))).offers(Wish((day(8),), practitioner_id=DR_CHEN.id))
    assert (offers.fitting, ids(offers.nearest)) == ((), ["rivera"])


@pytest.mark.parametrize("far", [at(400, 0), at(-300, 0), at(95, 0), at(-5, 0)])
async def test_a_wish_beyond_the_horizon_still_gets_the_nearest_times(far: datetime) -> None:
    clinic = Clinic(a_slot(id="first", start=at(8, 10)), a_slot(id="last", start=at(89, 10)))
    offers = await clinic.offers(Wish((Interval(far, far + timedelta(days=1)),), limit=1))
    assert offers.fitting == ()
    assert ids(offers.nearest) == (["last"] if far > NOW else ["first"])


async def test_no_free_time_at_all_is_an_empty_answer() -> None:
    assert await Clinic().offers() == Offers()


async def test_earlier_and_later_than_an_instant() -> None:
    clinic = Clinic(*(a_slot(id=f"d{n}", start=at(n, 10)) for n in (2, 8, 9)))
    assert ids((await clinic.offers(Wish(before=at(8, 10)))).fitting) == ["d2"]
    assert ids((await clinic.offers(Wish(after=at(8, 10)))).fitting) == ["d9"]
    nothing_earlier = await clinic.offers(Wish(before=at(2, 10), limit=1))
    assert (nothing_earlier.fitting, ids(nothing_earlier.nearest)) == ((), ["d2"])


async def test_the_present_provider_comes_first_and_others_fill_up() -> None:
    chen = [a_slot(id=f"c{n}", start=at(n, 10), practitioner=DR_CHEN) for n in (7, 8, 9)]
    clinic = Clinic(*chen, a_slot(id="r20", start=at(20, 10)))
    assert ids((await clinic.offers()).fitting) == ["c7", "c8", "r20"]
    assert ids((await clinic.offers(Wish(any_provider=True))).fitting) == ["c7", "c8", "c9"]
    assert ids((await clinic.offers(Wish(practitioner_id=DR_RIVERA.id))).fitting) == ["r20"]


async def test_where_policy_keeps_the_provider_others_need_a_person() -> None:
    chen = a_slot(id="chen", start=at(7, 10), practitioner=DR_CHEN)
    clinic, book = Clinic(chen, a_slot(id="rivera", start=at(9, 10))), a_book(same_provider=Same.REQUIRED)
    assert ids((await clinic.offers(book=book)).fitting) == ["rivera"]
    asked = await clinic.offers(Wish(practitioner_id=DR_CHEN.id), book)
    assert (ids(asked.fitting), ids(asked.for_person)) == ([], ["chen"])
    anyone = await clinic.offers(Wish(any_provider=True), book)
    assert (ids(anyone.fitting), ids(anyone.for_person)) == (["rivera"], ["chen"])


async def test_where_policy_keeps_the_place_others_are_not_searched() -> None:
    lake = a_slot(id="lake", start=at(7, 10), location=LAKE_VIEW)
    clinic, book = Clinic(lake, a_slot(id="main", start=at(9, 10))), a_book(same_place=Same.REQUIRED)
    assert ids((await clinic.offers(book=book)).fitting) == ["main"]
    assert ids((await clinic.offers(Wish(location_id=LAKE_VIEW.id), book)).for_person) == ["lake"]


async def test_times_that_need_the_providers_approval_are_kept_apart() -> None:
    offers = await Clinic(a_slot(id="one", start=at(8, 10))).offers(book=a_book(needs_provider_approval=True))
    assert (offers.fitting, ids(offers.for_person), offers.nearest) == ((), ["one"], ())


async def test_own_old_slot_never_blocks_a_move() -> None:
    """A patient may move into a time that overlaps the old one, buffers included (cal.diy #8828)."""
    overlapping = a_slot(id="overlap", interval=half_hour(at(3, 9, 15)))
    book = a_book(buffer_before=timedelta(minutes=30), buffer_after=timedelta(minutes=30))
    assert ids((await Clinic(overlapping).offers(book=book)).fitting) == ["overlap"]


async def test_the_slot_one_already_has_is_not_offered() -> None:
    clinic = Clinic(a_slot(id="twin", start=at(3, 9)))
    clinic.system.records.put_slot(clinic.old, status=SlotStatus.FREE)
    assert await clinic.offers() == Offers()


async def test_the_patients_other_appointments_are_in_the_way() -> None:
    clinic = Clinic(a_slot(id="clash", interval=half_hour(at(8, 10, 15)), practitioner=DR_CHEN), a_slot(id="open"))
    clinic.system.records.put_slot(clinic.system.records.slot("open"), interval=half_hour(at(8, 11)))
    clinic.system.add(an_appointment(start=at(8, 10)))
    clinic.system.add(an_appointment(start=at(8, 11), status=AppointmentStatus.CANCELLED))
    assert ids((await clinic.offers()).fitting) == ["open"]


async def test_buffers_keep_clear_of_the_providers_other_patients() -> None:
    tight, wide = a_slot(id="tight", start=at(8, 10)), a_slot(id="wide", start=at(8, 15))
    clinic = Clinic(tight, wide)
    clinic.system.add(an_appointment(patient_id="pat-2", start=at(8, 10, 30)))
    assert ids((await clinic.offers()).fitting) == ["tight", "wide"]
    assert ids((await clinic.offers(book=a_book(buffer_after=timedelta(minutes=10)))).fitting) == ["wide"]


async def test_a_buffer_before_the_visit_is_enough_to_be_checked() -> None:
    clinic = Clinic(a_slot(id="tight", start=at(8, 10)), a_slot(id="wide", start=at(8, 15)))
    clinic.system.add(an_appointment(patient_id="pat-2", start=at(8, 9, 30)))
    assert ids((await clinic.offers(book=a_book(buffer_before=timedelta(minutes=10)))).fitting) == ["wide"]


async def test_the_nearest_times_keep_buffers_too() -> None:
    clinic = Clinic(a_slot(id="tight", start=at(8, 10)), a_slot(id="wide", start=at(9, 15)))
    clinic.system.add(an_appointment(patient_id="pat-2", start=at(8, 10, 30)))
    offers = await clinic.offers(Wish((day(7),), limit=1), a_book(buffer_after=timedelta(minutes=10)))
    assert ids(offers.nearest) == ["wide"]


async def test_buffer_checks_end_in_a_calendar_without_any_room() -> None:
    starts = [at(8, 8) + timedelta(minutes=15 * number) for number in range(40)]
    clinic = Clinic(*(a_slot(start=start) for start in starts))
    for start in starts:
        clinic.system.add(an_appointment(patient_id="pat-2", start=start))
    assert await clinic.offers(book=a_book(buffer_after=timedelta(minutes=10))) == Offers()
    assert clinic.system.calls.count("occupants") <= 30


async def test_rejected_and_claimed_times_are_left_out() -> None:
    slots = [a_slot(id=f"d{n}", start=at(n, 10)) for n in (7, 8, 9)]
    claim = Claim(resource_of(slots[1]), half_hour(at(8, 10, 15)), "op_9", at(0, 9))
    other = Claim("practitioner:somebody", slots[2].interval, "op_8", at(0, 9))
    offers = await Clinic(*slots).offers(taken=Taken(frozenset({"d7"}), (claim, other)))
    assert ids(offers.fitting) == ["d9"]


def test_a_slot_is_claimed_by_its_provider_or_else_its_schedule() -> None:
    assert resource_of(a_slot()) == "practitioner:prac-rivera"
    assert resource_of(a_slot(practitioner=None, schedule_id="sched-7")) == "schedule:sched-7"


async def test_lead_horizon_and_days_off_bound_the_search() -> None:
    slots = [a_slot(id="soon", start=NOW + timedelta(hours=1)), a_slot(id="off", start=at(8, 10))]
    slots += [a_slot(id="ok", start=at(9, 10)), a_slot(id="edge", start=NOW + timedelta(days=90))]
    slots += [a_slot(id="far", start=NOW + timedelta(days=90, minutes=1))]
    offers = await Clinic(*slots).offers(book=a_book(Blackout(date(2027, 3, 9), date(2027, 3, 9))))
    assert ids(offers.fitting) == ["ok", "edge"]
    assert await Clinic(*slots).offers(book=a_book(min_lead=timedelta(days=91))) == Offers()


async def test_one_answer_of_the_system_is_enough_when_it_is_complete() -> None:
    clinic = Clinic(a_slot(start=at(8, 10)))
    await clinic.offers()
    assert clinic.system.calls.count("free_slots") == 1


async def test_several_intervals_in_any_order() -> None:
    clinic = Clinic(*(a_slot(id=f"d{n}", start=at(n, 10)) for n in (7, 8, 9)))
    assert ids((await clinic.offers(Wish((day(9), day(7))))).fitting) == ["d7", "d9"]


async def test_earlier_and_later_bound_the_wished_intervals() -> None:
    clinic = Clinic(*(a_slot(id=f"h{hour}", start=at(8, hour)) for hour in (9, 10, 11)))
    assert ids((await clinic.offers(Wish((day(8),), after=at(8, 9), before=at(8, 11)))).fitting) == ["h10"]


async def test_a_wished_place_is_not_second_to_the_present_one() -> None:
    lake = [a_slot(id=f"lake{n}", start=at(n, 10), location=LAKE_VIEW, practitioner=DR_CHEN) for n in (7, 8)]
    clinic = Clinic(*lake, a_slot(id="main", start=at(9, 10)))
    wish = Wish(location_id=LAKE_VIEW.id, practitioner_id=DR_CHEN.id)
    assert ids((await clinic.offers(wish)).fitting) == ["lake7", "lake8"]


async def test_a_far_wish_is_found_behind_hundreds_of_sooner_slots() -> None:
    starts = [at(5, 8) + timedelta(minutes=5 * number) for number in range(450)]
    crowd = [a_slot(start=start, practitioner=DR_CHEN) for start in starts]
    clinic = Clinic(*crowd, a_slot(id="wanted", start=at(30, 10)))
    wish = Wish((Interval(at(5, 0), at(5, 1)), day(30)))
    assert ids((await clinic.offers(wish)).fitting) == ["wanted"]


async def test_time_windows_are_the_clinics_over_the_clock_change() -> None:
    """On March 15, 2027 nine o'clock in Chicago is 14:00 UTC, the week before it was 15:00."""
    nine = datetime(2027, 3, 15, 9, tzinfo=CHICAGO)
    slot = a_slot(id="nine", start=datetime(2027, 3, 15, 14, tzinfo=UTC))
    offers = await Clinic(slot).offers(Wish((Interval(nine, nine + timedelta(minutes=1)),)))
    assert ids(offers.fitting) == ["nine"]


async def test_a_system_that_cannot_be_read_says_so() -> None:
    clinic = Clinic()
    clinic.system.fail_next("free_slots", SystemUnreachable("The system does not answer."))
    with pytest.raises(SystemUnreachable):
        await clinic.offers()
