"""A test's side of one conversation."""

from services.dialogue.commands import Command, Unclear
from services.dialogue.model import Choice, Line, Speaker
from services.dialogue.state import FlowState, state_of
from services.dialogue.understanding.model import TurnContext, Understanding
from services.kernel.language import Language
from tests.dialogues.clinic import Clinic


class Scripted:
    """An understander that answers what the test says comes next."""

    def __init__(self) -> None:
        self.next: tuple[Command, ...] = (Unclear(),)
        self.unsure = False
        self.language = Language.EN
        self.contexts: list[TurnContext] = []

    def understand(self, text: str, context: TurnContext) -> Understanding:
        del text
        self.contexts.append(context)
        return Understanding(self.next, (), self.unsure, self.language)


class Talk:
    """One conversation."""

    def __init__(self, clinic: Clinic, chat_id: str) -> None:
        self.clinic = clinic
        self.id = chat_id
        self.seen = 0

    @classmethod
    async def open(cls, clinic: Clinic, language: Language | None = Language.EN, origin: str | None = None) -> "Talk":
        chat = await clinic.conversations.open(language, origin)
        talk = cls(clinic, chat.id)
        await talk.news()
        return talk

    async def news(self) -> list[Line]:
        """Return the assistant's lines since the last look."""
        lines = await self.clinic.conversations.lines(self.id, self.seen)
        if lines:
            self.seen = lines[-1].number
        return [line for line in lines if line.speaker is not Speaker.PATIENT]

    async def says(self, text: str, form_id: str | None = None) -> str:
        """Say words; return what the assistant answers, as one text."""
        await self.clinic.conversations.say(self.id, text, form_id)
        return "\n".join(line.text for line in await self.news())

    async def means(self, *commands: Command, text: str = "words", unsure: bool = False) -> str:
        """Say words that mean these commands (with a `Scripted` understander)."""
        understander = self.clinic.understander
        assert isinstance(understander, Scripted)
        understander.next, understander.unsure = commands, unsure
        return await self.says(text)

    async def presses(self, label: str) -> str:
        """Press the newest button whose words contain `label`."""
        return await self.says(self.button(label).value)

    def button(self, label: str) -> Choice:
        """Return the newest button whose words contain `label`."""
        lines = self.clinic.store.lines(self.id)
        return next(choice for line in reversed(lines) for choice in line.choices if label in choice.label)

    def labels(self) -> list[str]:
        """Return the words of the buttons on the newest line that has any."""
        lines = self.clinic.store.lines(self.id)
        return next(([c.label for c in line.choices] for line in reversed(lines) if line.choices), [])

    @property
    def state(self) -> FlowState:
        """The flow's state."""
        return state_of(self.clinic.store.chats[self.id].state)
