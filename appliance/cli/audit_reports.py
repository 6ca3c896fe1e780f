"""`sealdesk audit report`: a report in the terminal; its files are made by `sealdesk audit export --report`."""

import asyncio
import json
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from appliance.cli.audit_asking import looked, looker, question, with_reader
from appliance.cli.audit_verbs import Asked
from appliance.cli.opening import settings_of
from services.audit.reading import LedgerQuery, Sort
from services.audit_line.reading import LineReader
from services.kernel.clock import SystemClock
from services.reports.accounting import Accounting, Period, questions
from services.reports.asked import Order
from services.reports.definition import Definition
from services.reports.definitions import REPORTS, report_named
from services.reports.fields import short
from services.reports.preparing import prepared
from services.reports.question import sort_of, words_of
from services.reports.recorded import ACCOUNTING
from services.reports.sheet import Row, Sheet


@dataclass(frozen=True, slots=True)
class _Answer:
    """A report's rows, as many as are shown."""

    sheet: Sheet
    rows: list[Row]
    query: LedgerQuery


def list_all(*, as_json: bool) -> int:
    """Print every report there is, and what it needs."""
    if as_json:
        rows = [
            {"report": one.id, "answers": one.answers, "rule": one.rule, "needs": one.needs} for one in REPORTS.values()
        ]
        sys.stdout.write(json.dumps({"reports": rows}) + "\n")
        return 0
    for one in REPORTS.values():
        needs = f" Needs: {', '.join(one.needs)}." if one.needs else ""
        sys.stdout.write(f"{one.id:14} {one.answers}{needs}\n")
    return 0


def report(config: Path | None, staff: str, which: tuple[str, str], asked: Asked, limit: int, *, as_json: bool) -> int:
    """Print a report's rows, figures and limits."""
    settings, actor = settings_of(config), looker(staff)
    name, discovered = which
    definition = report_named(name)

    order = prepared(Order(question(settings, asked), report=name, discovered=discovered), SystemClock().now())
    looked(settings, actor, order.query, report=name)
    sort, zone = sort_of(asked.sort), settings.clinic.zone_info

    async def read(reader: LineReader) -> _Answer:
        sheet = await _sheet(reader, definition, order.query, zone)
        return _Answer(sheet, await _rows(reader, sheet, order.query, sort, limit), order.query)

    answer = asyncio.run(with_reader(settings, read))
    sys.stdout.write(_json(answer) if as_json else _text(answer, limit))
    return 0


async def _sheet(reader: LineReader, definition: Definition, query: LedgerQuery, zone: ZoneInfo) -> Sheet:
    """Return the report's table; the accounting needs every event of a disclosure, whenever it was recorded."""
    if definition.id != ACCOUNTING:
        return Sheet(definition, zone)
    known = [found for part in questions(query) async for found in reader.stream(part)]
    return Accounting(definition, zone, Period.of(query, zone), SystemClock().now().astimezone(zone).date(), known)


async def _rows(reader: LineReader, sheet: Sheet, query: LedgerQuery, sort: Sort, limit: int) -> list[Row]:
    """Read the whole report, for its figures, and keep the first rows."""
    rows: list[Row] = []
    async for found in reader.stream(query, sort):
        row = sheet.take(found)
        if row is not None and len(rows) < limit:
            rows.append(row)
    return rows + list(islice(sheet.rest(), limit - len(rows)))


def _json(answer: _Answer) -> str:
    rows = [dict(zip(answer.sheet.titles, row, strict=True)) for row in answer.rows]
    said = {"query": words_of(answer.query), "events": answer.sheet.tally.count, "rows": rows}
    return json.dumps(said, ensure_ascii=False) + "\n"


def _text(answer: _Answer, limit: int) -> str:
    one, sheet = answer.sheet.definition, answer.sheet
    asked = ", ".join(f"{name} {value}" for name, value in words_of(answer.query).items())
    lines = [f"{one.title}. {one.answers}", f"Asked: {asked}", ""]
    shown = [[short(cell) for cell in row] for row in (sheet.titles, *answer.rows)]
    widths = [min(32, max(len(row[place]) for row in shown)) for place in range(len(sheet.titles))]
    lines += [" ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    lines += [
        "",
        *(f"{what}: {done} done, {no} refused, {failed} failed" for what, done, no, failed in sheet.tally.rows()),
    ]
    lines += ["", "What this cannot show:", *(f"- {sentence}" for sentence in one.cannot)]
    if len(answer.rows) == limit:
        lines.append(f"The first {limit} rows. All of them: sealdesk audit export FILE.zip --report {one.id}")
    return "\n".join(lines) + "\n"
