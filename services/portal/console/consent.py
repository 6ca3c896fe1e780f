"""The consent page: which messages a number or an address gets, and what its owner told staff of that.

The number travels in forms alone, never in an address: addresses stand in logs and histories.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar

from services.kernel.errors import SealdeskError
from services.kernel.texting import Consent, Source
from services.messaging.consent_desk import ConsentDesk, Said, Topic, Word, seen_of
from services.messaging.consents import reached_at
from services.messaging.desk import MessageDesk, NumberStanding
from services.messaging.misdirected import Left, Misdirected
from services.portal.console.message_words import say_message
from services.portal.console.section import Call, Page, Screen
from services.portal.errors import BadRequest

HERE = "/messages/consent"
R = TypeVar("R", bound=StrEnum)
_SAID: Mapping[Said, str] = {Said.BY_PHONE: "On the phone", Said.IN_PERSON: "In person", Said.IN_WRITING: "In writing"}
_SOURCES: Mapping[Source, str] = {
    Source.TEXT: "by text",
    Source.CARRIER: "at the carrier",
    Source.CHAT: "in the chat",
    Source.STAFF: "told to staff",
    Source.RECORD: "in the record",
}
_TOPICS: Mapping[Topic, str] = {Topic.REMINDERS: "Reminders and waitlist offers", Topic.FEES: "Texts about fees"}


class NotReached(SealdeskError):
    """What was typed is no number and no address."""

    code = "not_reached"

    def __init__(self) -> None:
        super().__init__(
            "That is no telephone number and no e-mail address.",
            "Write ten digits, + and the country code, or an address with its @.",
        )


@dataclass(frozen=True, slots=True)
class Consents:
    """The handlers of the page."""

    desk: MessageDesk
    consents: ConsentDesk
    misdirected: Misdirected

    def pages(self) -> tuple[Page, ...]:
        """Return the page and what its forms lead to."""
        return (
            Page(HERE, show=self.show, take=self.look),
            Page(f"{HERE}/note", take=self.note),
            Page(f"{HERE}/misdirected", take=self.misdirect),
        )

    async def show(self, call: Call) -> Screen:  # noqa: ARG002 the shape of every handler
        """GET: ask for the number."""
        return Screen("consent.html", {**_FRAME, "to": "", "problem": None})

    async def look(self, call: Call) -> Screen:
        """POST: how a number stands; the look is audited."""
        number = reached_at(call.fields.get("to", ""))
        if number is None:
            values = {**_FRAME, "to": call.fields.get("to", "")[:80], "problem": NotReached()}
            return Screen("consent.html", values, HTTPStatus.BAD_REQUEST)
        return await self._screen(call, number)

    async def note(self, call: Call) -> Screen:
        """POST: what the owner of a number said; not over a newer word."""
        number = reached_at(call.fields.get("to", ""))
        if number is None or call.fields.get("given") not in ("yes", "no"):
            raise BadRequest("The form is not one that this page makes.")
        given, seen = call.fields["given"] == "yes", call.fields.get("seen", "")
        word = Word(number, _choice(call, "topic", Topic), given, _choice(call, "said_how", Said), seen)
        try:
            await self.consents.note(word, call.person.actor)
        except SealdeskError as error:
            return await self._screen(call, number, problem=error)
        return await self._screen(call, number, said="consent_kept")

    async def misdirect(self, call: Call) -> Screen:
        """POST: a message reached somebody else; that is a disclosure, and put on record."""
        number = reached_at(call.fields.get("to", ""))
        if number is None:
            raise BadRequest("The form is not one that this page makes.")
        try:
            await self.misdirected.mark(call.fields.get("message", ""), call.person.actor)
        except SealdeskError as error:
            return await self._screen(call, number, problem=error)
        return await self._screen(call, number, said="misdirected")

    async def _screen(self, call: Call, number: str, said: str = "", problem: SealdeskError | None = None) -> Screen:
        found = await self.desk.number(number, call.person.actor)
        values = {**_FRAME, "to": number, "seen": seen_of(found), "rows": _rows(number, found), "problem": problem}
        values["left"] = [_sent(one) for one in await self.misdirected.sent_to(number)]
        status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        return Screen("consent.html", {**values, "said": said}, status)


def tabs(here: str) -> list[dict[str, object]]:
    """Return the tabs of the messages pages."""
    named = (("To look after", "/messages"), ("What a number gets", HERE))
    return [{"title": title, "path": path, "count": None, "here": path == here} for title, path in named]


_FRAME: Mapping[str, object] = {
    "tabs": tabs(HERE),
    "how": [{"value": str(each), "label": label} for each, label in _SAID.items()],
    "rows": [],
    "left": [],
    "seen": "",
}


def _sent(one: Left) -> dict[str, object]:
    return {"id": one.id, "what": say_message(one.template), "at": one.at, "marked": one.marked}


def _rows(number: str, found: NumberStanding) -> list[dict[str, object]]:
    mail = "@" in number
    first: dict[str, object] = {
        "topic": str(Topic.ALL),
        "what": "E-mails" if mail else "Texts",
        "state": "off" if found.stopped else "on",
        "at": None,
        "yes": found.stopped,
        "no": not found.stopped,
        "turn_yes": "Turn on",
        "turn_no": "Turn off",
    }
    known = {each.message_class.value: each for each in found.consents}
    asked = [] if mail else [_asked(topic, label, known.get(topic.value)) for topic, label in _TOPICS.items()]
    return [first, *asked]


def _asked(topic: Topic, label: str, word: Consent | None) -> dict[str, object]:
    state = "never asked" if word is None else f"{'yes' if word.given else 'no'}, {_SOURCES[word.source]}"
    return {
        "topic": str(topic),
        "what": label,
        "state": state,
        "at": word.at if word else None,
        "yes": word is None or not word.given,
        "no": word is None or word.given,
        "turn_yes": "They agree",
        "turn_no": "They say no",
    }


def _choice(call: Call, name: str, kind: type[R]) -> R:
    given = call.fields.get(name, "")
    if given not in set(kind):
        raise BadRequest("The form is not one that this page makes.")
    return kind(given)
