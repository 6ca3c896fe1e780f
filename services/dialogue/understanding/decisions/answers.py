"""Answers to what was asked: which appointment, which offer."""

from datetime import timedelta
from itertools import pairwise
from typing import Final

from services.dialogue.commands import (
    AppointmentRef,
    AskAlternatives,
    ChooseOffer,
    Command,
    Confirm,
    PickAppointment,
    Repeat,
    StartStatus,
    Unclear,
)
from services.dialogue.understanding.decisions.among import one_among
from services.dialogue.understanding.decisions.asking import asks_of_one, asks_when_it_is, asks_which_offer
from services.dialogue.understanding.decisions.choices import (
    bounds_only,
    changes_goal,
    complains,
    either_refused,
    names_offer,
    names_provider,
    names_title,
    names_whose,
    not_the_other,
    only_then,
    points_at_hour,
    position_chosen,
    position_meant,
    shifts,
    takes_over_others,
    unclear_which,
)
from services.dialogue.understanding.decisions.conditions import only_offer
from services.dialogue.understanding.decisions.confirming import asks_about_offer, with_denial
from services.dialogue.understanding.decisions.model import MOVES, Decision
from services.dialogue.understanding.decisions.wishes import constraint
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.values import MINUTES_A_DAY, Window
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH
from services.dialogue.understanding.words.word_set import word_set


def which(facts: Facts) -> Decision | None:
    """The answer to "which appointment?"."""
    moves_on = facts.has(*MOVES) and facts.reference() is not None and bool(facts.roles.parts(WISH))
    if facts.asked is not Asked.WHICH_APPOINTMENT or moves_on or changes_goal(facts):
        return None
    return _which_at_once(facts) or _which_named(facts)


def _which_at_once(facts: Facts) -> Decision | None:
    """A question about an appointment, the other one, or none that can be told."""
    if asks_when_it_is(facts):
        return [StartStatus(facts.booked())], False
    if facts.has("OTHERONE") and not not_the_other(facts.symbols):
        return [PickAppointment(AppointmentRef(other=True))], False
    if (facts.choice is not None and asks_about_offer(facts)) or asks_of_one(facts):
        return [Repeat()], False
    return ([Unclear()], True) if unclear_which(facts) else None


def _which_named(facts: Facts) -> Decision | None:
    """The appointment by its time, kind of visit, provider, place or position, and where it is to go."""
    visits = [i.symbol.word for i in facts.roles.items if i.symbol.cat == "VISIT"]
    visit = next((word for word in visits if word not in _ANY_VISIT), None)
    composed = facts.target if facts.target.intervals else facts.wish
    if names_whose(facts) and not (composed.intervals or visit or facts.choice):
        return [Unclear()], True
    if facts.has("EARLIEST", "LATEST") and not composed.intervals:
        return [PickAppointment(AppointmentRef(ordinal=1 if facts.has("EARLIEST") else -1))], False
    soonest = facts.has("SOONEST") and not facts.roles.parts(WISH) and not facts.roles.parts(TARGET)
    every = facts.has("ALLOF") or any(symbol.word in {"todas", "todos", "all"} for symbol in facts.words)
    ref = (
        AppointmentRef(ordinal=1)
        if soonest
        else AppointmentRef(
            when=facts.whens(composed),
            visit=visit,
            provider=facts.roles.value(TARGET, "PROV") or facts.roles.value(WISH, "PROV"),
            place=facts.roles.value(TARGET, "PLACE") or facts.roles.value(WISH, "PLACE"),
            ordinal=None if every else position_meant(facts) or _last_of(facts),
            all=every,
        )
    )
    past = bool(ref.when) and (ref.when[0].start.hour in _AT_NIGHT or ref.when[-1].end <= facts.context.now)
    past = past or _several(facts)
    past = past or (facts.has("ANYTIME", "ANYOFFER") and not facts.roles.items)
    return ([PickAppointment(ref), *_led_to(facts)], composed.unsure or past) if ref != AppointmentRef() else None


def _led_to(facts: Facts) -> list[Command]:
    """Return the wish of "la del jueves, pásela al viernes"."""
    wish = constraint(facts) if facts.roles.parts(TARGET) and facts.roles.parts(WISH) else None
    return [wish] if wish is not None and facts.has("TOW") else []


def _several(facts: Facts) -> bool:
    """Tell whether "the first two" names more than one, or "the third at ten" may be a day of the month."""
    cats = [symbol.cat for symbol in facts.words if symbol.cat not in {"FILL", "THE", "YES", "COMMA"}]
    several = any(one in {"ORD", "LAST"} and two in {"NUM", "COUPLE", "FEW"} for one, two in pairwise(cats))
    return (several and not facts.has("DAYS", "MOMENT")) or cats[:2] == ["ORD", "AT"]


#: These tell no visit from another.
_ANY_VISIT: Final = frozenset({"doctor", "doc", "doctors"})
#: No appointment starts at these hours: "las dos de mañana" is two of them.
_AT_NIGHT: Final = frozenset({1, 2, 3, 4})


def _asks_again(facts: Facts) -> bool:
    """Tell whether "repeat the three times" asks to hear the offers again; a bare "what" may begin a wish."""
    asked = [symbol.word for symbol in facts.symbols if symbol.cat == "REPEAT"]
    return any(word.startswith(("repeat", "repit", "can you repeat", "could you repeat")) for word in asked)


def _last_of(facts: Facts) -> int | None:
    """Return the position of "the later one", "the earlier one on Friday"."""
    if facts.has("EARLIEST") != facts.has("LATEST"):
        return 1 if facts.has("EARLIEST") else -1
    later = any(symbol.cat == "LATER" for symbol in facts.symbols)
    dated = later and facts.symbols[-2].cat == "LATER" and bool(facts.roles.parts(TARGET))
    return -1 if later and not facts.wishes and not dated else None


def offer(facts: Facts) -> Decision | None:
    """The answer to offers: a choice, a wish, other times, yes or no."""
    if facts.asked is not Asked.OFFER:
        return None
    if facts.has("WHICHQ") or _asks_again(facts) or asks_about_offer(facts) or asks_which_offer(facts):
        return [Repeat()], False
    if facts.has("NEVERMIND") and not facts.wishes and facts.choice is None:
        return None
    return ([Unclear()], True) if either_refused(facts) else _taken(facts)


def _taken(facts: Facts) -> Decision | None:
    """A choice, a wish, other times, yes or no."""
    if facts.wishes and facts.roles.value(WISH, "PLACE") == "other":
        return with_denial(facts)
    return one_among(facts) or _named_or_wished(facts)


def _named_or_wished(facts: Facts) -> Decision | None:
    """An offer by what it is called, a wish for another time, a place in the list, or a refusal."""
    if facts.choice is None and (names_offer(facts) or points_at_hour(facts) or takes_over_others(facts)):
        provider = facts.roles.value(WISH, "PROV")
        return [ChooseOffer(when=facts.whens(facts.wish), provider=provider)], facts.wish.unsure
    asks = facts.has("Q", "CORRECT", "BUT") or facts.roles.corrected
    if facts.wishes and (asks or facts.has(*_REFUSALS, "NOT", "EXCEPT", "EARLIER", "LATER")):
        return with_denial(facts)
    return only_offer(facts) or _chosen(facts) or _by_time(facts) or _refused(facts)


#: An offer lies on one day: more days are a wish, never a choice.
_ONE_DAY: Final = timedelta(hours=25)
#: Words that turn offers down.
_REFUSALS: Final = ("ALTS", "BAD", "NO", "CANT")


def _refused(facts: Facts) -> Decision | None:
    """None of the offers; other times, or the wish that goes with it."""
    pointed = any(token.text in _THOSE for token in facts.tokens)
    if not (facts.has(*_REFUSALS) or (pointed and facts.has("NOT"))):
        return None
    return ([Unclear()], True) if names_title(facts) else with_denial(facts, fallback=AskAlternatives())


_THOSE: Final = word_set("those these them")


def _by_time(facts: Facts) -> Decision | None:
    """One of the offers by its time, or a question for another time."""
    if not facts.wishes:
        return None
    open_ended = facts.scene.language == "es" and bounds_only(facts)
    if (
        shifts(facts)
        or _open_ended(facts)
        or facts.has("AVAIL")
        or _any_such(facts)
        or only_then(facts)
        or open_ended
        or any(when.end - when.start > _ONE_DAY for when in facts.whens(facts.wish))
    ):
        return with_denial(facts)
    provider = facts.roles.value(WISH, "PROV")
    return [ChooseOffer(when=facts.whens(facts.wish), provider=provider)], facts.wish.unsure


def _open_ended(facts: Facts) -> bool:
    """Tell whether "so after three" bounds what is wished, and names no offer."""
    windows = [part.value for part in facts.roles.parts(WISH) if isinstance(part.value, Window)]
    bound = any(not (window.part or window.point) and window.high == MINUTES_A_DAY for window in windows)
    return bound and not facts.has("ONE", "THATONE", "TAKE", "YES", "WORKS", "CHOICE")


def _any_such(facts: Facts) -> bool:
    """Tell whether "can it be a Saturday" wishes for any such day, and takes none that was offered."""
    pairs = zip(facts.words, facts.words[1:], strict=False)
    return not facts.has("ANYOFFER") and any(
        one.cat in {"A", "ANY"} and two.cat in {"WD", "PART", "WEEKEND"} for one, two in pairs
    )


def _chosen(facts: Facts) -> Decision | None:
    """One of the offers by position, by provider, as the other one, or as the earliest or latest."""
    nearest = any(symbol.cat == "SOONEST" and symbol.word.split()[0] in {"la", "el"} for symbol in facts.words)
    nearest = nearest and not facts.has("AVAIL")
    if (nearest or facts.has("EARLIEST", "LATEST")) and not facts.has("Q"):
        return [ChooseOffer(ordinal=_extreme(facts))], False
    if facts.choice is not None and facts.has("OR") and _takes_either(facts):
        return [ChooseOffer(ordinal=facts.choice)], False
    if complains(facts):
        return ([ChooseOffer(other=True)], False) if facts.has("OTHERONE") else with_denial(facts)
    if facts.choice is not None:
        return _by_position(facts)
    if facts.has("ANYOFFER") and not facts.wishes and not facts.has("Q", "NOT", *_REFUSALS):
        provider = facts.roles.value(WISH, "PROV")
        return [ChooseOffer(provider=provider) if provider else ChooseOffer(ordinal=1)], facts.has("DRTITLE")
    return ([ChooseOffer(other=True)], False) if facts.has("OTHERONE") else _agreed(facts)


def _by_position(facts: Facts) -> Decision:
    """One of the offers by its position; a provider or another wish beside it leaves a doubt."""
    else_too = facts.has("ORD") or (facts.has("BUT") and facts.has("ANYPROV", "SAMEPROV", "EARLIER", "LATER"))
    position = None if else_too else position_chosen(facts.symbols)
    provider = facts.roles.value(WISH, "PROV")
    doubtful = provider is not None and facts.has("YES", "BUT")
    chosen = ChooseOffer(ordinal=position, provider=provider)
    return ([Unclear()], True) if position is None else ([chosen], doubtful)


def _takes_either(facts: Facts) -> bool:
    """Tell whether "either the first or the third" leaves the choice to the clinic."""
    either = facts.has("ANYOFFER", "ANYTIME") or any(token.text == "either" for token in facts.tokens)
    return either and not facts.roles.parts(WISH) and not facts.has("Q", "NOT", "NOR", *_REFUSALS)


def _agreed(facts: Facts) -> Decision | None:
    """A provider of one of the offers, or a plain yes, which is clear only to a single offer."""
    provider = facts.roles.value(WISH, "PROV")
    if provider is not None and not facts.wishes and not facts.has("AVAIL", "ANY", "Q", "ALTS", "NO", "NOT", "NEED"):
        return [ChooseOffer(provider=provider)], False
    if provider is not None and not facts.wishes and names_provider(facts) and not facts.has("Q", "ALTS", "NO", "NOT"):
        return [ChooseOffer(provider=provider)], False
    ruled = provider is None and facts.has("BUT", "EXCEPT") and any(i.symbol.cat == "PROV" for i in facts.roles.items)
    if (ruled or facts.has("EARLIER", "LATER")) and not facts.wishes:
        return with_denial(facts)
    if facts.has("YES", "WORKS") and not facts.has("ALTS", "BAD", "NO", "CANT", "BYE", "AVAIL") and not facts.wishes:
        return [Confirm()], len(facts.context.offers) != 1
    return None


def _extreme(facts: Facts) -> int:
    """Return the position of the earliest or latest offer; the first or last when offers are unknown."""
    offers = facts.context.offers
    if not offers:
        return -1 if facts.has("LATEST") else 1
    pick = max if facts.has("LATEST") else min
    return 1 + pick(range(len(offers)), key=lambda index: offers[index].start)
