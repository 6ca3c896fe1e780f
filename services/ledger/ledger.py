"""The audit ledger: opened once by the process that owns it, written by one writer, read by many.

    ledger = Ledger.open(folder, keys, clock, node)
    taken = ledger.take(filings)        # durable when it returns
    page = ledger.reader.search(query)
    note = ledger.checkpoint()          # a signed note over everything that was taken

Every function may be called from any thread.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from services.audit.action import Action
from services.audit.filing import Filing
from services.audit.quarter import RETENTION_YEARS, bounds, quarter_of, retained_until
from services.audit.reading import LedgerQuery, Sort
from services.audit.statement import Removal
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.ledger.boxes import Boxes
from services.ledger.checking import check_pages, check_tree
from services.ledger.errors import ClockBehind, ClockFine, Held, LedgerDisk, Retained, RolledBack, WrongSigner
from services.ledger.faults import refuse
from services.ledger.keyed import require_data_keys
from services.ledger.lock import LedgerLock
from services.ledger.log_folder import LogFolder
from services.ledger.notary import Notary, Pacer
from services.ledger.ports import DataKeys, LedgerKeys, LegalHolds
from services.ledger.reader import SealedReader
from services.ledger.segment import Opening, Segment, require_key
from services.ledger.selecting import to_micros
from services.ledger.shelf import Shelf, end_of
from services.ledger.writer import Taken, Writer
from services.sealed.opening import prepare_directory

HOLD: Final = 2_000_000
"""Microseconds that a clock may go back without harm: the last entry's time is used again until it has caught up."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def origin_of(node: str) -> str:
    """Return the name of a node's log: the first line of its checkpoints, and the name of the key that signs them."""
    return f"sealdesk.invalid/{node}"


class Ledger:
    """An open ledger."""

    def __init__(self, folder: Path, keys: LedgerKeys, clock: Clock, lock: LedgerLock) -> None:
        """Use `Ledger.open`."""
        self._clock = clock
        self._lock = lock
        self._closed = False
        self._accepted: int | None = None
        self._log = LogFolder(folder / "log")
        self._shelf = Shelf(folder, keys.database, clock.now())
        boxes = Boxes(keys.data)
        self._boxes = boxes
        self.reader = SealedReader(self._shelf, boxes)
        """Answers questions (`services.audit.reading.LedgerReader`)."""
        self._writer = Writer(self._shelf, boxes, self._tick, self.reader.find)
        self._notary = Notary(self._shelf, self._writer, self._log, keys.signers)
        self._start(keys.data)
        self._pacer = Pacer(self._notary, self._shelf)

    @classmethod
    def open(cls, folder: Path, keys: LedgerKeys, clock: Clock, node: str) -> "Ledger":
        """Open the ledger in a folder, made if there is none; finish what a crash interrupted.

        Args:
            folder: its own folder, private to the process's user.
            keys: the keys of files and events, and who signs.
            clock: the time.
            node: this appliance's name; the signing key must be named `origin_of(node)`.

        Raises:
            LedgerError: the ledger is used by another process, damaged, rolled back, not encrypted, or a key is wrong.
        """
        require_key(keys.database, folder)
        if keys.signers[0].key.name != origin_of(node):
            raise WrongSigner(keys.signers[0].key.name, origin_of(node))
        try:
            prepare_directory(folder, refuse)
            lock = LedgerLock(folder)
        except OSError:
            raise LedgerDisk from None
        try:
            return cls(folder, keys, clock, lock)
        except BaseException as error:
            lock.release()
            if isinstance(error, OSError):
                raise LedgerDisk from None
            raise

    def _start(self, data: DataKeys) -> None:
        try:
            self._first_segment()
            require_data_keys(self._shelf, data)
            self._notary.restore()
            self._shelf.seal_older()
            self._notary.publish()
        except BaseException:
            self._writer.close()
            self._shelf.close()
            raise

    def _first_segment(self) -> None:
        """Begin the very first segment; where checkpoints were shown before, its absence is damage."""
        if self._shelf.segments:
            return
        shown = self._log.checkpoint()
        if shown is not None and shown.size:
            raise RolledBack(shown.size, 0)
        quarter = quarter_of(to_micros(self._clock.now()))
        self._shelf.begin(Opening(quarter, None, 0, bounds(quarter)[0], (), {}))

    def _tick(self, last: int) -> int:
        """Return the time of the next entry, which never lies before the last one's."""
        now = to_micros(self._clock.now())
        if now + HOLD < last and last > self._accepted_until():
            raise ClockBehind(_EPOCH + timedelta(microseconds=last), self._clock.now())
        return max(now, last)

    def accept_clock(self, notice: Filing) -> Taken:
        """Go on although the clock stands before the last entry: entries get that entry's time until it has caught up.

        What a clock that stood ahead once has written stays, and no time goes back; when things happened, each event
        says itself. The decision is the event, so it also counts after the next start.

        Args:
            notice: the event that says who decided it, and why.

        Raises:
            ClockFine: the clock does not stand before the last entry.
            LedgerError: the decision cannot be recorded; nothing was changed.
        """
        with self._writer.lock:
            last = self._writer.head().recorded
            if to_micros(self._clock.now()) + HOLD >= last:
                raise ClockFine
            before, self._accepted = self._accepted, last
            try:
                return self.take([notice])
            except BaseException:
                self._accepted = before
                raise

    def _accepted_until(self) -> int:
        """Return up to which time of an entry somebody accepted a clock that stands before it, 0 where nobody did."""
        if self._accepted is None:
            query = LedgerQuery(actions=(Action.LEDGER_CLOCK_ACCEPTED.value,))
            newest = self.reader.search(query, Sort(descending=True), limit=1).events
            self._accepted = newest[0].recorded if newest else 0
        return self._accepted

    def take(self, filings: Sequence[Filing]) -> Taken:
        """Take filings over, all or none: each exactly once, durable when this returns.

        Callers at the same time share one commit. What was taken before is answered again, not written again.

        Raises:
            Gap: a number was left out.
            Conflict: another event was taken under a number before.
            ClockBehind: the clock was set back.
            LedgerError: nothing was acknowledged; the same filings may be given again.
        """
        taken = self._writer.take(filings, self._roll)
        self._pacer.nudge()
        return taken

    def _roll(self, quarter: str) -> None:
        """Close the segment with a signed checkpoint over its end, and begin the next one."""
        with self._notary.lock, self._writer.lock:
            before = self._shelf.current
            if before.quarter >= quarter:
                return
            self._notary.publish()
            head = self._writer.head()
            self._writer.rest()
            start, _ = bounds(quarter)
            peaks = self._notary.peaks
            self._shelf.begin(Opening(quarter, before.quarter, head.sequence, start, peaks, head.sources))

    def remove(self, quarter: str, notice: Filing, holds: LegalHolds, years: int = RETENTION_YEARS) -> Taken:
        """Remove the oldest segment once its retention is over; that it goes is recorded first.

        The tree's hash files stay, and with them every proof.

        Args:
            quarter: which segment.
            notice: the event that says who removed it, and why; the ledger adds what is removed.
            holds: what must stay.
            years: how long events are kept; never less than six.

        Raises:
            Retained: six years are not over, or it is not the oldest segment, or is still written to.
            Held: a legal hold covers it.
            LedgerError: the notice cannot be recorded; nothing was removed.
        """
        with self._notary.lock, self._writer.lock:
            oldest = self._shelf.segments[0]
            until = retained_until(quarter, years)
            if self._clock.now() < until or oldest is self._shelf.current or oldest.quarter != quarter:
                raise Retained(quarter, until)
            if holds.held(quarter):
                raise Held(quarter)
            taken = self.take([self._removal(oldest, notice)])
            self._notary.publish()
            self._shelf.remove(oldest)
            return taken

    def _removal(self, oldest: Segment, notice: Filing) -> Filing:
        """Return the notice as the statement that an auditor checks."""
        last = end_of(oldest)
        entry = next(self._shelf.entries(last - 1)) if last > oldest.opening.size else None
        said = {**notice.body, **Removal(oldest.quarter, last, entry).body()}
        return replace(notice, action=Action.LEDGER_QUARTER_REMOVED.value, patient=None, body=said)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep everybody from writing: a copy of the files that is made meanwhile is whole."""
        with self._notary.lock, self._writer.lock:
            yield

    def last_taken(self, source: str) -> int:
        """Return the number of the last event taken from a source, 0 where there is none.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        return self._writer.head().sources.get(source, 0)

    def checkpoint(self) -> str:
        """Return a signed note over everything that was taken; it is stored before this returns.

        Raises:
            LedgerError: it cannot be stored.
        """
        return self._notary.publish()

    def stored_checkpoint(self, size: int) -> str | None:
        """Return the signed note over so many entries as it was once made, None where none was."""
        return self._shelf.checkpoint(size)

    def check(self) -> int:
        """Read everything and compare it with a checkpoint of now; return how many entries that covers.

        Raises:
            Damaged: something does not hold what was written to it.
            TreeUnreadable: a file of the log is missing.
        """
        note = self._notary.publish()
        for segment in self._shelf.segments:
            check_pages(segment)
        return check_tree(self._shelf, self._log, note)

    @property
    def log(self) -> Path:
        """The folder of the public log: `checkpoint`, `vkey`, `tile/...`."""
        return self._log.path

    @property
    def trouble(self) -> SealdeskError | None:
        """Why no checkpoint could be signed lately; None when all is well."""
        return self._pacer.trouble

    def forget_keys(self) -> None:
        """Ask for every data key again, after some were destroyed."""
        self._boxes.forget()

    def close(self) -> None:
        """Sign what is there, close every file and let the next process in.

        Raises:
            LedgerError: the last checkpoint cannot be stored; everything is closed nevertheless.
        """
        if self._closed:
            return
        self._closed = True
        self._pacer.stop()
        try:
            self._notary.publish()
        finally:
            self._writer.close()
            self._shelf.close()
            self._lock.release()
