"""Emergency access: the door that says why, and the pages on which each use is reviewed and signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from services.accounts.break_glass import REVIEW_WITHIN, EmergencyReviews, Reason
from services.accounts.errors import ReviewRefused
from services.accounts.model import EmergencyUse, Person
from services.accounts.officer_mail import Letter, MailRoom, MailState, OfficerMail
from services.accounts.permissions import Permission, permits
from services.portal.console.section import Call, Page, Screen, Section, go

HERE = "/emergency"
_LOOKED_AT = 500
"""Notices of the newest uses that are looked through."""
REASONS: Mapping[Reason, str] = {
    Reason.DIRECTORY_DOWN: "The clinic's directory is down",
    Reason.PATIENT_SAFETY: "A patient would come to harm otherwise",
    Reason.LOCKED_OUT: "Everybody with the right role is locked out",
    Reason.DISASTER: "Fire, flood, attack or another disaster",
    Reason.DRILL: "A drill",
}


LETTERS: Mapping[Letter, str] = {
    Letter.DAILY_ROOT: "Root of the audit log",
    Letter.EMERGENCY_USED: "Use of emergency access",
    Letter.REVIEW_OVERDUE: "Overdue review",
}


@dataclass(frozen=True, slots=True)
class EmergencyPages:
    """The handlers of the review pages."""

    reviews: EmergencyReviews
    mails: MailRoom

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
        uses = [(use.id, use.reviewed_at, self.reviews.is_late(use)) for use in await self.reviews.uses()]
        mails = await self.mails.newest(Letter.EMERGENCY_USED, _LOOKED_AT)
        return uses, [(mail.id, mail.state, mail.attempts) for mail in mails], len(await self.mails.troubled())

    async def alarm(self, person: Person) -> str:
        """Return what those who review read on every page until each use is signed."""
        if not permits(person.roles, Permission.SEE_EMERGENCIES):
            return ""
        waiting, unsent = await self.reviews.open(), await self.mails.troubled()
        said = []
        if waiting:
            said.append(f"Emergency access was used and is not reviewed yet: {len(waiting)}.")
        if any(self.reviews.is_late(use) for use in waiting):
            said.append("A review is late.")
        if unsent:
            said.append(f"Mails to the officers could not be sent: {len(unsent)}.")
        return " ".join(said)

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
        mails = await self.mails.newest(Letter.EMERGENCY_USED, _LOOKED_AT)
        uses = [self._row(use, mails) for use in await self.reviews.uses()]
        values = {
            "uses": uses,
            "letters": LETTERS,
            "unsent": await self.mails.troubled(),
            "problem": problem,
            "may_review": call.may(Permission.REVIEW_BREAK_GLASS),
        }
        status, at = (HTTPStatus.CONFLICT, HERE) if problem else (HTTPStatus.OK, "")
        return Screen("emergency.html", values, status, at)

    def _row(self, use: EmergencyUse, mails: Sequence[OfficerMail]) -> dict[str, object]:
        return {
            "use": use,
            "why": REASONS[Reason(use.reason)],
            "late": self.reviews.is_late(use),
            "by": use.opened_at + REVIEW_WITHIN,
            "notice": _notice([mail for mail in mails if mail.values.get("use") == use.id]),
        }


def _notice(mails: Sequence[OfficerMail]) -> str:
    """Return how the mails about a use stand."""
    if not mails:
        return "No mail was made of it: the settings name no officer (audit.officers)."
    sent = sum(mail.state is MailState.SENT for mail in mails)
    whole = f"Mailed to {sent} of {len(mails)} officers."
    return whole if sent == len(mails) else f"{whole} The rest is tried again by itself."
