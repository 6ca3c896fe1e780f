"""A question ends by itself, and when nobody waits for it; the ledger answers the next one as before."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.requests import Request

from services.audit.reading import LedgerQuery, Sort
from services.ledger.asking import Asking
from services.ledger.errors import QuestionStopped
from services.ledger.ledger import Ledger
from services.ledger.stopping import Stop, stoppable
from tests.doubles.ledger import a_ledger, filings

AT_ONCE = 4
_SCAN = LedgerQuery(purposes=("TREAT",), outcomes=("success",))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = a_ledger(tmp_path / "ledger")
    for first in range(1, 6_001, 500):
        made.take(filings(500, first))
    return made


def a_request(receive: Callable[[], Awaitable[dict[str, Any]]]) -> Request:
    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)


async def stays() -> dict[str, Any]:
    await asyncio.Event().wait()
    return {}


def test_a_question_that_is_over_its_time_is_ended_and_the_next_one_is_answered(ledger: Ledger) -> None:
    with stoppable(Stop(0)), pytest.raises(QuestionStopped):
        ledger.reader.count(_SCAN)
    assert ledger.reader.count(_SCAN) == 6_000
    assert len(ledger.reader.search(LedgerQuery(), Sort(descending=True)).events) == 100
    ledger.close()


def test_time_that_is_left_is_used(ledger: Ledger) -> None:
    now = [0.0]
    stop = Stop(5, lambda: now[0])
    with stoppable(stop):
        assert ledger.reader.count(LedgerQuery()) == 6_000
    now[0] = 5.0
    with stoppable(stop), pytest.raises(QuestionStopped):
        ledger.reader.count(_SCAN)
    ledger.close()


async def test_a_caller_who_hangs_up_ends_the_question(ledger: Ledger) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    async def hangs_up() -> dict[str, Any]:
        await asyncio.to_thread(begun.wait)
        may_go_on.set()
        return {"type": "http.disconnect"}

    def ask() -> int:
        begun.set()
        may_go_on.wait()
        while True:
            ledger.reader.count(_SCAN)

    with pytest.raises(QuestionStopped):
        await Asking(anyio.CapacityLimiter(1), 600).answer(a_request(hangs_up), ask)
    ledger.close()


async def test_no_more_than_a_few_are_worked_on_at_once() -> None:
    asking, most, present, lock = Asking(anyio.CapacityLimiter(AT_ONCE)), 0, 0, threading.Lock()
    everybody = threading.Barrier(AT_ONCE)

    def ask() -> None:
        nonlocal most, present
        with lock:
            present += 1
            most = max(most, present)
        everybody.wait()
        with lock:
            present -= 1

    await asyncio.gather(*(asking.answer(a_request(stays), ask) for _ in range(4 * AT_ONCE)))
    assert most == AT_ONCE
