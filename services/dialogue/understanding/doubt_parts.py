"""A look at what no interval can hold: a visit that comes again and again, a condition on a yes."""

import re
from collections.abc import Sequence
from typing import Final

from services.dialogue.commands import ChooseOffer, Command, Confirm, Constrain, Keep, StartBook, StartCancel, StartMove
from services.dialogue.understanding.decisions.conditions import of_it, only_under
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.intervals import Interval
from services.dialogue.understanding.grammar.values import Days, Window
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH
from services.dialogue.understanding.unheld import lost_wish

_AGAIN: Final = re.compile(
    r"\b(?:every (?:other|second|third|two|three|four|\d+|few|couple)|once an? (?:week|month)|twice an? (?:week|month)"
    r"|\w+ times an? (?:week|month)|each (?:week|month)|every (?:week|month)|biweekly|bi weekly|weekly|monthly)\b"
    r"(?! (?:pill|bill|meeting|staff|class))"
)


def recurring(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A visit every so often: "every other Tuesday" is more than the next Tuesday."""
    return _AGAIN.search(" ".join(token.text for token in facts.tokens if token.kind != "mark")) is not None


#: A condition; not the small words of courtesy.
_IF: Final = re.compile(
    r"\b(?:(?:only )?if|as long as|so long as|provided|providing|assuming|unless|on condition)\b"
    r"(?! (?:possible|(?:you|u|yall) (?:can|could|would|please|dont mind|do|have to|must|want|like|will|may|have)"
    r"|(?:thats|that is|its|it is|thatd be|that would be|thatll be) (?:ok|okay|fine|alright|all right|all|what|the"
    r"|possible|still|not too|cool|easier|best|better|it|available|open|good|no)\b"
    r"|available|i (?:may|can|could|must|have|need|remember|recall|understand)|need be"
    r"|im (?:not )?(?:mistaken|right|correct)"
    r"|that (?:works|helps|is|makes|suits)|it (?:works|helps|is)|anything|so|not|any|that ok))"
)


def conditional(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether a yes or a choice holds only under a condition: "yes, if it's with Dr. Ruiz"."""
    if facts.asked not in {Asked.OFFER, Asked.CONFIRM} or facts.scene.language != "en":
        return False
    if only_under(facts) is not None or (of_it(facts) and _held_by_offer(facts, commands)):
        return False
    agrees = facts.has("YES") or any(isinstance(command, Confirm | ChooseOffer) for command in commands)
    return agrees and _IF.search(" ".join(token.text for token in facts.tokens if token.kind != "mark")) is not None


#: What makes a yes one for later, or no whole one: "sure, after I talk to my wife", "yes, tentatively".
_NOT_YET: Final = re.compile(
    r"\b(?:after i|once (?:i|my|you|we|he|she)|when i|as soon as|pending|subject to|depending|depends|tentative"
    r"|tentatively"
    r"|provisionally|(?<!all )for now|for the time being|for the moment|until (?:i|we)|before (?:i|we)|in case|barring"
    r"|hopefully|though|although|except|unless|possibly|penciled|most likely|more than likely|chances are)\b"
)


#: A question, or a reserve, behind the yes: "yes, and what time was that?", "yes, but only the one".
_ASKS_TOO: Final = re.compile(
    r"\b(?<!that )(?<!this )(?:is|was|are) (?:it|that|this|there|he|she|they)\b"
    r"|\b(?:whats|who|whos|where|wheres|whens|how|which|why(?! (?:not|yes)\b))\b"
    r"|\bwhat\b(?! (?:i|we|you|ever|he|she)\b)"
    r"|\b(?:can|could|would|do|does|did) (?:i|we|he|she|they|my)\b|\b(?:can|could|does|did|will) it\b|\bbut only\b"
    r"|\b(?:may|might|could) (?:need|have) to\b"
)


def not_yet(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether a yes waits for something else."""
    if facts.scene.language != "en" or not any(isinstance(command, Confirm) for command in commands):
        return False
    words = " ".join(token.text for token in facts.tokens if token.kind != "mark")
    return _NOT_YET.search(words) is not None or _ASKS_TOO.search(words) is not None


def brings_company(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether "can my wife come at the same time" speaks of someone else's visit, not of an hour."""
    same = any(isinstance(command, Constrain) and command.same_time for command in commands)
    return same and any(symbol.cat == "KIN" for symbol in facts.words) and facts.asked in {Asked.OFFER, Asked.CONFIRM}


def _held_by_offer(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether the offer chosen holds what the condition says: its provider or its time."""
    placed = facts.roles.value(WISH, "PLACE") is not None
    return not placed and any(isinstance(each, ChooseOffer) and (each.provider or each.when) for each in commands)


def books_without_its_day(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether a day was said beside a booking, belongs to no appointment that stands, and no wish holds it."""
    books = any(isinstance(command, StartBook) for command in commands)
    wished = any(isinstance(command, Constrain) and command.when for command in commands)
    dated = any(item.role == TARGET and item.symbol.cat in {"DAYS", "MOMENT", "WIN"} for item in facts.roles.items)
    if books and not wished and lost_wish(facts):
        return True
    return books and dated and not wished and not facts.has("HAVEAPPT", "HAVEQ", "POSS", "STATUS")


def of_unknown_week(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A day "of that week" where nothing says which week is meant."""
    wished = [part.value for part in facts.roles.parts(WISH) if isinstance(part.value, Days)]
    around = any(days.relative in {"that_week", "that_month"} for days in wished)
    return around and facts.anchor.day is None and not any(days.ranges for days in wished)


#: What binds an act as a whole, whatever stands behind it.
_ONLY_IF: Final = re.compile(
    r"\b(?:only if|but only|as long as|so long as|provided|unless|on condition)\b(?! available)"
)


def strongly_conditional(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether something is to be done only under a condition: "cancel it, but only if it costs nothing"."""
    acts = any(isinstance(command, StartCancel | StartMove) for command in commands)
    held = any(isinstance(command, Constrain) for command in commands)
    return acts and not held and _ONLY_IF.search(" ".join(token.text for token in facts.tokens)) is not None


#: "Could you hold the second one while I check": nothing is chosen yet.
_HOLDING: Final = re.compile(r"\b(?:hold|save|reserve|keep|pencil)\b.*\b(?:while|till|until|for a|in case)\b")


def not_chosen(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether a choice is only a point to measure from, or only to be held: "20 minutes after the first one"."""
    if not any(isinstance(command, ChooseOffer) and command.ordinal and not command.when for command in commands):
        return False
    bounds = [part.value for part in facts.roles.parts(WISH) if isinstance(part.value, Window) and not part.value.part]
    held = _HOLDING.search(" ".join(token.text for token in facts.tokens)) is not None
    held = held or (facts.has("BUT") and facts.has("PROV"))
    held = held or any(symbol.cat == "BETWEEN" for symbol in facts.words)
    held = held or not _MODE.isdisjoint(token.text for token in facts.tokens)
    return held or any(not window.point for window in bounds)


#: How the visit is held: nothing that a choice says.
_MODE: Final = frozenset({"video", "virtual", "virtually", "zoom", "telehealth", "remote", "remotely", "phone"})


def somebody_elses(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether it is another person's visit that is to change: "I can make mine, can my daughter's be moved?"."""
    cats = [symbol.cat for symbol in facts.words]
    acts = any(isinstance(command, StartCancel | StartMove) and command.target for command in commands)
    mine = next(
        (at for at, symbol in enumerate(facts.words) if symbol.cat == "POSS" and symbol.word in _MINE), len(cats)
    )
    if acts and _ONLY_THEIRS.search(" ".join(token.text for token in facts.tokens)):
        return True
    return acts and any(
        cat == "KIN" and at > mine and not {"MOVE", "CANCEL"}.isdisjoint(cats[at + 1 : at + 4])
        for at, cat in enumerate(cats)
    )


_ONLY_THEIRS: Final = re.compile(
    r"\b(?:(?:only|just) (?:his|hers|theirs|mine)|(?:his|hers|theirs) (?:only|not mine)"
    r"|mine (?:only|not (?:his|hers)))\b"
)
_MINE: Final = frozenset({"my", "mine", "our"})


def stays_put(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether a move leads to "the same day" and nothing else: whose day that is was not said."""
    moves = any(isinstance(command, StartMove) and command.target for command in commands)
    parts = [part.value for part in facts.roles.parts(WISH)]
    same = len(parts) == 1 and getattr(parts[0], "relative", "") == "that_day"
    return moves and same and not facts.has("EARLIER", "LATER", "LATERIN", "AFTER", "BEFORE", "ALTS", "ANYPROV")


def elsewhere(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether an offer was taken at another place: "the Friday one, but at the other clinic"."""
    takes = any(isinstance(command, ChooseOffer | Confirm) for command in commands)
    return takes and facts.has("BUT") and facts.roles.value(WISH, "PLACE") is not None


def from_afar_instead(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether "a video visit on Friday instead" may be a visit that stands, held from afar."""
    books = any(isinstance(command, StartBook) for command in commands)
    afar = any(symbol.cat == "VISIT" and symbol.word.split()[0] in _AFAR for symbol in facts.symbols)
    return books and afar and (facts.has("INSTEAD", "INSTEADADV") or any(t.text == "than" for t in facts.tokens))


_AFAR: Final = frozenset({"video", "phone", "virtual", "telehealth", "online", "zoom", "remote", "telephone"})

#: A condition on what shall stay.
_IF_NOTHING: Final = re.compile(
    r"\b(?:if (?:theres|there is|there isnt|you dont|you do not|nothing|not|its not|i cant))\b"
)


def keeps_if(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether an appointment stays only when nothing else is found: "if there's nothing Friday, keep Monday"."""
    kept = any(isinstance(command, Keep) for command in commands)
    said = " ".join(token.text for token in facts.tokens if token.kind != "mark").replace("'", "")
    return kept and facts.asked in {None, Asked.WHAT} and _IF_NOTHING.search(said) is not None


#: Two patients in one breath, in Spanish: whose identity is checked cannot be both.
_HIS_AND_MINE: Final = re.compile(
    r"\b(?:la mia y (?:tambien )?la (?:de mi|de el|de ella|del|suya)|la (?:de mi|del) \w+(?: \w+)? y"
    r" (?:tambien )?la mia"
    r"|la cita de mi \w+ y (?:tambien )?la (?:mia|de mi)|mi cita y (?:tambien )?la (?:de mi|de el|de ella|del)"
    r"|la de mi \w+ y (?:tambien )?la de mi|mi cita\b.* y (?:tambien )?la de mi (?!doctor|doctora|terapeuta))\b"
)


#: What is to be done where something cannot be had, in Spanish: "si no hay, cancélela".
_ELSE_CANCEL: Final = re.compile(r"\bsi no\b(?: \w+){0,5} (?:mejor )?(?:la |lo )?(?:cancel|anul)")


def cancels_otherwise(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether it is to be cancelled where it cannot be moved."""
    moves = any(isinstance(command, StartMove) for command in commands)
    return moves and _ELSE_CANCEL.search(" ".join(t.text for t in facts.tokens if t.kind != "mark")) is not None


def cancels_all_but(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether all are to be cancelled but one, which no command says: "cancele todas menos la del 25"."""
    cancels = any(isinstance(command, StartCancel) for command in commands)
    return cancels and facts.scene.language == "es" and facts.has("EXCEPT", "MENOS")


def two_patients(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether visits of two people are to change: "cancele la mía y la de mi hermana"."""
    acts = any(isinstance(command, StartCancel | StartMove) for command in commands)
    said = " ".join(token.text for token in facts.tokens if token.kind != "mark")
    return acts and _HIS_AND_MINE.search(said) is not None


_HELD: Final = (
    keeps_if,
    two_patients,
    cancels_otherwise,
    cancels_all_but,
    from_afar_instead,
    elsewhere,
    conditional,
    not_yet,
    brings_company,
    books_without_its_day,
    strongly_conditional,
    not_chosen,
    somebody_elses,
    stays_put,
)


def holds_less(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether the commands leave out a condition or a day that was said."""
    return any(check(facts, commands) for check in _HELD)
