"""Reviews of activity and access: which are due, signing one off, and those that were signed (164.308(a)(1)(ii)(D))."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from starlette.responses import Response

from services.audit.checkpoint import Checkpoint
from services.audit.model import Action, Actor
from services.audit.notes import Note
from services.audit.ports import AuditTx
from services.audit.reading import Column, Found, LedgerQuery, Sort
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.kernel.store import Store
from services.portal.compliance.asked import read_asked
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.ports import AuditLog
from services.portal.compliance.tabs import REVIEWS, SEARCH, tabs
from services.portal.compliance.words import to_second
from services.portal.console.section import Call, Screen, go
from services.reports.definitions import REPORTS
from services.reports.review import LONGEST, SignOff

SHOWN: Final = 50
"""Sign-offs that are listed, and looked through for what is due."""
KEPT: Final = timedelta(minutes=5)
"""How long what is due is remembered, so that not every page asks the log."""
CADENCE: Final[Mapping[str, timedelta]] = {
    "activity": timedelta(days=7),
    "access": timedelta(days=92),
}
"""How long after the end of the last reviewed period the next review is due. The rule says "regularly"; the clinic's
own policy says how often, and these are the usual ones."""
GRACE: Final = timedelta(days=3)
"""So much later a review is overdue."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One sign-off, as the log has it."""

    sequence: int
    at: str
    who: str
    report: str
    since: datetime | None
    until: datetime | None
    findings: str


@dataclass(frozen=True, slots=True)
class Due:
    """One kind of review: up to when it was done, when the next is due, and whether that is past."""

    report: str
    title: str
    done_until: datetime | None
    due: datetime | None
    overdue: bool


@dataclass(slots=True)
class _Known:
    """What was due when the log was asked last."""

    at: datetime | None = None
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Reviews:
    """The handlers of the reviews' page."""

    log: AuditLog
    store: Store[AuditTx]
    clock: Clock
    zone: ZoneInfo
    known: _Known = field(default_factory=_Known)

    async def show(self, call: Call) -> Screen:  # noqa: ARG002 the shape of every handler
        """GET /audit/reviews."""
        return await self._screen({})

    async def sign(self, call: Call) -> Screen | Response:
        """POST: sign a review off; it is an event of the log, with person, period, findings and checkpoint."""
        try:
            await self._signed(call.fields, call.person.actor)
        except SealdeskError as problem:
            return await self._screen(call.fields, problem)
        self.known.at = None
        return go(REVIEWS, "review_signed")

    async def count(self) -> int:
        """Return how many kinds of review are overdue; what is remembered where the log cannot be asked."""
        now = self.clock.now()
        if self.known.at is None or now - self.known.at >= KEPT:
            try:
                self.known.overdue = sum(each.overdue for each in due_of(await self._past(), now))
            except SealdeskError:
                return self.known.overdue
            self.known.at = now
        return self.known.overdue

    async def _signed(self, fields: Mapping[str, str], actor: Actor) -> None:
        now = self.clock.now()
        days = {"period": "days", "since": fields.get("since", ""), "to": fields.get("to", "")}
        query = read_asked(days, now, self.zone).query
        if query.since is None or query.until is None:
            raise WrongFilter("since", "The period needs both its days.", "Give the first and the last day reviewed.")
        if query.since > now:
            raise WrongFilter("since", "The period has not begun yet.", "Sign what you have looked at.")
        note = Note.parse(await self.log.log_file("checkpoint"))
        report, until = fields.get("report", ""), min(query.until, now)
        signed = SignOff(report, query.since, until, Checkpoint.of(note).size, fields.get("findings", ""))
        event = signed.event(now, actor)
        await self.store.write(lambda tx: tx.audit.record(event))

    async def _past(self) -> list[Signed]:
        query, newest = LedgerQuery(actions=(Action.REVIEW_SIGNED.value,)), Sort(Column.SEQUENCE, descending=True)
        page = await self.log.search(query, newest, None, SHOWN)
        return [_signed(await self.log.open(each.sequence), self.zone) for each in page.events]

    async def _screen(self, fields: Mapping[str, str], problem: SealdeskError | None = None) -> Screen:
        status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        past: list[Signed] | None = None
        try:
            past = await self._past()
        except SealdeskError as away:
            problem, status = problem or away, HTTPStatus.SERVICE_UNAVAILABLE
        due = due_of(past, self.clock.now()) if past is not None else []
        values = {
            "tabs": tabs(REVIEWS, sum(each.overdue for each in due)),
            "past": past or [],
            "due": due,
            "reports": [{"id": each.id, "title": each.title} for each in REPORTS.values() if each.signed],
            "fields": {name: fields.get(name, "") for name in ("report", "since", "to", "findings")},
            "longest": LONGEST,
            "look": f"{SEARCH}?period=week&outcome=refused",
            "problem": problem,
        }
        return Screen("audit_reviews.html", values, status, REVIEWS if problem else "")


def due_of(past: list[Signed], now: datetime) -> list[Due]:
    """Return how each kind of review stands."""
    found = []
    for report, every in CADENCE.items():
        ends = [each.until for each in past if each.report == report and each.until is not None]
        last = max(ends, default=None)
        due = None if last is None else last + every
        found.append(Due(report, REPORTS[report].title, last, due, due is None or now > due + GRACE))
    return found


def _signed(found: Found, zone: ZoneInfo) -> Signed:
    body = found.filing.body
    return Signed(
        found.sequence,
        to_second(found.filing.at, zone),
        found.filing.actor_id,
        body.get("report", ""),
        _instant(body.get("since", "")),
        _instant(body.get("until", "")),
        body.get("findings", "") if not found.shredded else "its key was destroyed",
    )


def _instant(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else None
