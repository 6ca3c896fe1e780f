"""A patient in code: answers each prompt as a person would who knows what they want, and never helps the machine.

They look only at what a patient sees: what is asked, which visit is named, which times are offered, what is read back.
They say yes only to exactly what they want; anything else they refuse in their own words.
"""

from dataclasses import dataclass, field
from zlib import crc32

from services.dialogue.state import FlowState, Step
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import ChangeKind
from tests.dialogues.clinic import Clinic
from tests.dialogues.conversation import Conversation
from tests.dialogues.personas import PERSONAS
from tests.dialogues.spoken import Words, words_for
from tests.dialogues.suiting import suits
from tests.dialogues.talk import Talk

MOST_TURNS = 18
_GOAL_KINDS = {"move": ChangeKind.MOVE, "cancel": ChangeKind.CANCEL}


@dataclass
class SimulatedPatient:
    """One patient in one conversation."""

    case: Conversation
    clinic: Clinic
    talk: Talk
    visits: list[Appointment]
    usual: dict[str, list[str]]
    turns: int = 0
    said: list[str] = field(default_factory=list)
    picked: Slot | None = None
    _at: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """How this patient says numbers, days and times."""
        return words_for(self.case.lang, self.case.style)

    async def converse(self) -> None:
        """Talk until it is over."""
        await self._say(self.case.open)
        while self.turns < MOST_TURNS:
            answer = self._answer(self.talk.state)
            if answer is None:
                return
            await self._say(answer)

    async def _say(self, text: str) -> None:
        self.turns += 1
        self.said.append(text)
        await self.talk.says(text)

    def _answer(self, state: FlowState) -> str | None:
        """Return what to say now, or None when there is nothing more to say."""
        own = self._own(state.step)
        if own is not None:
            return own
        answers = {
            Step.GOAL: self._at_goal,
            Step.NAME: self._at_details,
            Step.BIRTH_DATE: self._at_details,
            Step.CODE: self._at_code,
            Step.WHICH: self._at_which,
            Step.OFFER: self._at_offer,
            Step.CONFIRM: self._at_confirm,
            Step.PERSON_OFFER: self._at_person_offer,
            Step.ANYTHING_ELSE: self._at_end,
        }
        return answers[state.step](state) if state.step in answers else None

    def _own(self, step: Step) -> str | None:
        """Return this patient's own next words for the prompt, if there are any left."""
        mine = self.case.say.get(str(step), [])
        used = self._at.get(f"own {step}", 0)
        if used >= len(mine):
            return None
        self._at[f"own {step}"] = used + 1
        return self._filled(mine[used])

    def _usual(self, prompt: str, **fields: str) -> str:
        """Return one of the usual phrases for the prompt, another one each time."""
        phrases = self.usual[prompt]
        used = self._at.get(prompt, 0)
        self._at[prompt] = used + 1
        return self._filled(phrases[(crc32(self.case.id.encode()) + used) % len(phrases)], **fields)

    def _filled(self, text: str, **fields: str) -> str:
        who = PERSONAS[self.case.persona]
        codes = self.clinic.codes()
        known = {
            "name": self.words.written(who.name),
            "dob": self.words.birth_date(who),
            "code": self.words.digits(codes[-1]) if codes else self.words.digits("123456"),
            "goal": self.words.goals.get(self.case.goal, ""),
        }
        return text.format(**{**known, **fields})

    def _at_goal(self, state: FlowState) -> str | None:
        if self._at.get("settled") or self.case.goal in ("nothing",) or self.case.end in ("emergency", "refused"):
            return None
        if state.turns > 1 and any(o.state.final for o in self.clinic.store.operations.values()):
            return None
        return self._usual(f"goal_{self.case.goal}")

    def _at_details(self, state: FlowState) -> str:
        who = state.identity
        if who.name is None and who.birth_date is None and not who.birth_dates:
            return self._usual("details")
        whole = who.name is not None and len(who.name.split()) > 1
        return self._usual("birth_date" if whole else "name")

    def _at_code(self, state: FlowState) -> str:
        del state
        return self._usual("code" if self.clinic.codes() else "no_code")

    def _at_which(self, state: FlowState) -> str | None:
        target = self.visits[self.case.target]
        shown = state.visits_in_view
        if target.id not in [each.id for each in shown]:
            return self._usual("no")
        if len(shown) == 1:
            return self._usual("yes")
        start = target.interval.start if target.interval else None
        same_day = [
            each for each in shown if each.interval and start and each.interval.start.weekday() == start.weekday()
        ]
        return self.words.visit(target, exact=len(same_day) > 1)

    def _at_offer(self, state: FlowState) -> str:
        offers = list(state.offers)
        fitting = [each for each in offers if suits(self.case.accept, each)]
        if self.case.goal != "move":
            return self._usual("keep" if self.case.goal == "nothing" else f"goal_{self.case.goal}")
        if not fitting:
            return self._restated()
        self.picked = fitting[0]
        place = offers.index(self.picked)
        return self._usual("pick", **self.words.offer(self.picked, place))

    def _restated(self) -> str:
        """Say what is wanted once more, with the date; the second time just ask for others."""
        days = self.case.accept.days
        again = self._at.get("restated", 0)
        self._at["restated"] = again + 1
        if days and again % 2 == 0:
            return self.words.wish(days[again // 2 % len(days)], self.case.accept)
        return self._usual("none")

    def _at_confirm(self, state: FlowState) -> str:
        proposal = state.proposal
        if proposal is None:
            return self._usual("yes")
        right = (
            proposal.kind is _GOAL_KINDS.get(self.case.goal)
            and proposal.appointment.id == self.visits[self.case.target].id
            and (proposal.slot is None or suits(self.case.accept, proposal.slot))
        )
        return self._usual("yes" if right else "no")

    def _at_person_offer(self, state: FlowState) -> str:
        del state
        return self._usual("yes" if self.case.end == "person" else "no")

    def _at_end(self, state: FlowState) -> str | None:
        del state
        if self._at.get("settled"):
            return None
        unchanged = not any(each.state.final for each in self.clinic.store.operations.values())
        if unchanged and self.case.end in ("moved", "cancelled") and not self._at.get("insisted"):
            self._at["insisted"] = 1
            return self.words.insists(self.case.goal, self.visits[self.case.target])
        self._at["settled"] = 1
        return self._usual("bye")
