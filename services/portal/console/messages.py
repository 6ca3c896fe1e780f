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
from services.portal.console.message_words import say_message
from services.portal.console.section import Call, Page, Screen, Section, go

_SHOWN = 50
_STATES: Mapping[str, str] = {
    "unknown": "Nobody knows whether it arrived",
    "failed": "It was not sent",
    "undelivered": "It did not arrive",
}
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
                "what": say_message(one.template),
                "to": one.to,
                "at": one.at,
                "why": _plain(_WHY, one.why),
            }
            for one in await self.desk.troubled(call.person.actor, _SHOWN)
        ]
        status, at = (HTTPStatus.CONFLICT, "/messages") if problem else (HTTPStatus.OK, "")
        return Screen("messages.html", {"rows": rows, "tabs": tabs("/messages"), "problem": problem}, status, at)
