"""Events are taken over exactly once, in order, and never go back in time."""

import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from services.audit.filing import Filing
from services.audit.reading import LedgerQuery
from services.ledger.errors import (
    ClockBehind,
    ClockFine,
    Conflict,
    DataKeyGone,
    Gap,
    LedgerBusy,
    LedgerClosed,
    NoSource,
    TooLarge,
    Unrecordable,
)
from services.ledger.ledger import Ledger
from services.ledger.selecting import to_micros
from services.ledger.writer import Taken
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import MemoryDataKeys, a_filing, a_ledger, filings, keys


def all_of(ledger: Ledger) -> list[tuple[str, int]]:
    return [(found.filing.source, found.filing.number) for found in ledger.reader.stream(LedgerQuery())]


def test_an_event_comes_back_as_it_was_given(ledger: Ledger) -> None:
    given = a_filing(1, patient="ab" * 32, resource="Appointment/12", operation="op_1", accountable=True, role="desk")
    assert ledger.take([given]) == Taken({"state": 1}, 1)
    found = ledger.reader.open(1)
    assert found.filing == given
    assert found.salt is not None
    assert not found.shredded


def test_two_sources_are_numbered_apart_and_sequenced_together(ledger: Ledger) -> None:
    mixed = [a_filing(1), a_filing(1, source="egress"), a_filing(2), a_filing(2, source="egress")]
    assert ledger.take(mixed) == Taken({"state": 2, "egress": 2}, 4)
    assert all_of(ledger) == [("state", 1), ("egress", 1), ("state", 2), ("egress", 2)]
    assert (ledger.last_taken("state"), ledger.last_taken("egress"), ledger.last_taken("gateway")) == (2, 2, 0)


def test_what_was_taken_before_is_answered_and_not_written_again(ledger: Ledger) -> None:
    ledger.take(filings(5))
    assert ledger.take(filings(3)) == Taken({"state": 5}, 3)
    assert ledger.take(filings(4, first=4)) == Taken({"state": 7}, 7)
    assert all_of(ledger) == [("state", number) for number in range(1, 8)]


def test_the_same_event_twice_in_one_call_is_taken_once(ledger: Ledger) -> None:
    assert ledger.take([a_filing(1), a_filing(1), a_filing(2)]) == Taken({"state": 2}, 2)
    with pytest.raises(Conflict):
        ledger.take([a_filing(3), a_filing(3, action="chat.ended")])
    assert ledger.last_taken("state") == 2


def test_a_gap_is_refused_whole(ledger: Ledger) -> None:
    ledger.take(filings(2))
    with pytest.raises(Gap, match="from 3 on") as caught:
        ledger.take([a_filing(1, source="egress"), a_filing(4)])
    assert (caught.value.source, caught.value.expected) == ("state", 3)
    assert all_of(ledger) == [("state", 1), ("state", 2)]


@pytest.mark.parametrize("changes", [{"action": "chat.ended"}, {"body": {"channel": "sms"}}, {"patient": "cd" * 32}])
def test_another_event_under_a_taken_number_is_refused(ledger: Ledger, changes: dict[str, object]) -> None:
    ledger.take(filings(2))
    with pytest.raises(Conflict, match="as entry 2"):
        ledger.take([a_filing(2, **changes)])
    assert ledger.last_taken("state") == 2


@pytest.mark.parametrize("filing", [a_filing(0), a_filing(-1), a_filing(1, source="")])
def test_an_event_without_source_or_number_is_refused(ledger: Ledger, filing: Filing) -> None:
    with pytest.raises(NoSource):
        ledger.take([filing])
    assert all_of(ledger) == []


def test_the_clock_may_not_go_back(ledger: Ledger, clock: ManualClock) -> None:
    start = clock.now()
    ledger.take(filings(1))
    clock.set(start - timedelta(seconds=1))
    ledger.take(filings(1, first=2))
    clock.set(start - timedelta(minutes=5))
    with pytest.raises(ClockBehind, match="chronyc"):
        ledger.take(filings(1, first=3))
    clock.set(start + timedelta(milliseconds=1))
    ledger.take(filings(1, first=3))
    times = [found.recorded for found in ledger.reader.stream(LedgerQuery())]
    assert times == sorted(times)
    assert len(times) == 3
    assert times[0] == times[1] < times[2]


def test_one_bad_event_takes_no_other_caller_with_it(ledger: Ledger) -> None:
    ledger.take([a_filing(1, source=source) for source in ("a", "b", "c")])
    bad = {"b": a_filing(2, source="b", body={"word": "x" * 70_000})}
    errors: dict[str, Exception] = {}

    def call(source: str) -> None:
        try:
            ledger.take([bad.get(source, a_filing(2, source=source))])
        except TooLarge as error:
            errors[source] = error

    with ledger.paused():
        threads = [threading.Thread(target=call, args=(source,)) for source in ("a", "b", "c")]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert list(errors) == ["b"]
    assert [ledger.last_taken(source) for source in ("a", "b", "c")] == [2, 1, 2]


def test_many_callers_at_once_each_get_their_own_answer(ledger: Ledger) -> None:
    answers: dict[str, list[Taken]] = {}

    def call(source: str) -> None:
        answers[source] = [ledger.take(filings(3, first=first, source=source)) for first in range(1, 60, 3)]

    threads = [threading.Thread(target=call, args=(f"source-{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    there = all_of(ledger)
    assert len(there) == len(set(there)) == 8 * 60
    for source, given in answers.items():
        assert [taken.numbers for taken in given] == [{source: last} for last in range(3, 61, 3)]
        for taken in given:
            assert there[taken.last - 1] == (source, taken.numbers[source])


def test_what_cannot_be_written_down_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Unrecordable):
        ledger.take([a_filing(1, body={"word": "\ud800"})])
    with pytest.raises(Unrecordable):
        ledger.take([a_filing(1, at=2**70)])
    ledger.take([a_filing(1)])


def test_a_destroyed_key_is_not_written_with(folder: Path) -> None:
    data = MemoryDataKeys()
    data.gone.add(("ab" * 32, "2027Q1"))
    ledger = a_ledger(folder, own=keys(data=data))
    with pytest.raises(DataKeyGone, match="2027Q1"):
        ledger.take([a_filing(1, patient="ab" * 32)])
    ledger.take([a_filing(1, patient="cd" * 32)])
    ledger.close()


def test_a_second_process_is_kept_out_and_a_closed_ledger_refuses(folder: Path, ledger: Ledger) -> None:
    with pytest.raises(LedgerBusy):
        a_ledger(folder)
    ledger.take(filings(1))
    ledger.close()
    with pytest.raises(LedgerClosed):
        ledger.take(filings(1, first=2))
    with pytest.raises(LedgerClosed):
        ledger.last_taken("state")
    with pytest.raises(LedgerClosed):
        ledger.checkpoint()
    again = a_ledger(folder)
    assert again.last_taken("state") == 1
    again.close()


def test_nothing_given_is_nothing_taken(ledger: Ledger) -> None:
    assert ledger.take([]) == Taken({}, 0)


def test_a_clock_that_stood_ahead_is_accepted_on_record_and_time_never_goes_back(tmp_path: Path) -> None:
    clock = ManualClock()
    right = clock.now()
    clock.advance(timedelta(days=400))
    ahead = to_micros(clock.now())
    notice = a_filing(1, source="mending", action="ledger.clock_accepted", actor_id="ira")
    with closing(a_ledger(tmp_path / "ledger", clock)) as ledger:
        ledger.take(filings(2))
        with pytest.raises(ClockFine):
            ledger.accept_clock(notice)
        clock.set(right)
        with pytest.raises(ClockBehind):
            ledger.take(filings(1, first=3))
        assert ledger.accept_clock(notice).last == 3
        ledger.take(filings(2, first=3))
    with closing(a_ledger(tmp_path / "ledger", clock)) as ledger:  # the decision is in the ledger itself
        ledger.take(filings(1, first=5))
        assert {found.recorded for found in ledger.reader.stream(LedgerQuery())} == {ahead}
        clock.advance(timedelta(days=401))
        ledger.take(filings(1, first=6))
        clock.advance(timedelta(days=-30))
        with pytest.raises(ClockBehind):  # set back once more: this needs a decision of its own
            ledger.take(filings(1, first=7))
        times = [found.recorded for found in ledger.reader.stream(LedgerQuery())]
        assert times == sorted(times)


def test_a_decision_that_cannot_be_recorded_opens_nothing(tmp_path: Path) -> None:
    clock = ManualClock()
    with closing(a_ledger(tmp_path / "ledger", clock)) as ledger:
        ledger.take(filings(1))
        clock.advance(timedelta(days=-3))
        with pytest.raises(NoSource):
            ledger.accept_clock(a_filing(1, source=""))
        with pytest.raises(ClockBehind):
            ledger.take(filings(1, first=2))
