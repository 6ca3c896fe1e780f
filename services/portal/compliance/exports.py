"""Ordering exports and reports, watching them being made, downloading them, and those that were made before."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from services.audit.model import Action
from services.audit.reading import Column, Found, LedgerQuery, Sort
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.portal.compliance.choices import choices_of
from services.portal.compliance.ordering import GIVEN, asking_of, grounds, order_of, packed, question_of
from services.portal.compliance.ports import AuditLog, ExportDesk, Standing
from services.portal.compliance.recording import Doing, Recording, each_of
from services.portal.compliance.tabs import EXPORTS, tabs
from services.portal.compliance.words import to_second
from services.portal.console.section import Call, Screen, go
from services.reports.asked import PURPOSES, Form
from services.reports.definitions import REPORTS

PAST: Final = 20
"""Exports of before that are listed."""
KEPT: Final = 50
"""Orders of this process that are remembered."""
_STAGES: Final = {
    "waiting": "Waiting for another export to end",
    "writing": "Being made",
    "ready": "Ready",
    "failed": "It could not be made",
}
FORMS: Final = {Form.PDF: "PDF, to read and sign", Form.CSV: "CSV, for a spreadsheet", Form.FHIR: "FHIR AuditEvent"}


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order that this process remembers: who gave it, when, and for which report."""

    name: str
    by: str
    at: datetime
    report: str
    patients: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Exports:
    """The handlers of the exports' pages."""

    log: AuditLog
    desk: ExportDesk
    recording: Recording
    clock: Clock
    zone: ZoneInfo
    overdue: Callable[[], int] = field(default=lambda: 0)
    orders: dict[str, Ordered] = field(default_factory=dict)

    async def show(self, call: Call) -> Screen:  # noqa: ARG002 the shape of every handler
        """GET /audit/exports: what is under way, and what was made before, as the log has it."""
        present = [
            {"order": each, "stage": _stage(await self._standing(each.name))} for each in list(self.orders.values())
        ]
        values: dict[str, object] = {"present": present[::-1], "past": [], "problem": None}
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
        return [await self._standing(name) for name in list(self.orders)]

    async def new(self, call: Call) -> Screen:
        """GET /audit/exports/new: the form, filled with what was searched for."""
        given = call.request.query_params
        try:
            return self._form(dict(given), {"report": given.get("report", "events")})
        except SealdeskError as problem:
            return self._form({}, {}, problem)

    async def order(self, call: Call) -> Screen | Response:
        """POST: order an export; that it was ordered is recorded here, that it was made by who makes it."""
        fields, now = call.fields, self.clock.now()
        try:
            order, asked = order_of(fields, now, self.zone)
            asking = asking_of(fields, call.person.actor)
            question = {f"query.{name}": text for name, text in asked.words.items()}
            body = {"report": order.report, **asking.given.words(), **question}
            doing = Doing(call.person.actor, Action.EXPORT_ORDERED, body, purpose=asking.purpose)
            await self.recording.record(*each_of(doing, order.query.patients))
            name = await self.desk.order(order, asking)
        except SealdeskError as problem:
            return self._form(_words(fields), fields, problem)
        self.orders[name] = Ordered(name, call.person.id, now, _title(order.report), order.query.patients)
        while len(self.orders) > KEPT:
            self.orders.pop(next(iter(self.orders)))
        return go(f"{EXPORTS}/{name}")

    async def one(self, call: Call) -> Screen:
        """GET: how one order stands."""
        name = call.path("name")
        standing = await self._standing(name)
        values = {
            "tabs": tabs(EXPORTS, self.overdue()),
            "name": name,
            "standing": standing,
            "stage": _stage(standing),
            "report": self.orders[name].report if name in self.orders else "Export",
        }
        return Screen("audit_export.html", values, HTTPStatus.OK if standing else HTTPStatus.NOT_FOUND)

    async def one_pulse(self, call: Call) -> object:
        """Return how one order stands."""
        return await self._standing(call.path("name"))

    async def fetch(self, call: Call) -> Response:
        """GET: the archive; that it was downloaded is recorded first. What lay here meanwhile is removed again."""
        name = call.path("name")
        about = self.orders[name].patients if name in self.orders else ()
        await self.recording.record(*each_of(Doing(call.person.actor, Action.EXPORT_FETCHED, {"export": name}), about))
        folder = tempfile.TemporaryDirectory(prefix="sealdesk-export-")
        path = Path(folder.name) / "export.zip"
        try:
            await self.desk.fetch(name, path)
        except SealdeskError:
            folder.cleanup()
            raise
        done = BackgroundTask(folder.cleanup)
        return FileResponse(path, filename=f"sealdesk-audit-{name}.zip", media_type="application/zip", background=done)

    async def drop(self, call: Call) -> Response:
        """POST: cancel an order, or remove an export that is not needed here any more."""
        name = call.path("name")
        await self.desk.drop(name)
        self.orders.pop(name, None)
        return go(EXPORTS, "export_dropped")

    async def _standing(self, name: str) -> Standing | None:
        """Return how an order stands, None where nobody knows it any more."""
        try:
            return await self.desk.standing(name)
        except SealdeskError:
            return None

    async def _made(self) -> list[Found]:
        """Return the exports that were made, newest first, with their bodies."""
        query, newest = LedgerQuery(actions=(Action.EXPORT_MADE.value,)), Sort(Column.SEQUENCE, descending=True)
        page = await self.log.search(query, newest, None, PAST)
        opened = [await self.log.open(each.sequence) for each in page.events]
        return list({each.filing.body.get("manifest_sha256", each.sequence): each for each in opened}.values())

    def _form(
        self, words: Mapping[str, str], fields: Mapping[str, str], problem: SealdeskError | None = None
    ) -> Screen:
        asked = question_of(words, self.clock.now(), self.zone)
        fresh = "purpose" not in fields
        values = {
            "tabs": tabs(EXPORTS, self.overdue()),
            "words": asked.words,
            "choices": choices_of(asked.words),
            "packed": packed(asked),
            "summary": [(name, text) for name, text in asked.words.items()],
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
        return Screen("audit_order.html", values, HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK)


def _words(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the question of a form that was refused, so that it is not lost; nothing of it where it cannot be read."""
    return dict(parse_qsl(fields.get("words", "")))


def _title(report: str) -> str:
    return REPORTS[report].title if report in REPORTS else report


def _stage(standing: Standing | None) -> str:
    return _STAGES[str(standing.stage)] if standing else "Forgotten: Sealdesk was started again, or its time is over"


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
