"""The cases page: which cases wait, since when and by when, who has them; taking one in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from services.accounts.permissions import Permission
from services.handoff.errors import HandoffError, NoSuchCase
from services.handoff.gates import OnTimeout
from services.handoff.service import FrontDesk, Wanted
from services.handoff.task import Desked, End
from services.kernel.clock import Clock
from services.portal.console.section import Call, Page, Screen, Section, go
from services.portal.console.words import say_reason

_CLOSED_SHOWN = 50
_VIEWS: Mapping[str, tuple[str, str]] = {
    "open": ("Open", "Nothing waits. New cases appear here by themselves."),
    "mine": ("Mine", "You have no case in hand. Take one from the open ones."),
    "closed": ("Closed", "No case was closed yet."),
}
_KINDS: Mapping[str, str] = {"move": "move", "cancel": "cancellation"}
_ENDS: Mapping[End, str] = {
    End.CHANGED: "changed",
    End.DECLINED: "declined",
    End.TIMED_OUT: "nobody decided in time",
    End.WITH_PERSON: "another case checks it",
    End.BY_HAND: "finished by hand",
}
_THEN: Mapping[OnTimeout, str] = {
    OnTimeout.KEEP: "then it stays, with its time held",
    OnTimeout.RELEASE: "then the held time is given back",
    OnTimeout.TELL: "then it ends and the patient is told",
}


@dataclass(frozen=True, slots=True)
class Queue:
    """The handlers of the cases page."""

    desk: FrontDesk
    clock: Clock

    def section(self, *more: Page) -> Section:
        """Return the section; `more` are the pages of single cases."""
        pages = (
            Page("/cases", show=self.show, pulse=self.pulse),
            Page("/cases/{case}/claim", take=self.claim),
            *more,
        )
        return Section("Cases", "/cases", "c", pages, Permission.WORK_CASES, count=self.count)

    async def show(self, call: Call) -> Screen:
        """GET /cases?view=open|mine|closed."""
        view, now = _view(call), self.clock.now()
        every = await self.desk.queue()
        mine = [one for one in every if one.task.held_by(now) == call.person.id]
        cases = {"open": every, "mine": mine}.get(view)
        if cases is None:
            cases = await self.desk.closed(_CLOSED_SHOWN)
        counts = {"open": len(every), "mine": len(mine)}
        tabs = [{"view": name, "title": words[0], "count": counts.get(name)} for name, words in _VIEWS.items()]
        rows = [_row(one, now, call.person.id) for one in cases]
        return Screen("queue.html", {"view": view, "tabs": tabs, "rows": rows, "nothing": _VIEWS[view][1]})

    async def pulse(self, call: Call) -> object:
        """Return what the page shows, in short."""
        now = self.clock.now()
        if _view(call) == "closed":
            return [one.case.id for one in await self.desk.closed(_CLOSED_SHOWN)]
        cases = await self.desk.queue()
        return [(one.case.id, one.task.version, one.task.held_by(now), one.wanted_by < now) for one in cases]

    async def claim(self, call: Call) -> Response:
        """POST /cases/ID/claim: take it in hand, and look at it; who was slower sees who has it."""
        case_id = call.path("case")
        try:
            await self.desk.claim(case_id, call.person.actor)
        except NoSuchCase:
            raise
        except HandoffError:
            return go(f"/cases/{case_id}", "not_claimed")
        return go(f"/cases/{case_id}", "claimed")

    async def count(self) -> int:
        """Return how many cases nobody has in hand."""
        return len(await self.desk.queue(Wanted(in_hands_of="")))


def _view(call: Call) -> str:
    view = call.request.query_params.get("view", "open")
    return view if view in _VIEWS else "open"


def _row(one: Desked, now: datetime, me: str) -> dict[str, object]:
    """Return a case as the list shows it: why and when, and nothing that identifies a patient."""
    case, task = one.case, one.task
    request, holder = task.request, task.held_by(now)
    what = f"{request.appointment.visit_name or 'visit'}, {_KINDS[request.kind]}" if request else ""
    ended = task.closed_at is not None
    return {
        "id": case.id,
        "why": say_reason(case.reason),
        "what": what if not task.end else f"{what}: {_ENDS[task.end]}".removeprefix(": "),
        "since": case.opened_at,
        "by": task.closed_at if ended else one.wanted_by,
        "overdue": not ended and one.wanted_by <= now,
        "then": _THEN[task.on_timeout] if task.on_timeout and task.timeout_at and not ended else "",
        "holder": (task.closed_by or "") if ended else "you" if holder == me else holder or "nobody",
        "claimable": not ended and holder is None and task.decision is None,
    }
