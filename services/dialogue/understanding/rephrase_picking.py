"""English answers to "which one?" said plainly: "not the physical therapy, the x ray", "whichever's with Kim"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.life_words import LIFE
from services.dialogue.understanding.words.names import NAMES
from services.kernel.language import Language

_PICKING: Final = frozenset({Asked.OFFER, Asked.WHICH_APPOINTMENT})
#: Steps where "with Kim" speaks of a provider.
_PROVIDED: Final = _PICKING | {Asked.WHEN, Asked.CONFIRM}


def _refused_first(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "not the physical therapy" before the one that is meant."""
    english = scene.asked is Asked.WHICH_APPOINTMENT and scene.language is Language.EN
    return [] if english and match.symbols[-1].cat != "NO" else None


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
    if scene.asked not in _PICKING or not head.word.startswith(("which", "what")):
        return None
    return [as_cat(head, "THE", "the"), as_cat(head, "ONE", "one"), with_]


def _weeks_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "none of those, what about the week after" as later than what was offered."""
    if scene.asked is not Asked.OFFER or match.get("UNIT") not in {"week", "day", "month"}:
        return None
    return [as_cat(match.symbols[-1], "LATER", "later")]


_NAMED: Final = (
    "(WD|WDS|REL|ORD|NUM|MON|MAY|NDATE|CLOCK|OCLOCK|AMPM|PART|NOON|VISIT|DRTITLE|PROV|ONE|APPT|ON|AT|IN|OF|WITH|NEXT"
    "|THIS|UNIT|MANANA|LAST|HOLIDAY)"
)


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
        f"{_OPENING} (NO|NOT) (THE|POSS)? {_NAMED}+ (COMMA|BUT|STOP|FILL|NAMEIS|CODEIS|WE|X)*(?=(THE|POSS) {_NAMED})",
        "FILL",
        _refused_first,
    ),
    rule(
        f"{_OPENING} (NO|NOT) (THE|POSS)? {_NAMED}+ (COMMA|BUT|STOP) (FILL|NAMEIS|CODEIS)*(?={_NAMED})",
        "FILL",
        _refused_first,
    ),
    rule("WITH X(?=(END|STOP|COMMA|THANKS|FILL|BUT|Q|IF|ON|AT))", "PROV", _with_someone),
    rule(
        "^(FILL|X|YES|TAKE|COMMA|HELLO|NEED|WE|BOOK|AVAIL|WORKS)* THE? NUM(?=(END|STOP|COMMA|WORKS|YES|THANKS|FILL|Q))",
        "AT",
        _the_hour,
    ),
    rule("(ANYOFFER|ANY|ANYTIME|WHICHQ) (FILL|NAMEIS|ONE)* WITH(?=(PROV|VISIT|DRTITLE))", "WITH", _whichever_with),
    rule("(THE|A)? UNIT (AFTER|AFTERTHAT|LATER)(?=(END|STOP|Q|COMMA|THANKS|FILL|INSTEADADV))", "LATER", _weeks_after),
    rule("(THE|A)? FOLLOWING UNIT(?=(END|STOP|Q|COMMA|THANKS|FILL|INSTEADADV))", "LATER", _weeks_after),
)
