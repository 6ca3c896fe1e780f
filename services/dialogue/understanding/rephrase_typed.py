"""English as typed in a hurry said plainly: "frm wed 2 fri", "10a", "see u thurs", "running 10 late"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked


def _two_to(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "2" of "wed 2 fri" as "to"."""
    day, two = match.symbols
    return [day, as_cat(two, "TO", "to")] if two.word == "2" else None


def _four_for(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "4" of "rebook 4 next month", "appt 4 my son" as "for"."""
    head, four = match.symbols
    return [head, as_cat(four, "FOR", "for")] if four.word == "4" else None


def _a_for_am(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "a" of "10a" as the morning."""
    hour, half = match.symbols
    return [hour, Symbol("AMPM", "am", half.first, half.last, half.word)] if half.word == "a" else None


def _see_you(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "see u thurs" as a goodbye, and in answer to "shall I?" as coming."""
    head = match.symbols[0]
    if not head.word.startswith(("see", "cya", "talk")):
        return None
    return [as_cat(head, "ATTEND" if scene.asked is Asked.CONFIRM else "BYE")]


def _running_late(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "running 10 late", "running about 15 behind" as being late."""
    head, last = match.symbols[0], match.symbols[-1]
    late = head.word in {"running", "be", "run"} and last.word in {"late", "behind"}
    return [Symbol("OTHERFLOW", "late", head.first, last.last, "late")] if late else None


def _up_to(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "bump it up to this week" as moving it there, not as a stretch until then."""
    last = match.symbols[-1]
    return [*match.symbols[:-1], as_cat(last, "TO", "to")] if last.word == "up to" else None


def _is_holiday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "but Thursday's Thanksgiving" of the appointment that stands as not being able to come."""
    if scene.asked not in {None, Asked.WHAT}:
        return None
    return [as_cat(match.symbols[0], "BUT"), as_cat(match.symbols[-1], "CANT")]


def _no_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the "no" of "no at 9" in answer to a proposal as standing apart."""
    if scene.asked not in {Asked.CONFIRM, Asked.OFFER} or match.symbols[0].word not in {"no", "nope", "nah"}:
        return None
    return [match.symbols[0], as_cat(match.symbols[-1], "COMMA", ","), match.symbols[-1]]


def _wrong_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """End the clause behind "I booked the wrong day": what follows is the wish."""
    head = match.symbols[0]
    return [head, as_cat(head, "STOP", ".")] if "wrong" in head.word.split() else None


def _cancel_not_move(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "I meant cancel, not reschedule" as the cancelling only."""
    return [match.symbols[0]]


def _never_mind_it(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "never mind about cancelling" as keeping the appointment."""
    return [as_cat(match.symbols[0], "KEEP", "keep it")]


def _moving_away(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I'm moving to Texas"."""
    return [] if match.symbols[-3].word == "moving" else None


def _half_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "pm works better", "any am" in answer to "when?" as a part of the day."""
    half = match.symbols[0]
    part = "morning" if half.value == "am" else "afternoon"
    if half.word.startswith("in "):
        return None
    return [Symbol("PART", part, half.first, half.last, half.word)] if scene.asked is Asked.WHEN else None


def _than_half(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "than am" of "pm works better than am"."""
    return [] if match.symbols[0].word == "than" else None


def _edge_of_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the last slot on Thursday", "the first opening Monday" as the end or beginning of that day."""
    edge = match.symbols[1]
    if scene.asked is not Asked.WHEN or (edge.cat == "ORD" and edge.value != 1):
        return None
    part = "last_thing" if edge.cat == "LAST" else "early_morning"
    return [Symbol("PART", part, match.symbols[0].first, match.symbols[-1].last, edge.word)]


_DAY: Final = "(WD|REL|ORD|NEXT|THIS|MON|NUM|AMPM|CLOCK|PART|NDATE)"

RULES: Final[tuple[Rule, ...]] = (
    rule("X (AMPM|PART)(?=(END|STOP|FILL|COMMA))", "FILL", _than_half),
    rule("^AMPM|(?<=(AVAIL|NEED|ANY|ANYTIME|TAKE))AMPM", "PART", _half_day),
    rule("THE (LAST|ORD) (APPT|AVAIL) ON?(?=(WD|REL|THE|MON|NEXT))", "PART", _edge_of_day),
    rule(
        "CANCEL (WE|APPT|POSS|COMMA|THATONE)* (NOT|NO) TO? MOVE (WE|APPT|POSS)*(?=(END|STOP|FILL))",
        "CANCEL",
        _cancel_not_move,
    ),
    rule("NEVERMIND (AROUND|ON|THE|WITH|FILL|POSS)* (CANCEL|MOVE)", "KEEP", _never_mind_it),
    rule("(FILL|WE|NAMEIS)? MOVE TO X", "FILL", _moving_away),
    rule("^NO AT", "NO", _no_then),
    rule("MOVE(?=(NEED|WE|FILL|COMMA|BUT|CORRECT|X))", "MOVE", _wrong_day),
    rule("WD NUM(?=WD)", "TO", _two_to),
    rule("(MOVE|BOOK|APPT|VISIT|BOOKAPPT) NUM(?=(NEXT|MON|WD|REL|THIS|THE|POSS|KIN|WE|PART))", "FOR", _four_for),
    rule("NUM A(?=(TO|END|STOP|COMMA|ON|Q|OR|AND|WD|REL|THANKS|APPT))", "AMPM", _a_for_am),
    rule(f"BYE (ON|AT|THE|FILL)* {_DAY} (ON|AT|THE|{_DAY})*(?=(END|STOP|COMMA|THANKS))", "BYE", _see_you),
    rule("(X|FILL) AROUND? NUM UNIT? (LATE|X)", "OTHERFLOW", _running_late),
    rule("MOVE (POSS|APPT|WE|THE|VISIT|THATONE)* UNTIL", "TO", _up_to),
    rule("BUT WD FILL* HOLIDAY(?=(END|STOP|COMMA))", "CANT", _is_holiday),
)
