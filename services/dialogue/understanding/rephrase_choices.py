"""English turns of phrase about what was proposed said plainly: "not the 9:30, the 10:30", "you said the 28th?"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_PROPOSED: Final = frozenset({Asked.OFFER, Asked.CONFIRM})


def _not_the_others(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "but not the others" behind the one that is taken."""
    last = match.symbols[-1]
    others = last.cat != "X" or last.word in {"others", "other", "rest", "otras", "otros", "demas"}
    return [] if scene.asked is Asked.OFFER and others else None


def _not_this_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "not the 9:30, the 10:30" as the second one alone."""
    kept = [symbol for symbol in match.symbols if symbol.cat not in {"NOT", "NO", "COMMA", "BUT"}]
    return kept[len(kept) // 2 :] if scene.asked is Asked.OFFER and len(kept) % 2 == 0 else None


def _you_said(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "you said the 28th?" as asking to hear it again."""
    who, said = match.symbols[:2]
    asks = who.word in {"you", "u"} and said.word in {"said", "mean", "meant"} and scene.asked in _PROPOSED
    return [Symbol("REPEAT", None, who.first, match.symbols[-1].last, "say that again")] if asks else None


def _first_choice(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "would be my first choice" behind a day that is wished."""
    return [match.symbols[0]] if scene.asked is Asked.WHEN else None


def _has_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I've got a thing till 2" in answer to "when?" as being free from then on."""
    return [as_cat(match.symbols[-1], "AFTER", "after")] if scene.asked is Asked.WHEN else None


def _put_off(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "put my appointment off" as moving it back."""
    head, *rest, off = match.symbols
    puts = head.word in {"put", "putting", "push", "pushing", "hold"} and off.word in {"off", "out"}
    return [as_cat(head, "MOVEBACK", "put off"), *rest] if puts else None


def _back_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'm back Monday" in answer to "when?" as from Monday on."""
    back = match.symbols[1]
    return [as_cat(back, "STARTING", "starting")] if scene.asked is Asked.WHEN else None


def _but_this_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'd have preferred Friday but okay, the first one" as the choice alone."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "BUT")
    words = {word for symbol in match.symbols[:at] for word in symbol.word.split()}
    return list(match.symbols[at + 1 :]) if scene.asked is Asked.OFFER and words & _REGRET else None


def _part_of_month(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "October, mid month" as the middle of October."""
    month = match.symbols[0]
    part = next(symbol for symbol in match.symbols if symbol.cat in {"MID", "EARLY", "LATE", "ENDOF"})
    if match.get("UNIT") != "month":
        return None
    return [part, Symbol("MON", month.value, month.first, match.symbols[-1].last, month.word)]


def _each_weekend(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "except the weekend" as without any weekend."""
    return [match.symbols[0], as_cat(match.symbols[-1], "WEEKENDS", "weekends")]


def _gets_checked(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I need to get my thyroid checked" as asking for an appointment."""
    opening = scene.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE}
    words = {word for symbol in match.symbols[:-1] for word in symbol.word.split()}
    if not opening or match.symbols[-1].word not in _DONE or not words & {"get", "have", "getting"}:
        return None
    return [as_cat(match.symbols[0], "BOOKAPPT", "get seen"), as_cat(match.symbols[-1], "X")]


_DONE: Final = word_set("checked examined tested evaluated removed cleaned fixed treated seen done adjusted drained")


def _made_earlier(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "can we make Thursday's appointment a little earlier" as moving it."""
    head, *rest = match.symbols
    makes = head.word.split()[-1] == "make" and scene.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE}
    return [as_cat(head, "MOVE", "move"), *rest] if makes else None


_REGRET: Final = word_set("preferred hoped hoping wanted wished rather prefer have wish")
_HOUR: Final = "THE (CLOCK|NUM OCLOCK|NUM AMPM|NUM)"

RULES: Final[tuple[Rule, ...]] = (
    rule("((BUT|COMMA) (NOT|NO)|EXCEPT) (THE|ANY)? (ALTS|OTHERONE|X)(?=(END|STOP))", "FILL", _not_the_others),
    rule(f"^(NOT|NO) {_HOUR} (COMMA|BUT)* {_HOUR}(?=(END|STOP|THANKS|FILL))", "THE", _not_this_hour),
    rule("MON COMMA? (MID|EARLY|LATE|ENDOF) (THE|OF|IN)* UNIT", "MON", _part_of_month),
    rule("(EXCEPT|MENOS) (THE|ON|FOR)* WEEKEND", "WEEKENDS", _each_weekend),
    rule("(NEED|FILL|X|WE|HAVEAPPT|TO)+ (POSS|THE|A|THAT|THIS) (X|VISIT)+", "BOOKAPPT", _gets_checked),
    rule(
        "(AVAIL|FILL|BOOK|X) (?=(THE|POSS)? (WD|REL|APPT|ORD)+ (APPT|VISIT|ONE)? (EARLIER|LATER|LATERIN))",
        "MOVE",
        _made_earlier,
    ),
    rule("^WE X ((?!(END)).)*", "REPEAT", _you_said),
    rule("(WD|REL|WDS|ORD) (FILL|WORKS)* POSS ORD (OPTION|X)", "WD", _first_choice),
    rule("HAVEAPPT (A|AN|THE)? (APPT|X|VISIT) UNTIL", "AFTER", _has_until),
    rule("X (POSS|THE) (APPT|VISIT) X(?=(UNTIL|FOR|TO|A|NUM|END|STOP|COMMA|AFTER|BY))", "MOVEBACK", _put_off),
    rule("NAMEIS BACKADV (ON|FROM)?(?=(THE|WD|MON|NEXT))", "STARTING", _back_on),
    rule(
        "^((?!(BUT|END|CHOICE|Q)).)+ BUT (YES|WORKS|FILL|TAKE|COMMA)+"
        " (?=THE? (ORD|LAST|OPTION|NUM) (ONE|END|STOP|OPTION|NUM))",
        "YES",
        _but_this_one,
    ),
)
