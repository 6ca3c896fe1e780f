"""English turns of phrase said plainly: "get my daughter in", "cancel one and keep the other", "2" for "to"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked


def _not_extreme(match: Match, scene: Scene) -> list[Symbol]:
    """Read "not too early" as from ten on, "not too late" as until five; of an offer, as later or earlier than that."""
    head = match.symbols[0]
    early = head.cat == "NOTEARLY"
    if scene.asked in {Asked.OFFER, Asked.CONFIRM}:
        return [as_cat(head, "LATER" if early else "EARLIER")]
    return [Symbol("PART", "not_early" if early else "not_late", head.first, head.last, head.word)]


def _nevermind(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "Friday, nvm, Thursday" as a correction."""
    return [as_cat(match.symbols[0], "CORRECT")]


def _and_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "and on" of "Thursday until 3 and on Friday" as two words."""
    head = match.symbols[0]
    return [as_cat(head, "AND"), as_cat(head, "ON")] if head.word == "and on" else None


def _reason_behind(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "after five thirty, I don't get off until five" without the reason."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "AFTER")
    return list(match.symbols[:at]) if "until" in match.symbols[at].word.split() else None


def _busy_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I have class until 2 on Tuesdays" as those hours refused, not as the only days."""
    head, *rest = match.symbols
    if not {"class", "work", "busy", "school", "meeting", "working"} & set(head.word.split()):
        return None
    return [as_cat(head, "NOT"), as_cat(head, "UNTIL"), *rest]


def _works_shifts(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I work the graveyard shift": it rules out no hour that is known."""
    return [] if match.symbols[-1].word == "shift" else None


def _shift(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the night shift" as work, not as a move."""
    head, last = match.symbols
    head = as_cat(head, "X") if head.cat in {"EARLY", "LATE"} else head
    return [head, Symbol("X", None, last.first, last.last, "shift")] if last.word == "shift" else None


def _coming_up(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "this Friday coming up" as that Friday, not as a question what is coming up."""
    return [] if match.symbols[0].word == "coming up" else None


def _over(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "over the weekend" as "on"."""
    head, *rest = match.symbols
    return [as_cat(head, "ON"), *rest] if head.word == "over" else None


def _so_late(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Keep "nights so late afternoon" from being read as late nights."""
    part, so = match.symbols
    return [part, as_cat(so, "COMMA")] if so.word == "so" else None


def _please(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read a "please" alone in answer to "shall I?" as a yes."""
    asks = match.symbols[0].word in {"please", "pls", "plz", "por favor", "porfavor", "porfa", "porfis"}
    return [as_cat(match.symbols[0], "YES"), match.symbols[1]] if asks and scene.asked is Asked.CONFIRM else None


def _brings_in(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "can I get my daughter in" as a booking."""
    verbs = {"get", "take", "squeeze", "fit", "slot", "sneak", "work"}
    gets = any(not verbs.isdisjoint(symbol.word.split()) for symbol in match.symbols[:-2])
    return [*match.symbols[:-2], as_cat(match.symbols[-1], "BOOK")] if gets else None


def _up_to_keeping(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "cancel my 3 pm and keep my 4 pm" as the cancelling only."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "KEEP")
    return [symbol for symbol in match.symbols[:at] if symbol.cat not in {"AND", "BUT"}]


def _cancel_only(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cancel it and don't reschedule it" as the cancelling only."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"AND", "BUT", "COMMA"})
    kept = [symbol.word for symbol in match.symbols[at:] if symbol.cat == "KEEP"]
    moves = any(symbol.cat == "MOVE" for symbol in match.symbols[at:]) or any("mo" in word for word in kept)
    return list(match.symbols[:at]) if moves else None


def _two_for_to(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "2" of "need 2 move my appt 2 next week" as "to"."""
    *rest, two = match.symbols
    return [*rest, as_cat(two, "TO")] if two.word == "2" else None


def _one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "1" of "the last 1" as "one"."""
    head, one = match.symbols
    return [head, Symbol("ONE", 1, one.first, one.last, "one")] if one.word == "1" else None


def _of_them(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the earlier of the two" as a choice, where there is something to choose from."""
    if scene.asked not in {Asked.OFFER, Asked.WHICH_APPOINTMENT}:
        return None
    last = match.has("LATER", "LATEST", "LATERIN")
    first, *_, end = match.symbols
    return [Symbol("CHOICE", -1 if last else 1, first.first, end.last, first.word)]


_HOUR: Final = "(NUM|CLOCK|AMPM|LAS|LA|NOON)"

RULES: Final[tuple[Rule, ...]] = (
    rule("PART FILL(?=(LATE|EARLY) PART)", "PART", _so_late),
    rule("(?<=(WD|UNIT|WEEKEND|MON|NUM|ORD))STATUS", "COMING", _coming_up),
    rule("WITHIN (THE|THIS|NEXT|COMING)* (WEEKEND|HOLIDAY|HOLIDAYS)", "ON", _over),
    rule("IN (NEED|AT)(?=NUM)", "IN", lambda m, _s: [m.symbols[0], as_cat(m.symbols[1], "AROUND")]),
    rule("^FILL END", "YES", _please),
    rule(
        "(?<!(UNIT|UN|NUM))LATERIN(?=(END|STOP|COMMA|Q|THANKS|BUT|YES|NEED|FOR|WITH))",
        "LATER",
        lambda m, _s: [as_cat(m.symbols[0], "LATER")],
    ),
    rule("(NEED|BOOK|MOVE|CANCEL) NUM(?=(MOVE|CANCEL|BOOK|KEEP|MOVEUP|MOVEBACK))", "NEED", _two_for_to),
    rule("MOVE (POSS|APPT|WD|VISIT|THE|PROV)* NUM(?=(A|AN|THE|WD|NEXT|MON|ANYPROV|REL|THIS))", "MOVE", _two_for_to),
    rule("(LAST|VISIT|NEXT|EARLIER|LATER|CORRECT|PART) NUM(?=(END|STOP|FILL|THANKS|COMMA))", "ONE", _one),
    rule("BOOK (POSS|KIN)(?=(VISIT|APPT))", "BOOK", lambda m, _s: [m.symbols[0], as_cat(m.symbols[1], "A")]),
    rule(
        "(THE|LA|EL)? (EARLIER|LATER|EARLIEST|LATEST|SOONEST|LATERIN) OF (THE|LAS|LOS|FILL)* NUM?", "CHOICE", _of_them
    ),
    rule("(NEED|FILL|BOOK|WE|X|TO)* KIN IN", "BOOK", _brings_in),
    rule("KIN(?=(APPT|VISIT|WD (APPT|VISIT|ONE)|NUM))", "POSS", lambda m, _s: [as_cat(m.symbols[0], "POSS")]),
    rule("KIN", "FILL", lambda m, _s: [as_cat(m.symbols[0], "FILL")]),
    rule(
        "CANCEL .* (AND|BUT|COMMA) (FILL|NEED|TO)* KEEP (POSS|THE|LA|EL|APPT|FOR|ON|AT|WITH|ONE|IN)*"
        " (NUM|CLOCK|WD|VISIT|OTHERONE|MON|ORD|REL|NEXT|THIS|WDS|PART) .*(?=END)",
        "CANCEL",
        _up_to_keeping,
    ),
    rule(
        "CANCEL .* (AND|BUT|COMMA) (FILL|NEED)* (NOT|NO|KEEP) (FILL|TO|NEED)* MOVE? (WE|APPT|LA)* (?=END)",
        "CANCEL",
        _cancel_only,
    ),
    rule("EXCEPT (?=(NOTEARLY|NOTLATE))", "ANYTIME", lambda m, _s: [as_cat(m.symbols[0], "ANYTIME")]),
    rule("(NOTEARLY|NOTLATE)", "PART", _not_extreme),
    rule(f"AFTER {_HOUR}+ (COMMA|FILL|STOP)* AFTER {_HOUR}+", "AFTER", _reason_behind),
    rule(f"AFTER {_HOUR}+ ON? WDS", "NOT", _busy_on),
    rule("NOT THE X MOVE", "FILL", _works_shifts),
    rule("NEVERMIND (?=(ON|THE|EL)? (WD|NEXT|REL|MON|THIS|MANANA))", "CORRECT", _nevermind),
    rule("ONWARD(?=(WD|THE|MON|REL|NEXT|THIS))", "AND", _and_on),
    rule("(THE|POSS|X|PART|LATE|EARLY|A|WE|SAME) MOVE", "X", _shift),
)
