"""Replies: the first valid one wins once, the others are told once, and what was won is really booked."""

import asyncio
from datetime import timedelta

import pytest

from services.audit.model import Action, AuditOutcome
from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import AppointmentStatus, SlotStatus
from services.scheduling.operation import OperationState
from services.scheduling.policy import PolicyBook, VisitPolicy
from services.scheduling.waitlist.answers import Answer
from services.scheduling.waitlist.codes import CodeKeys
from services.scheduling.waitlist.model import EntryState, OfferState, RoundState
from services.scheduling.waitlist.settings import OfferSettings
from tests.doubles.builders import an_appointment, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, ZONE, WaitlistClinic, code_in, phone_of, sent

MINUTE = timedelta(minutes=1)
SOON = at(3, 10)
FREED = "slot-freed-0"


async def offered(clinic: WaitlistClinic, people: int = 3) -> None:
    """Let so many people wait, a slot become free, and the offers go out."""
    for number in range(people):
        await clinic.waits(number, LATER + number * 30 * MINUTE)
    await clinic.frees(SOON)
    await clinic.tick()


def code_of(store: MemoryStore, number: int) -> str:
    """Return the newest code that patient `number` got."""
    return code_in(sent(list(store.outbox.values()), "waitlist_offer", number)[-1])


def notes(store: MemoryStore) -> list[str]:
    return sorted(message.to for message in sent(list(store.outbox.values()), "waitlist_gone"))


def first_round(store: MemoryStore) -> RoundState:
    return next(iter(store.rounds.values())).state


def holder(clinic: WaitlistClinic, slot_id: str = FREED) -> list[str]:
    return [
        visit.patient_id
        for visit in clinic.system.records.appointments.values()
        if visit.status.occupies and slot_id in visit.slot_ids
    ]


async def test_the_first_reply_is_moved_and_the_others_get_a_kind_note(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)
    assert (await clinic.service.reply(code_of(store, 1))).answer is Answer.ACCEPTED
    await clinic.go_on(MINUTE)
    assert holder(clinic) == ["pat-1"]
    assert store.rounds["round_0001"].state is RoundState.FILLED
    assert notes(store) == [phone_of(0), phone_of(2)]
    assert len(sent(list(store.outbox.values()), "moved", 1)) == 1
    assert store.entries["entry-1"].state is EntryState.PLACED
    assert store.entries["entry-0"].state is EntryState.WAITING


async def test_the_change_runs_through_the_one_protocol_under_the_id_that_was_drawn(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)
    await clinic.service.reply(code_of(store, 1))
    running = store.rounds["round_0001"]
    assert [c.operation_id for c in store.claims] == [running.operation_id]
    await clinic.go_on(MINUTE)
    operation = store.operations[running.operation_id or ""]
    assert operation.state is OperationState.DONE
    assert operation.result is not None
    assert operation.result.slot_ids == (FREED,)
    assert store.claims == []


async def test_a_second_reply_waits_and_is_told_once(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic)
    answers = [(await clinic.service.reply(code_of(store, number))).answer for number in (1, 2, 2)]
    assert answers == [Answer.ACCEPTED, Answer.SECOND, Answer.SECOND]
    await clinic.go_on(MINUTE)
    assert [(await clinic.service.reply(code_of(store, number))).answer for number in (1, 2, 2)] == [
        Answer.ACCEPTED,
        Answer.GONE,
        Answer.GONE,
    ]
    assert notes(store) == [phone_of(0), phone_of(2)]
    assert holder(clinic) == ["pat-1"]


async def test_a_late_reply_is_told_once(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic, people=2)
    clinic.clock.advance(timedelta(hours=3))
    answers = [(await clinic.service.reply(code_of(store, 1))).answer for _ in range(3)]
    assert answers == [Answer.EXPIRED] * 3
    assert notes(store) == [phone_of(1)]
    assert holder(clinic) == []


async def test_a_late_reply_after_the_round_ended_unfilled_is_told_once(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic, people=1)
    await clinic.go_on(timedelta(hours=3), step=MINUTE)
    assert first_round(store) is RoundState.UNFILLED
    answers = [(await clinic.service.reply(code_of(store, 0))).answer for _ in range(2)]
    assert answers == [Answer.EXPIRED] * 2
    assert notes(store) == [phone_of(0)]


async def test_who_declines_is_left_in_peace(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic, people=2)
    assert (await clinic.service.reply(code_of(store, 0), accepts=False)).answer is Answer.DECLINED
    assert (await clinic.service.reply(code_of(store, 0))).answer is Answer.DECLINED
    await clinic.service.reply(code_of(store, 1))
    await clinic.go_on(MINUTE)
    assert notes(store) == []
    assert holder(clinic) == ["pat-1"]


@pytest.mark.parametrize("text", ["", "1", "YES", "STOP", "0000-0000-0000", "K7M2-AR5Q-XKJT"])
async def test_what_is_no_code_changes_nothing_and_is_recorded(
    clinic: WaitlistClinic, store: MemoryStore, text: str
) -> None:
    await offered(clinic)
    before = (store.offers, store.rounds, store.outbox)
    assert (await clinic.service.reply(text)).answer is Answer.UNKNOWN
    assert (store.offers, store.rounds, store.outbox) == before
    assert (store.audit[-1].action, store.audit[-1].outcome) == (Action.WAITLIST_REPLIED, AuditOutcome.REFUSED)


async def test_a_right_handle_with_a_wrong_tag_is_nobodys_code(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic)
    right = code_of(store, 1)
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert (await clinic.service.reply(wrong)).answer is Answer.UNKNOWN


async def test_a_code_from_another_number_is_refused(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic)
    assert (await clinic.service.reply(code_of(store, 1), phone_of(2))).answer is Answer.UNKNOWN
    assert (await clinic.service.reply(code_of(store, 1), phone_of(1))).answer is Answer.ACCEPTED


async def test_codes_outlive_a_rotation_until_the_old_key_is_removed(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)
    old, new = bytes(range(32)), bytes(range(7, 39))
    removed = WaitlistClinic(store, clinic.system, clinic.clock, ids=clinic.ids, keys=CodeKeys("B", {"B": new}))
    rotated = WaitlistClinic(
        store, clinic.system, clinic.clock, ids=clinic.ids, keys=CodeKeys("B", {"A": old, "B": new})
    )
    assert (await removed.service.reply(code_of(store, 1))).answer is Answer.UNKNOWN
    assert (await rotated.service.reply(code_of(store, 1))).answer is Answer.ACCEPTED


async def test_of_replies_at_once_one_wins(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic, people=10)
    replies = await asyncio.gather(*(clinic.service.reply(code_of(store, number)) for number in range(10)))
    answers = [reply.answer for reply in replies]
    assert sorted(answers) == [Answer.ACCEPTED] + [Answer.SECOND] * 9
    await clinic.go_on(MINUTE)
    winner = f"pat-{answers.index(Answer.ACCEPTED)}"
    assert holder(clinic) == [winner]
    assert len(notes(store)) == 9


async def test_when_the_front_desk_was_quicker_everybody_is_told(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic)
    clinic.system.desk.take(FREED)
    await clinic.service.reply(code_of(store, 1))
    await clinic.go_on(MINUTE)
    assert first_round(store) is RoundState.GONE
    assert notes(store) == [phone_of(0), phone_of(1), phone_of(2)]
    assert holder(clinic) == ["pat-walk-in"]
    assert store.claims == []


async def test_when_the_front_desk_is_quicker_during_the_change_nobody_is_told_twice(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)

    def take() -> None:
        clinic.system.desk.take(FREED)

    clinic.system.before("hold", take)
    await clinic.service.reply(code_of(store, 1))
    await clinic.go_on(3 * MINUTE)
    assert first_round(store) is RoundState.GONE
    assert notes(store) == [phone_of(0), phone_of(2)]
    assert len(sent(list(store.outbox.values()), "undone", 1)) == 1
    assert holder(clinic) == ["pat-walk-in"]


async def test_when_the_winner_cannot_be_moved_the_next_reply_has_it(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)
    clinic.system.desk.cancel("appt-1")
    await clinic.service.reply(code_of(store, 1))
    await clinic.service.reply(code_of(store, 2))
    await clinic.go_on(3 * MINUTE)
    assert holder(clinic) == ["pat-2"]
    assert notes(store) == [phone_of(0), phone_of(1)]


async def test_policy_is_asked_again_before_the_change(store: MemoryStore) -> None:
    clinic = WaitlistClinic(store)
    await offered(clinic)
    strict = PolicyBook(ZONE, default=VisitPolicy(needs_provider_approval=True))
    later = WaitlistClinic(store, clinic.system, clinic.clock, ids=clinic.ids, book=strict)
    await later.service.reply(code_of(store, 1))
    await later.go_on(MINUTE)
    assert holder(clinic) == []
    assert phone_of(1) in notes(store)


async def test_who_changes_their_visit_by_chat_at_that_moment_does_not_win(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)
    visit = clinic.system.records.appointments["appt-1"]
    busy = clinic.workflows
    busy.dead = True
    await clinic.ask(visit)
    await clinic.service.reply(code_of(store, 1))
    assert first_round(store) is RoundState.OPEN
    assert store.offers["offer_0002"].state is OfferState.LOST
    assert [c.operation_id for c in store.claims if c.operation_id == "op_0003"] == []


async def test_while_somebody_takes_the_slot_by_chat_the_first_reply_waits(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)
    await clinic.claims(FREED, "op_chat")
    assert (await clinic.service.reply(code_of(store, 1))).answer is Answer.SECOND
    assert (await clinic.service.reply(code_of(store, 2))).answer is Answer.SECOND
    await clinic.store.write(lambda tx: tx.claims.release("op_chat"))
    await clinic.go_on(3 * MINUTE)
    assert holder(clinic) == ["pat-1"]
    assert notes(store) == [phone_of(0), phone_of(2)]


async def test_who_holds_no_appointment_is_booked_by_a_person_with_the_slot_kept_for_them(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await clinic.waits(1)
    await clinic.waits(2)
    await clinic.frees(SOON)
    await clinic.tick()
    await clinic.service.reply(code_of(store, 1))
    await clinic.go_on(MINUTE)
    assert first_round(store) is RoundState.WITH_PERSON
    [case] = store.escalations.values()
    assert case.context["slot"] == f"Slot/{FREED}"
    assert case.context["asked"] == "book"
    assert case.patient_id == "pat-1"
    assert [claim.expires_at for claim in store.claims] == [case.due_at]
    outbox = list(store.outbox.values())
    assert len(sent(outbox, "requested", 1)) == 1
    assert len(sent(outbox, "person_wanted")) == 1
    assert notes(store) == [phone_of(2)]
    assert store.entries["entry-1"].state is EntryState.PLACED


async def test_a_system_that_stays_down_gives_the_winner_to_a_person(
    clinic: WaitlistClinic, store: MemoryStore
) -> None:
    await offered(clinic)
    clinic.system.fail_next("slot", SystemUnreachable("down"), times=10_000)
    assert (await clinic.service.reply(code_of(store, 1))).answer is Answer.ACCEPTED
    await clinic.go_on(14 * MINUTE)
    assert first_round(store) is RoundState.TAKEN
    assert len(store.claims) == 1
    await clinic.go_on(2 * MINUTE)
    assert first_round(store) is RoundState.WITH_PERSON
    assert [case.reason for case in store.escalations.values()] == ["system_unreachable"]


async def test_a_change_that_goes_to_a_person_ends_the_round(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic)
    clinic.system.fail_next("capabilities", SystemUnreachable("down"), times=9)
    await clinic.service.reply(code_of(store, 1))
    await clinic.go_on(MINUTE)
    assert first_round(store) is RoundState.WITH_PERSON
    assert notes(store) == [phone_of(0), phone_of(2)]


async def test_the_winners_own_slot_is_offered_on_as_deep_as_the_clinic_wants(store: MemoryStore) -> None:
    clinic = WaitlistClinic(store, settings=OfferSettings(most_depth=2, per_day=5, per_week=9, batch_size=1))
    for number in range(5):
        await clinic.waits(number, at(4 + number, 10))
        clinic.clock.advance(timedelta(seconds=1))
    await clinic.frees(SOON)
    for number in range(5):
        await clinic.tick()
        if sent(list(store.outbox.values()), "waitlist_offer", number):
            await clinic.service.reply(code_of(store, number))
        await clinic.go_on(MINUTE)
    depths = {running.slot.id: running.freed.depth for running in store.rounds.values()}
    assert depths == {FREED: 0, "slot-of-0": 1, "slot-of-1": 2}
    assert [store.entries[f"entry-{n}"].state for n in range(5)] == [EntryState.PLACED] * 3 + [EntryState.WAITING] * 2
    assert clinic.system.records.slots["slot-of-2"].status is SlotStatus.FREE
    refused = [e for e in store.audit if e.action is Action.WAITLIST_OPENED and e.outcome is AuditOutcome.REFUSED]
    assert [e.body["reason"] for e in refused] == ["depth"]


async def test_the_winner_is_not_offered_their_own_old_slot(store: MemoryStore) -> None:
    clinic = WaitlistClinic(store, settings=OfferSettings(per_day=9, per_week=9))
    await offered(clinic, people=1)
    await clinic.service.reply(code_of(store, 0))
    await clinic.go_on(MINUTE)
    assert len(store.rounds) == 2
    assert len(store.offers) == 1


async def test_another_appointment_made_meanwhile_stops_the_change(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await offered(clinic, people=1)
    other = an_appointment(id="appt-other", patient_id="pat-0", start=SOON, practitioner=None)
    clinic.system.add(other)
    await clinic.service.reply(code_of(store, 0))
    await clinic.go_on(MINUTE)
    assert clinic.system.records.appointments["appt-0"].interval is not None
    assert holder(clinic) == []
    assert clinic.system.records.appointments["appt-0"].status is AppointmentStatus.BOOKED
    assert notes(store) == [phone_of(0)]
