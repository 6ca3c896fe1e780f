"""English requests said plainly: "drop my appointment", "it has to be moved", "booked for the wrong day"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})

#: Verbs of giving an appointment up, before what is given up.
_DROPS: Final = word_set(
    "drop dropping scratch scratching nix nixing ditch ditching scrap scrapping axe ax axing kill toss dump void forget"
    " release releasing remove removing forgo forego surrender relinquish scrub cut bag strike cross yank pull clear"
    " unbook terminate revoke retract"
)
_SHIFTS: Final = word_set(
    "nudge nudging kick shuffle shuffling rearrange rearranging flip bounce juggle slip tweak retime relocate slide"
    " sliding scoot scooting skooch bump bumping roll"
)


def _acts_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "please drop the Friday appointment", "nudge my 10 am to 11" as cancelling or moving."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"X", "BOOK", "AROUND"})
    before, verb, rest = match.symbols[:at], match.symbols[at], match.symbols[at + 1 :]
    told = before and before[-1].cat in {"WE", "NOT", "X"} and before[-1].word not in {"you", "u", "yall"}
    kind = "CANCEL" if verb.word in _DROPS else "MOVE" if verb.word in _SHIFTS else None
    if kind is None or told or scene.asked is Asked.OFFER:
        return None
    kept = rest[1:] if rest[0].cat == "AROUND" else rest
    return [*before, as_cat(verb, kind), *kept]


_PASSIVE: Final = word_set(
    "moved changed switched rescheduled postponed delayed transferred pushed bumped rebooked swapped shifted adjusted"
    " cancelled canceled"
)
_MUST: Final = word_set("be get gets getting been being")


def _has_to_be(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the appointment on the 5th has to be moved" with the verb before what is to be moved."""
    *said, verb = match.symbols
    links: list[Symbol] = []
    while said and said[-1].cat in {"AVAIL", "NEED", "FILL", "X", "TO", "HAVEAPPT"}:
        links.append(said.pop())
    words = {word for symbol in links for word in symbol.word.split()}
    wishes = scene.asked in _OPENING and verb.word in _PASSIVE and words & _MUST
    if not wishes or words & {"got", "was", "were", "already", "has"} - {"has" if words & {"to", "be"} else ""}:
        return None
    return [verb, *said]


def _get_moved(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I need to get my appointment on the 25th moved" with the verb before what is to be moved."""
    head, *said, verb = match.symbols
    wishes = scene.asked in _OPENING and verb.word in _PASSIVE and head.word in {"get", "have"}
    return [verb, *said] if wishes else None


def _up_to_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "move my July 8th appointment up to July 6th" as moving it to then."""
    head, *rest, until = match.symbols
    if head.cat == "CANCEL" and not head.word.startswith("pull"):
        return None
    if until.word not in {"up to", "up until", "back to", "till", "until", "til"}:
        return None
    return [as_cat(head, "MOVE", "move"), *rest, as_cat(until, "TO", "to")]


def _make_it(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "make my visit on the 10th later in the day", "make my Friday appointment a Monday one" as moving it."""
    head, *rest = match.symbols
    if head.word not in {"make", "set"} or scene.asked not in _OPENING:
        return None
    if rest[-1].cat == "A":
        return [as_cat(head, "MOVE", "move"), *rest[:-1], as_cat(rest[-1], "TO", "to"), rest[-1]]
    return [as_cat(head, "MOVE", "move"), *rest]


def _be_instead(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "can my Friday visit be Thursday instead" as moving it."""
    at = next((index for index, symbol in enumerate(match.symbols) if symbol.word == "be"), 0)
    if not at or scene.asked not in _OPENING:
        return None
    head, be = match.symbols[0], match.symbols[at]
    kept = [symbol for symbol in match.symbols[:at] if symbol.cat != "TO"]
    return [as_cat(head, "MOVE", "move"), *kept, as_cat(be, "TO", "to"), *match.symbols[at + 1 :]]


def _out_of(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I need out of my Thursday appointment" as cancelling."""
    out = match.symbols[1].word == "out"
    return [as_cat(match.symbols[0], "CANCEL", "cancel"), match.symbols[-1]] if out else None


def _on_a_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "two weeks out, preferably a Tuesday" as the Tuesday of that week."""
    count, unit, weekday = match.get("NUM"), match.get("UNIT"), match.get("WD")
    behind = match.has("FROMNOW", "ISH") or match.symbols[0].cat == "IN"
    if unit != "week" or not behind or not 0 < count <= _WEEKS:
        return None
    ahead = count + (scene.today.weekday() == _SUNDAY)
    day = scene.monday + WEEK * ahead + DAY * weekday
    return [Symbol("DATE", one_day(day), match.symbols[0].first, match.symbols[-1].last)]


_WEEKS: Final = 12
_SUNDAY: Final = 6


def _other_day_meant(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "I can't come Sunday, sorry I mean Monday" as the Monday only."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "CORRECT")
    return [match.symbols[0], *match.symbols[at + 1 :]]


def _than_mine(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "something later than my April 21st slot" as moving it later."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in _BOUNDS)
    bound, rest = match.symbols[at], list(match.symbols[at + 1 :])
    compared = "than" in bound.word.split() or (rest and rest[0].word == "than")
    if scene.asked not in _OPENING or not compared:
        return None
    rest = rest[1:] if rest[0].word == "than" else rest
    later = bound.cat in {"AFTER", "LATER", "MOVEBACK", "NOEARLIER"}
    shift = as_cat(rest[-1], "LATER" if later else "EARLIER", "later" if later else "sooner")
    return [as_cat(bound, "MOVE", "move"), *rest, as_cat(rest[-1], "COMMA"), shift]


_BOUNDS: Final = frozenset({"AFTER", "BEFORE", "EARLIER", "LATER", "MOVEUP", "NOEARLIER"})

_WHOSE: Final = "(POSS|THE|ALLOF|BOTH)"
_OF_IT: Final = (
    "(ON|AT|FOR|THE|MON|ORD|NUM|WD|REL|NEXT|THIS|CLOCK|AMPM|OCLOCK|PART|WITH|DRTITLE|X|NDATE|OF|IN|UNIT|MANANA"
    "|PLACEW|APPT)"
)

RULES: Final[tuple[Rule, ...]] = (
    rule("BY(?=(DRTITLE|VISIT))", "WITH", lambda m, _s: [as_cat(m.symbols[0], "WITH", "with")]),
    rule(
        f"(WE|NOT|X)? X AROUND? {_WHOSE}(?=((?!(COMMA|STOP|BUT|END)).)*(APPT|VISIT|WD|CLOCK|AMPM|OCLOCK|REL|ORD))",
        "CANCEL",
        _acts_on,
    ),
    rule("(WE|NOT|X)? X AROUND (WD|REL|MON)(?=(APPT|ONE|VISIT|END|STOP|COMMA))", "CANCEL", _acts_on),
    rule("(WE|NOT|X)? X A (?=APPT)", "CANCEL", _acts_on),
    rule("(WE|NOT|X)? X (THE|THAT|THIS|WD|REL|MON)(?=(ONE|APPT|WD|END|STOP|COMMA|FILL|ORD|PART))", "CANCEL", _acts_on),
    rule(
        f"((POSS|THE|KIN)? {_OF_IT}* (APPT|VISIT) {_OF_IT}*|(POSS|KIN) {_OF_IT}* (WD|AMPM|OCLOCK|CLOCK|ORD|NUM|REL)) "
        "(AVAIL|NEED|FILL|X|TO|HAVEAPPT)+ (MOVE|CANCEL)(?!TO? (POSS|THE) APPT)",
        "MOVE",
        _has_to_be,
    ),
    rule(f"(FILL|HAVEAPPT|X) (POSS|THE) {_OF_IT}* (APPT|VISIT) {_OF_IT}* (MOVE|CANCEL)(?!POSS)", "MOVE", _get_moved),
    rule(f"(POSS|KIN) {_OF_IT}+ TO? FILL {_OF_IT}+ INSTEADADV", "MOVE", _be_instead),
    rule("NEED FROMNOW OF POSS", "CANCEL", _out_of),
    rule(
        "IN? NUM UNIT (FROMNOW|ISH)* COMMA? (AVAIL|FILL|NEED|ON|SOMETIME)* A WD(?!(OR|AND|COMMA WD))",
        "DATE",
        _on_a_weekday,
    ),
    rule("(MOVE|MOVEUP|MOVEBACK|CANCEL) ((?!(END|STOP|COMMA|BUT|AND|UNTIL|TO)).)+ UNTIL", "MOVE", _up_to_then),
    rule(
        "BOOK POSS ((?!(END|STOP|COMMA|BUT|AND)).)* (APPT|VISIT|ONE)"
        " ((?!(END|STOP|COMMA|BUT|AND)).)* (LATER|EARLIER|LATERIN|A(?=(WD|PART|NUM|CLOCK|LATE|EARLY)))",
        "MOVE",
        _make_it,
    ),
    rule(
        "CANT (ON|THE|THIS|NEXT|FOR)* (WD|REL|ORD) (COMMA|STOP)* CORRECT+ COMMA?"
        " (?=(ON|THE)? (WD|REL|ORD) (COMMA|STOP|BUT|AND|Q))",
        "CANT",
        _other_day_meant,
    ),
    rule(
        f"(AVAIL|ANY|A|NEED|BOOK|WE|X|APPT|ALTS|SOMETIME|TAKE|FILL)* (AFTER|BEFORE|EARLIER|LATER|MOVEUP|NOEARLIER)"
        f" X? POSS {_OF_IT}* (APPT|VISIT|ONE|AMPM|OCLOCK|WD)",
        "MOVE",
        _than_mine,
    ),
)
