"""The waitlist's pages: who waits for what, their priority, taking somebody off; which times are and were on offer."""

from collections.abc import Awaitable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from services.accounts.permissions import Permission
from services.kernel.errors import SealdeskError
from services.portal.console.people import names_of, visits_of
from services.portal.console.section import Call, Page, Screen, Section, go
from services.portal.console.waitlist_view import PRIORITIES, REMOVALS, priorities, round_row, waiting_row
from services.portal.errors import BadRequest
from services.scheduling.ports import SchedulingSystem
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.showing import WaitlistView, winner_of
from services.scheduling.waitlist.staffing import PriorityReason, RemovalReason, WaitlistDesk

PER_PAGE = 25
_OVER_SHOWN = 20
_HERE = "/waitlist"
_OFFERS = "/waitlist/offers"


@dataclass(frozen=True, slots=True)
class Waitlist:
    """The handlers of the waitlist's pages."""

    desk: WaitlistDesk
    view: WaitlistView
    system: SchedulingSystem

    def section(self) -> Section:
        """Return the section."""
        pages = (
            Page(_HERE, show=self.show, pulse=self.pulse),
            Page(_OFFERS, show=self.offers, pulse=self.offers_pulse),
            Page("/waitlist/{entry}/priority", take=self.priority),
            Page("/waitlist/{entry}/remove", take=self.remove),
        )
        return Section("Waitlist", _HERE, "w", pages, Permission.WORK_WAITLIST)

    async def show(self, call: Call) -> Screen:
        """GET /waitlist?page=N: who waits; the look is audited for each of them."""
        return await self._screen(call)

    async def pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the list shows, in short."""
        return await self.view.waiting_pulse()

    async def offers(self, call: Call) -> Screen:
        """GET /waitlist/offers: times on offer, and the newest of those that were."""
        offered = await self.view.offered(call.person.actor, _OVER_SHOWN)
        winners = [winner for each in (*offered.running, *offered.over) if (winner := winner_of(each))]
        names = await names_of(self.system, {winner.patient_id for winner in winners})
        now = self.desk.parts.clock.now()
        values = {
            **await self._tabs(_OFFERS),
            "running": [round_row(each, names, now) for each in offered.running],
            "over": [round_row(each, names, now) for each in offered.over],
        }
        return Screen("waitlist_offers.html", values)

    async def offers_pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the offers show, in short."""
        return await self.view.offered_pulse(_OVER_SHOWN)

    async def priority(self, call: Call) -> Screen | Response:
        """POST: who is asked first, for a reason; not over the head of a colleague."""
        reason = call.fields.get("reason", "")
        if reason not in set(PriorityReason):
            raise BadRequest("The form names no reason.")
        wanted, was = _digit(call, "priority"), _digit(call, "was")
        work = self.desk.prioritise(call.path("entry"), wanted, call.person.actor, PriorityReason(reason), was)
        return await self._done(call, work, "waitlist_priority")

    async def remove(self, call: Call) -> Screen | Response:
        """POST: off the list, for a reason."""
        reason = call.fields.get("reason", "")
        if reason not in set(RemovalReason):
            raise BadRequest("The form names no reason.")
        work = self.desk.remove(call.path("entry"), call.person.actor, RemovalReason(reason))
        return await self._done(call, work, "waitlist_removed")

    async def _done(self, call: Call, work: Awaitable[object], said: str) -> Screen | Response:
        try:
            await work
        except SealdeskError as error:
            return await self._screen(call, error)
        return go(_HERE, said)

    async def _screen(self, call: Call, problem: SealdeskError | None = None) -> Screen:
        page = _page(call)
        listing = await self.view.waiting(call.person.actor, PER_PAGE * (page - 1), PER_PAGE)
        entries = [row.entry for row in listing.rows]
        names = await names_of(self.system, {entry.patient_id for entry in entries})
        visits = await visits_of(self.system, {entry.appointment_id for entry in entries if entry.appointment_id})
        values = {
            **await self._tabs(_HERE),
            "rows": [waiting_row(row, names, visits) for row in listing.rows],
            "priorities": priorities(),
            "why_priority": [{"value": str(each), "label": label} for each, label in PRIORITIES.items()],
            "why_remove": [{"value": str(each), "label": label} for each, label in REMOVALS.items()],
            "total": listing.total,
            "first": PER_PAGE * (page - 1) + 1,
            "page": page,
            "pages": max(1, -(-listing.total // PER_PAGE)),
            "problem": problem,
        }
        status, at = (HTTPStatus.CONFLICT, _HERE) if problem else (HTTPStatus.OK, "")
        return Screen("waitlist.html", values, status, at)

    async def _tabs(self, here: str) -> dict[str, object]:
        waiting, running = await self.view.counts()
        tabs = [("Who waits", _HERE, waiting), ("Offers", _OFFERS, running)]
        return {
            "tabs": [
                {"title": title, "path": path, "count": count, "here": path == here} for title, path, count in tabs
            ]
        }


def waitlist_section(parts: Parts, system: SchedulingSystem) -> Section:
    """Return the section over the waitlist's parts."""
    return Waitlist(WaitlistDesk(parts), WaitlistView(parts), system).section()


def _page(call: Call) -> int:
    asked = call.request.query_params.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) <= len("9999") else 1


def _digit(call: Call, name: str) -> int:
    """Return a priority of the form."""
    given = call.fields.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) == 1):
        raise BadRequest("The form names no priority.")
    return int(given)
