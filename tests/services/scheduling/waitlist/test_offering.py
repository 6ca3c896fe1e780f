"""A slot becomes free: who is asked, how many at once, who is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.audit.model import Action
from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import AppointmentStatus
from services.scheduling.policy import PolicyBook, VisitPolicy
from services.scheduling.policy_model import Late
from services.scheduling.waitlist.model import Cause, RoundState
from services.scheduling.waitlist.settings import OfferSettings
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, ZONE, WaitlistClinic, code_in, phone_of, sent

MINUTE = timedelta(minutes=1)
SOON = at(3, 10)


def asked(store: MemoryStore) -> list[str]:
    """Return the entries that were offered something, in order."""
    return [offer.entry_id for offer in store.offers.values()]


def the_round(store: MemoryStore) -> RoundState:
    [only] = store.rounds.values()
    return only.state


async def test_a_cancellation_is_offered_in_batches_of_ten_every_five_minutes(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    for number in range(25):
        await clinic.waits(number, LATER + number * timedelta(hours=1))
        clinic.clock.advance(timedelta(seconds=1))
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == [f"entry-{number}" for number in range(10)]
    await clinic.go_on(5 * MINUTE - timedelta(seconds=10))
    assert len(asked(store)) == 10
    await clinic.go_on(timedelta(seconds=10))
    assert asked(store)[10:] == [f"entry-{number}" for number in range(10, 20)]
    await clinic.go_on(5 * MINUTE)
    assert len(asked(store)) == 25


async def test_an_offer_says_when_and_its_code(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    await clinic.tick()
    [offer] = sent(list(store.outbox.values()), "waitlist_offer")
    assert offer.to == phone_of(1)
    assert {**offer.values, "code": ""} == {
        "clinic": "Lake View Clinic",
        "when": "Thursday, March 4 at 10am",
        "code": "",
    }
    assert code_in(offer)


async def test_ids_and_the_trail_hold_no_code_no_number_and_no_name(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    await clinic.tick()
    [offer] = sent(list(store.outbox.values()), "waitlist_offer")
    trail = repr([(e.actor, e.resource, e.operation, dict(e.body)) for e in store.audit]) + "".join(store.outbox)
    for secret in (code_in(offer), phone_of(1), "Garcia", "Maria"):
        assert secret not in trail
    assert "pat-1" not in code_in(offer)


async def test_staff_priority_and_waiting_decide_who_is_first(store: MemoryStore) -> None:
    clinic = WaitlistClinic(store, settings=OfferSettings(batch_size=2))
    now = clinic.clock.now()
    await clinic.waits(1, LATER, since=now - timedelta(days=1))
    await clinic.waits(2, LATER + 30 * MINUTE, since=now - timedelta(days=9))
    await clinic.waits(3, LATER + 60 * MINUTE, since=now, priority=1)
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == ["entry-3", "entry-2"]


@pytest.mark.parametrize(
    "wish",
    [
        {"consents": False},
        {"phone": ""},
        {"visit_type": "new-patient"},
        {"earliest": date(2027, 3, 5)},
        {"weekdays": frozenset({0})},
        {"practitioner_id": "prac-chen"},
        {"travel": timedelta(days=4)},
        {"expires_at": at(0, 8, 5)},
        {"patient_id": "pat-900"},
    ],
)
async def test_who_is_not_asked(clinic: WaitlistClinic, store: MemoryStore, wish: dict[str, object]) -> None:
    await clinic.waits(1, LATER, **wish)
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == []
    assert the_round(store) is RoundState.UNFILLED


async def test_who_has_an_earlier_time_already_is_not_asked(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, at(2, 10))
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == []


async def test_who_has_another_visit_at_that_time_is_not_asked(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    clinic.system.add(an_appointment(id="appt-other", patient_id="pat-1", start=SOON, practitioner=None))
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == []


async def test_whose_appointment_is_cancelled_or_gone_is_not_asked(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    await clinic.waits(2, LATER + 30 * MINUTE)
    clinic.system.desk.cancel("appt-1")
    clinic.system.desk.delete("appt-2")
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == []


@pytest.mark.parametrize(
    "policy",
    [
        VisitPolicy(min_lead=timedelta(days=4)),
        VisitPolicy(max_horizon=timedelta(days=1)),
        VisitPolicy(duration=timedelta(minutes=45)),
        VisitPolicy(buffer_before=timedelta(minutes=15)),
        VisitPolicy(needs_provider_approval=True),
        VisitPolicy(max_moves=0),
        VisitPolicy(notice_move=timedelta(days=60), late_move=Late.ALLOW_WITH_FEE, fee_cents_late_move=2500),
        VisitPolicy(notice_move=timedelta(days=60), late_move=Late.PERSON),
    ],
)
async def test_what_policy_would_not_let_through_is_not_offered(store: MemoryStore, policy: VisitPolicy) -> None:
    assert await asked_under(policy, store) == []


async def test_what_policy_lets_through_is_offered(store: MemoryStore) -> None:
    assert await asked_under(VisitPolicy(buffer_after=timedelta(minutes=15)), store) == ["entry-1"]


async def asked_under(policy: VisitPolicy, store: MemoryStore) -> list[str]:
    """Open a round under this policy, with a visit of somebody else just before; return who was asked."""
    clinic = WaitlistClinic(store, book=PolicyBook(ZONE, default=policy))
    await clinic.waits(1, LATER)
    clinic.system.add(an_appointment(id="appt-before", patient_id="pat-7", start=SOON - 30 * MINUTE))
    clinic.system.add(a_patient(id="pat-900"), a_slot(id="slot-x", start=SOON))
    await clinic.opens("slot-x")
    await clinic.tick()
    return asked(store)


async def test_a_minor_and_an_inactive_patient_are_for_people(clinic: WaitlistClinic, store: MemoryStore) -> None:
    for number, change in ((1, {"birth_date": date(2015, 1, 1)}), (2, {"active": False})):
        await clinic.waits(number, LATER + number * 30 * MINUTE)
        clinic.system.add(replace(clinic.system.records.patients[f"pat-{number}"], **change))
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == []


async def test_nobody_is_asked_more_than_once_a_day_and_three_times_a_week(store: MemoryStore) -> None:
    clinic = WaitlistClinic(store)
    await clinic.waits(1, LATER)
    days = []
    for number in range(8):
        start = at(15, 9) + number * 30 * MINUTE
        for again in (0, 1):
            await clinic.frees(start + again * timedelta(hours=4), 10 * number + again)
            await clinic.tick()
        days.append(len(asked(store)))
        clinic.clock.advance(timedelta(days=1, minutes=1))
    assert days == [1, 2, 3, 3, 3, 3, 3, 4]


async def test_other_limits_are_asked_in_the_same_transaction(store: MemoryStore) -> None:
    class OptedOut:
        def allow(self, tx: object, entry: object, now: datetime) -> bool:
            return getattr(entry, "id", "") != "entry-1"

    clinic = WaitlistClinic(store, limits=(OptedOut(),))
    await clinic.waits(1, LATER)
    await clinic.waits(2, LATER + 30 * MINUTE)
    await clinic.frees(SOON)
    await clinic.tick()
    assert asked(store) == ["entry-2"]


async def test_at_night_nobody_is_asked_and_in_the_morning_they_are(clinic: WaitlistClinic, store: MemoryStore) -> None:
    clinic.clock.set(datetime(2027, 3, 2, 4, 0, tzinfo=UTC))  # 22:00 in Chicago
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    await clinic.go_on(timedelta(hours=9, minutes=50), step=5 * MINUTE)
    assert asked(store) == []
    await clinic.go_on(timedelta(minutes=20), step=5 * MINUTE)
    assert asked(store) == ["entry-1"]


async def test_a_slot_taken_by_the_front_desk_ends_the_round_with_a_note(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    await clinic.tick()
    clinic.system.desk.take("slot-freed-0")
    await clinic.go_on(timedelta(minutes=2))
    assert the_round(store) is RoundState.GONE
    assert len(sent(list(store.outbox.values()), "waitlist_gone", 1)) == 1


async def test_a_slot_that_somebody_is_taking_by_chat_is_not_offered_meanwhile(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    await clinic.claims("slot-freed-0", "op_chat")
    await clinic.tick()
    assert asked(store) == []
    await clinic.store.write(lambda tx: tx.claims.release("op_chat"))
    await clinic.go_on(timedelta(minutes=2))
    assert asked(store) == ["entry-1"]


async def test_a_round_that_nobody_answers_ends_unfilled_without_a_note(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    await clinic.go_on(timedelta(hours=2, minutes=10), step=MINUTE)
    assert the_round(store) is RoundState.UNFILLED
    assert sent(list(store.outbox.values()), "waitlist_gone") == []


async def test_a_system_that_cannot_be_read_only_delays(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    clinic.system.fail_next("slot", SystemUnreachable("down"), times=4)
    await clinic.tick()
    assert asked(store) == []
    assert the_round(store) is RoundState.OPEN
    await clinic.go_on(timedelta(minutes=3))
    assert asked(store) == ["entry-1"]


async def test_a_move_by_us_frees_the_old_slot_too(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    old, new = a_slot(id="slot-a", start=SOON), a_slot(id="slot-b", start=at(5, 9))
    clinic.system.add(a_patient(id="pat-7"), old, new, an_appointment(id="appt-7", slot=old, patient_id="pat-7"))
    await clinic.change(clinic.system.records.appointments["appt-7"], clinic.system.records.slots["slot-b"])
    await clinic.tick()
    [opened] = store.rounds.values()
    assert (opened.freed.cause, opened.slot.id, opened.freed.by) == (Cause.MOVED, "slot-a", "pat-7")
    assert asked(store) == ["entry-1"]


async def test_a_change_that_was_undone_frees_nothing(clinic: WaitlistClinic, store: MemoryStore) -> None:
    old = a_slot(id="slot-a", start=SOON)
    clinic.system.add(a_patient(id="pat-7"), old, an_appointment(id="appt-7", slot=old, patient_id="pat-7"))
    visit = clinic.system.records.appointments["appt-7"]
    clinic.system.desk.set_status("appt-7", AppointmentStatus.ARRIVED)
    await clinic.change(visit, None)
    assert store.rounds == {}


async def test_each_step_has_its_audit_event(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(SOON)
    await clinic.tick()
    actions = [event.action for event in store.audit if event.action.startswith("waitlist")]
    assert actions == [Action.WAITLIST_OPENED, Action.WAITLIST_OFFERED, Action.WAITLIST_BATCH]


async def test_who_wished_for_later_times_is_offered_one(store: MemoryStore, clinic: WaitlistClinic) -> None:
    await clinic.waits(1, at(2, 9), sooner=False)
    await clinic.waits(2, at(2, 10))
    await clinic.frees(at(3, 10))
    await clinic.tick()
    assert [message.to for message in sent(list(store.outbox.values()), "waitlist_offer")] == [phone_of(1)]
