"""Ordering exports and reports, watching them being made, downloading them, and those that were made before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from starlette.responses import Response

from services.audit.model import Action
from services.audit.reading import Column, Found, LedgerQuery, Sort
from services.disclosures.errors import DisclosureError
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.portal.compliance.choices import choices_of
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.ordering import GIVEN, asking_of, grounds, order_of, packed, question_of
from services.portal.compliance.orders import Ordered, Orders, Seen
from services.portal.compliance.ports import AuditLog, ExportDesk
from services.portal.compliance.recording import Doing, Recording, each_of
from services.portal.compliance.saying import said, say_sort
from services.portal.compliance.tabs import EXPORTS, tabs
from services.portal.compliance.words import to_second
from services.portal.console.section import Call, Screen, go
from services.reports.asked import PURPOSES, Form
from services.reports.definitions import REPORTS
from services.reports.errors import DeskAway, DeskRefused, ReportsError

PAST: Final = 20
"""Exports of before that are listed."""
FORMS: Final = {Form.PDF: "PDF, to read and sign", Form.CSV: "CSV, for a spreadsheet", Form.FHIR: "FHIR AuditEvent"}


@dataclass(frozen=True, slots=True)
class Exports:
    """The handlers of the exports' pages."""

    log: AuditLog
    desk: ExportDesk
    orders: Orders
    recording: Recording
    clock: Clock
    zone: ZoneInfo
    overdue: Callable[[], int] = field(default=lambda: 0)

    async def show(self, call: Call) -> Screen:  # noqa: ARG002 the shape of every handler
        """GET /audit/exports: what is under way, and what was made before, as the log has it."""
        present = await self.orders.present(self.clock.now())
        values: dict[str, object] = {"present": present, "past": [], "problem": None}
        status = HTTPStatus.OK
        try:
            values["past"] = [_past(found, self.zone) for found in await self._made()]
        except SealdeskError as problem:
            values["problem"], status = problem, HTTPStatus.SERVICE_UNAVAILABLE
        return Screen(
            "audit_exports.html", {"tabs": tabs(EXPORTS, self.overdue()), "zone": self.zone, **values}, status
        )

    async def pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return how the orders stand."""
        return [seen.pulse for _, seen in await self.orders.present(self.clock.now())]

    async def new(self, call: Call) -> Screen:
        """GET /audit/exports/new: the form, filled with what was searched for."""
        given = dict(call.request.query_params)
        return self._form(given, {"report": given.get("report", "events")})

    async def order(self, call: Call) -> Screen | Response:
        """POST: order an export; that it was ordered is recorded here, that it was made by who makes it.

        What the same person ordered already, and what is still under way, is not ordered a second time.
        """
        try:
            async with self.orders.turn:
                known, name = await self._ordered(call)
        except SealdeskError as problem:
            return self._form(_words(call.fields), call.fields, problem)
        return go(f"{EXPORTS}/{name}", "export_known" if known else "")

    async def _ordered(self, call: Call) -> tuple[bool, str]:
        """Order what a form asks for; return whether it was ordered before, and the order's name."""
        now = self.clock.now()
        order, asked = order_of(call.fields, now, self.zone)
        asking = asking_of(call.fields, call.person.actor)
        known = await self.orders.same((order, asking))
        if known is not None:
            return True, known.name
        question = {f"query.{name}": text for name, text in asked.words.items()}
        body = {"report": order.report, **asking.given.words(), **question}
        doing = Doing(call.person.actor, Action.EXPORT_ORDERED, body, purpose=asking.purpose)
        await self.recording.record(*each_of(doing, order.query.patients))
        name = await self.desk.order(order, asking)
        again = f"{EXPORTS}/new?{urlencode({'report': order.report})}&{packed(asked)}"
        self.orders.keep(Ordered(name, call.person.id, now, _title(order.report), (order, asking), again))
        return False, name

    async def one(self, call: Call) -> Screen:
        """GET: how one order stands."""
        name = call.path("name")
        return self.one_screen(name, await self.orders.seen(name))

    async def one_pulse(self, call: Call) -> object:
        """Return how one order stands."""
        return (await self.orders.seen(call.path("name"))).pulse

    def one_screen(self, name: str, seen: Seen, problem: SealdeskError | None = None) -> Screen:
        """Return the page of one order; `problem` is what kept something from being done with it."""
        ordered = self.orders.get(name)
        status = HTTPStatus.NOT_FOUND if seen.gone else HTTPStatus.OK
        if problem or seen.away:
            status = HTTPStatus.SERVICE_UNAVAILABLE
        values = {
            "tabs": tabs(EXPORTS, self.overdue()),
            "name": name,
            "seen": seen,
            "standing": seen.standing,
            "report": ordered.report if ordered else "Export",
            "asked": said_of(ordered) if ordered else [],
            "again": ordered.again if ordered else f"{EXPORTS}/new",
            "problem": problem,
        }
        return Screen("audit_export.html", values, status, f"{EXPORTS}/{name}")

    async def drop(self, call: Call) -> Screen | Response:
        """POST: cancel an order, or remove an export that is not needed here any more; recorded first."""
        name = call.path("name")
        doing = Doing(call.person.actor, Action.EXPORT_DROPPED, {"export": name})
        seen = await self.orders.seen(name)
        if seen.away is not None:
            return self.one_screen(name, seen)
        try:
            if not seen.gone:
                await self.recording.record(*each_of(doing, self.orders.patients(name)))
                await self.desk.drop(name)
        except SealdeskError as problem:
            return self.one_screen(name, Seen(None, problem))
        self.orders.forget(name)
        return go(EXPORTS, "export_dropped")

    async def _made(self) -> list[Found]:
        """Return the exports that were made, newest first, with their bodies."""
        query, newest = LedgerQuery(actions=(Action.EXPORT_MADE.value,)), Sort(Column.SEQUENCE, descending=True)
        page = await self.log.search(query, newest, None, PAST)
        opened = [await self.log.open(each.sequence) for each in page.events]
        return list({each.filing.body.get("manifest_sha256", each.sequence): each for each in opened}.values())

    def _form(
        self, words: Mapping[str, str], fields: Mapping[str, str], problem: SealdeskError | None = None
    ) -> Screen:
        try:
            asked = question_of(words, self.clock.now(), self.zone)
        except WrongFilter as wrong:
            problem = problem or wrong
            asked = question_of({}, self.clock.now(), self.zone)
        fresh = "purpose" not in fields
        values = {
            "tabs": tabs(EXPORTS, self.overdue()),
            "words": asked.words,
            "choices": choices_of(asked.words),
            "packed": packed(asked),
            "summary": said(asked.words),
            "sort": say_sort(asked.order),
            "reports": [{"id": each.id, "title": each.title, "answers": each.answers} for each in REPORTS.values()],
            "report": fields.get("report", "events"),
            "purposes": PURPOSES,
            "purpose": fields.get("purpose", "HCOMPL"),
            "reason": fields.get("reason", ""),
            "discovered": fields.get("discovered", ""),
            "grounds": grounds(fields.get("ground", "")),
            "given": {name: fields.get(name, "") for name in GIVEN},
            "forms": [
                {"value": one.value, "name": name, "on": fresh or fields.get(one.value) == "yes"}
                for one, name in FORMS.items()
            ],
            "problem": problem,
        }
        return Screen("audit_order.html", values, _status(problem))


def said_of(ordered: Ordered) -> list[tuple[str, str]]:
    """Return an order in words, beside what was asked for."""
    order, asking = ordered.asked
    forms = [FORMS[form].partition(",")[0] for form in FORMS if form in order.forms]
    return [
        ("Ordered by", ordered.by),
        ("Purpose", PURPOSES.get(asking.purpose, asking.purpose)),
        ("Reason", asking.reason),
        ("Sorted by", say_sort(order.sort)),
        ("Files", ", ".join(["NDJSON with proofs", *forms])),
    ]


def _status(problem: SealdeskError | None) -> int:
    """Return the status of a form that was refused: the form's fault, a conflict, or nobody there."""
    if problem is None:
        return HTTPStatus.OK
    if isinstance(problem, DeskRefused):
        return HTTPStatus.CONFLICT
    ours = isinstance(problem, (WrongFilter, ReportsError, DisclosureError)) and not isinstance(problem, DeskAway)
    return HTTPStatus.BAD_REQUEST if ours else HTTPStatus.SERVICE_UNAVAILABLE


def _words(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the question of a form that was refused, so that it is not lost; nothing of it where it cannot be read."""
    return dict(parse_qsl(fields.get("words", "")))


def _title(report: str) -> str:
    return REPORTS[report].title if report in REPORTS else report


def _past(found: Found, zone: ZoneInfo) -> dict[str, object]:
    body = found.filing.body
    words = {name.removeprefix("query."): text for name, text in body.items() if name.startswith("query.")}
    return {
        "sequence": found.sequence,
        "at": to_second(found.filing.at, zone),
        "who": found.filing.actor_id,
        "report": _title(body.get("report", "events")),
        "events": body.get("events", ""),
        "purpose": PURPOSES.get(found.filing.purpose, found.filing.purpose),
        "reason": body.get("reason", ""),
        "manifest": body.get("manifest_sha256", ""),
        "words": ", ".join(f"{name} {text}" for name, text in sorted(words.items())),
    }
