"""Writers, readers and the ends of quarters at the same time: nobody fails, and nobody sees half of anything."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from services.audit.reading import Column, LedgerQuery, Sort
from services.ledger.ledger import Ledger
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_ledger, filings
from tests.services.ledger.inspecting import assert_log_fits

SOURCES = ("state", "gateway", "egress")
EACH = 120
GROUP = 4


class Together:
    """Runs functions in threads of their own and keeps what they raise."""

    def __init__(self, ledger: Ledger, clock: ManualClock) -> None:
        self.ledger = ledger
        self.clock = clock
        self.errors: list[Exception] = []
        self.reads = 0
        self.written = threading.Event()

    def guarded(self, work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 the test looks at every one
                self.errors.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def write(self, source: str) -> None:
        for first in range(1, EACH, GROUP):
            self.ledger.take(filings(GROUP, first, source=source))
            if source == "state" and first % 40 == 1:
                self.clock.advance(timedelta(days=92))

    def look(self) -> None:
        """Read until the writers are done; whatever is seen is a beginning of each source, in groups."""
        while not self.written.is_set():
            seen = [(one.filing.source, one.filing.number) for one in self.ledger.reader.stream(LedgerQuery())]
            for source in SOURCES:
                numbers = [number for name, number in seen if name == source]
                assert numbers == list(range(1, len(numbers) + 1))
                assert len(numbers) % GROUP == 0
            page = self.ledger.reader.search(LedgerQuery(sources=("state",)), Sort(Column.AT, descending=True), limit=5)
            assert len({one.sequence for one in page.events}) == len(page.events)
            assert self.ledger.reader.count(LedgerQuery()) >= len(seen)
            self.ledger.checkpoint()
            self.reads += 1


def test_reading_and_writing_through_the_ends_of_quarters(folder: Path, clock: ManualClock) -> None:
    ledger = a_ledger(folder, clock)
    together = Together(ledger, clock)
    writers = [together.guarded(lambda source=source: together.write(source)) for source in SOURCES]  # type: ignore[misc]
    readers = [together.guarded(together.look) for _ in range(2)]
    for thread in writers:
        thread.join()
    together.written.set()
    for thread in readers:
        thread.join()
    assert together.errors == []
    assert together.reads > 0
    assert ledger.check() == len(SOURCES) * EACH
    ledger.close()
    a_ledger(folder, clock).close()
    assert len(list(folder.glob("ledger-*.db"))) == 4
    assert_log_fits(folder)
