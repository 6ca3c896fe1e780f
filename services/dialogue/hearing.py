"""From a message to what the flow acts on: buttons by their tokens, words by the understander."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.dialogue.buttons import Heard, Press, heard_of, label_of, looks_like_token, stands_for_something
from services.dialogue.commands import (
    AskPerson,
    Constrain,
    Emergency,
    GiveBirthDate,
    GiveCode,
    GiveName,
    StartCancel,
    StartOther,
    Unclear,
)
from services.dialogue.introduced import introduced
from services.dialogue.model import Line
from services.dialogue.proof import folded
from services.dialogue.settings import DialogueSettings
from services.dialogue.state import FlowState, Step
from services.dialogue.turn import Turn
from services.dialogue.understanding.model import AppointmentInView, Asked, OfferInView, TurnContext, Understanding
from services.dialogue.understanding.ports import Understander
from services.dialogue.waitwords import joins_list, leaves_list
from services.dialogue.weekdays import aligned, bare_weekday, in_the_week_of
from services.kernel.language import Language
from services.scheduling.model import Appointment, Party, Slot
from services.scheduling.waitlist.codes import find_code

_ASKED = {
    Step.GOAL: Asked.WHAT,
    Step.NAME: Asked.NAME,
    Step.BIRTH_DATE: Asked.BIRTH_DATE,
    Step.CODE: Asked.CODE,
    Step.WHICH: Asked.WHICH_APPOINTMENT,
    Step.OFFER: Asked.OFFER,
    Step.CONFIRM: Asked.CONFIRM,
    Step.PERSON_OFFER: Asked.PERSON,
    Step.WAIT_OFFER: Asked.CONFIRM,
    Step.WAIT: Asked.CONFIRM,
    Step.ANYTHING_ELSE: Asked.ANYTHING_ELSE,
}
_BEFORE_WAITING = (AskPerson, Emergency, StartCancel)
_MOST_WORDS = 24
MONTH_EN = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
MONTH_ES = re.compile(
    r"\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)\b"
)
_BORN = re.compile(r"\b(?:born|birth|dob|naci|nacid|fecha|cumple)")
_CODE = re.compile(r"\D*(\d{6})\D*")
"""Six digits in a row and no others: "it may be 240602" is the code, though it can be read as a date."""
_NAME_FIRST = re.compile(r"(?:[^\W\d_a-z][\w'-]*[ ,]+){3,}\d|(?:[^\W\d_a-z][\w'-]*[ ,]+){2,}\d+ (?:de )?[a-z]")
"""Two capitalised words and more before the day: a name, not "sorry, it is"."""


@dataclass(frozen=True, slots=True)
class Message:
    """What was said: the words for the transcript, what they ask for, and whether that is certain."""

    shown: str
    heard: tuple[Heard, ...]
    unsure: bool
    language: Language
    typed: bool
    proposed: bool = False


async def hear(turn: Turn, text: str, lines: Sequence[Line]) -> Message:
    """Return what a message asks for; a token counts only when a button of this transcript sends it."""
    state = turn.state
    label = label_of(text, lines) if looks_like_token(text) else None
    if label is not None:
        return Message(label, (heard_of(text),), unsure=False, language=state.language, typed=False)
    if stands_for_something(text):
        return Message(text, (Press("unknown", ""),), unsure=True, language=state.language, typed=False)
    offered = find_code(legible(text)) if turn.settings.waitlist else None
    if offered is not None:
        heard = (Press("offer_code", str(offered[0])),)
        return Message(text, heard, unsure=False, language=state.language, typed=True)
    said, context = legible(text), context_of(turn)
    found = _understood(turn, said, context)
    if state.step is not Step.WITH_PERSON and state.staff is None:
        found = await turn.tools.adviser.advise(said, context, found)
    found = _waits(turn, said, found, context)
    if bare_weekday(said):
        found = _in_view(turn, found, context)
    return Message(text, found.commands, found.unsure, found.language, typed=True, proposed=found.proposed)


def _waits(turn: Turn, text: str, found: Understanding, context: TurnContext) -> Understanding:
    """Hear a wish for the waitlist with the days and hours said beside it, or to leave the list."""
    words = folded(text)
    if not turn.settings.waitlist or any(isinstance(each, _BEFORE_WAITING) for each in found.commands):
        return found
    if leaves_list(words):
        return replace(found, commands=(StartOther("waitlist_leave"),), unsure=False)
    rest = joins_list(words)
    if rest is None:
        return found
    others = turn.tools.understander.understand(rest, replace(context, asked=Asked.WHEN)) if rest else None
    wishes = [each for each in others.commands if isinstance(each, Constrain)] if others else []
    unsure = bool(others and wishes and others.unsure)
    return replace(found, commands=(StartOther("waitlist"), *wishes), unsure=unsure)


def legible(text: str) -> str:
    """Return the words without invisible letters, and with letters of another width or style as the usual ones."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")


def _understood(turn: Turn, text: str, context: TurnContext) -> Understanding:
    """Return what the words ask for, as far as code alone can tell."""
    understander = turn.tools.understander
    found = understander.understand(text, context)
    if turn.state.language_chosen and _lost(found):
        other = understander.understand(text, replace(context, language=None))
        found = found if _lost(other) else other
    if turn.state.step is Step.GOAL and not turn.state.verified:
        found = introduced(text, found, context, understander)
    if turn.state.step is Step.NAME:
        found = name_and_birth_date(text, found, context, understander)
    if turn.state.step is Step.CODE:
        found = _at_the_code(text, found, context, understander)
    return found


def _at_the_code(text: str, found: Understanding, context: TurnContext, understander: Understander) -> Understanding:
    """Return what is meant while a code is awaited: six digits are one, unless they are called a birth date."""
    words, code = folded(text), _CODE.fullmatch(text)
    if code is not None and not _BORN.search(words):
        dated = any(isinstance(each, GiveBirthDate) for each in found.commands)
        return replace(found, commands=(GiveCode(code[1]),)) if dated else found
    if MONTH_EN.search(words) or MONTH_ES.search(words):
        return _corrected(text, found, context, understander)
    return found


def _corrected(text: str, found: Understanding, context: TurnContext, understander: Understander) -> Understanding:
    """Take a birth date that is corrected while a code is awaited: "March 14 1985" has six digits, and is no code."""
    details = understander.understand(text, replace(context, asked=Asked.BIRTH_DATE))
    if not any(isinstance(each, GiveBirthDate) for each in details.commands):
        return found
    if _NAME_FIRST.match(text):
        details = name_and_birth_date(text, details, context, understander)
    return replace(details, commands=tuple(each for each in details.commands if not isinstance(each, GiveCode)))


def _in_view(turn: Turn, found: Understanding, context: TurnContext) -> Understanding:
    """Read bare weekdays by what is in view: the visits, the times on the table, the week of the chosen visit."""
    visits = [each.start for each in context.appointments]
    offers = [each.start.astimezone(turn.settings.zone) for each in context.offers]
    commands = [aligned(each, visits, offers) for each in found.commands]
    chosen = turn.state.chosen
    if chosen is None or chosen.interval is None or offers:
        return replace(found, commands=tuple(commands))
    start = chosen.interval.start.astimezone(turn.settings.zone)
    both = tuple(
        replace(each, when=in_the_week_of(start, each.when)) if isinstance(each, Constrain) else each
        for each in commands
    )
    return replace(found, commands=both, unsure=found.unsure or both != tuple(commands))


def name_and_birth_date(
    text: str, found: Understanding, context: TurnContext, understander: Understander
) -> Understanding:
    """Take apart a name that runs into a birth date without a pause ("pedro gomez march nineteenth ...").

    The date is what the words mean as an answer to the question for it; the name is what stands before the last words
    that still mean this date.
    """

    def born(words: str) -> GiveBirthDate | None:
        heard = understander.understand(words, replace(context, asked=Asked.BIRTH_DATE)).commands
        return next((each for each in heard if isinstance(each, GiveBirthDate)), None)

    words = text.split()[:_MOST_WORDS]
    date = born(text)
    if date is None:
        return found
    ends = (end for end in range(len(words) - 1, 0, -1) if born(" ".join(words[end:])) == date)
    end = next(ends, 0)
    said = understander.understand(" ".join(words[:end]), replace(context, asked=Asked.NAME)) if end else found
    name = next((each for each in said.commands if isinstance(each, GiveName)), None)
    if name is None or len(said.commands) > 1:
        return found
    return replace(found, commands=(name, date), unsure=bool(date.alternatives))


def context_of(turn: Turn) -> TurnContext:
    """Return everything besides the words that an understander may use."""
    state, settings = turn.state, turn.settings
    visits = _visits(state)
    everyone: tuple[Appointment | Slot, ...] = (*visits, *state.offers)
    return TurnContext(
        now=turn.now.astimezone(settings.zone),
        zone=settings.zone,
        language=state.language if state.language_chosen else None,
        asked=_asked(state),
        hours=settings.hours,
        providers=_names(each.practitioner for each in everyone),
        places=_names(each.location for each in everyone),
        visits=tuple(dict.fromkeys(each.visit_name for each in visits if each.visit_name)),
        offers=_offers(state),
        appointments=tuple(_view(each, settings) for each in visits if each.interval),
        goal=state.goal or "",
    )


def _visits(state: FlowState) -> tuple[Appointment, ...]:
    """Return the appointments as they are in view: as listed while asked which, else the chosen one first."""
    chosen = state.chosen
    if chosen is None:
        return state.visits_in_view
    return (chosen, *(each for each in state.appointments if each.id != chosen.id))


def _asked(state: FlowState) -> Asked | None:
    if state.step is Step.WITH_PERSON:
        return Asked.PHONE if state.phone_asked else None
    if state.step is Step.OFFER and not state.offers:
        return Asked.WHEN
    return _ASKED.get(state.step)


def _offers(state: FlowState) -> tuple[OfferInView, ...]:
    if state.step not in (Step.OFFER, Step.CONFIRM):
        return ()
    return tuple(
        OfferInView(slot.interval.start, slot.practitioner.name if slot.practitioner else "") for slot in state.offers
    )


def _view(each: Appointment, settings: DialogueSettings) -> AppointmentInView:
    if each.interval is None:
        msg = "An appointment in view has a time. Leave the others out."
        raise ValueError(msg)
    return AppointmentInView(
        start=each.interval.start.astimezone(settings.zone),
        visit=each.visit_name or "",
        provider=each.practitioner.name if each.practitioner else "",
        place=each.location.name if each.location else "",
    )


def _names(parties: Iterable[Party | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.name for party in parties if party and party.name))


def _lost(found: Understanding) -> bool:
    return _unclear(found.commands)


def _unclear(heard: Sequence[Heard]) -> bool:
    return all(isinstance(each, Unclear) for each in heard)
