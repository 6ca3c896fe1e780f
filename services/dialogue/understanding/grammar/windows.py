"""Rules for stretches of the day: "after 3", "between 2 and 4", "mornings", "a primera hora", "around noon"."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.times import hour_number
from services.dialogue.understanding.grammar.values import (
    DAY,
    MINUTES_A_DAY,
    PARTS,
    WEEK,
    Clock,
    Days,
    Moment,
    Window,
    one_day,
)
from services.kernel.language import Language

_HALF_DAY: Final = 720
_AROUND: Final = 30


def resolve(value: Clock, scene: Scene) -> int:
    """Return minutes from midnight: a bare hour falls into clinic hours, else 7 to 11 is morning, 12 to 6 not."""
    if value.fixed:
        return value.minute
    morning = value.minute % _HALF_DAY
    candidates = [minute for minute in (morning, morning + _HALF_DAY) if scene.opens <= minute < scene.closes]
    if candidates:
        return candidates[0]
    return morning if morning >= 7 * 60 else morning + _HALF_DAY


def point(value: Clock, scene: Scene) -> Window:
    """Return the window of one minute at a clock time."""
    minute = resolve(value, scene)
    return Window(minute, minute + 1, point=True, loose=not value.fixed)


def part_window(name: str) -> Window:
    """Return the window of a part of the day."""
    low, high = PARTS[name]
    return Window(low, high, part=name)


def _after(match: Match, scene: Scene) -> Window:
    """Read "after 3", "a partir de las 3", "3 or later"."""
    value: Clock = match.get("CLK")
    return Window(resolve(value, scene), MINUTES_A_DAY, loose=not value.fixed)


def _before(match: Match, scene: Scene) -> Window | None:
    """Read "before 3", "until 3"; "no later than 3" includes the minute itself."""
    value: Clock = match.get("CLK")
    high = resolve(value, scene) + (1 if match.has("BY", "ORBEFORE") else 0)
    return Window(0, high, loose=not value.fixed) if high > 0 else Window(0, MINUTES_A_DAY)


def _around(match: Match, scene: Scene) -> Window:
    """Read "around 3", "3ish": half an hour to both sides."""
    value: Clock = match.get("CLK")
    minute = resolve(value, scene)
    return Window(max(minute - _AROUND, 0), min(minute + _AROUND, MINUTES_A_DAY), loose=not value.fixed)


def _between(match: Match, scene: Scene) -> Window | None:
    """Read "between 2 and 4", "9 to 5", "de 2 a 4 de la tarde"."""
    first, last = match.all("CLK")
    low, high = _pair(first, last, scene)
    if low >= high:
        return None
    return Window(low, high, loose=not (first.fixed or last.fixed))


def _pair(first: Clock, last: Clock, scene: Scene) -> tuple[int, int]:
    """Settle the halves of the day of two times, so that the second follows the first."""
    if last.fixed and not first.fixed:
        high = last.minute
        morning = first.minute % _HALF_DAY
        lows = [low for low in (morning, morning + _HALF_DAY) if low < high]
        return (lows[-1] if lows else morning), high
    low = resolve(first, scene)
    if last.fixed:
        return low, last.minute
    morning = last.minute % _HALF_DAY
    return low, next((high for high in (morning, morning + _HALF_DAY) if high > low), low)


def _part(match: Match, _scene: Scene) -> Window | None:
    """Read a part of the day, with "early" or "late" before or after it."""
    name = match.get("PART") or ("tarde" if match.has("TARDE") else "morning")
    if match.has("EARLY", "LATE", "MID"):
        prefix = "early" if match.has("EARLY") else "late" if match.has("LATE") else "mid"
        name = f"{prefix}_{name}" if f"{prefix}_{name}" in PARTS else name
    return part_window(name)


def _half_day(match: Match, _scene: Scene) -> Window | list[Symbol] | None:
    """Read "Tuesday p.m.", "in the a.m."; a bare "am" is a verb."""
    head, last = match.symbols[0], match.symbols[-1]
    if head.cat == "DAYS":
        return [head, Symbol("WIN", part_window(last.value), last.first, last.last)]
    spoken = len(match.symbols) > 1 or last.word.startswith("in ")
    return part_window(last.value) if spoken else None


def _this_part(match: Match, scene: Scene) -> Moment:
    """Read "this afternoon", "esta mañana", "tonight"."""
    if match.has("TONIGHT"):
        low, high = PARTS["tonight"]
        return Moment(scene.today, low, high)
    window = _part(match, scene)
    return Moment(scene.today, window.low, window.high) if window else Moment(scene.today, 0, MINUTES_A_DAY)


def _number(match: Match, _scene: Scene) -> Clock | None:
    """Read a bare number where only a time can stand."""
    return hour_number(match.get("NUM", "UN", "ONE"))


def _either_time(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "2 or 3 pm": the half of the day is that of the second where it comes after the first."""
    first, last = hour_number(match.get("NUM")), match.get("CLK")
    if first is None or first.minute >= _HALF_DAY + 60:
        return None
    if last.fixed:
        shifted = [m for m in (first.minute % _HALF_DAY, first.minute % _HALF_DAY + _HALF_DAY) if m < last.minute]
        first = Clock(shifted[-1] if shifted else first.minute, fixed=True)
    head, link, tail = match.symbols[0], match.symbols[1], match.symbols[-1]
    return [Symbol("CLK", first, head.first, head.last), Symbol("OR", None, link.first, link.last), tail]


#: Minutes that people count towards the next hour: "ten to three" may be 2:50.
_MINUTES_TO: Final = frozenset({5, 10})


def _pair_numbers(match: Match, scene: Scene) -> Window | None:
    """Read "2 to 4", "9-5", "between 2 and 4"; a bare "ten to three" is unsure."""
    numbers = match.all("NUM", "UN", "ONE")
    first, last = hour_number(numbers[0]), hour_number(numbers[-1])
    if first is None or last is None:
        return None
    low, high = _pair(first, last, scene)
    english = scene.language is Language.EN
    bare = english and match.symbols[0].cat == "NUM" and match.has("TO") and numbers[0] in _MINUTES_TO
    return Window(low, high, loose=True, unsure=bare) if low < high else None


def _weekday_number(match: Match, scene: Scene) -> Days | None:
    """Read "viernes 27", "friday 27": a date when the coming weeks have that day on that date."""
    weekday, number = match.get("WD"), match.get("NUM")
    day: date = coming(weekday, scene.today)
    for _ in range(5 if scene.language is Language.ES or number > 12 else 0):  # noqa: PLR2004  past noon, no hour
        if day.day == number:
            return one_day(day)
        day += WEEK
    return None


def _tomorrow_or_after(_match: Match, scene: Scene) -> Days:
    """Read "mañana o pasado"."""
    return Days(ranges=((scene.today + DAY, scene.today + DAY * 3),))


_N = "(NUM|UN|ONE)"
_LAS = "(LAS|LA|EL|THE)?"
_THE = "(THE|LA|LAS|EL)?"
_NOTIME = "(?!UNIT|MON|MAY|DASH|TO|AND NUM|OF MON|NUM|ORD)"

NUMBERS: Final[tuple[Rule, ...]] = (
    rule("(?<=CLK COMMA)NUM(?=(OR|AND|COMMA|END|STOP))", "CLK", _number),
    rule("(?<!(BETWEEN|FROM|LAS))NUM (OR|AND|COMMA) (LAS|LA|AT)? CLK", "CLK", _either_time),
    rule(
        "WD COMMA? NUM(?!UNIT|AMPM|OCLOCK|DASH|NUM|TO NUM|AND (NUM|HALF|QUARTER)|MENOS|(OF|IN|POR) (LA|THE))",
        "DATE",
        _weekday_number,
    ),
    rule(
        f"(?<=(AFTER|BEFORE|BY|UNTIL|AROUND|STARTING|NOEARLIER|PAST|INSTEAD|FROMT)){_N}(?!UNIT|MON|MAY"
        f"|OF MON|NUM|ORD|DUR)",
        "CLK",
        _number,
    ),
    rule(f"{_N}(?=(ISH|ONWARD|ORBEFORE))", "CLK", _number),
    rule("(?<=(AVAIL|TAKE|CORRECT))NUM(?=(END|STOP|COMMA|Q|INSTEADADV|INSTEAD|OR|BUT|ON|FOR))", "CLK", _number),
    rule(f"(?<=(TO|TOW|DASH|UNTIL|AND)){_N}(?=(AMPM|OCLOCK))", "CLK", _number),
    rule(f"(?<=(FROM|BETWEEN|OF)) {_N}(?=(TO|AND|DASH|UNTIL) LAS? CLK)|{_N}(?=(TO|DASH|UNTIL) CLK)", "CLK", _number),
    rule(f"(?<=(CLK TO|CLK OR|LK AND|CLK DASH)) {_N}(?!UNIT)".replace("LK AND", "CLK AND"), "CLK", _number),
    rule(
        f"(FROM|BETWEEN|OF LAS|FROM LAS|BETWEEN LAS)? {_N} (TO|DASH|UNTIL|TO LAS|TO LA"
        f"|UNTIL LAS) {_N}(?!UNIT|MON|MAY|NUM)"
        f"|BETWEEN LAS? {_N} AND (LAS|LA)? {_N}(?!UNIT|MON|MAY|NUM)",
        "WIN",
        _pair_numbers,
    ),
    rule(
        "(?<=(DAYS|WD|DATE|REL|TOW))NUM(?!UNIT|DUR|MON|MAY|OPTION|CHOICE)",
        "CLK",
        _number,
    ),
)

PARTS_OF_DAY: Final[tuple[Rule, ...]] = (
    rule("(EL|THE)? (NEXT|THIS|COMING) DATE", "DATE", lambda m, _s: m.get("DATE")),
    rule("(MANANA|REL) OR PASTADJ(?!WD|UNIT|MON)", "DAYS", _tomorrow_or_after),
    rule("THIS (EARLY|LATE)? (PART|TARDE|MANANA)|TONIGHT", "MOMENT", _this_part),
    rule(
        f"(EARLY|LATE|MID) (IN|EN|OF|POR)? {_THE} (PART|TARDE|MANANAS)|(PART) (EARLY|LATE)|(POR|IN"
        f"|OF) LA (TARDE|MANANA) EARLY",
        "WIN",
        _part,
    ),
    rule("(EARLY|LATE|MID) (IN|EN|OF|POR) LA MANANA", "WIN", _part),
    rule(f"(IN|ON|AT|POR|OF|A|FOR|ANY|TO|UN|DURING)? {_THE} (PART|TARDE|MANANAS)", "WIN", _part),
    rule(
        "(POR|IN|OF|TO|DURING|FOR) (LA|LAS) (MANANA|MANANAS)|(LA|UN|ANY) MANANA|(?<=(WD|DAYS|DATE|WDS"
        "|MANANA)) OF MANANA|(?<=(WD|DAYS|DATE|WDS)) MANANA",
        "WIN",
        _part,
    ),
)

WINDOWS: Final[tuple[Rule, ...]] = (
    rule(
        f"(FROM|BETWEEN|OF|STARTING)? {_LAS} CLK (TO|DASH|UNTIL|UNTIL TO) {_LAS} CLK|BETWEEN {_LAS} CLK AND {_LAS} CLK",
        "WIN",
        _between,
    ),
    rule(
        f"(ANYTIME|SOMETIME)? (AFTER|PAST|STARTING|NOEARLIER|FROM) (OF|AT|ABOUT|AROUND"
        f"|TO)? {_LAS} CLK ONWARD?|CLK (ONWARD)",
        "WIN",
        _after,
    ),
    rule(f"(ANYTIME|SOMETIME)? (BEFORE|BY|UNTIL) (OF|AT|ABOUT|AROUND|TO)? {_LAS} CLK|CLK ORBEFORE", "WIN", _before),
    rule(f"(AT|TO)? AROUND (AT|OF|POR)? (TO)? {_LAS} CLK|(AT)? CLK ISH|AT AROUND CLK", "WIN", _around),
    rule("EARLY(?!DATE|UNIT|PERIOD)", "WIN", lambda _m, _s: part_window("early")),
    rule("LATE (IN THE UNIT)|(?<=(DAYS|WD)) LATE|LATE(?=(ON|DAYS|WD))", "WIN", lambda _m, _s: part_window("late")),
)

FINAL: Final[tuple[Rule, ...]] = (
    rule("(AT|TO|POR|FOR)? (LAS|LA)? CLK", "WIN", lambda m, s: point(m.get("CLK"), s)),
    rule("WD", "DAYS", lambda m, _s: Days(weekdays=frozenset(m.all("WD")))),
    rule("WDS", "DAYS", lambda m, _s: Days(weekdays=frozenset(m.all("WDS")), every=True)),
    rule("(IN THE|IN LA|ON THE) AMPM|DAYS AMPM|AMPM", "WIN", _half_day),
    rule("DATE", "DAYS", lambda m, _s: m.get("DATE")),
)
