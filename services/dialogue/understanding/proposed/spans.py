"""Stretches of a patient's words: a model says which words, the embedded understander says what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.dialogue.commands import AppointmentRef, ChooseOffer, Constrain, PickAppointment, When
from services.dialogue.understanding.model import Asked, TurnContext, Understanding
from services.dialogue.understanding.ports import Understander
from services.dialogue.understanding.proposed.evidence import place_of, refused


@dataclass(frozen=True, slots=True)
class Spans:
    """Reads stretches of one message.

    Attributes:
        text: The whole message.
        context: Its turn.
        understander: Reads a stretch as if it were the answer to a question.
    """

    text: str
    context: TurnContext
    understander: Understander

    def wish(self, stretches: Sequence[str], whole: Constrain) -> tuple[tuple[When, ...], bool]:
        """Return the intervals that stretches wish together, and whether they are unsure.

        The reading of all the words goes first. Where both readings agree, two have come to the same end, and the wish
        is sure.
        """
        heard = self._read(" ".join(sorted(stretches, key=self.text.find)), Asked.WHEN)
        when = next((each.when for each in heard.commands if isinstance(each, Constrain) and each.when), ())
        if whole.when:
            return whole.when, when != whole.when or heard.unsure
        return when, heard.unsure or any(refused(each, self.text) for each in stretches)

    def provider(self, span: str) -> str | None:
        """Return whom a stretch names; None where it names nobody, or rules them out."""
        if refused(span, self.text):
            return None
        for each in self._read(span, Asked.WHEN).commands:
            if isinstance(each, Constrain):
                return each.provider
        return None

    def place(self, span: str) -> str | None:
        """Return the place a stretch names; None where it names none, or rules it out."""
        if refused(span, self.text):
            return None
        for each in self._read(span, Asked.WHEN).commands:
            if isinstance(each, Constrain):
                return each.place
        return None

    def appointment(self, span: str) -> tuple[AppointmentRef | None, bool]:
        """Return the appointment a stretch speaks of, and whether that is unsure."""
        heard = self._read(span, Asked.WHICH_APPOINTMENT)
        ref = next((each.ref for each in heard.commands if isinstance(each, PickAppointment)), None)
        return ref, ref is not None and (heard.unsure or refused(span, self.text))

    def offer(self, span: str) -> tuple[ChooseOffer | None, bool]:
        """Return the offer a stretch chooses, and whether that is unsure; None where nothing is on the table."""
        if not self.context.offers:
            return None, False
        heard = self._read(span, Asked.OFFER)
        choice = next((each for each in heard.commands if isinstance(each, ChooseOffer)), None)
        return choice, choice is not None and (heard.unsure or refused(span, self.text))

    def time_left(self, stretches: Sequence[str]) -> bool:
        """Tell whether words outside all stretches speak of a time."""
        rest = self.text
        for each in stretches:
            at = place_of(each, rest)
            rest = rest if at is None else f"{rest[:at]}, {rest[at + len(each) :]}"
        return bool(self._read(rest, Asked.WHEN).when)

    def _read(self, span: str, asked: Asked) -> Understanding:
        return self.understander.understand(span, replace(self.context, asked=asked))
