"""English turns of phrase said plainly: "did you cancel my appointment", "a bandage change", "yes, but text me"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


#: Who may have done it, between "did" and "cancel".
_DOERS: Final = word_set(
    "did have has who you yall y'all u guys they anyone anybody someone somebody the office doctor clinic all already"
    " he she just why i we"
)


def _was_it_done(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "did you guys cancel my appointment?" as a question, not as a wish."""
    words = " ".join(symbol.word for symbol in match.symbols[:-1]).split()
    if words[0] not in {"did", "have", "has", "who", "why"} or not _DOERS.issuperset(words):
        return None
    done = match.symbols[-1].word.endswith("ed")
    if words[0] != "did" and {"i", "we"} & set(words):
        return None
    if words[0] != "did" and words[1:2] != ["did"] and not done:
        return None
    return [as_cat(match.symbols[-1], "STATUS", "did you cancel")]


#: What is changed or moved in a visit, where no appointment is.
_CHANGED: Final = word_set(
    "bandage bandages dressing dressings catheter medication medications meds medicine dose dosage prescription pump"
    " battery tube wound gauze cast iud ostomy"
)


def _change_of(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a bandage change", "to change my dressing" as the visit's reason, not as moving."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    if "change" not in words and "changed" not in words and "changes" not in words:
        return None
    if _CHANGED.isdisjoint(words):
        return None
    return [symbol if symbol.cat != "MOVE" else as_cat(symbol, "X") for symbol in match.symbols]


_SENDING: Final = word_set(
    "reminder reminders remind text message email e-mail mail confirmation card letter calendar invite note"
)


def _send_it_too(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "but can you send me a reminder" behind a yes: it is agreed all the same."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    asks = not words.isdisjoint(_SENDING) and not words.isdisjoint({"you", "u", "send", "get", "me"})
    if scene.asked is not Asked.CONFIRM or not asks:
        return None
    last = match.symbols[-1]
    return [match.symbols[0], Symbol("SENT", None, last.first, last.last, last.word)]


def _if_open(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "if you're open" behind a day that is wished."""
    last = match.symbols[-1]
    if scene.asked not in {Asked.WHEN, Asked.OFFER} or not last.word.startswith("if "):
        return None
    return [*match.symbols[:-1], Symbol("ALLDAY", None, last.first, last.last, last.word)]


def _or_else(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Sunday or else Monday evening" as all of Sunday."""
    link = next(symbol for symbol in match.symbols if symbol.cat == "OR")
    if link.word not in {"or else", "otherwise", "or otherwise", "if not", "or if not"}:
        return None
    day, *rest = match.symbols
    return [day, Symbol("ALLDAY", None, day.last, day.last, day.word), *rest]


def _walk_ins(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "walk-ins", written with a hyphen, as the question about them."""
    head, _dash, last = match.symbols
    asks = head.word.split()[-1] in {"walk", "walks"} and last.word in {"in", "ins"}
    return [Symbol("TOPIC", "walk_in", head.first, last.last, "walk in")] if asks else None


def _has_to(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I have to fast": it speaks of no appointment that stands."""
    return [match.symbols[-1]] if match.symbols[-1].word in {"fast", "starve", "drive", "commute", "walk"} else None


def _late_in_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "as late in the day as you've got" as the late afternoon."""
    word = " ".join(symbol.word for symbol in match.symbols)
    if "day" not in word.split() or "late" not in word.split():
        return None
    late = next(symbol for symbol in match.symbols if symbol.cat in {"LATE", "LATER", "LATERIN"})
    last = match.symbols[-1]
    return [
        Symbol("LATE", None, late.first, late.first, "late"),
        Symbol("PART", "afternoon", late.last, last.last, "afternoon"),
    ]


def _that_day_off(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "reschedule my appointment for Friday, I can't make it" as the appointment on Friday."""
    if scene.asked not in _OPENING:
        return None
    kept = [symbol for symbol in match.symbols if symbol.cat not in {"THAT", "UNIT", "NOT", "CANT", "BAD", "X"}]
    return [as_cat(symbol, "ON", "on") if symbol.cat == "FOR" else symbol for symbol in kept]


def _once_done(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "after I pick up the kids" behind an hour: it only tells why that hour."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"AFTER", "BEFORE"})
    words = {word for symbol in match.symbols[at:] for word in symbol.word.split()}
    if not words & {"i", "we", "my", "hes", "shes", "kids", "he", "she"}:
        return None
    *kept, hour = [symbol for symbol in match.symbols[:at] if symbol.cat != "COMMA"]
    return [*kept, Symbol(hour.cat, hour.value, hour.first, match.symbols[-1].last, hour.word)]


def _my_time(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "what's my appointment time again" as a question about what is booked."""
    asks = match.symbols[0].word in {"whats", "what's", "whens", "when's", "what", "wheres", "where's"}
    if scene.asked not in _OPENING or not asks:
        return None
    return [as_cat(match.symbols[0], "STATUS", "when is my"), *match.symbols[1:]]


def _whichever_first(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "whatever's first" as the soonest."""
    head, order = match.symbols
    return [as_cat(head, "SOONEST", "soonest")] if order.value == 1 and head.word.startswith("what") else None


_CHILDREN: Final = word_set(
    "son daughter kid kids child children boy boys girl girls grandson granddaughter grandkids wife husband mom dad"
    " baby sister brother"
)


def _drops_off(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I drop my son off at school" as told, not as cancelling."""
    head, who = match.symbols
    drops = head.word.split()[0] in {"drop", "dropping"} and not _CHILDREN.isdisjoint(who.word.split())
    return [as_cat(head, "X"), who] if drops else None


def _before_it_starts(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "before school starts August 9th" as before that day, not as before school hours."""
    starts = {"starts", "begins", "start", "begin", "opens", "resumes"} & set(match.symbols[1].word.split())
    before = match.symbols[0].word.startswith("before ")
    return [as_cat(match.symbols[0], "BEFORE", "before")] if starts and before else None


_THERE: Final = "(WE|X|FILL|A|AN|THE|POSS|NEED|TO|UNIT|BEFORE|APPT|IN|ON|FOR|LATER|ALSO|OF|WITH|BOOK|AVAIL|TAKE|STATUS)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(X|HAVEQ|HAVEAPPT|FILL) (WE|X|THE|FILL|PERSON|ANY|ANYPROV|VISIT|DRTITLE)* (CANCEL|MOVE)(?=(POSS|THE|THATONE))",
        "STATUS",
        _was_it_done,
    ),
    rule("(X|VISIT) MOVE|MOVE (POSS|THE|A)? (X|VISIT)+(?!(APPT|VISIT))", "X", _change_of),
    rule(f"YES (BUT|AND|COMMA|STOP|FILL|THANKS)+ {_THERE}+ (?=(Q|STOP|END)) Q?", "YES", _send_it_too),
    rule("(WD|REL|WDS) TOPIC(?!(PART|ON|WD|WDS))", "WD", _if_open),
    rule("WD (COMMA|STOP)? OR (THE|ON|NEXT|THIS)* WD PART", "WD", _or_else),
    rule("X DASH (X|IN)", "TOPIC", _walk_ins),
    rule("HAVEAPPT TO X", "X", _has_to),
    rule("A WD ISH(?=(END|STOP|COMMA))", "WD", lambda m, _s: m.symbols[:-1]),
    rule("FILL? (LATE|LATERIN|LATER) (THE|UNIT|FILL|X|WE|HAVEAPPT|AVAIL)*", "LATE", _late_in_day),
    rule(
        "MOVE (POSS|THE) (APPT|VISIT) FOR (THIS|NEXT)? (WD|REL) (COMMA|STOP|BUT|FILL|X|WE|AND)* (CANT|NOT|BAD)"
        " (FILL|THAT|UNIT)* (?=(END|STOP))",
        "MOVE",
        _that_day_off,
    ),
    rule(
        "(NUM|CLOCK|AMPM|OCLOCK|HALFHOUR|ISH) COMMA? (AFTER|BEFORE)"
        " (WE|TAKE|X|FILL|POSS|KIN|AHEADADV|THE|HAVEAPPT|CANCEL)+"
        " (TO|FROM|AT|IN|X|THE|FILL|POSS)* (?=(END|STOP))",
        "NUM",
        _once_done,
    ),
    rule(
        "^(FILL|HELLO|YES|COMMA)* X (?=POSS (NEXT|COMING|SOONEST|FILL)* (APPT|VISIT|SOONEST) (FILL|X)* (END|Q))",
        "STATUS",
        _my_time,
    ),
    rule("PART (X|STARTING) (BACK|X|FILL|ON)* (?=(MON|WD|NDATE|ORD|THE))", "BEFORE", _before_it_starts),
    rule("CANCEL (KIN|X)", "X", _drops_off),
    rule("ANY ORD(?=(END|STOP|COMMA|THANKS))", "SOONEST", _whichever_first),
)
