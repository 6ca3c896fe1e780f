"""The messages page: those nobody knows about, to be settled; those that failed, so that somebody calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from services.accounts.permissions import Permission
from services.kernel.errors import SealdeskError
from services.messaging.desk import MessageDesk
from services.messaging.ports import MessagingTx
from services.portal.console.consent import tabs
from services.portal.console.section import Call, Page, Screen, Section, go

_SHOWN = 50
_STATES: Mapping[str, str] = {
    "unknown": "Nobody knows whether it arrived",
    "failed": "It was not sent",
    "undelivered": "It did not arrive",
}
_WHAT: Mapping[str, str] = {
    "code": "One-time code",
    "conversation": "Answer in a text conversation",
    "moved": "The visit was moved",
    "notice": "E-mail that leads to the chat",
    "cancelled": "The visit was canceled",
    "undone": "Nothing was changed",
    "declined": "The clinic could not make the change",
    "changed_already": "The visit had changed already",
    "cancelled_already": "The visit was canceled before",
    "requested": "The front desk has the request",
    "person_wanted": "Note to the front desk",
    "reminder": "Reminder",
    "reminder_kept": "Thanks for keeping the visit",
    "waitlist_offer": "Waitlist: an offer",
    "waitlist_taking": "Waitlist: being booked",
    "waitlist_gone": "Waitlist: the time is taken",
    "fee": "Link to pay a fee",
    "stopped": "Texts are off",
    "stopped_visit": "Texts are off",
    "started": "Texts are on",
}
"""What a message said, by its template; others by the template's own name."""
_WHY: Mapping[str, str] = {
    "send_unknown": "the carrier gave no clear answer",
    "opted_out": "the number texted STOP",
    "send_refused": "the carrier refuses this number",
    "wrong_message": "it could not be worded",
}


def _plain(words: Mapping[str, str], code: str) -> str:
    return words.get(code, code.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Messages:
    """The handlers of the messages page."""

    desk: MessageDesk

    def section(self, *more: Page) -> Section:
        """Return the section; `more` are the pages of what a number gets."""
        pages = (
            Page("/messages", show=self.show, pulse=self.pulse),
            *more,
            Page("/messages/{message}/settle", take=self.settle),
        )
        return Section("Messages", "/messages", "m", pages, Permission.WORK_MESSAGES, count=self.count)

    async def show(self, call: Call) -> Screen:
        """GET /messages; the look is audited, for numbers are on it."""
        return await self._screen(call)

    async def pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the page shows, in short."""

        def read(tx: MessagingTx) -> list[str]:
            rows = [*tx.outbox.unknown(_SHOWN), *tx.outbox.failed(_SHOWN)]
            return [row.message.id for row in rows] + [j.message_id for j in tx.journeys.undelivered(_SHOWN)]

        return await self.desk.store.read(read)

    async def count(self) -> int:
        """Return how many messages wait to be settled."""
        return len(await self.desk.store.read(lambda tx: tx.outbox.unknown(_SHOWN)))

    async def settle(self, call: Call) -> Screen | Response:
        """POST: what somebody found out about an unknown message; it is never sent again."""
        arrived = call.fields.get("arrived") == "yes"
        try:
            await self.desk.settle(call.path("message"), call.person.actor, arrived=arrived)
        except SealdeskError as error:
            return await self._screen(call, error)
        return go("/messages", "settled")

    async def _screen(self, call: Call, problem: SealdeskError | None = None) -> Screen:
        rows = [
            {
                "id": one.id,
                "open": one.state == "unknown",
                "state": _STATES.get(one.state, one.state),
                "what": _plain(_WHAT, one.template),
                "to": one.to,
                "at": one.at,
                "why": _plain(_WHY, one.why),
            }
            for one in await self.desk.troubled(call.person.actor, _SHOWN)
        ]
        status, at = (HTTPStatus.CONFLICT, "/messages") if problem else (HTTPStatus.OK, "")
        return Screen("messages.html", {"rows": rows, "tabs": tabs("/messages"), "problem": problem}, status, at)
