"""Whatever is done to the ledger in whatever order, it answers as a list would: taken once, found, nothing lost."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.audit.filing import Filing
from services.audit.reading import LedgerQuery, Sort
from services.ledger.errors import ClockBehind, Conflict, Gap
from services.ledger.ledger import Ledger
from services.ledger.selecting import to_micros
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.ledger import a_ledger
from tests.services.ledger.asking import SORTS, SOURCES, fields, filing, paged, queries
from tests.services.ledger.inspecting import assert_log_fits
from tests.services.ledger.model import Kept, answer


class LedgerMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.folder = self.home / "ledger"
        self.clock = ManualClock(MONDAY_MORNING)
        self.last = MONDAY_MORNING
        self.kept: list[Kept] = []
        self.ledger: Ledger = a_ledger(self.folder, self.clock)

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()
            assert_log_fits(self.folder)
            shutil.rmtree(self.home)

    def of(self, source: str) -> list[Filing]:
        return [one for _, _, one in self.kept if one.source == source]

    @rule(source=st.sampled_from(SOURCES), rests=st.lists(fields(), min_size=1, max_size=4), again=st.integers(0, 3))
    def take(self, source: str, rests: list[dict[str, Any]], again: int) -> None:
        known = self.of(source)
        repeated = known[len(known) - again :] if again else []
        new = [filing(source, len(known) + offset, rest) for offset, rest in enumerate(rests, 1)]
        taken = self.ledger.take([*repeated, *new])
        recorded = to_micros(self.clock.now())
        first = len(self.kept) + 1
        self.kept += [(first + offset, recorded, one) for offset, one in enumerate(new)]
        assert taken.last == len(self.kept)
        assert taken.numbers == {source: len(known) + len(new)}
        self.last = self.clock.now()

    @rule(source=st.sampled_from(SOURCES), rest=fields(), skipped=st.integers(1, 3))
    def leave_a_gap(self, source: str, rest: dict[str, Any], skipped: int) -> None:
        with pytest.raises(Gap):
            self.ledger.take([filing(source, len(self.of(source)) + 1 + skipped, rest)])

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        sequence, _, one = data.draw(st.sampled_from(self.kept))
        assert self.ledger.take([one]).last == sequence

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), rest=fields())
    def contradict(self, data: st.DataObject, rest: dict[str, Any]) -> None:
        sequence, _, one = data.draw(st.sampled_from(self.kept))
        other = filing(one.source, one.number, rest)
        if other == one:
            assert self.ledger.take([other]).last == sequence
        else:
            with pytest.raises(Conflict):
                self.ledger.take([other])

    @rule(days=st.sampled_from((0, 0, 1, 40, 95)), seconds=st.integers(0, 90))
    def let_time_pass(self, days: int, seconds: int) -> None:
        self.clock.advance(timedelta(days=days, seconds=seconds))

    @precondition(lambda self: self.kept)
    @rule(rest=fields(), minutes=st.integers(1, 10_000))
    def set_the_clock_back(self, rest: dict[str, Any], minutes: int) -> None:
        now = self.clock.now()
        self.clock.set(self.last - timedelta(minutes=minutes))
        with pytest.raises(ClockBehind):
            self.ledger.take([filing("state", len(self.of("state")) + 1, rest)])
        self.clock.set(now)

    @rule()
    def open_again(self) -> None:
        self.ledger.close()
        self.ledger = a_ledger(self.folder, self.clock)

    @rule()
    def lose_power(self) -> None:
        """Go on with a copy of the files as they lie there while the ledger is open."""
        copy = self.home / "copy"
        with self.ledger.paused():
            shutil.copytree(self.folder, copy)
        self.ledger.close()
        shutil.rmtree(self.folder)
        copy.rename(self.folder)
        self.ledger = a_ledger(self.folder, self.clock)

    @rule(query=queries(), sort=SORTS, size=st.integers(1, 7))
    def search(self, query: LedgerQuery, sort: Sort, size: int) -> None:
        assert paged(self.ledger.reader, query, sort, size) == answer(self.kept, query, sort)

    @rule(query=queries(), sort=SORTS)
    def stream(self, query: LedgerQuery, sort: Sort) -> None:
        by_number = {sequence: one for sequence, _, one in self.kept}
        found = list(self.ledger.reader.stream(query, sort))
        assert [one.sequence for one in found] == answer(self.kept, query, sort)
        assert [one.filing for one in found] == [by_number[one.sequence] for one in found]

    @invariant()
    def the_numbers_stand(self) -> None:
        if hasattr(self, "ledger"):
            for source in SOURCES:
                assert self.ledger.last_taken(source) == len(self.of(source))


LedgerMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestLedgerMachine = LedgerMachine.TestCase
