"""What the grammar knows about the moment and the clinic."""

from dataclasses import dataclass
from datetime import date, datetime, time

from services.dialogue.understanding.grammar.values import DAY, WEEK
from services.dialogue.understanding.model import Asked, TurnContext
from services.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Scene:
    """Local facts of a turn, as the rules of the grammar need them.

    Attributes:
        now: Local wall time without zone, at which the words were said.
        language: Language of the words.
        asked: What was asked last.
        opens: Opening, minutes from midnight.
        closes: Closing, minutes from midnight.
    """

    now: datetime
    language: Language
    asked: Asked | None = None
    opens: int = 420
    closes: int = 1140

    @property
    def today(self) -> date:
        """The local calendar day."""
        return self.now.date()

    @property
    def monday(self) -> date:
        """Monday of the current week."""
        return self.today - DAY * self.today.weekday()

    @property
    def next_monday(self) -> date:
        """Monday of the coming week."""
        return self.monday + WEEK

    @property
    def minute(self) -> int:
        """Minutes since midnight."""
        return self.now.hour * 60 + self.now.minute


def scene_of(context: TurnContext, language: Language) -> Scene:
    """Return the scene of a turn: `now` in the clinic's zone as wall time."""
    moment = context.now.astimezone(context.zone) if context.zone else context.now
    return Scene(
        now=moment.replace(tzinfo=None, second=0, microsecond=0),
        language=language,
        asked=context.asked,
        opens=_minutes(context.hours.opens),
        closes=_minutes(context.hours.closes),
    )


def _minutes(moment: time) -> int:
    """Return minutes from midnight."""
    return moment.hour * 60 + moment.minute
