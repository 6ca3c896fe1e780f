"""Emergency access: the door that says why, and the pages on which each use is reviewed and signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from services.accounts.break_glass import REVIEW_WITHIN, EmergencyReviews, Reason
from services.accounts.errors import ReviewRefused
from services.accounts.model import EmergencyUse, Person
from services.accounts.permissions import Permission, permits
from services.portal.console.section import Call, Page, Screen, Section, go

HERE = "/emergency"
REASONS: Mapping[Reason, str] = {
    Reason.DIRECTORY_DOWN: "The clinic's directory is down",
    Reason.PATIENT_SAFETY: "A patient would come to harm otherwise",
    Reason.LOCKED_OUT: "Everybody with the right role is locked out",
    Reason.DISASTER: "Fire, flood, attack or another disaster",
    Reason.DRILL: "A drill",
}


@dataclass(frozen=True, slots=True)
class EmergencyPages:
    """The handlers of the review pages."""

    reviews: EmergencyReviews

    def section(self) -> Section:
        """Return the section."""
        pages = (
            Page(HERE, show=self.show, pulse=self.pulse, needs=Permission.SEE_EMERGENCIES),
            Page(f"{HERE}/{{use}}/review", take=self.review, needs=Permission.REVIEW_BREAK_GLASS),
        )
        return Section("Emergency access", HERE, "e", pages, Permission.SEE_EMERGENCIES, count=self.count)

    async def show(self, call: Call) -> Screen:
        """GET /emergency: every use, the newest first."""
        return await self._screen(call)

    async def pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the page shows, in short."""
        return [(use.id, use.reviewed_at, self.reviews.is_late(use)) for use in await self.reviews.uses()]

    async def alarm(self, person: Person) -> str:
        """Return what those who review read on every page until each use is signed."""
        if not permits(person.roles, Permission.SEE_EMERGENCIES):
            return ""
        waiting = await self.reviews.open()
        if not waiting:
            return ""
        late = " A review is late." if any(self.reviews.is_late(use) for use in waiting) else ""
        return f"Emergency access was used and is not reviewed yet: {len(waiting)}.{late}"

    async def count(self) -> int:
        """Return how many uses wait for their review."""
        return len(await self.reviews.open())

    async def review(self, call: Call) -> Screen | Response:
        """POST /emergency/USE/review: sign what was found."""
        try:
            await self.reviews.review(call.path("use"), call.person, call.fields.get("found", ""))
        except ReviewRefused as problem:
            return await self._screen(call, problem)
        return go(HERE, "emergency_reviewed")

    async def _screen(self, call: Call, problem: ReviewRefused | None = None) -> Screen:
        uses = [self._row(use) for use in await self.reviews.uses()]
        values = {"uses": uses, "problem": problem, "may_review": call.may(Permission.REVIEW_BREAK_GLASS)}
        status, at = (HTTPStatus.CONFLICT, HERE) if problem else (HTTPStatus.OK, "")
        return Screen("emergency.html", values, status, at)

    def _row(self, use: EmergencyUse) -> dict[str, object]:
        return {
            "use": use,
            "why": REASONS[Reason(use.reason)],
            "late": self.reviews.is_late(use),
            "by": use.opened_at + REVIEW_WITHIN,
        }
