"""Turns of phrase said another way before the grammar reads them: "or after 4", "don't move it, just cancel"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, apply_rules, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.rephrase_acts_es import RULES as ACTS
from services.dialogue.understanding.rephrase_apart_es import RULES as APART
from services.dialogue.understanding.rephrase_around import RULES as AROUND
from services.dialogue.understanding.rephrase_asides import RULES as BESIDE
from services.dialogue.understanding.rephrase_asked import RULES as ASKED
from services.dialogue.understanding.rephrase_away_es import RULES as AWAY
from services.dialogue.understanding.rephrase_bounded import RULES as BOUNDED
from services.dialogue.understanding.rephrase_busy import RULES as BUSY
from services.dialogue.understanding.rephrase_callers import RULES as CALLERS
from services.dialogue.understanding.rephrase_choices import RULES as CHOOSING
from services.dialogue.understanding.rephrase_circumstances import RULES as CIRCUMSTANCES
from services.dialogue.understanding.rephrase_compared import RULES as COMPARED
from services.dialogue.understanding.rephrase_counted import RULES as COUNTED
from services.dialogue.understanding.rephrase_daily import RULES as DAILY
from services.dialogue.understanding.rephrase_dated_es import RULES as DATED
from services.dialogue.understanding.rephrase_days import RULES as DAYS_EN
from services.dialogue.understanding.rephrase_desk_es import RULES as DESK
from services.dialogue.understanding.rephrase_en import RULES as ENGLISH
from services.dialogue.understanding.rephrase_errands_es import RULES as ERRANDS
from services.dialogue.understanding.rephrase_es import RULES as SPANISH
from services.dialogue.understanding.rephrase_events import RULES as EVENTS
from services.dialogue.understanding.rephrase_free import RULES as FREE
from services.dialogue.understanding.rephrase_heard import RULES as HEARD
from services.dialogue.understanding.rephrase_homely_es import RULES as HOMELY
from services.dialogue.understanding.rephrase_hours_es import RULES as HOURS
from services.dialogue.understanding.rephrase_kept_es import RULES as KEPT
from services.dialogue.understanding.rephrase_lately import LAST as AFTERWARDS
from services.dialogue.understanding.rephrase_lately import RULES as LATELY
from services.dialogue.understanding.rephrase_meant import RULES as MEANT
from services.dialogue.understanding.rephrase_misread import RULES as MISREAD
from services.dialogue.understanding.rephrase_moved_es import RULES as MOVED
from services.dialogue.understanding.rephrase_narrowed import RULES as NARROWED
from services.dialogue.understanding.rephrase_offered_es import RULES as OFFERED
from services.dialogue.understanding.rephrase_opening import RULES as OPENING
from services.dialogue.understanding.rephrase_picking import RULES as PICKING
from services.dialogue.understanding.rephrase_plain import RULES as PLAIN
from services.dialogue.understanding.rephrase_refs import RULES as REFERENCES
from services.dialogue.understanding.rephrase_refused_es import RULES as REFUSED
from services.dialogue.understanding.rephrase_said_es import RULES as SAID
from services.dialogue.understanding.rephrase_spans import RULES as SPANS
from services.dialogue.understanding.rephrase_told import RULES as TOLD_EN
from services.dialogue.understanding.rephrase_told_es import RULES as TOLD
from services.dialogue.understanding.rephrase_typed import RULES as TYPED
from services.dialogue.understanding.rephrase_verbs import RULES as VERBS
from services.dialogue.understanding.rephrase_visits_es import RULES as VISITS
from services.dialogue.understanding.rephrase_wished import RULES as WISHED
from services.dialogue.understanding.rephrase_wished_es import RULES as WISHED_ES

_LONGEST_DAY: Final = 31
_HOURS: Final = 12
_MINUTES_AND_ONE: Final = frozenset({21, 31, 41, 51})
_MINUTES: Final = frozenset({10, 15, 20, 25, 30, 35, 40, 45, 50, 55})


def _or_bound(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "or after" of "before 9 or after 4" as two words."""
    head = match.symbols[0]
    if head.word.split()[-1] not in {"after", "before", "despues", "antes"}:
        return None
    bound = "AFTER" if head.cat == "ONWARD" else "BEFORE"
    return [as_cat(head, "OR"), as_cat(head, bound), *(each for each in match.symbols[1:] if each.cat != "OF")]


def _only_cancel(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "don't reschedule, just cancel" as the cancelling only."""
    return [match.symbols[-1]]


def _not_that_but_cancel(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no quiero cambiarla, quiero cancelarla" as the cancelling only."""
    head = match.symbols[0]
    return [match.symbols[-1]] if head.word.split()[0] in {"no", "dont", "not"} else None


def _half_past_one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the ten thirty one" as the one at 10:30: nobody offers 10:31."""
    hour, minute = match.symbols
    if not (0 < hour.value <= _HOURS and minute.value in _MINUTES_AND_ONE):
        return None
    return [Symbol("CLOCK", (hour.value, minute.value - 1), hour.first, minute.last, hour.word)]


def _busy_until(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "until June 10 I'm on vacation" as from then on."""
    first, *rest, _refusal = match.symbols
    return [as_cat(first, "AFTER"), *rest]


def _from_one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "de una a tres" as times, not as "right away"."""
    head, *rest = match.symbols
    return [as_cat(head, "OF"), Symbol("UN", 1, head.last, head.last, "una"), *rest] if head.word == "de una" else None


def _denied_neither(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "neither is Wednesday", "Wednesday neither" as a refusal."""
    head, *rest = match.symbols
    return [as_cat(head, "NOT"), *rest] if head.word.split()[0] in {"neither", "tampoco"} else None


def _afternoon_hour(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "la una del mediodía" as an hour after noon."""
    number, last = match.symbols[0], match.symbols[-1]
    return [number, Symbol("AMPM", "pm", last.first, last.last, last.word)]


def _is_date(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no es el 22, es el 23" as dates where no code was asked for."""
    *link, head, number = match.symbols
    if scene.asked in {Asked.CODE, Asked.PHONE, None} or head.word != "es el" or number.value > _LONGEST_DAY:
        return None
    return [*(as_cat(each, "BUT") for each in link), Symbol("EL", None, head.last, head.last, "el"), number]


def _not_this_but_that(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "not the 22nd the 23rd" as a refusal and a wish."""
    *first, the, day = [symbol for symbol in match.symbols if symbol.cat != "COMMA"]
    return [*first, Symbol("BUT", None, the.first, the.first), the, day]


def _any_day_of(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cualquier día de la semana que entra" with its week."""
    head, coming = match.symbols
    if not head.word.endswith("la semana"):
        return None
    return [as_cat(head, "ANY"), as_cat(head, "LA"), Symbol("UNIT", "week", head.last, head.last, "semana"), coming]


def _but_too(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the 24th but not too early" as a day and a hint, not as a day refused."""
    head, *rest = match.symbols
    if head.word not in {"but not", "pero no", "just not"}:
        return None
    kind = "NOTEARLY" if rest[-1].cat == "LATER" else "NOTLATE"
    hint = (
        as_cat(rest[-1], kind) if rest[-1].word in {"too early", "muy temprano", "too late", "muy tarde"} else rest[-1]
    )
    return [as_cat(head, "BUT"), *rest[:-1], hint]


def _spoken_clock(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "three thirty on the second" as a time before its day."""
    hour, minute, *rest = match.symbols
    if not (0 < hour.value <= _HOURS and minute.value in _MINUTES):
        return None
    return [Symbol("CLOCK", (hour.value, minute.value), hour.first, minute.last, hour.word), *rest]


def _then_at(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Keep "a las dos, entonces a las tres" from being read as a stretch from two to three."""
    first, filler, *rest = match.symbols
    return [first, as_cat(filler, "COMMA"), *rest] if filler.word in {"entonces", "asi"} else None


def _half_of_date(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "January 22nd in the a.m." as a day and its morning, not as an hour."""
    day, half = match.symbols
    return [day, Symbol("PART", half.value, half.first, half.last, half.word)]


def _week_from(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "de mañana en una semana" as a week from tomorrow."""
    start, day, _in, count, unit = match.symbols
    return [count, unit, as_cat(start, "FROM"), day]


def _by_so_much(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "atrasar mi cita una semana" as a week later."""
    last = match.symbols[-1]
    way = "LATER" if match.has("MOVEBACK") else "EARLIER"
    return [*match.symbols, Symbol(way, None, last.last, last.last, way.lower())]


def _rather_than(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "que" of "mejor el miércoles que el martes" as a refusal of what follows."""
    than = [at for at, symbol in enumerate(match.symbols) if symbol.word in {"que", "q", "than"}]
    at = than[0] if than else 0
    if not than or not _PREFERRING & set(match.symbols[0].word.split()):
        return None
    return [*match.symbols[:at], as_cat(match.symbols[at], "NOT"), *match.symbols[at + 1 :]]


_PREFERRING: Final = frozenset({"mejor", "prefiero", "preferiria", "prefer", "rather"})

_CLOCKLIKE: Final = "(NUM|CLOCK|NOON|UN|ONE|WD|ORD|HOLIDAY|MON|NDATE)"
_DAY: Final = "(WD|WDS|NUM|ORD|MANANA|REL|NDATE)"

RULES: Final[tuple[Rule, ...]] = (
    rule(f"(ONWARD|ORBEFORE) OF? (LAS|LA|EL|THE)? {_CLOCKLIKE}", "OR", _or_bound),
    rule(
        "^.* KEEP .* (AND|BUT|COMMA) (FILL|NEED|TO|JUST|WE)* CANCEL (?=(POSS|THE|LA|EL|APPT|VISIT|OTHERONE|WD))",
        "CANCEL",
        lambda m, _s: [m.symbols[-1]],
    ),
    rule("KEEP (POSS|LA|APPT|VISIT|FILL|COMMA|STOP|BUT|WE|THATONE)* NEED CANCEL", "CANCEL", _not_that_but_cancel),
    rule("(NO|NOT) LA? NEED MOVE (POSS|LA|APPT|VISIT|FILL|COMMA|BUT)* NEED CANCEL", "CANCEL", _only_cancel),
    rule("NUM NUM(?=(END|STOP|FILL|YES|COMMA))", "CLOCK", _half_past_one),
    rule("AND AVAIL (EARLY|LATE|EARLIER|LATER)", "EARLY", lambda m, _s: [as_cat(m.symbols[0], "COMMA"), m.symbols[-1]]),
    rule("(NO|NOT) TO? MOVE (WE|APPT|FILL|COMMA|STOP|BUT|POSS|NEED|TO|THATONE)* CANCEL", "CANCEL", _only_cancel),
    rule(
        "(?<!(ORD|NUM|WD|NDATE|REL|MON))UNTIL (LAS|LA|EL|THE)?"
        " (NUM|ORD|MON|OF|CLOCK|AMPM|WD|NEXT|UNIT|HOLIDAY|UN)+ COMMA? NOT",
        "AFTER",
        _busy_until,
    ),
    rule("YES (TO|UNTIL) (LAS|LA)? (NUM|CLOCK)", "OF", _from_one),
    rule("ALTS FILL? (THE|EL|LOS|ON)? (WD|WDS|REL|ORD|MON)", "NOT", _denied_neither),
    rule("(NUM|UN|CLOCK|HALF|QUARTER) OF (EL)? NOON", "AMPM", _afternoon_hour),
    rule("COMMA? CODEIS NUM", "EL", _is_date),
    rule("NOT (THE|EL) (ORD|NUM) (THE|EL) (ORD|NUM)(?=(END|STOP|FILL|YES|COMMA))", "NOT", _not_this_but_that),
    rule("NOT (THE|EL) (ORD|NUM) COMMA (THE|EL) (ORD|NUM)(?=(END|STOP|FILL|YES))", "NOT", _not_this_but_that),
    rule("EXCEPT FILL* (LATER|EARLIER|EARLY|LATE)(?!PART)", "BUT", _but_too),
    rule("NUM NUM ON THE? (ORD|NUM|MON|WD)", "CLOCK", _spoken_clock),
    rule("(NUM|CLOCK|HALF|QUARTER|UN) FILL TO (LAS|LA)", "COMMA", _then_at),
    rule("PASTADJ EL? HOLIDAY", "AFTER", lambda m, _s: [as_cat(m.symbols[0], "AFTER"), *m.symbols[1:]]),
    rule("NOT POR UNIT", "NOT", lambda m, _s: [m.symbols[0]]),
    rule("ORD AMPM", "PART", _half_of_date),
    rule("UNTIL (AFTER|STARTING)", "AFTER", lambda m, _s: [m.symbols[-1]]),
    rule(
        "(MOVEBACK|MOVEUP) (POSS|LA|EL|THE|APPT|VISIT|WE|FILL|KIN|OF|WD|ON|REL|MANANA)* (UN|A|NUM|ONE) UNIT"
        "(?!(LATER|EARLIER|LATERIN|AFTER|BEFORE|QUEVIENE|COMING|FROM))",
        "LATER",
        _by_so_much,
    ),
    rule("ANYTIME QUEVIENE", "ANY", _any_day_of),
    rule("OF (MANANA|WD|REL) IN (UN|NUM) UNIT", "FROM", _week_from),
    rule(
        f"(WORKS|NEED|AVAIL|TAKE|CORRECT|YES|X) (EL|LOS|LAS|LA|FOR|IN|ON|FILL)* {_DAY}"
        f" (POR|LA|MANANA|TARDE|OF|MON|PART)* (REPEAT|FILL) (EL|LOS|LAS|LA|IN|ON)* {_DAY}",
        "NOT",
        _rather_than,
    ),
)


_EVERY: Final = (
    CIRCUMSTANCES
    + COMPARED
    + COUNTED
    + EVENTS
    + NARROWED
    + HEARD
    + OFFERED
    + FREE
    + BESIDE
    + WISHED
    + OPENING
    + PICKING
    + BOUNDED
    + DESK
    + MOVED
    + WISHED_ES
    + KEPT
    + APART
    + HOURS
    + LATELY
    + AROUND
    + VERBS
    + DAYS_EN
    + VISITS
    + DATED
    + HOMELY
    + AWAY
    + ERRANDS
    + MISREAD
    + MEANT
    + CHOOSING
    + ASKED
    + TOLD_EN
    + SAID
    + ACTS
    + REFUSED
    + REFERENCES
    + PLAIN
    + TOLD
    + CALLERS
    + SPANS
    + RULES
    + BUSY
    + TYPED
    + DAILY
    + ENGLISH
    + AFTERWARDS
    + SPANISH
)


def rephrase(symbols: list[Symbol], scene: Scene) -> list[Symbol]:
    """Return the symbols with these turns of phrase said plainly."""
    return apply_rules(symbols, _EVERY, scene)
