"""From what a model proposes to typed commands: code keeps what the words bear out and drops the rest."""

from dataclasses import dataclass, field, replace
from typing import Final

from services.dialogue.commands import (
    Ask,
    AskAlternatives,
    AskPerson,
    ChooseOffer,
    Command,
    Confirm,
    Constrain,
    Deny,
    Goodbye,
    Greeting,
    Keep,
    PickAppointment,
    Repeat,
    StartBook,
    StartCancel,
    StartMove,
    StartOther,
    StartStatus,
    StopHere,
    Thanks,
    Unclear,
    When,
)
from services.dialogue.understanding.model import TurnContext, Understanding
from services.dialogue.understanding.ports import Understander
from services.dialogue.understanding.proposed.evidence import place_of
from services.dialogue.understanding.proposed.parse import Item, parsed
from services.dialogue.understanding.proposed.schema import NEEDS_SPAN, Proposed
from services.dialogue.understanding.proposed.spans import Spans

_PLAIN: Final[dict[Proposed, Command]] = {
    Proposed.START_BOOK: StartBook(),
    Proposed.START_OTHER: StartOther(),
    Proposed.ASK_ALTERNATIVES: AskAlternatives(),
    Proposed.CONFIRM: Confirm(),
    Proposed.DENY: Deny(),
    Proposed.KEEP: Keep(),
    Proposed.STOP_HERE: StopHere(),
    Proposed.REPEAT: Repeat(),
    Proposed.ASK_HOURS: Ask("hours"),
    Proposed.ASK_ADDRESS: Ask("address"),
    Proposed.ASK_PHONE: Ask("phone"),
    Proposed.ASK_FEE: Ask("fee"),
    Proposed.ASK_PRIVACY: Ask("privacy"),
    Proposed.ASK_ASSISTANT: Ask("assistant"),
    Proposed.ASK_OTHER: Ask(),
    Proposed.ASK_PERSON: AskPerson(),
    Proposed.GREETING: Greeting(),
    Proposed.THANKS: Thanks(),
    Proposed.GOODBYE: Goodbye(),
}
_STARTS: Final[dict[Proposed, type[StartMove | StartCancel | StartStatus]]] = {
    Proposed.START_MOVE: StartMove,
    Proposed.START_CANCEL: StartCancel,
    Proposed.START_STATUS: StartStatus,
}
_WISHES: Final = frozenset(
    {
        Proposed.WISH_TIME,
        Proposed.WISH_PROVIDER,
        Proposed.WISH_PLACE,
        Proposed.ANY_PROVIDER,
        Proposed.EARLIER,
        Proposed.LATER,
    }
)
#: What may stand beside a yes without taking any of it back.
_BESIDE_YES: Final = (Confirm, Greeting, Thanks)
_NO_WISH: Final = Constrain()


def read(
    answer: str, text: str, context: TurnContext, found: Understanding, understander: Understander
) -> Understanding | None:
    """Return what a model's answer makes of a message; None where nothing of it can be used. Never raises.

    It is unsure where a stretch was none of the patient's words, or where a time they said is in no stretch: what is
    left of such an answer may be half of what was meant.

    Args:
        answer: What the model said.
        text: The patient's words, as the model was given them (after restoring what was redacted).
        context: Their turn.
        found: What the embedded understander made of the same words.
        understander: The embedded understander, which resolves every stretch of words.
    """
    proposed = parsed(answer)
    borne = tuple(item for item in proposed if _borne_out(item, text))
    spans = Spans(text, context, understander)
    made = _Made(found, unsure=len(borne) < len(proposed) or spans.time_left([item.span for item in borne]))
    for item in borne:
        _take(made, item, spans)
    wish = _wish(made, [item for item in borne if item.command in _WISHES], spans)
    commands = _settled([*made.commands, *([wish] if wish != _NO_WISH else [])], found)
    if not commands:
        return None
    unsure = made.unsure or _turned_round(commands, found)
    return Understanding(commands, _when(commands), unsure, found.language, proposed=True)


@dataclass(slots=True)
class _Made:
    """The commands made so far."""

    found: Understanding
    commands: list[Command] = field(default_factory=list)
    unsure: bool = False


def _borne_out(item: Item, text: str) -> bool:
    """Tell whether the stretch of a command stands word for word in the message, or none is needed."""
    if item.span:
        return place_of(item.span, text) is not None
    return item.command not in NEEDS_SPAN


def _take(made: _Made, item: Item, spans: Spans) -> None:
    """Add the command that an item stands for; wishes are gathered later."""
    command, doubt = _command(item, spans)
    if command is not None:
        made.commands.append(command)
        made.unsure = made.unsure or doubt


def _command(item: Item, spans: Spans) -> tuple[Command | None, bool]:
    if item.command in _STARTS:
        ref, doubt = spans.appointment(item.span) if item.span else (None, False)
        return _STARTS[item.command](ref), doubt
    if item.command is Proposed.PICK_APPOINTMENT:
        ref, doubt = spans.appointment(item.span)
        return (PickAppointment(ref) if ref is not None else None), doubt
    if item.command is Proposed.CHOOSE_OFFER:
        return spans.offer(item.span)
    return _PLAIN.get(item.command), False


def _wish(made: _Made, items: list[Item], spans: Spans) -> Constrain:
    """Return all wishes as one command; times that were said apart are read together."""
    if not items:
        return _NO_WISH
    kinds = {item.command for item in items}
    whole = next((each for each in made.found.commands if isinstance(each, Constrain)), _NO_WISH)
    wish = replace(
        _NO_WISH,
        any_provider=Proposed.ANY_PROVIDER in kinds,
        earlier=Proposed.EARLIER in kinds and Proposed.LATER not in kinds,
        later=Proposed.LATER in kinds and Proposed.EARLIER not in kinds,
        not_provider=whole.not_provider,
    )
    for item in items:
        if item.command is Proposed.WISH_PROVIDER:
            wish = replace(wish, provider=spans.provider(item.span))
        elif item.command is Proposed.WISH_PLACE:
            wish = replace(wish, place=spans.place(item.span))
    times = [item.span for item in items if item.command is Proposed.WISH_TIME]
    if times:
        when, doubt = spans.wish(times, whole)
        made.unsure = made.unsure or (doubt and bool(when))
        wish = replace(wish, when=when)
    return wish


def _settled(commands: list[Command], found: Understanding) -> tuple[Command, ...]:
    """Return the commands without repetitions and without a yes that is not the patient's.

    A model's yes counts only where the embedded understander heard a yes in the same words too, surely, and nothing
    beside it that takes it back; and a yes beside a wish is no yes.
    """
    heard_yes = any(isinstance(each, Confirm) for each in found.commands) and not found.unsure
    heard_yes = heard_yes and all(isinstance(each, _BESIDE_YES) for each in found.commands)
    alone = all(isinstance(each, _BESIDE_YES) for each in commands)
    kept = [each for each in commands if not isinstance(each, Confirm) or (heard_yes and alone)]
    return tuple(dict.fromkeys(each for each in kept if not isinstance(each, Unclear)))


def _turned_round(commands: tuple[Command, ...], found: Understanding) -> bool:
    """Tell whether one of the two understood that something is to be changed, and the other that nothing is."""
    return (_changes(commands) and _leaves(found.commands)) or (_leaves(commands) and _changes(found.commands))


def _changes(commands: tuple[Command, ...]) -> bool:
    return any(isinstance(each, StartMove | StartCancel | StartBook) for each in commands)


def _leaves(commands: tuple[Command, ...]) -> bool:
    return any(isinstance(each, Keep | StopHere) for each in commands)


def _when(commands: tuple[Command, ...]) -> tuple[When, ...]:
    """Return the intervals of the wish or choice, else those of the appointment spoken of."""
    for each in commands:
        if isinstance(each, Constrain | ChooseOffer) and each.when:
            return each.when
    refs = [each.target for each in commands if isinstance(each, StartMove | StartCancel | StartStatus)]
    refs += [each.ref for each in commands if isinstance(each, PickAppointment)]
    return next((ref.when for ref in refs if ref is not None and ref.when), ())
