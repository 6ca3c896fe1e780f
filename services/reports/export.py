"""Makes an export: a folder or a zip that a stranger checks with `compliance/verify/sealdesk_verify.py`.

Everything is written as it is read, a block at a time. The same order at the same checkpoint gives the same bytes: no
clock, no random number and no name of who asked gets into a file. The export is recorded in the log before it appears
under its name; when that fails, it does not appear.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from services.audit import export as layout
from services.audit.export import FileHash, Manifest
from services.audit.notes import Note
from services.audit.reading import Found, LedgerQuery, LedgerReader, Sort
from services.audit.statement import STATEMENTS
from services.disclosures.ground import counts
from services.kernel.clock import Clock
from services.reports.archive import zip_folder
from services.reports.asked import Asking, Form, Order
from services.reports.errors import DiskRefuses, PlaceTaken
from services.reports.fhir import fhir_line
from services.reports.logpart import write_log
from services.reports.ports import Recorder, SignedLog
from services.reports.preparing import prepared
from services.reports.printing import Printing, paper_sort
from services.reports.proving import checkpoint_of, cut_load, prover, tiles_are_smaller
from services.reports.question import sort_words, words_of
from services.reports.readme import README
from services.reports.recorded import Outcome, events_of
from services.reports.tables import CsvOut, FileOut

FHIR: Final = "fhir.ndjson"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EACH: Final = 1_000
_BY_SEQUENCE: Final = Sort()

Progress = Callable[[int, int], None]
"""Called now and then with how many events are written, and how many there are to write (over all passes)."""


@dataclass(frozen=True, slots=True)
class Made:
    """An export that lies there: where, the checkpoint it was made at, how many events, the hash of its manifest."""

    path: Path
    size: int
    count: int
    manifest_sha256: str


@dataclass(frozen=True, slots=True)
class Clinic:
    """Whose log it is: a name for the paper, and the time zone of times for people."""

    name: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Exporter:
    """Makes exports of one ledger."""

    reader: LedgerReader
    log: SignedLog
    recorder: Recorder
    clock: Clock
    clinic: Clinic

    def make(self, order: Order, asking: Asking, to: Path, progress: Progress = lambda _done, _all: None) -> Made:
        """Make an export under the name `to`; a name that ends in `.zip` makes an archive.

        Raises:
            ReportsError: it could not be made; nothing was handed out.
            SealdeskError: the log cannot be read, or the export could not be recorded.
        """
        if to.exists():
            raise PlaceTaken(to)
        order = self._settled(order)
        draft = to.with_name(f".{to.name}.part")
        with _drafted(draft):
            run = _Run(self, order, draft / "export", progress, whose=counts(asking.given.ground))
            made = run.write(to)
            ready = draft / "export"
            if to.suffix == ".zip":
                ready = zip_folder(draft / "export", draft / "export.zip")
            self.recorder.record_all(events_of(order, asking, run.outcome(made), self.clock.now(), self.clinic.zone))
            ready.rename(to)
        return made

    def _settled(self, order: Order) -> Order:
        """Return the order at its checkpoint, with all that its report sets.

        A report's usual period ends with the checkpoint's newest entry, not with this moment: else the same order at
        the same checkpoint would give other bytes a second later.
        """
        size = checkpoint_of(self.log, order.size)[1].size
        until = recorded(self.reader, size) if size else None
        return prepared(replace(order, size=size or order.size), until or self.clock.now())


def recorded(reader: LedgerReader, sequence: int) -> datetime:
    """Return when the ledger took an entry."""
    return _EPOCH + timedelta(microseconds=reader.open(sequence).recorded)


@contextlib.contextmanager
def _drafted(draft: Path) -> Iterator[None]:
    """Keep a folder for what is not finished; whatever happens, nothing of it stays."""
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise DiskRefuses(draft.parent, error.strerror or "it refuses") from None
    try:
        yield
    except OSError as error:
        raise DiskRefuses(draft.parent, error.strerror or "it refuses") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


class _Run:
    """One export on its way into a folder."""

    def __init__(
        self, exporter: Exporter, order: Order, folder: Path, progress: Progress, *, whose: bool = False
    ) -> None:
        self._reader = exporter.reader
        self._log = exporter.log
        self._clinic = exporter.clinic
        self._order = order
        self._folder = folder
        self._note, self._point = checkpoint_of(exporter.log, order.size)
        asked = order.query
        self._query = replace(asked, last=min(asked.last or self._point.size, self._point.size))
        self._whole = asked == LedgerQuery()
        self._files: list[FileHash] = []
        self._span: tuple[int | None, int | None] = (None, None)
        self._expected = self._reader.count(self._query, max(self._point.size, 1))
        self._proven_by_tiles = self._whole or tiles_are_smaller(self._expected, self._point.size)
        self._progress = progress
        self._done = 0
        self._rows = 0
        self._whose: set[str] | None = set() if whose else None

    def outcome(self, made: Made) -> Outcome:
        """Return what is recorded of what was made."""
        return Outcome(made.manifest_sha256, made.size, made.count, self._rows, frozenset(self._whose or ()))

    def write(self, to: Path) -> Made:
        """Write every file."""
        count = self._events()
        if Form.CSV in self._order.forms and self._order.sort != _BY_SEQUENCE:
            self._sorted_csv()
        self._print()
        self._files += write_log(self._folder, self._log, self._note, self._point, tiles=self._proven_by_tiles)
        if not self._whole:
            self._statements()
        self._file("README.txt", README.encode())
        return self._manifest(to, count)

    def _counted(self, events: Iterator[Found]) -> Iterator[Found]:
        passes = 1 + (self._order.sort != _BY_SEQUENCE) + (Form.PDF in self._order.forms)
        for found in events:
            self._done += 1
            if not self._done % _EACH:
                self._progress(self._done, passes * self._expected)
            yield found

    def _stream(self, sort: Sort) -> Iterator[Found]:
        if self._query.last == 0:
            return iter(())
        return self._counted(self._reader.stream(self._query, sort))

    def _events(self) -> int:
        """Write the events by rising sequence, and in the same pass what goes in that order as well."""
        with contextlib.ExitStack() as stack:
            takers: list[Callable[[Found], None]] = [self._lines(stack, layout.EVENTS, layout.event_line)]
            if Form.FHIR in self._order.forms:
                takers.append(self._lines(stack, FHIR, fhir_line))
            if not self._proven_by_tiles:
                proof = prover(self._point.size, cut_load(self._log.load))

                def proven(found: Found) -> bytes:
                    return layout.proof_line(found.sequence - 1, proof(found.sequence - 1))

                takers.append(self._lines(stack, layout.PROOFS, proven))
            if Form.CSV in self._order.forms and self._order.sort == _BY_SEQUENCE:
                takers.append(self._table(stack))
            return self._pass(takers)

    def _pass(self, takers: list[Callable[[Found], None]]) -> int:
        count, first, last = 0, None, None
        for found in self._stream(_BY_SEQUENCE):
            count += 1
            last = found.sequence
            first = last if first is None else first
            for take in takers:
                take(found)
            if self._whose is not None and found.filing.patient:
                self._whose.add(found.filing.patient)
        self._span = first, last
        return count

    def _out(self, stack: contextlib.ExitStack, name: str) -> FileOut:
        out = FileOut(self._folder, name)
        stack.callback(lambda: self._files.append(out.hashed()))
        return stack.enter_context(out)

    def _lines(self, stack: contextlib.ExitStack, name: str, line: Callable[[Found], bytes]) -> Callable[[Found], None]:
        out = self._out(stack, name)
        return lambda found: out.write(line(found))

    def _table(self, stack: contextlib.ExitStack) -> Callable[[Found], None]:
        table = CsvOut(self._out(stack, layout.CSV), layout.CSV_COLUMNS)
        stack.callback(table.flush)
        return lambda found: table.row(layout.csv_cells(found))

    def _sorted_csv(self) -> None:
        with contextlib.ExitStack() as stack:
            take = self._table(stack)
            for found in self._stream(self._order.sort):
                take(found)

    def _print(self) -> None:
        """Write the report's own table and its paper."""
        printing = Printing(self._reader, self._clinic.name, self._clinic.zone, self._order, self._point, self._made())
        with contextlib.ExitStack() as stack:
            self._rows = printing.print(self._stream(paper_sort(self._order)), lambda name: self._out(stack, name))

    def _made(self) -> datetime | None:
        return recorded(self._reader, self._point.size) if self._point.size else None

    def _statements(self) -> None:
        """Write what the ledger says about its keys, so that a part can be checked by itself."""
        proof = prover(self._point.size, cut_load(self._log.load))
        query = LedgerQuery(actions=tuple(sorted(STATEMENTS)), last=self._point.size)
        with contextlib.ExitStack() as stack:
            out = self._out(stack, layout.STATEMENTS)
            for found in self._reader.stream(query) if self._point.size else ():
                if not found.shredded:
                    out.write(layout.statement_line(found, proof(found.sequence - 1)))

    def _file(self, name: str, content: bytes) -> None:
        with contextlib.ExitStack() as stack:
            self._out(stack, name).write(content)

    def _manifest(self, to: Path, count: int) -> Made:
        point, order = self._point, self._order
        words = {**words_of(order.query), "sort": sort_words(order.sort), "report": order.report}
        if order.discovered:
            words["discovered"] = order.discovered
        first, last = self._span
        files = tuple(self._files)
        made = Manifest(point.origin, point.size, point.root, self._whole, count, first, last, files, words).encode()
        note: Note = layout.sign_manifest(point.origin, made, self._log.signers[:1])
        hashed = FileHash.of(layout.MANIFEST, made)
        self._file(layout.MANIFEST, made)
        self._file(layout.MANIFEST_NOTE, note.encode().encode())
        return Made(to, point.size, count, hashed.sha256)
