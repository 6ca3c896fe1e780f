"""A courier hands over in order, each once, and lets nobody go on before the ledger has it."""

import asyncio
from collections.abc import Callable

import pytest

from services.audit.errors import LedgerDown, NotAcknowledged
from services.audit_line.courier import BATCH, LineCourier, Patience
from services.audit_line.errors import LedgerAway, LedgerCut, LedgerRefused
from tests.doubles.courier import MemoryIntake, MemoryOutbox

QUICK = Patience(start=5, acknowledge=0.05, between=0.005, again=0.005)
SLOW = Patience(start=5, acknowledge=20, between=0.005, again=0.005)


async def until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110 a thread has no event of this loop
        await asyncio.sleep(0.002)


def is_down(courier: LineCourier) -> bool:
    try:
        courier.require()
    except LedgerDown:
        return True
    return False


async def test_what_was_left_is_handed_over_at_the_start() -> None:
    ledger, outbox = MemoryIntake(), MemoryOutbox(BATCH + 7)
    ledger.take(outbox.filings[:3])
    courier = LineCourier("state", ledger, SLOW)
    courier.begin(outbox)
    await courier.settled(outbox.last())
    courier.close()
    assert ledger.taken == outbox.filings


async def test_whoever_waits_goes_on_when_it_is_acknowledged() -> None:
    ledger, outbox = MemoryIntake(), MemoryOutbox()
    courier = LineCourier("state", ledger, SLOW)
    courier.begin(outbox)
    await courier.known()
    for _ in range(20):
        number = outbox.add()
        await courier.settled(number)
        assert ledger.last_taken("state") == number
    courier.close()


async def test_a_lost_answer_makes_no_second_event() -> None:
    ledger, outbox = MemoryIntake(), MemoryOutbox()
    ledger.loses = LedgerCut()
    courier = LineCourier("state", ledger, SLOW)
    courier.begin(outbox)
    await courier.settled(outbox.add())
    courier.close()
    assert ledger.taken == outbox.filings


async def test_while_the_ledger_is_away_nothing_begins_and_nothing_is_lost() -> None:
    ledger, outbox = MemoryIntake(), MemoryOutbox()
    courier = LineCourier("state", ledger, QUICK)
    courier.begin(outbox)
    await courier.known()
    courier.require()
    ledger.broken = LedgerAway()
    await until(lambda: is_down(courier))
    number = outbox.add()
    with pytest.raises(NotAcknowledged):
        await courier.settled(number)
    with pytest.raises(NotAcknowledged):
        await courier.settled(number, patient=False)
    assert ledger.taken == []
    ledger.broken = None
    await until(lambda: not is_down(courier))
    await courier.settled(number)
    courier.close()
    assert ledger.taken == outbox.filings


async def test_the_reason_is_told() -> None:
    ledger = MemoryIntake()
    ledger.broken = LedgerRefused("ClockBehind", "The clock says so.", "Set it.")
    courier = LineCourier("state", ledger, QUICK)
    courier.begin(MemoryOutbox())
    await courier.known()
    with pytest.raises(LedgerDown, match="The clock says so"):
        courier.require()
    courier.close()


async def test_an_outbox_that_was_put_back_is_refused() -> None:
    ledger, outbox = MemoryIntake(), MemoryOutbox(5)
    ledger.take(outbox.filings)
    courier = LineCourier("state", ledger, QUICK)
    courier.begin(MemoryOutbox(3))
    await courier.known()
    with pytest.raises(LedgerDown, match="has taken 5 events of `state`, but that outbox holds 3"):
        courier.require()
    courier.close()


async def test_a_ledger_that_never_answers_is_down_once_the_start_is_over() -> None:
    ledger = MemoryIntake()
    ledger.broken = LedgerAway()
    courier = LineCourier("state", ledger, Patience(start=0.02, acknowledge=0.05, between=0.005, again=0.005))
    courier.begin(MemoryOutbox())
    await courier.known()
    with pytest.raises(LedgerDown):
        courier.require()
    courier.close()


async def test_an_outbox_that_cannot_be_read_is_told_and_read_again() -> None:
    class Unreadable(MemoryOutbox):
        broken = False

        def last(self) -> int:
            if self.broken:
                raise OSError
            return super().last()

    ledger, outbox = MemoryIntake(), Unreadable(2)
    outbox.broken = True
    courier = LineCourier("state", ledger, QUICK)
    courier.begin(outbox)
    await until(lambda: is_down(courier))
    outbox.broken = False
    await until(lambda: not is_down(courier))
    await courier.settled(2)
    courier.close()
    assert ledger.taken == outbox.filings


async def test_callers_of_many_loops_wait_at_once() -> None:
    ledger, outbox = MemoryIntake(), MemoryOutbox(50)
    courier = LineCourier("state", ledger, SLOW)
    others = [asyncio.to_thread(asyncio.run, courier.settled(number)) for number in range(1, 51)]
    courier.begin(outbox)
    await asyncio.gather(*others)
    courier.close()
    assert len(ledger.taken) == 50
