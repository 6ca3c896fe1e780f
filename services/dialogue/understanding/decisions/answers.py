"""Answers to what was asked: which appointment, which offer, shall I."""

from datetime import timedelta
from typing import Final

from services.dialogue.commands import (
    AppointmentRef,
    AskAlternatives,
    ChooseOffer,
    Command,
    Confirm,
    Deny,
    PickAppointment,
    Repeat,
    Unclear,
)
from services.dialogue.understanding.decisions.asking import asks_which_offer, leaves_open, only_otherwise
from services.dialogue.understanding.decisions.choices import (
    names_offer,
    names_provider,
    names_title,
    names_whose,
    not_the_other,
    points_at_hour,
    position_chosen,
    position_meant,
    takes_over_others,
    unclear_which,
)
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.decisions.wishes import constraint
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH
from services.dialogue.understanding.words.word_set import word_set


def which(facts: Facts) -> Decision | None:
    """The answer to "which appointment?"."""
    if facts.asked is not Asked.WHICH_APPOINTMENT:
        return None
    if facts.has("OTHERONE") and not not_the_other(facts.symbols):
        return [PickAppointment(AppointmentRef(other=True))], False
    if unclear_which(facts):
        return [Unclear()], True
    visit = next((i.symbol.word for i in facts.roles.items if i.symbol.cat == "VISIT"), None)
    composed = facts.target if facts.target.intervals else facts.wish
    if names_whose(facts) and not (composed.intervals or visit or facts.choice):
        return [Unclear()], True
    if facts.has("EARLIEST", "LATEST") and not composed.intervals:
        return [PickAppointment(AppointmentRef(ordinal=1 if facts.has("EARLIEST") else -1))], False
    soonest = facts.has("SOONEST") and not facts.roles.parts(WISH) and not facts.roles.parts(TARGET)
    ref = (
        AppointmentRef(ordinal=1)
        if soonest
        else AppointmentRef(
            when=facts.whens(composed),
            visit=visit,
            provider=facts.roles.value(TARGET, "PROV") or facts.roles.value(WISH, "PROV"),
            place=facts.roles.value(TARGET, "PLACE") or facts.roles.value(WISH, "PLACE"),
            ordinal=position_meant(facts) or _last_of(facts),
            all=facts.has("ALLOF") or any(symbol.word in {"todas", "todos", "all"} for symbol in facts.words),
        )
    )
    past = bool(ref.when) and (ref.when[0].start.hour in _AT_NIGHT or ref.when[-1].end.date() <= facts.scene.today)
    past = past or (facts.has("ANYTIME", "ANYOFFER") and not facts.roles.items)
    return ([PickAppointment(ref)], composed.unsure or past) if ref != AppointmentRef() else None


#: No appointment starts at these hours: "las dos de mañana" is two of them.
_AT_NIGHT: Final = frozenset({1, 2, 3, 4})


def _asks_about(facts: Facts) -> bool:
    """Tell whether "is the four o'clock with Dr. Lee" asks about an offer; "is it still free" takes it."""
    words = [token.text for token in facts.tokens if token.text not in _OPENERS and token.kind != "mark"]
    if facts.has("CHOICE") and (
        words[-1:] == ["again"] or (words[0] in _WHAT and words[1] not in {"about", "if", "bout"})
    ):
        return True
    if facts.wishes and words[:1] in (["is"], ["was"]) and words[1:2] in (["that"], ["it"]):
        return not facts.has("AVAIL") and words[2:3] not in (
            ["possible"],
            ["too"],
            ["ok"],
            ["okay"],
            ["alright"],
            ["still"],
        )
    parts = facts.has("OR") and facts.count("WIN") > 1
    told = parts or facts.roles.value(WISH, "PROV") is not None or facts.has("SAMEPROV", "ANYOFFER")
    return bool(words) and words[0] in _ASKING and told and not facts.has("AVAIL")


_OPENERS: Final = word_set("wait and so um uh hmm ok okay but sorry hold on")
_ASKING: Final = word_set("is are was would do does did")
_WHAT: Final = word_set("how what whats what's when whens who whos where")


def _asks_again(facts: Facts) -> bool:
    """Tell whether "repeat the three times" asks to hear the offers again; a bare "what" may begin a wish."""
    asked = [symbol.word for symbol in facts.symbols if symbol.cat == "REPEAT"]
    return any(word.startswith(("repeat", "repit", "can you repeat", "could you repeat")) for word in asked)


def _last_of(facts: Facts) -> int | None:
    """Return the position of "the later one"."""
    return -1 if facts.has("LATER") and not facts.wishes else None


def offer(facts: Facts) -> Decision | None:
    """The answer to offers: a choice, a wish, other times, yes or no."""
    if facts.asked is not Asked.OFFER:
        return None
    if facts.has("WHICHQ") or _asks_again(facts) or _asks_about(facts) or asks_which_offer(facts):
        return [Repeat()], False
    if facts.wishes and facts.roles.value(WISH, "PLACE") == "other":
        return _with_denial(facts)
    if facts.choice is None and (names_offer(facts) or points_at_hour(facts) or takes_over_others(facts)):
        provider = facts.roles.value(WISH, "PROV")
        return [ChooseOffer(when=facts.whens(facts.wish), provider=provider)], facts.wish.unsure
    asks = facts.has("Q", "CORRECT", "BUT") or facts.roles.corrected
    if facts.wishes and (asks or facts.has(*_REFUSALS, "NOT", "EXCEPT", "EARLIER", "LATER")):
        return _with_denial(facts)
    return _chosen(facts) or _by_time(facts) or _refused(facts)


#: An offer lies on one day: more days are a wish, never a choice.
_ONE_DAY: Final = timedelta(hours=25)
#: Words that turn offers down.
_REFUSALS: Final = ("ALTS", "BAD", "NO", "CANT")


def _refused(facts: Facts) -> Decision | None:
    """None of the offers; other times, or the wish that goes with it."""
    pointed = any(token.text in _THOSE for token in facts.tokens)
    if not (facts.has(*_REFUSALS) or (pointed and facts.has("NOT"))):
        return None
    return ([Unclear()], True) if names_title(facts) else _with_denial(facts, fallback=AskAlternatives())


_THOSE: Final = word_set("those these them")


def _by_time(facts: Facts) -> Decision | None:
    """One of the offers by its time, or a question for another time."""
    if not facts.wishes:
        return None
    if facts.has("AVAIL") or any(when.end - when.start > _ONE_DAY for when in facts.whens(facts.wish)):
        return _with_denial(facts)
    provider = facts.roles.value(WISH, "PROV")
    return [ChooseOffer(when=facts.whens(facts.wish), provider=provider)], facts.wish.unsure


def _chosen(facts: Facts) -> Decision | None:
    """One of the offers by position, by provider, as the other one, or as the earliest or latest."""
    if facts.has("EARLIEST", "LATEST") and not facts.has("Q"):
        return [ChooseOffer(ordinal=_extreme(facts))], False
    if facts.choice is not None and facts.has("OR") and _takes_either(facts):
        return [ChooseOffer(ordinal=facts.choice)], False
    if facts.choice is not None:
        else_too = facts.has("ORD") or (facts.has("BUT") and facts.has("ANYPROV", "SAMEPROV", "EARLIER", "LATER"))
        position = None if else_too else position_chosen(facts.symbols)
        provider = facts.roles.value(WISH, "PROV")
        doubtful = provider is not None and facts.has("YES", "BUT")
        chosen = ChooseOffer(ordinal=position, provider=provider)
        return ([Unclear()], True) if position is None else ([chosen], doubtful)
    if facts.has("ANYOFFER") and not facts.wishes and not facts.has("Q", "NOT", *_REFUSALS):
        provider = facts.roles.value(WISH, "PROV")
        return [ChooseOffer(provider=provider) if provider else ChooseOffer(ordinal=1)], facts.has("DRTITLE")
    if facts.has("OTHERONE"):
        return [ChooseOffer(other=True)], False
    return _agreed(facts)


def _takes_either(facts: Facts) -> bool:
    """Tell whether "either the first or the third" leaves the choice to the clinic."""
    either = facts.has("ANYOFFER") or any(token.text == "either" for token in facts.tokens)
    return either and not facts.wishes and not facts.has("Q", "NOT", "NOR", *_REFUSALS)


def _agreed(facts: Facts) -> Decision | None:
    """A provider of one of the offers, or a plain yes, which is clear only to a single offer."""
    provider = facts.roles.value(WISH, "PROV")
    if provider is not None and not facts.wishes and not facts.has("AVAIL", "ANY", "Q", "ALTS", "NO", "NOT", "NEED"):
        return [ChooseOffer(provider=provider)], False
    if provider is not None and not facts.wishes and names_provider(facts) and not facts.has("Q", "ALTS", "NO", "NOT"):
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


def confirm(facts: Facts) -> Decision | None:
    """The answer to "shall I?": yes only when nothing else is asked for."""
    if facts.asked is not Asked.CONFIRM:
        return None
    where = facts.has("Q") and facts.roles.value(WISH, "PLACE") is not None and facts.tokens[0].text in {"is", "es"}
    if where or _asks_about(facts):
        return [Repeat()], False
    if facts.has("OTHERONE", "MEANT") or only_otherwise(facts):
        return ([Unclear()], True) if only_otherwise(facts) else _another_one(facts)
    refuses = facts.has("NO", "NOT", "CANT", "BAD", "EXCEPT", "MENOS", "NEGAVOID") or _takes_back(facts)
    wish = constraint(facts)
    agrees = facts.has("YES", "WORKS", "ATTEND", "MAYBE")
    prefers = any(s.cat == "WORKS" and not _PREFERRING.isdisjoint(s.word.split()) for s in facts.symbols)
    wishes_else = facts.has("BUT", "CORRECT", "Q", "AVAIL", "EARLIER", "LATER") or prefers or not agrees
    if wish is not None and (refuses or wishes_else):
        told = facts.has("YES") and facts.has("BUT") and facts.has("X") and not facts.wishes and bool(wish.provider)
        return ([Unclear()], True) if told else _with_denial(facts)
    if refuses or facts.has("ALTS"):
        return _denied(facts)
    return _yes(facts) if agrees else None


def _another_one(facts: Facts) -> Decision:
    """The other offer, or another appointment that was meant: "me equivoqué, era la del jueves"."""
    if facts.has("MEANT") and facts.wish.intervals:
        return [Deny(), PickAppointment(AppointmentRef(when=facts.whens(facts.wish)))], facts.wish.unsure
    return (
        ([Unclear()], True) if facts.has("YES", "MEANT") or facts.wishes else ([Deny(), ChooseOffer(other=True)], False)
    )


#: "Friday would be better" asks for another time.
_PREFERRING: Final = word_set("better best mejor prefiero")


def _takes_back(facts: Facts) -> bool:
    """Tell whether "no wait", "no espera" stands alone."""
    return any(symbol.cat == "CORRECT" and symbol.word.startswith("no") for symbol in facts.symbols)


def _denied(facts: Facts) -> Decision:
    """A no; with a yes beside it, it is neither."""
    if facts.has("ALTS"):
        return [Deny(), AskAlternatives()], False
    if any(symbol.cat == "YES" and symbol.word.startswith("no ") for symbol in facts.symbols):
        return [Unclear()], True
    if facts.has("NO") and facts.has("YES", "WORKS") and facts.has("BUT"):
        return [Unclear()], True
    if facts.tokens[-1].text == "si" and len(facts.tokens) > 1:
        return [Unclear()], True
    return ([Deny()], False) if not facts.has("YES") or facts.has("NO") else ([Unclear()], True)


def _yes(facts: Facts) -> Decision:
    """A yes; with a "but", a question or much unknown beside it, it is not one."""
    if facts.has("BUT", "TOPIC") or _goes_further(facts) or leaves_open(facts):
        return [Unclear()], True
    if facts.wishes and len(facts.context.offers) == 1 and not _is_proposed(facts):
        return _with_denial(facts) or ([Unclear()], True)
    unknown = sum(symbol.cat == "X" for symbol in facts.symbols)
    promised = facts.has("ATTEND") and not facts.has("YES") and len(facts.context.offers) != 1
    vague = promised or facts.has("MAYBE") or (facts.has("Q") and not facts.has("SENT"))
    return [Confirm()], unknown > 2 or vague  # noqa: PLR2004  a few unknown words do no harm


def _goes_further(facts: Facts) -> bool:
    """Tell whether a yes has a condition, or something else to be done beside it."""
    words = " ".join(token.text for token in facts.tokens)
    more = facts.has("CANCEL", "MOVE") and (facts.has("ALSO") or bool(facts.roles.parts(TARGET)))
    another = any({"otra", "another"} & set(symbol.word.split()) for symbol in facts.symbols)
    more = more or (facts.has("CANCEL") and another)
    more = more or (facts.has("BOOKAPPT") and facts.has("ALSO"))
    return more or any(phrase in words for phrase in _CONDITIONS)


_CONDITIONS: Final = (
    "as long as", "provided", "assuming", "only if", "siempre y cuando", "siempre que", "con tal", "mientras sea",
    "mientras no", "a condicion", "solo si", "nada mas si", "solamente si", "con la condicion",
)  # fmt: skip


def _is_proposed(facts: Facts) -> bool:
    """Tell whether the time said beside a yes is the proposed one."""
    start = facts.context.offers[0].start
    return any(when.start <= start < when.end for when in facts.whens(facts.wish))
