"""A text without an answer is looked up before anything is sent again."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from appliance.demo.carriers.faults import Fault
from services.egress.senders.addresses import PhoneNumber
from services.egress.senders.errors import NotSent, ReadFailed, SendUnknown
from services.egress.senders.ports import OutgoingText
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.lookup import (
    SETTLED,
    Attempt,
    LookedUp,
    TwilioLookup,
    Verdict,
    fingerprint,
    shows_number,
)
from services.egress.senders.twilio.send import TwilioSender
from tests.doubles.carriers import ACCOUNT, CLINIC, PATIENT, a_text, a_twilio, calling, replying, texts
from tests.doubles.clock import ManualClock


class World:
    """A clinic, its Twilio, and the send that went wrong."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.twilio = a_twilio(self.clock)
        http = calling(self.twilio)
        self.sender = TwilioSender(http, ACCOUNT, texts)
        self.lookup = TwilioLookup(TwilioListing(http, ACCOUNT, page_size=2), ACCOUNT, self.clock)

    async def tries(self, fault: Fault, message: OutgoingText | None = None) -> Attempt:
        self.twilio.faults.plan(fault)
        text = message or a_text()
        attempt = Attempt(text.to, fingerprint(self.sender.words(text)), self.clock.now())
        with pytest.raises(SendUnknown):
            await self.sender.send(text)
        return attempt


@pytest.fixture
def world() -> World:
    return World()


def waits(world: World) -> None:
    """The text stays in the queue, without a time."""


def leaves(world: World) -> None:
    world.clock.advance(timedelta(seconds=30))
    world.twilio.book.advance("sent")


def fails(world: World) -> None:
    world.twilio.book.advance("undelivered", 30003)


@pytest.mark.parametrize("then", [waits, leaves, fails])
async def test_a_text_that_was_taken_is_found(world: World, then: Callable[[World], None]) -> None:
    attempt = await world.tries(Fault.FAIL_AFTER)
    then(world)
    looked_up = await world.lookup.find(attempt)
    assert looked_up.verdict is Verdict.FOUND
    assert looked_up.carrier_id in world.twilio.book.kept


async def test_a_text_that_was_not_taken_is_absent_once_time_has_passed(world: World) -> None:
    attempt = await world.tries(Fault.FAIL_BEFORE)
    assert (await world.lookup.find(attempt)).verdict is Verdict.TOO_EARLY
    world.clock.advance(SETTLED)
    assert await world.lookup.find(attempt) == LookedUp(Verdict.ABSENT)


async def test_a_text_whose_words_and_number_are_discarded_is_likely_and_never_absent(world: World) -> None:
    attempt = await world.tries(Fault.FAIL_AFTER)
    world.twilio.book.redacts = True
    leaves(world)
    world.clock.advance(SETTLED)
    looked_up = await world.lookup.find(attempt)
    assert looked_up.verdict is Verdict.LIKELY
    assert looked_up.carrier_id in world.twilio.book.kept


async def test_a_discarded_text_of_another_row_is_not_this_one(world: World) -> None:
    other = await world.sender.send(a_text("msg_0", new="Monday"))
    world.twilio.book.redacts = True
    leaves(world)
    attempt = await world.tries(Fault.FAIL_BEFORE)
    world.clock.advance(SETTLED)
    assert (await world.lookup.find(attempt)).verdict is Verdict.LIKELY
    assert (await world.lookup.find(attempt, frozenset({other.carrier_id}))).verdict is Verdict.ABSENT


async def test_other_words_another_number_another_day_and_texts_to_us_are_not_it(world: World) -> None:
    await world.sender.send(a_text("old"))
    leaves(world)
    world.clock.advance(timedelta(days=1))
    await world.sender.send(a_text("words", new="Friday"))
    await world.sender.send(a_text("number", to=PhoneNumber("+13125550143")))
    leaves(world)
    attempt = await world.tries(Fault.FAIL_BEFORE)
    world.twilio.book.receive(PATIENT.digits, world.sender.words(a_text()))
    world.clock.advance(SETTLED)
    assert (await world.lookup.find(attempt)).verdict is Verdict.ABSENT


async def test_a_text_from_a_patient_is_not_one_to_the_front_desk_on_the_same_number(world: World) -> None:
    text = a_text(to=CLINIC)
    attempt = await world.tries(Fault.FAIL_BEFORE, text)
    world.twilio.book.receive(PATIENT.digits, world.sender.words(text))
    world.clock.advance(SETTLED)
    assert (await world.lookup.find(attempt)).verdict is Verdict.ABSENT


async def test_the_same_words_of_another_row_are_not_it(world: World) -> None:
    other = await world.sender.send(a_text("msg_0"))
    attempt = await world.tries(Fault.FAIL_BEFORE)
    world.clock.advance(SETTLED)
    assert (await world.lookup.find(attempt, frozenset({other.carrier_id}))).verdict is Verdict.ABSENT


async def test_a_list_that_cannot_be_read_says_nothing(world: World) -> None:
    attempt = await world.tries(Fault.FAIL_BEFORE)
    broken = TwilioListing(replying(httpx.Response(500)), ACCOUNT)
    with pytest.raises(ReadFailed):
        await TwilioLookup(broken, ACCOUNT, world.clock).find(attempt)


def test_digits_may_be_hidden_and_none_may_differ() -> None:
    assert shows_number("+1312555XXXX", PATIENT)
    assert not shows_number("+1312556XXXX", PATIENT)
    assert not shows_number("+1312555XXX", PATIENT)


async def test_in_a_thousand_sends_with_every_fault_nobody_gets_a_text_twice(world: World) -> None:
    faults = [None, *(fault for fault in Fault if fault is not Fault.REFUSED)]
    chosen = [faults[number * 7 % len(faults)] for number in range(1000)]
    known: set[str] = set()
    sent = 0
    for number, fault in enumerate(chosen):
        text = a_text(f"msg_{number}", to=PhoneNumber(f"+1312555{number:04d}"))
        hanging = fault in (Fault.HANG_AFTER, Fault.HANG_BEFORE)
        sent += await _delivered(world, text, fault if not hanging else None, known)
    numbers = [message.to for message in world.twilio.book.kept.values()]
    assert len(numbers) == len(set(numbers)) == sent == 1000


async def _delivered(world: World, text: OutgoingText, fault: Fault | None, known: set[str]) -> bool:
    """Send as the outbox does: an unknown end is looked up, and only an absent text is sent again."""
    world.twilio.faults.plan(fault)
    while True:
        attempt = Attempt(text.to, fingerprint(world.sender.words(text)), world.clock.now())
        try:
            taken = (await world.sender.send(text)).carrier_id
        except SendUnknown:
            world.clock.advance(SETTLED)
            taken = (await world.lookup.find(attempt, frozenset(known))).carrier_id
        except NotSent:
            continue
        if taken:
            known.add(taken)
            return True
