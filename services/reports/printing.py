"""A report's own files: `report.csv` and `report.pdf`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.audit.checkpoint import Checkpoint
from services.audit.export import CSV
from services.audit.reading import Column, Found, LedgerReader, Sort
from services.reports.accounting import Accounting, Period, questions
from services.reports.asked import Form, Order
from services.reports.breach import duties
from services.reports.definition import Definition
from services.reports.definitions import EVENTS, report_named
from services.reports.paper import Paper, set_pdf
from services.reports.question import words_of
from services.reports.recorded import ACCOUNTING
from services.reports.review import signatures
from services.reports.sheet import Row, Sheet
from services.reports.tables import CsvOut, FileOut

TABLE = "report.csv"
PDF = "report.pdf"
_ASKED = {
    "since": "From",
    "until": "Until, not included",
    "patients": "Patient (keyed hash)",
    "actors": "User",
    "actions": "Kinds of event",
    "outcomes": "Outcomes",
    "accountable": "Only disclosures that count",
}


_COLUMNS = {Column.SEQUENCE: "number in the log", Column.AT: "when it happened", Column.RECORDED: "when recorded"}
_PLAIN = {"patients": "Your reference in the log", "since": "From", "until": "Until, not included"}
"""What a patient is told of what was asked."""


def paper_sort(order: Order) -> Sort:
    """Return the order of the paper's rows: where none was asked for, a report's events go by when they happened."""
    return Sort(Column.AT) if order.sort == Sort() and order.report != EVENTS.id else order.sort


@dataclass(frozen=True, slots=True)
class Printing:
    """One report on its way into files."""

    reader: LedgerReader
    clinic: str
    zone: ZoneInfo
    order: Order
    point: Checkpoint
    made: datetime | None

    def print(self, events: Iterable[Found], out: Callable[[str], FileOut]) -> int:
        """Write what the order wants of the report's files, and return how many rows the report has.

        Raises:
            PdfFailed: the paper could not be set.
            DiskRefuses: there is no room.
        """
        definition = report_named(self.order.report)
        tabled = Form.CSV in self.order.forms and definition is not EVENTS
        if not tabled and Form.PDF not in self.order.forms:
            return 0
        sheet, paper = self._sheet(definition), self._paper()
        count = self._rows(sheet.rows(events), paper, CsvOut(out(TABLE), sheet.titles) if tabled else None)
        if Form.PDF in self.order.forms:
            set_pdf(paper.data(sheet, count, TABLE if tabled else CSV), out(PDF).write)
        return count

    def _sheet(self, definition: Definition) -> Sheet:
        """Return the report's table; the accounting needs every event of a disclosure, whenever it was recorded."""
        if definition.id != ACCOUNTING:
            return Sheet(definition, self.zone)
        asked = self.order.query
        today = date.max if self.made is None else self.made.astimezone(self.zone).date()
        parts = questions(asked, self.point.size) if self.point.size else ()
        known = (found for query in parts for found in self.reader.stream(query))
        return Accounting(definition, self.zone, Period.of(asked, self.zone), today, known)

    def _paper(self) -> Paper:
        definition = report_named(self.order.report)
        facts = duties(date.fromisoformat(self.order.discovered)) if self.order.discovered else []
        signed = signatures(self.reader, self.order.query, self.point.size, self.zone) if definition.signed else []
        return Paper(definition, self.clinic, self.point, self._asked(), self.made, facts, signed)

    @staticmethod
    def _rows(rows: Iterator[Row], paper: Paper, table: CsvOut | None) -> int:
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007 their number is wanted behind the loop
            paper.keep(row)
            if table is not None:
                table.words(row)
        if table is not None:
            table.flush()
        return count

    def _asked(self) -> list[Row]:
        plain = report_named(self.order.report).for_patient
        rows: list[Row] = [
            ((_PLAIN if plain else _ASKED).get(name, name), self._said(name, value))
            for name, value in words_of(self.order.query).items()
            if not plain or name in _PLAIN
        ]
        if not plain:
            sort = paper_sort(self.order)
            column = _COLUMNS.get(sort.column, sort.column.value.replace("_", " "))
            rows.append(("Sorted by", f"{column}, {'last' if sort.descending else 'first'} ones first"))
        rows.append(("Times", f"in the zone {self.zone.key}"))
        if self.order.discovered:
            rows.append(("Discovered on", self.order.discovered))
        return rows

    def _said(self, name: str, value: str) -> str:
        if name in {"since", "until"}:
            return datetime.fromisoformat(value).astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S %z")
        return value
