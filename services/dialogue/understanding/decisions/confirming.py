"""The answer to "shall I?", and what answers to any proposal share."""

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
from services.dialogue.understanding.decisions.asking import has_condition, has_no_trouble, leaves_open, only_otherwise
from services.dialogue.understanding.decisions.choices import bare_no, changes_goal, either_refused
from services.dialogue.understanding.decisions.conditions import only_under
from services.dialogue.understanding.decisions.model import MOVES, Decision
from services.dialogue.understanding.decisions.wishes import constraint
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH
from services.dialogue.understanding.words.word_set import word_set


def asks_about_offer(facts: Facts) -> bool:
    """Tell whether "is the four o'clock with Dr. Lee" asks about an offer; "is it still free" takes it."""
    if any(symbol.cat == "REPEAT" and symbol.word in _ASKED_AGAIN for symbol in facts.symbols):
        return True
    words = [token.text for token in facts.tokens if token.text not in _OPENERS and token.kind != "mark"]
    if facts.has("EARLIEST", "LATEST") and words[-1:] == ["one"] and words[0] in _WHAT:
        return True
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


_ASKED_AGAIN: Final = frozenset({"are you sure its", "you sure its", "are you positive its", "you said its"})
_OPENERS: Final = word_set("wait and so um uh hmm ok okay but sorry hold on")
_ASKING: Final = word_set("is are was would do does did")
_WHAT: Final = word_set("how what whats what's when whens who whos where")


def with_denial(facts: Facts, fallback: Command | None = None) -> Decision | None:
    """A wish in answer to a proposal; a plain "no" before it is kept."""
    wish = constraint(facts)
    commands: list[Command] = []
    if facts.has("NO") and facts.asked is Asked.CONFIRM:
        commands.append(Deny())
    if wish is not None:
        commands.append(wish)
    elif fallback is not None:
        commands.append(fallback)
    return (commands, facts.wish.unsure or bare_no(facts)) if commands else None


def confirm(facts: Facts) -> Decision | None:
    """The answer to "shall I?": yes only when nothing else is asked for."""
    if facts.asked is not Asked.CONFIRM:
        return None
    where = facts.has("Q") and facts.roles.value(WISH, "PLACE") is not None and facts.tokens[0].text in {"is", "es"}
    if where or asks_about_offer(facts):
        return [Repeat()], False
    if has_no_trouble(facts):
        return [Confirm()], False
    return only_under(facts) or _meant_visit(facts) or _neither(facts) or _another(facts) or _yes_or_no(facts)


def _neither(facts: Facts) -> Decision | None:
    """What is neither a yes nor a no: a yes on a condition, "como usted diga", one of two refused."""
    indifferent = facts.has("ANYTIME", "ANYOFFER") and not facts.roles.parts(WISH)
    indifferent = indifferent and not facts.has("NO", "NOT", "CANT", "BAD")
    someone = any(item.symbol.cat == "PROV" and item.negative for item in facts.roles.items)
    conditional = facts.has("YES", "WORKS") and not (facts.wishes or someone) and has_condition(facts)
    unclear = conditional or indifferent or either_refused(facts) or only_otherwise(facts)
    return ([Unclear()], True) if unclear else None


def _another(facts: Facts) -> Decision | None:
    """Another offer, by position or as the other one, or another appointment."""
    if facts.choice is not None and facts.has("CORRECT", "NO", "NEED", "INSTEADADV", "TAKE"):
        return [Deny(), ChooseOffer(ordinal=facts.choice)], facts.has("YES") or facts.count("CHOICE") > 1
    return _another_one(facts) if facts.has("OTHERONE", "MEANT") else None


def _meant_visit(facts: Facts) -> Decision | None:
    """Read "oops, I meant the cleaning" as a no, and that appointment."""
    meant = any(symbol.cat == "CORRECT" and symbol.word.endswith("meant") for symbol in facts.symbols)
    visit = next((item.symbol.word for item in facts.roles.items if item.symbol.cat == "VISIT"), None)
    if not meant or visit in {None, "doctor", "doc"} or facts.wishes or facts.has("CANCEL", "YES", *MOVES):
        return None
    return [Deny(), PickAppointment(AppointmentRef(visit=visit))], False


def _yes_or_no(facts: Facts) -> Decision | None:
    """Read a yes, a no, or what is wished instead."""
    refuses = facts.has("NO", "NOT", "CANT", "BAD", "EXCEPT", "MENOS", "NEGAVOID") or _takes_back(facts)
    wish = constraint(facts)
    agrees = facts.has("YES", "WORKS", "ATTEND", "MAYBE", "RESIGN")
    prefers = any(s.cat == "WORKS" and not _PREFERRING.isdisjoint(s.word.split()) for s in facts.symbols)
    wishes_else = facts.has("BUT", "CORRECT", "Q", "AVAIL", "EARLIER", "LATER") or prefers or not agrees
    if wish is not None and (refuses or wishes_else):
        told = facts.has("YES") and facts.has("BUT") and facts.has("X") and not facts.wishes and bool(wish.provider)
        return ([Unclear()], True) if told else with_denial(facts)
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
    mixed = any(symbol.cat == "YES" and symbol.word.startswith("no ") for symbol in facts.symbols)
    mixed = mixed or (facts.has("NO") and facts.has("YES", "WORKS") and facts.has("BUT"))
    mixed = mixed or [symbol.cat for symbol in facts.symbols[:2]] in (["NO", "YES"], ["NO", "WORKS"])
    mixed = mixed or (facts.tokens[-1].text == "si" and len(facts.tokens) > 1)
    mixed = mixed or (facts.has("YES") and not facts.has("NO"))
    return ([Unclear()], True) if mixed else ([Deny()], False)


def _yes(facts: Facts) -> Decision:
    """A yes; with a "but", a question or much unknown beside it, it is not one."""
    resigned = facts.has("RESIGN") and not facts.has("YES", "WORKS")
    open_still = resigned or facts.has("BUT", "TOPIC") or _goes_further(facts)
    if open_still or leaves_open(facts) or has_condition(facts):
        return [Unclear()], True
    if facts.wishes and len(facts.context.offers) == 1 and not _is_proposed(facts):
        return with_denial(facts) or ([Unclear()], True)
    unknown = sum(symbol.cat == "X" for symbol in facts.symbols)
    promised = facts.has("ATTEND") and not facts.has("YES", "WORKS") and len(facts.context.offers) != 1
    unplain = _denies_beside(facts) or _only_leaves(facts) or changes_goal(facts)
    vague = promised or unplain or facts.has("MAYBE") or (facts.has("Q") and not facts.has("SENT"))
    return [Confirm()], unknown > 2 or vague  # noqa: PLR2004  a few unknown words do no harm


#: A "no" that belongs to these is part of a yes: "no hay problema".
_YESES: Final = frozenset({"YES", "WORKS", "ATTEND", "SENT", "RESIGN", "THANKS", "FILL", "BYE", "MAYBE"})
_NOES: Final = word_set("no ni nunca tampoco jamas")


def _denies_beside(facts: Facts) -> bool:
    """Tell whether a "no" was said that belongs to no yes: "no le escuché bien"."""
    within = {at for symbol in facts.words if symbol.cat in _YESES for at in range(symbol.first, symbol.last + 1)}
    said = (at for at, token in enumerate(facts.tokens) if token.text in _NOES)
    return facts.scene.language == "es" and any(at not in within for at in said)


def _only_leaves(facts: Facts) -> bool:
    """Tell whether "bueno, adiós" leaves without a yes."""
    fillers = all(symbol.word in _FILLERS for symbol in facts.symbols if symbol.cat in {"YES", "WORKS"})
    return facts.has("BYE") and facts.scene.language == "es" and fillers


_FILLERS: Final = word_set("bueno ok okay okey vale listo bien va pues")


def _goes_further(facts: Facts) -> bool:
    """Tell whether a yes has a condition, or something else to be done beside it."""
    words = " ".join(token.text for token in facts.tokens)
    more = facts.has("CANCEL", "MOVE") and (facts.has("ALSO") or bool(facts.roles.parts(TARGET)))
    another = any({"otra", "another"} & set(symbol.word.split()) for symbol in facts.symbols)
    more = more or (facts.has("CANCEL") and another)
    more = more or facts.has("BOOKAPPT", "RESEND") or (_reserves(words) and not facts.has("SENT"))
    return more or any(phrase in words for phrase in _CONDITIONS)


#: A yes beside these is no plain one.
_RESERVES: Final = word_set("pero aunque but though although unless except")


def _reserves(words: str) -> bool:
    """Tell whether a yes has a "but" beside it."""
    return not _RESERVES.isdisjoint(words.split())


_CONDITIONS: Final = (
    "as long as", "provided", "assuming", "only if", "siempre y cuando", "siempre que", "con tal", "mientras sea",
    "mientras no", "a condicion", "solo si", "nada mas si", "solamente si", "con la condicion",
)  # fmt: skip


def _is_proposed(facts: Facts) -> bool:
    """Tell whether the time said beside a yes is the proposed one."""
    start = facts.context.offers[0].start
    return any(when.start <= start < when.end for when in facts.whens(facts.wish))
