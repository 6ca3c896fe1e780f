"""Complaints that a waitlist would draw: texts at night, too many of them, one time given twice, a code used twice."""

import asyncio
from collections import Counter
from datetime import timedelta

from services.kernel.language import Language
from services.scheduling.waitlist.answers import Answer
from services.scheduling.waitlist.model import OfferState
from tests.doubles.builders import at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, WaitlistClinic, code_in, phone_of, sent

HOUR = timedelta(hours=1)


async def a_clinic(people: int) -> tuple[MemoryStore, WaitlistClinic]:
    """Return a clinic in which so many people wait, each with a visit weeks ahead."""
    store = MemoryStore()
    clinic = WaitlistClinic(store)
    for number in range(people):
        await clinic.waits(number, LATER + number * HOUR)
    return store, clinic


def codes(store: MemoryStore) -> list[str]:
    return [code_in(message) for message in sent(list(store.outbox.values()), "waitlist_offer")]


async def test_a_robocall_at_night_no_offer_leaves_in_the_evening() -> None:
    store, clinic = await a_clinic(3)
    clinic.clock.advance(13 * HOUR + timedelta(minutes=30))
    await clinic.frees(at(3, 10))
    await clinic.go_on(HOUR, timedelta(minutes=10))
    assert codes(store) == []
    await clinic.go_on(10 * HOUR, timedelta(minutes=10))
    assert len(codes(store)) == 3


async def test_twelve_messages_for_one_visit_nobody_gets_two_offers_a_day() -> None:
    store, clinic = await a_clinic(2)
    for number in range(4):
        await clinic.frees(at(3 + number, 10), number)
        await clinic.tick()
    assert Counter(message.to for message in sent(list(store.outbox.values()), "waitlist_offer")) == {
        phone_of(0): 1,
        phone_of(1): 1,
    }


async def test_cal_diy_12922_a_code_used_twice_moves_one_visit_once() -> None:
    store, clinic = await a_clinic(1)
    await clinic.frees(at(3, 10))
    await clinic.tick()
    [code] = codes(store)
    assert [(await clinic.service.reply(code)).answer for _ in range(2)] == [Answer.ACCEPTED] * 2
    await clinic.go_on(timedelta(minutes=1))
    assert (await clinic.service.reply(code)).answer is Answer.ACCEPTED
    assert len(sent(list(store.outbox.values()), "moved")) == 1


async def test_ea_1783_two_who_reply_at_once_do_not_both_get_the_time() -> None:
    store, clinic = await a_clinic(5)
    await clinic.frees(at(3, 10))
    await clinic.tick()
    answers = await asyncio.gather(*(clinic.service.reply(code) for code in codes(store)))
    await clinic.go_on(timedelta(minutes=1))
    assert Counter(reply.answer for reply in answers) == {Answer.ACCEPTED: 1, Answer.SECOND: 4}
    holders = [v for v in clinic.system.records.appointments.values() if v.interval and v.interval.start == at(3, 10)]
    assert len([visit for visit in holders if visit.status.occupies]) == 1
    assert Counter(offer.state for offer in store.offers.values())[OfferState.WON] == 1


async def test_nexhealth_who_comes_too_late_is_told_so_once_and_kindly() -> None:
    store, clinic = await a_clinic(3)
    await clinic.frees(at(3, 10))
    await clinic.tick()
    first, *others = codes(store)
    await clinic.service.reply(first)
    await clinic.go_on(timedelta(minutes=1))
    assert [(await clinic.service.reply(code)).answer for code in others] == [Answer.GONE] * 2
    notes = sent(list(store.outbox.values()), "waitlist_gone")
    assert Counter(note.to for note in notes) == {phone_of(1): 1, phone_of(2): 1}
    assert {note.language for note in notes} == {Language.EN}
