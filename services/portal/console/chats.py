"""Live chats: which patients wait for a person, and talking to one of them while the assistant is silent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from starlette.responses import Response

from services.accounts.permissions import Permission
from services.dialogue.errors import DialogueError, UnknownChat
from services.dialogue.model import Chat, Line
from services.dialogue.ports import DialogueTx
from services.dialogue.staff import LiveChats
from services.dialogue.state import state_of
from services.handoff.service import FrontDesk
from services.handoff.task import Desked
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.portal.console.case_view import line_values
from services.portal.console.section import Call, Page, Screen, Section, go
from services.portal.console.words import say_reason
from services.portal.forms import clean

_LANGUAGES = {"en": "English", "es": "Spanish"}


@dataclass(frozen=True, slots=True)
class Chats:
    """The handlers of the chats pages. A chat is addressed by the case that it waits with."""

    desk: FrontDesk
    live: LiveChats
    store: Store[DialogueTx]
    clock: Clock
    zone: ZoneInfo

    def section(self) -> Section:
        """Return the section."""
        pages = (
            Page("/chats", show=self.show, pulse=self.pulse),
            Page("/chats/{case}", show=self.one, take=self.say, pulse=self.one_pulse),
            Page("/chats/{case}/take-over", take=self.take_over),
            Page("/chats/{case}/hand-back", take=self.hand_back),
        )
        return Section("Chats", "/chats", "h", pages, Permission.TALK_TO_PATIENTS, count=self.count)

    async def show(self, call: Call) -> Screen:
        """GET /chats."""
        now = self.clock.now()
        rows = [_row(one, chat, now, call.person.id) for one, chat in await self._waiting()]
        return Screen("chats.html", {"rows": rows})

    async def pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the list shows, in short."""
        now = self.clock.now()
        return [(one.case.id, _holder(chat, now)) for one, chat in await self._waiting()]

    async def count(self) -> int:
        """Return how many chats wait in nobody's hands."""
        now = self.clock.now()
        return sum(not _holder(chat, now) for _, chat in await self._waiting())

    async def one(self, call: Call) -> Screen:
        """GET /chats/CASE; the look is audited, for it discloses PHI."""
        return await self._screen(call)

    async def one_pulse(self, call: Call) -> object:
        """Return what one chat shows, in short."""
        case_id = call.path("case")

        def read(tx: DialogueTx) -> tuple[int, bool]:
            case = tx.escalations.get(case_id)
            chat = tx.chats.get(case.conversation_id) if case else None
            return chat.version if chat else 0, bool(chat and _holder(chat, self.clock.now()))

        return await self.store.read(read)

    async def say(self, call: Call) -> Screen | Response:
        """POST /chats/CASE: one line to the patient."""
        text = clean(call.fields.get("text", ""))
        return await self._done(call, lambda chat: self.live.say(chat, call.person.actor, text), kept=text)

    async def take_over(self, call: Call) -> Screen | Response:
        """POST: the automatic part falls silent; from a colleague only by naming them."""
        colleague = call.fields.get("colleague") or None
        return await self._done(
            call, lambda chat: self.live.take_over(chat, call.person.actor, colleague, call.person.name), "taken_over"
        )

    async def hand_back(self, call: Call) -> Screen | Response:
        """POST: the assistant answers again; with `close` the case is finished too, so that it may change visits."""
        case_id, closing = call.path("case"), "close" in call.fields

        async def work(chat: str) -> None:
            if closing:
                await self.desk.close(case_id, call.person.actor)
            await self.live.hand_back(chat, call.person.actor)

        return await self._done(call, work, "handed_back")

    async def _done(
        self, call: Call, work: Callable[[str], Awaitable[None]], said: str = "", kept: str = ""
    ) -> Screen | Response:
        case_id = call.path("case")
        case = await self.store.read(lambda tx: tx.escalations.get(case_id))
        try:
            await work(case.conversation_id if case else "")
        except DialogueError as error:
            return await self._screen(call, error, kept)
        return go(f"/chats/{case_id}", said)

    async def _screen(self, call: Call, problem: DialogueError | None = None, kept: str = "") -> Screen:
        one = await self.desk.show(call.path("case"), call.person.actor)

        def read(tx: DialogueTx) -> tuple[Chat, list[Line]] | None:
            chat = tx.chats.get(one.case.conversation_id)
            return (chat, tx.chats.lines(chat.id)) if chat else None

        found = await self.store.read(read)
        if found is None:
            raise UnknownChat
        chat, lines = found
        now = self.clock.now()
        holder = _holder(chat, now)
        values = {
            **_row(one, chat, now, call.person.id),
            "lines": [line_values(line, self.zone) for line in lines],
            "language": str(chat.language),
            "mine": holder == call.person.id,
            "taken_by": holder,
            "ended": chat.ended,
            "closed": one.task.closed_at is not None,
            "problem": problem,
            "kept": kept,
        }
        status, at = (HTTPStatus.CONFLICT, f"/chats/{one.case.id}") if problem else (HTTPStatus.OK, "")
        return Screen("chat.html", values, status, at)

    async def _waiting(self) -> list[tuple[Desked, Chat]]:
        """Return the open cases whose patient can still read an answer in the chat; one for each chat."""
        cases = await self.desk.queue()

        def read(tx: DialogueTx) -> list[tuple[Desked, Chat]]:
            found: dict[str, tuple[Desked, Chat]] = {}
            for one in cases:
                chat = tx.chats.get(one.case.conversation_id)
                if chat is not None and not chat.ended:
                    found.setdefault(chat.id, (one, chat))
            return list(found.values())

        return await self.store.read(read)


def _holder(chat: Chat, now: datetime) -> str:
    """Return who of the clinic has the chat, empty where the automatic part does."""
    if '"staff":null' in chat.state.replace(" ", ""):
        return ""
    there = state_of(chat.state).staff
    return there.name if there is not None and there.until > now else ""


def _row(one: Desked, chat: Chat, now: datetime, me: str) -> dict[str, object]:
    holder = _holder(chat, now)
    return {
        "id": one.case.id,
        "why": say_reason(one.case.reason),
        "since": one.case.opened_at,
        "by": one.wanted_by,
        "overdue": one.wanted_by <= now,
        "last": chat.last_at,
        "language_name": _LANGUAGES.get(chat.language, str(chat.language)),
        "holder": "you" if holder == me else holder or "nobody",
    }
