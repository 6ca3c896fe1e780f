"""English answers to "which one?" said plainly: "not the physical therapy, the x ray", "whichever's with Kim"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.place_names import NO_NAME
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.life_words import LIFE
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_PICKING: Final = frozenset({Asked.OFFER, Asked.WHICH_APPOINTMENT})
#: Steps where "with Kim" speaks of a provider.
_PROVIDED: Final = _PICKING | {Asked.WHEN, Asked.CONFIRM}


def _refused_first(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "not the physical therapy" before the one that is meant."""
    english = scene.asked is Asked.WHICH_APPOINTMENT and scene.language is Language.EN
    return [] if english and match.symbols[-1].cat != "NO" else None


def _refused_last(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "not the one on Monday" behind the one that is meant."""
    if scene.asked is not Asked.WHICH_APPOINTMENT or scene.language is not Language.EN:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NOT", "NO", "EXCEPT"})
    meant = {symbol.cat for symbol in match.symbols[:at]}
    named = meant & _MEANT and not meant & {"ALLOF", "ANY", "ANYTIME", "ANYOFFER"}
    return (
        list(match.symbols[:at]) if named and match.symbols[at].word in {"not", "no", "but not", "please not"} else None
    )


_MEANT: Final = frozenset(
    {
        "WD",
        "VISIT",
        "ORD",
        "NUM",
        "MON",
        "NDATE",
        "CLOCK",
        "PART",
        "REL",
        "DRTITLE",
        "PROV",
        "LATER",
        "EARLIER",
        "LATEST",
    }
    | {"EARLIEST", "CHOICE", "LAST", "NEXT", "OTHERONE"}
)


def _same_day_again(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "that day" behind "Monday, is there one at 9 or 10"."""
    if match.symbols[-1].value != "day" or scene.asked not in _PROVIDED or scene.asked is Asked.WHICH_APPOINTMENT:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"THAT", "SAME"})
    kept = list(match.symbols[:at])
    while kept[-1].cat in {"ON", "THE", "OF", "IN"}:
        kept.pop()
    return kept


def _one_of_place(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I go to the Oak Park one" as that office."""
    lead, the, *name, one = match.symbols
    words = [symbol.word for symbol in name]
    known = all(word in ENGLISH or word in _ABOUT for word in words) or not NO_NAME.isdisjoint(words)
    if known or scene.language is not Language.EN or any(symbol.word in NAMES for symbol in name[:1] if len(name) == 1):
        return None
    return [lead, the, Symbol("PLACE", " ".join(words), name[0].first, one.last, one.word)]


def _with_someone(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the one with Kim" as the one with that provider."""
    with_, name = match.symbols
    known = name.word in NAMES or name.word not in ENGLISH | SPANISH | LIFE
    if scene.asked not in _PROVIDED or scene.language is not Language.EN or not known or not name.word.isalpha():
        return None
    return [with_, Symbol("PROV", name.word, name.first, name.last, name.word)]


def _whichever_with(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "whichever is with Dr. Kim" as the one with that provider."""
    head, *_rest, with_ = match.symbols
    if scene.asked not in _PICKING or not head.word.startswith(("whichever", "whatever", "whoever")):
        return None
    return [as_cat(head, "THE", "the"), as_cat(head, "ONE", "one"), with_]


def _by_body(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the eye one", "the knee thing" as the visit about that."""
    *before, what, last = match.symbols
    if scene.asked is not Asked.WHICH_APPOINTMENT or what.word not in _ABOUT:
        return None
    return [*before, Symbol("VISIT", None, what.first, last.last, what.word)]


def _about_body(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the one for my back" as the visit about that."""
    what = match.symbols[-1]
    if scene.asked is not Asked.WHICH_APPOINTMENT or what.word not in _ABOUT:
        return None
    return [match.symbols[0], Symbol("VISIT", None, what.first, what.last, what.word)]


def _whose(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "Kim's" as the one with that provider."""
    *before, name = match.symbols
    named = name.word if name.word in NAMES else name.word.removesuffix("s")
    if scene.asked is not Asked.WHICH_APPOINTMENT or named not in NAMES or scene.language is not Language.EN:
        return None
    return [*before, Symbol("PROV", named, name.first, name.last, name.word)]


def _there(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the Oak Park one" as the one at that place."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "THE")
    name = match.symbols[at + 1 : -1]
    words = [symbol.word for symbol in name]
    if scene.asked not in _PICKING or scene.language is not Language.EN or not NO_NAME.isdisjoint(words):
        return None
    if all(word in ENGLISH or word in _ABOUT for word in words) or name[0].cat != "X":
        return None
    one = match.symbols[-1]
    return [
        *match.symbols[:at],
        as_cat(one, "ONE", "one"),
        Symbol("PLACE", " ".join(words), name[0].first, one.last, one.word),
    ]


#: What a visit may be called by.
_ABOUT: Final = word_set(
    "eye eyes foot feet teeth tooth skin heart blood knee back ear ears allergy hearing vision thyroid diabetes bone"
    " stomach lung kidney nerve pain sleep throat hand hip spine shoulder neck ankle wrist mouth gum gums breast mole"
    " pregnancy baby kids sugar pressure cholesterol asthma sinus bladder prostate"
)


def _weeks_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "none of those, what about the week after" as later than what was offered."""
    if scene.asked is not Asked.OFFER or match.get("UNIT") not in {"week", "day", "month"}:
        return None
    return [as_cat(match.symbols[-1], "LATER", "later")]


_NAMED: Final = (
    "(WD|WDS|REL|ORD|NUM|MON|MAY|NDATE|CLOCK|OCLOCK|AMPM|PART|NOON|VISIT|DRTITLE|PROV|ONE|APPT|ON|AT|IN|OF|WITH|NEXT"
    "|THIS|UNIT|MANANA|LAST|HOLIDAY)"
)


def _no_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Part "nope Friday" in two: a no, and what is wished; "no Fridays" refuses them."""
    no = match.symbols[-1]
    if scene.asked not in _PROVIDED or no.word not in _PLAIN_NO:
        return None
    return [*match.symbols, as_cat(no, "COMMA", ",")]


_PLAIN_NO: Final = frozenset(
    {
        "nope",
        "nah",
        "naw",
        "no thanks",
        "no thank you",
        "nuh uh",
        "no sir",
        "no maam",
        "uh uh",
        "negative",
        "not really",
    }
)


def _not_that_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I wanted three, not two" in answer to a proposal as the hour that is wished."""
    number, other = (symbol for symbol in match.symbols if symbol.cat == "NUM")
    refused = next(symbol for symbol in match.symbols if symbol.cat in {"NOT", "INSTEAD"})
    if scene.asked is not Asked.CONFIRM or not (0 < number.value <= _NOON and 0 < other.value <= _NOON):
        return None
    denial = [as_cat(refused, "NO", "no"), as_cat(refused, "COMMA", ",")] if refused.cat == "NOT" else []
    return [*denial, as_cat(number, "AT", "at"), number]


def _the_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "do the eleven", "eleven's fine" in answer to offers as an hour: so many are never offered."""
    *before, number = match.symbols
    if scene.asked is not Asked.OFFER or scene.language is not Language.EN or not _OFFERED < number.value <= _NOON:
        return None
    return [*(each for each in before if each.cat != "THE"), as_cat(number, "AT", "at"), number]


#: No more offers than these are shown at once; hours end here.
_OFFERED: Final = 6
_NOON: Final = 12

#: What may stand before a refusal.
_OPENING: Final = "^(FILL|CORRECT|COMMA|STOP|YES|HELLO|NO)*"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        f"^(HELLO|FILL|COMMA|STOP|X)* (NO|NOT)"
        f"(?=FILL* ({_NAMED}|THE|A|PART|MANANAS|WDS|EARLY|LATE|LATER|EARLIER|ANY|TAKE))",
        "NO",
        _no_then,
    ),
    rule(
        f"{_OPENING} (NO|NOT) (THE|POSS)? {_NAMED}+ (COMMA|BUT|STOP|FILL|NAMEIS|CODEIS|WE|X)*(?=(THE|POSS) {_NAMED})",
        "FILL",
        _refused_first,
    ),
    rule(
        f"{_OPENING} (NO|NOT) (THE|POSS)? {_NAMED}+ (COMMA|BUT|STOP) (FILL|NAMEIS|CODEIS)*(?={_NAMED})",
        "FILL",
        _refused_first,
    ),
    rule("WITH X(?=(END|STOP|COMMA|THANKS|FILL|BUT|Q|NOT|NO|ON|AT))", "PROV", _with_someone),
    rule(f"^((?!(END|STOP)).)+ (NOT|NO|EXCEPT) (THE|POSS) {_NAMED}+(?=(END|STOP|THANKS))", "NOT", _refused_last),
    rule(
        "(WD|ORD|REL|NDATE) ((?!(END|STOP|WD|ORD|REL|NDATE)).)*(NUM|CLOCK|OCLOCK|AMPM|PART) (ON|OF)? (THAT|SAME) UNIT"
        "(?=(END|Q|STOP|THANKS|COMMA))",
        "NUM",
        _same_day_again,
    ),
    rule("(TO|AT|FROM) THE (X|TOPIC)+ ONE", "PLACE", _one_of_place),
    rule("(?<!(MON|OF|AT))AT? NUM COMMA? (NOT|INSTEAD) AT? NUM(?=(END|STOP|COMMA|THANKS))", "NUM", _not_that_hour),
    rule(
        "^(FILL|X|YES|TAKE|COMMA|HELLO|NEED|WE|BOOK|AVAIL|WORKS)* THE? NUM(?=(END|STOP|COMMA|WORKS|YES|THANKS|FILL|Q))",
        "AT",
        _the_hour,
    ),
    rule("(THE|POSS) (X|FILL|WITHIN|BACKADV) (ONE|APPT|VISIT)", "VISIT", _by_body),
    rule(
        "(ONE|APPT|NAMEIS) FOR (POSS|THE) (X|FILL|WITHIN|BACKADV)(?=(END|STOP|COMMA|THANKS|NOT|FILL))",
        "VISIT",
        _about_body,
    ),
    rule("^(NAMEIS|FILL|THE|COMMA|YES|HELLO)* X(?=(END|STOP|COMMA|ONE|APPT|VISIT|THANKS|NOT))", "PROV", _whose),
    rule("^(NAMEIS|FILL|COMMA|YES|HELLO|NO|CORRECT)* THE (X|TOPIC) (X|TOPIC)+ ONE", "PLACE", _there),
    rule("(ANYOFFER|ANY|ANYTIME) (FILL|NAMEIS|ONE)* WITH(?=(PROV|VISIT|DRTITLE))", "WITH", _whichever_with),
    rule("(THE|A)? UNIT (AFTER|AFTERTHAT|LATER)(?=(END|STOP|Q|COMMA|THANKS|FILL|INSTEADADV))", "LATER", _weeks_after),
    rule("(THE|A)? FOLLOWING UNIT(?=(END|STOP|Q|COMMA|THANKS|FILL|INSTEADADV))", "LATER", _weeks_after),
)
