"""Conversations that follow a script: what the portal's tests talk to instead of the dialogue."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from services.dialogue import state as flow
from services.dialogue.errors import ChatEnded, MessageTooLong, UnknownChat
from services.dialogue.model import Attachment, ByText, Chat, Choice, Line, Speaker
from services.kernel.clock import Clock
from services.kernel.language import Language
from tests.doubles.clock import ManualClock

CALENDAR = Attachment("cal_1", "text/calendar", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Step:
    """What the assistant answers to one message. `writes` waits for the test's leave first, as a change would."""

    text: str
    choices: tuple[str, ...] = ()
    writes: bool = False
    attachment: str | None = None
    ends: bool = False


OFFERS = {
    Language.EN: (
        "Thursday, March 11 at 2:30pm with Dr. Ada Winter, Main Street Clinic",
        "Thursday, March 11 at 4pm with Dr. Ada Winter, Main Street Clinic",
        "Friday, March 12 at 1pm with Dr. Omar Reyes, Lake Clinic",
    ),
    Language.ES: (
        "jueves 11 de marzo a las 2:30 p. m. con Dra. Ada Winter, Main Street Clinic",
        "jueves 11 de marzo a las 4:00 p. m. con Dra. Ada Winter, Main Street Clinic",
        "viernes 12 de marzo a la 1:00 p. m. con Dr. Omar Reyes, Lake Clinic",
    ),
}
STORY = {
    Language.EN: (
        Step("First I need to know who you are. What is your full name and your birth date?"),
        Step("I sent a code to the phone on file, which ends in 42. Please write it here."),
        Step("These times are free. Which one would you like?", (*OFFERS[Language.EN], "Other times")),
        Step("Your visit now: Tuesday, March 9 at 10am. Shall I move it?", ("Yes, move it", "No")),
        Step("Done. Your visit has moved.", writes=True, attachment=CALENDAR.name),
        Step("Thank you. Goodbye.", ends=True),
    ),
    Language.ES: (
        Step("Primero necesito saber quién es usted. ¿Cuál es su nombre y su fecha de nacimiento?"),
        Step("Envié un código al teléfono que termina en 42. Escríbalo aquí, por favor."),
        Step("Estas horas están libres. ¿Cuál prefiere?", (*OFFERS[Language.ES], "Otras horas")),
        Step("Su cita ahora: martes 9 de marzo a las 10:00 a. m. ¿La cambio?", ("Sí, cámbiela", "No")),
        Step("Listo. Su cita ha cambiado.", writes=True, attachment=CALENDAR.name),
        Step("Gracias. Adiós.", ends=True),
    ),
}
_GREETING = {
    Language.EN: "Hello. This is the automated assistant of the clinic. I can move or cancel your visit.",
    Language.ES: "Hola. Soy el asistente automático de la clínica. Puedo cambiar o cancelar su cita.",
}
_WRITING = {Language.EN: "One moment, I am moving your visit.", Language.ES: "Un momento, cambio su cita."}
_PERSON = {
    "Talk to a person": "I have told the front desk. A person will call you.",
    "Hablar con una persona": "Avisé a la recepción. Una persona le llamará.",
}
_SWITCHES = {"English": Language.EN, "Español": Language.ES}
_SWITCHED = {Language.EN: "All right, we go on in English.", Language.ES: "Muy bien, seguimos en español."}


class ScriptedConversations:
    """`services.dialogue` as the portal sees it, with one story told in order whatever the patient says.

    Attributes:
        may_write: Cleared by a test to hold a change back, as a slow clinic system would.
        failure: Error which the next answer raises, after the patient's line is kept and a change has waited.
        said: Every message taken, in order.
        origins: Where each chat was opened from, in order.
    """

    def __init__(self, clock: Clock | None = None, story: Mapping[Language, Sequence[Step]] | None = None) -> None:
        self._clock = clock or ManualClock()
        self.story = dict(story or STORY)
        self._chats: dict[str, Chat] = {}
        self._lines: dict[str, list[Line]] = {}
        self._steps: dict[str, int] = {}
        self._forms: set[tuple[str, str]] = set()
        self._news = asyncio.Condition()
        self.may_write = asyncio.Event()
        self.may_write.set()
        self.failure: Exception | None = None
        self.said: list[str] = []
        self.origins: list[str | None] = []

    @property
    def opened(self) -> int:
        return len(self._lines)

    @property
    def chat_ids(self) -> list[str]:
        return list(self._chats)

    async def open(self, language: Language | None, origin: str | None = None, by_text: ByText | None = None) -> Chat:
        del by_text
        self.origins.append(origin)
        now = self._clock.now()
        number = len(self._lines) + 1
        chat = Chat(f"chat_{number:032x}", 1, language or Language.EN, now, now, _state(language or Language.EN))
        self._chats[chat.id] = chat
        self._lines[chat.id] = []
        self._steps[chat.id] = 0
        await self._add(chat.id, Speaker.ASSISTANT, _GREETING[chat.language])
        return chat

    async def end(self, chat_id: str) -> None:
        await self.chat(chat_id)
        del self._chats[chat_id]

    def with_person(self, chat_id: str) -> None:
        self._chats[chat_id] = replace(self._chats[chat_id], state=_state(Language.EN, flow.Step.WITH_PERSON))

    async def say(self, chat_id: str, text: str, form_id: str | None = None) -> None:
        chat = await self.chat(chat_id)
        if len(text) > LONGEST:
            raise MessageTooLong(LONGEST)
        if form_id is not None:
            if (chat_id, form_id) in self._forms:
                return
            self._forms.add((chat_id, form_id))
        if chat.ended:
            raise ChatEnded
        self.said.append(text)
        await self._add(chat_id, Speaker.PATIENT, text)
        await self._answer(chat, text)

    async def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        await self.chat(chat_id)
        return [line for line in self._lines[chat_id] if line.number > after]

    async def wait(self, chat_id: str, after: int, timeout: timedelta) -> list[Line]:
        await self.chat(chat_id)

        async def news() -> None:
            async with self._news:
                await self._news.wait_for(lambda: len(self._lines.get(chat_id, [])) > after)

        try:
            await asyncio.wait_for(news(), timeout.total_seconds())
        except TimeoutError:
            return []
        return await self.lines(chat_id, after)

    async def chat(self, chat_id: str) -> Chat:
        if chat_id not in self._chats:
            raise UnknownChat
        return self._chats[chat_id]

    async def attachment(self, chat_id: str, name: str) -> Attachment:
        if any(line.attachment == name for line in await self.lines(chat_id)):
            return CALENDAR
        raise UnknownChat

    async def expire(self) -> None:
        """Forget every chat, as retention would."""
        self._chats.clear()
        self._lines.clear()

    async def _answer(self, chat: Chat, text: str) -> None:
        if text in _SWITCHES:
            language = _SWITCHES[text]
            self._chats[chat.id] = replace(chat, language=language)
            await self._add(chat.id, Speaker.ASSISTANT, _SWITCHED[language])
            return
        if text in _PERSON:
            await self._add(chat.id, Speaker.NOTICE, _PERSON[text])
            return
        story = self.story[chat.language]
        step = story[min(self._steps[chat.id], len(story) - 1)]
        self._steps[chat.id] += 1
        if step.writes:
            await self._add(chat.id, Speaker.ASSISTANT, _WRITING[chat.language])
            await self.may_write.wait()
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        if step.ends:
            self._chats[chat.id] = replace(chat, ended=True)
        choices = tuple(Choice(label, label) for label in step.choices)
        await self._add(chat.id, Speaker.ASSISTANT, step.text, choices, step.attachment)

    async def _add(
        self,
        chat_id: str,
        speaker: Speaker,
        text: str,
        choices: tuple[Choice, ...] = (),
        attachment: str | None = None,
    ) -> None:
        lines = self._lines[chat_id]
        lines.append(Line(len(lines) + 1, speaker, text, self._clock.now(), choices, attachment))
        async with self._news:
            self._news.notify_all()


def _state(language: Language, step: flow.Step = flow.Step.GOAL) -> str:
    return flow.FlowState(language, step=step).to_json()
