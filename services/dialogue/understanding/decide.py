"""From the facts of a message to commands: an ordered list of rules, the first that speaks decides.

The order is the product's promise: an emergency before anything else, then attempts on the machine, then a wish for a person, then
what was asked, then what the patient came for.
"""

from collections.abc import Callable
from typing import Final

from services.dialogue.commands import (
    AppointmentRef,
    Ask,
    AskAlternatives,
    AskPerson,
    ChangeLanguage,
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
)
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.roles import TARGET, WISH
from services.kernel.language import Language

Decision = tuple[list[Command], bool]
"""Commands, and whether they are unsure."""

DecisionRule = Callable[[Facts], Decision | None]

_MOVES: Final = ("MOVE", "MOVEUP", "MOVEBACK")
_REACTIONS: Final = {Asked.OFFER, Asked.CONFIRM}


def constraint(facts: Facts) -> Constrain | None:
    """Return the wishes said, or None."""
    found = Constrain(
        when=facts.whens(facts.wish),
        provider=facts.roles.value(WISH, "PROV"),
        place=facts.roles.value(WISH, "PLACE"),
        any_provider=facts.has("ANYPROV"),
        earlier=facts.has("EARLIER", "MOVEUP", "SOONEST") or _loose(facts, "BEFORE") or _shifts(facts, -1),
        later=facts.has("LATER", "MOVEBACK") or _loose(facts, "LATERIN", "AFTER") or _shifts(facts, 1),
    )
    return found if found != Constrain() else None


def _loose(facts: Facts, *cats: str) -> bool:
    """Tell whether "antes" or "later" stands alone, without a time to measure by."""
    pairs = zip(facts.symbols, facts.symbols[1:], strict=False)
    return any(symbol.cat in cats and following.cat in _CLAUSE_ENDS for symbol, following in pairs)


_CLAUSE_ENDS: Final = frozenset({"END", "STOP", "COMMA", "Q", "BUT", "YES", "OR", "AND", "THANKS", "DAYS", "MOMENT"})


def _shifts(facts: Facts, sign: int) -> bool:
    """Tell whether "an hour earlier", "two days later" was said."""
    return any(
        getattr(part.value, "relative", "") == "shift" and part.value.amount * sign > 0  # type: ignore[union-attr]
        for part in facts.roles.parts(WISH)
    )


def _injection(facts: Facts) -> Decision | None:
    """Words aimed at the machine, markup and junk are not understood, whatever else they say."""
    return ([Unclear()], True) if facts.has("INJECT") else None


def _person(facts: Facts) -> Decision | None:
    """A wish for a person, at any step."""
    if facts.has("ASKPERSON_ALONE"):
        return [AskPerson()], False
    if not facts.has("PERSON") or facts.has("TOPIC"):
        return None
    cats = [symbol.cat for symbol in facts.words if symbol.cat not in {"FILL", "END", "STOP", "COMMA", "Q", "X"}]
    alone = set(cats) <= {
        "PERSON",
        "NEED",
        "HELLO",
        "YES",
        "NO",
        "A",
        "UN",
        "THANKS",
        "EL",
        "LA",
        "THE",
        "WITH",
        "AVAIL",
        "NOW",
    }
    if alone or facts.has("ASKPERSON"):
        return [AskPerson()], False
    return None


def _language(facts: Facts) -> Decision | None:
    """A wish for the other language."""
    wanted = facts.value("LANG")
    if wanted is None or (facts.has(*_MOVES, "CANCEL") and facts.has("APPT")):
        return None
    return [ChangeLanguage(Language(wanted))], False


def _help(facts: Facts) -> Decision | None:
    """A question about the clinic or the assistant, when nothing else was asked for."""
    topic = facts.value("TOPIC")
    if topic is None or (facts.has("APPT", "DAYS", "WIN", "MOMENT") and facts.has(*_MOVES, "CANCEL", "STATUS")):
        return None
    return [Ask(topic)], False


def _price(facts: Facts) -> Decision | None:
    """What it would cost, asked before deciding."""
    asks = facts.value("TOPIC") == "fee" and not facts.has("NEED")
    return ([Ask("fee")], False) if asks else None


def _start(facts: Facts) -> Decision | None:
    """What the patient came for: move, cancel, hear, book, something else."""
    other = facts.value("OTHERFLOW")
    if other is not None and not (facts.has("APPT") and facts.has(*_MOVES, "CANCEL", "STATUS")):
        return [StartOther(other, facts.reference())], False
    if facts.has("KEEP") and not facts.has("MOVEUP", "MOVEBACK", "CHOICE", "CANT", "STATUS") and not _moves_on(facts):
        return [Keep()], False
    if facts.has(*_MOVES, "CANCEL") and _is_flow(facts):
        return _move_or_cancel(facts)
    asks = facts.has("HAVEQ") and (facts.has("Q") or not facts.wishes)
    if not (asks or _asks_status(facts)):
        return None
    if facts.asked in _REACTIONS and not facts.has("APPT", "VISIT", "POSS"):
        return [Repeat()], False
    return [StartStatus(facts.reference())], False


def _asks_status(facts: Facts) -> bool:
    """Tell whether a question about what is booked is complete: "is my" needs an appointment behind it."""
    asked = [symbol.word for symbol in facts.symbols if symbol.cat == "STATUS"]
    if not asked:
        return False
    return facts.has("APPT", "VISIT", "ONE", "DAYS", "WIN", "MOMENT") or any(
        word.split()[-1] not in _OPEN_ENDS for word in asked
    )


_OPEN_ENDS: Final = frozenset({"my", "mi", "mis", "the", "la", "an", "any", "is", "are", "do", "i"})


def _moves_on(facts: Facts) -> bool:
    """Tell whether "don't cancel" goes on to "just move it to Friday"."""
    return facts.has("MOVE") and (facts.wishes or facts.has("NEED", "BUT"))


def _is_flow(facts: Facts) -> bool:
    """Tell whether a verb of moving or cancelling starts something, rather than answering a question."""
    if facts.asked is not Asked.CONFIRM or facts.has("APPT", "VISIT", "NEED") or facts.wishes:
        return True
    return facts.has("TOW") or not facts.has("YES")


def _move_or_cancel(facts: Facts) -> Decision:
    """Cancelling in order to come at another time is moving; a bare "cancel" in answer to "shall I?" is unsure."""
    bare = facts.asked is Asked.CONFIRM and not facts.has("APPT", "VISIT", "NEED") and not facts.wishes
    reference = facts.reference()
    wish = constraint(facts)
    moves = facts.has(*_MOVES)
    if facts.has("CANCEL") and not moves and not _rebooks(facts, wished=wish is not None):
        return [StartCancel(reference)], bare or facts.visits_named > 1
    if facts.has("CANCEL") and moves and not wish and facts.has("OR"):
        return [Unclear()], True
    commands: list[Command] = [StartMove(reference)]
    if wish is not None:
        commands.append(wish)
    return commands, bare


def _rebooks(facts: Facts, *, wished: bool) -> bool:
    """Tell whether a cancellation goes on to ask for another time."""
    return (wished and facts.has("AVAIL", "TAKE", "BOOK", "NEED", "ALTS", "INSTEADADV")) or (
        facts.has("ALTS") and facts.has("AVAIL", "NEED")
    )


def _cannot_come(facts: Facts) -> Decision | None:
    """ "I can't make it Tuesday": the appointment is to be moved."""
    if facts.asked in {Asked.WHEN, Asked.OFFER, Asked.CONFIRM, Asked.ANYTHING_ELSE} and not facts.has("APPT"):
        return None
    if not _moves_away(facts):
        return None
    commands: list[Command] = [StartMove(facts.reference())]
    wish = constraint(facts)
    if wish is not None:
        commands.append(wish)
    return commands, False


def _moves_away(facts: Facts) -> bool:
    """Tell whether an appointment that stands is to be left: it cannot be kept, or another time is wished instead."""
    has_target = bool(facts.roles.parts(TARGET))
    if facts.has("CANT", "MISSED", "BAD"):
        return has_target or facts.has("APPT", "VISIT", "THATONE", "MISSED") or facts.roles.cant_target
    return (
        has_target
        and facts.wishes
        and not facts.has("STATUS")
        and facts.has("INSTEAD", "HAVEAPPT", "HAVEQ", "INSTEADADV", "POSS")
    )


def _book(facts: Facts) -> Decision | None:
    """A new appointment."""
    if facts.asked in {Asked.WHEN, Asked.OFFER, Asked.CONFIRM, Asked.WHICH_APPOINTMENT}:
        return None
    indefinite = facts.has("BOOK", "NEED", "AVAIL") and facts.has("APPT", "VISIT") and facts.has("A", "UN", "BOOK")
    if not (indefinite or facts.has("BOOKAPPT")):
        return None
    if facts.has("POSS", "HAVEAPPT") and not facts.has("BOOK", "BOOKAPPT"):
        return None
    commands: list[Command] = [StartBook()]
    wish = constraint(facts)
    if wish is not None:
        commands.append(wish)
    return commands, False


def _which(facts: Facts) -> Decision | None:
    """The answer to "which appointment?"."""
    if facts.asked is not Asked.WHICH_APPOINTMENT:
        return None
    if facts.has("OTHERONE"):
        return [PickAppointment(AppointmentRef(other=True))], False
    visit = next((i.symbol.word for i in facts.roles.items if i.symbol.cat == "VISIT"), None)
    composed = facts.target if facts.target.intervals else facts.wish
    ref = AppointmentRef(
        when=facts.whens(composed),
        visit=visit,
        provider=facts.roles.value(TARGET, "PROV") or facts.roles.value(WISH, "PROV"),
        place=facts.roles.value(TARGET, "PLACE") or facts.roles.value(WISH, "PLACE"),
        ordinal=facts.choice,
        all=facts.has("ALLOF") or any(symbol.word in {"todas", "todos", "all"} for symbol in facts.words),
    )
    return ([PickAppointment(ref)], composed.unsure) if ref != AppointmentRef() else None


def _offer(facts: Facts) -> Decision | None:
    """The answer to offers: a choice, a wish, other times, yes or no."""
    if facts.asked is not Asked.OFFER:
        return None
    asks = facts.has("Q") or facts.has("CORRECT") or facts.roles.corrected
    if facts.wishes and (
        asks or facts.has("ALTS", "NOT", "EXCEPT", "CANT", "BAD", "NO") or facts.has("EARLIER", "LATER")
    ):
        return _with_denial(facts)
    chosen = _chosen(facts)
    if chosen is not None:
        return chosen
    if facts.has("OTHERONE"):
        return [ChooseOffer(other=True)], False
    if facts.wishes and not facts.has("AVAIL"):
        return [ChooseOffer(when=facts.whens(facts.wish), provider=facts.roles.value(WISH, "PROV"))], facts.wish.unsure
    if facts.wishes:
        return _with_denial(facts)
    if facts.has("ALTS", "BAD", "NO", "CANT"):
        return _with_denial(facts, fallback=AskAlternatives())
    return None


def _chosen(facts: Facts) -> Decision | None:
    """One of the offers by position, by provider, or as the earliest or latest."""
    if facts.has("EARLIEST", "LATEST") and not facts.has("Q"):
        return [ChooseOffer(ordinal=_extreme(facts))], not facts.context.offers
    if facts.choice is not None:
        doubtful = facts.count("CHOICE") > 1 or facts.has("NOT", "BAD", "CANT", "EXCEPT", "OR", "NO", "ORD")
        return ([Unclear()], True) if doubtful else ([ChooseOffer(ordinal=facts.choice)], False)
    provider = facts.roles.value(WISH, "PROV")
    if provider is not None and not facts.wishes and not facts.has("AVAIL", "Q", "ALTS", "NO", "NOT", "NEED"):
        return [ChooseOffer(provider=provider)], False
    if facts.has("YES", "WORKS") and not facts.has("ALTS", "BAD", "NO", "CANT", "BYE", "AVAIL") and not facts.wishes:
        return [Confirm()], len(facts.context.offers) != 1
    return None


def _extreme(facts: Facts) -> int:
    """Return the position of the earliest or latest offer; the first or last when offers are unknown."""
    offers = facts.context.offers
    if not offers:
        return 1 if facts.has("EARLIEST") else -1
    pick = min if facts.has("EARLIEST") else max
    return 1 + pick(range(len(offers)), key=lambda index: offers[index].start)


def _with_denial(facts: Facts, fallback: Command | None = None) -> Decision | None:
    """A wish in answer to a proposal; a plain "no" before it is kept."""
    wish = constraint(facts)
    commands: list[Command] = []
    if facts.has("NO") and facts.asked is Asked.CONFIRM:
        commands.append(Deny())
    if wish is not None:
        commands.append(wish)
    elif fallback is not None:
        commands.append(fallback)
    return (commands, facts.wish.unsure) if commands else None


def _confirm(facts: Facts) -> Decision | None:
    """The answer to "shall I?": yes only when nothing else is asked for."""
    if facts.asked is not Asked.CONFIRM:
        return None
    if facts.has("OTHERONE"):
        return ([Unclear()], True) if facts.has("YES") else ([Deny(), ChooseOffer(other=True)], False)
    refuses = facts.has("NO", "NOT", "CANT", "BAD")
    wish = constraint(facts)
    if wish is not None and (
        refuses or facts.has("BUT", "CORRECT", "Q", "AVAIL", "EARLIER", "LATER") or not facts.has("YES", "WORKS")
    ):
        return _with_denial(facts)
    if facts.has("ALTS"):
        return [Deny(), AskAlternatives()], False
    if refuses:
        return ([Deny()], False) if not facts.has("YES") or facts.has("NO") else ([Unclear()], True)
    if facts.has("YES", "WORKS"):
        return _yes(facts)
    return None


def _yes(facts: Facts) -> Decision:
    """A yes; with a "but", a question or much unknown beside it, it is not one."""
    if facts.has("BUT") or facts.has("TOPIC"):
        return [Unclear()], True
    unknown = sum(symbol.cat == "X" for symbol in facts.symbols)
    return [Confirm()], unknown > 2 or facts.has("Q")  # noqa: PLR2004  a few unknown words do no harm


def _wish(facts: Facts) -> Decision | None:
    """A wish for the new time, provider or place."""
    if not (
        facts.wishes or facts.has("EARLIER", "LATER", "SOONEST", "ANYPROV", "ANYTIME") or facts.asked is Asked.WHEN
    ):
        if facts.roles.value(WISH, "PROV") is None and facts.roles.value(WISH, "PLACE") is None:
            return None
    wish = constraint(facts)
    if wish is not None:
        return [wish], facts.wish.unsure
    if facts.wishes:
        return [Constrain()], True
    if facts.has("ANYTIME"):
        return [Constrain()], False
    return None


def _any_choice(facts: Facts) -> Decision | None:
    """ "The second one", said when nothing was offered that we know of."""
    if facts.choice is None or facts.count("CHOICE") > 1 or facts.has("NOT", "NO", "EXCEPT"):
        return None
    return [ChooseOffer(ordinal=facts.choice)], False


def _small_talk(facts: Facts) -> Decision | None:
    """Repeat, alternatives, yes, no, thanks, goodbye, hello, stop, keep."""
    for cats, build in _SMALL:
        if facts.has(*cats):
            return [build()], False
    return None


_SMALL: Final[tuple[tuple[tuple[str, ...], Callable[[], Command]], ...]] = (
    (("RESEND",), Repeat),
    (("NEVERMIND",), StopHere),
    (("ALTS",), AskAlternatives),
    (("BYE",), Goodbye),
    (("REPEAT",), Repeat),
    (("NO", "NOT"), Deny),
    (("YES", "WORKS"), Confirm),
    (("THANKS",), Thanks),
    (("HELLO",), Greeting),
)


def _target_only(facts: Facts) -> Decision | None:
    """A reference to an appointment and nothing else: what to do with it is not said."""
    reference = facts.reference()
    if reference is None:
        return None
    return [PickAppointment(reference)], facts.target.unsure


def _dunno(facts: Facts) -> Decision | None:
    """ "I don't know", "no sé": a question is due."""
    if not facts.has("DUNNO") or facts.wishes or facts.has(*_MOVES, "CANCEL", "STATUS", "APPT"):
        return None
    return [Unclear()], True


def _waitlist(facts: Facts) -> Decision | None:
    """The waiting list, which people keep."""
    return ([StartOther("waitlist")], False) if facts.has("WAITLIST") else None


RULES: Final[tuple[DecisionRule, ...]] = (
    _injection,
    _person,
    _language,
    _waitlist,
    _dunno,
    _which,
    _price,
    _start,
    _cannot_come,
    _book,
    _offer,
    _confirm,
    _help,
    _wish,
    _any_choice,
    _small_talk,
    _target_only,
)


def decide(facts: Facts) -> Decision:
    """Return the commands of the first rule that speaks; unclear when none does."""
    for each in RULES:
        decision = each(facts)
        if decision is not None:
            return decision
    return [Unclear()], True
