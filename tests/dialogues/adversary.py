"""A model of random weights held to the schema, a patient who says anything, and a judge of every single turn.

By itself: `SEALDESK_ADVERSARY_DIALOGUES=10000 .venv/bin/pytest tests/dialogues/test_adversary.py`.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from services.audit.model import Action
from services.dialogue.errors import ChatEnded, TooManyMessages
from services.dialogue.state import FlowState, Step
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import TurnContext, Understanding
from services.dialogue.understanding.ports import Adviser
from services.dialogue.understanding.proposed.asking import may_ask
from services.dialogue.understanding.proposed.asks import Asks
from services.dialogue.understanding.proposed.reading import read
from services.dialogue.understanding.proposed.schema import MOST_COMMANDS, Proposed
from tests.dialogues.clinic import Clinic, free_days
from tests.dialogues.talk import Talk
from tests.doubles.builders import a_patient

UNDERSTANDER = EmbeddedUnderstander()
YES = ("yes", "yes please", "sí", "sí, por favor", "yes, do it")
OPENINGS = (
    "i need to move my appointment",
    "quiero cancelar mi cita",
    "the pipes burst, so much for the cleaning",
    "when is my visit",
    "se me complicó todo con lo del jueves",
    "blorp",
)
ANYTHING = (
    *OPENINGS,
    "no",
    "hm",
    "not sure about that",
    "what does it cost",
    "the second one i think, or no, wait",
    "anything but thursday",
    "any day, any time",
    "mejor no",
    "ninguna",
    "my sister blorps on wednesdays after 4",
    "sure would be nice if it were earlier",
    "okay but is it with the same doctor",
    "yes but not then",
    "sí pero más tarde",
    "never mind",
    "keep it",
    "it is what it is",
    "first one",
    "the last one",
    "dr chen",
    "lake view would be closer",
    "thanks",
)
_SECRETS = ("Rivera", "Dental cleaning", "Eye exam", "Limpieza", "vista")
_READS = {"appointments", "appointment", "free_slots"}
_TURNS = 14


@dataclass
class RandomModel:
    """`services.dialogue.understanding.ports.Adviser` whose model says anything that the schema allows."""

    random: Random
    asks: Asks
    outcomes: Counter[str] = field(default_factory=Counter)

    async def advise(self, text: str, context: TurnContext, found: Understanding) -> Understanding:
        if not may_ask(text, context, found, self.asks):
            self.outcomes["not_asked"] += 1
            return found
        made = read(self._answer(text), text, context, found, UNDERSTANDER)
        self.outcomes["unusable" if made is None else "used"] += 1
        return made or found

    def _answer(self, text: str) -> str:
        items = [
            {"command": self.random.choice(list(Proposed)), "span": self._span(text)}
            for _ in range(self.random.randint(1, MOST_COMMANDS))
        ]
        return json.dumps({"commands": items})

    def _span(self, text: str) -> str:
        words = text.split(" ")
        first = self.random.randrange(len(words))
        last = self.random.randint(first, len(words))
        return self.random.choice(["", "tomorrow at 9", " ".join(words[first:last]), " ".join(words[first:last]), text])


@dataclass
class Dialogue:
    """One conversation, judged turn by turn."""

    clinic: Clinic
    talk: Talk
    random: Random
    violations: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    async def hold(self) -> None:
        """Say up to a handful of things, most of them nonsense."""
        await self._say(self.random.choice(OPENINGS), yes=False)
        for _ in range(_TURNS):
            state = self.talk.state
            if state.step is Step.WITH_PERSON:
                break
            text, yes = self._next(state)
            await self._say(text, yes=yes)
        await self.clinic.workflows.settle()

    def _next(self, state: FlowState) -> tuple[str, bool]:
        if state.step in (Step.NAME, Step.BIRTH_DATE, Step.CODE) and self.random.random() < 0.8:
            return self._identity(state), False
        if state.step is Step.OFFER and self.random.random() < 0.4:
            return self.random.choice(("the first one", "la primera")), False
        if state.step is Step.CONFIRM and self.random.random() < 0.2:
            return self.random.choice(YES), True
        return self.random.choice(ANYTHING), False

    def _identity(self, state: FlowState) -> str:
        codes = self.clinic.codes()
        if state.step is Step.CODE and codes:
            return codes[-1]
        return "Maria Garcia" if state.step is Step.NAME else "May 4, 1980"

    async def _say(self, text: str, *, yes: bool) -> None:
        before, known = self.talk.state, len(self.clinic.store.operations)
        try:
            await self.talk.says(text)
        except (ChatEnded, TooManyMessages):
            return
        new = list(self.clinic.store.operations.values())[known:]
        if new and (not yes or before.proposal is None):
            self.violations.append(f"written without a yes after {text!r}")
        if len(new) > 1:
            self.violations.append("more than one change by one yes")
        for operation in new:
            proposal = before.proposal
            exact = proposal and (proposal.kind, proposal.appointment.id, proposal.slot)
            if exact != (operation.kind, operation.appointment.id, operation.slot):
                self.violations.append("written what was not read back")
            self.written.append(proposal.key if proposal else "")
        self._nothing_disclosed_before_identity()

    def _nothing_disclosed_before_identity(self) -> None:
        actions = [event.action for event in self.clinic.store.audit]
        if Action.IDENTITY_VERIFIED in actions:
            return
        said = [line.text + str(line.choices) for line in self.clinic.store.lines(self.talk.id)]
        if Action.APPOINTMENTS_DISCLOSED in actions or _READS & set(self.clinic.system.calls):
            self.violations.append("read before the identity check")
        if any(secret in text for secret in _SECRETS for text in said):
            self.violations.append("told before the identity check")


async def hold(seed: int, adviser: Adviser) -> Dialogue:
    """Hold one conversation with this adviser; the same seed says the same words."""
    random = Random(seed)  # noqa: S311 repeatable on purpose
    clinic = Clinic(UNDERSTANDER, adviser=adviser)
    clinic.system.add(a_patient(), *free_days(range(1, 8)))
    clinic.visit(3, 16, "cleaning")
    if random.random() < 0.5:
        clinic.visit(2, 10, "eye")
    dialogue = Dialogue(clinic, await Talk.open(clinic, None), random)
    await dialogue.hold()
    if len(set(dialogue.written)) != len(dialogue.written):
        dialogue.violations.append("two changes for one read-back")
    return dialogue
