"""Rules for clock times: "3pm", "two thirty", "quarter to four", "a las tres y media de la tarde"."""

from typing import Any, Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import Clock, Duration

_NOON: Final = 720
_HOURS: Final = 24
_MINUTES: Final = 60
_HALF_DAY: Final = 12
#: "Twenty-five to four" is the most that people count towards an hour.
_TO_HOUR: Final = 25


def clock(hour: int, minute: int = 0, *, fixed: bool = False) -> Clock | None:
    """Return a clock time, or None when there is none; hours over 12 need no am or pm."""
    if not (0 <= hour < _HOURS and 0 <= minute < _MINUTES):
        return None
    return Clock(hour * 60 + minute, fixed=fixed or hour > _HALF_DAY or hour == 0)


def _half_of_day(value: Clock | None, half: str) -> Clock | None:
    """Settle morning or afternoon."""
    if value is None:
        return None
    minute = value.minute
    if half == "pm" and minute < _NOON:
        minute += _NOON
    if half == "am" and _NOON <= minute < _NOON + 60:
        minute -= _NOON
    return Clock(minute, fixed=True)


def hour_number(number: int) -> Clock | None:
    """Read a bare number as a time: 3, 15, 330, 1530."""
    if number <= _HOURS:
        return clock(number % _HOURS)
    if 100 <= number < 2400:  # noqa: PLR2004  330, 1530
        return clock(number // 100, number % 100)
    return None


def _plain(match: Match, _scene: Scene) -> Clock | None:
    """Read a number that stands where a time stands."""
    return hour_number(match.get("NUM", "UN", "ONE"))


def _with_half(match: Match, _scene: Scene) -> Clock | None:
    """Read a number with am or pm."""
    numbers = match.all("NUM", "UN", "ONE")
    value = hour_number(numbers[0]) if len(numbers) == 1 else clock(numbers[0], numbers[-1])
    if value is None or (match.get("AMPM") == "am" and value.minute >= _NOON + 60):
        return None
    return _half_of_day(value, match.get("AMPM"))


def _clock_half(match: Match, _scene: Scene) -> Clock | None:
    """Read "3:30 pm"."""
    hour, minute = match.get("CLOCK")
    value = clock(hour, minute)
    return _half_of_day(value, match.get("AMPM")) if value else None


def _clock(match: Match, _scene: Scene) -> Clock | None:
    """Read "3:30", "15:30"."""
    hour, minute = match.get("CLOCK")
    return clock(hour, minute)


def _hour_minutes(match: Match, _scene: Scene) -> Clock | None:
    """Read "two thirty", "nine oh five", "las tres y diez", "las cuatro menos veinte"."""
    numbers = match.all("NUM", "UN", "ONE")
    hour, minute = numbers[0], numbers[-1]
    if match.has("MENOS"):
        return clock((hour - 1) % _HALF_DAY or _HALF_DAY, _MINUTES - minute) if hour <= _HALF_DAY else None
    if hour > _HOURS or (len(numbers) == 2 and minute < 5 and not match.has("AND")):  # noqa: PLR2004
        return None
    return clock(hour, minute)


def _two_numbers(match: Match, scene: Scene) -> Clock | None:
    """Read "two thirty", "nine oh five"; three numbers only with a nought between."""
    numbers = match.all("NUM")
    plain = len(numbers) == 2 or numbers[1] == 0  # noqa: PLR2004  hour and minutes
    return _hour_minutes(match, scene) if plain else None


def _fraction(match: Match, _scene: Scene) -> Clock | None:
    """Read "half past 3", "quarter to 4", "tres y media", "cuatro menos cuarto"."""
    hour = match.get("NUM", "UN", "ONE")
    if not 1 <= hour <= _HOURS:
        return None
    minutes = 30 if match.has("HALF", "HALFHOUR") else 15
    if match.has("TO", "OF", "UNTIL", "MENOS", "BEFORE", "PARA", "FOR"):
        return clock((hour - 1) % _HALF_DAY or _HALF_DAY, _MINUTES - minutes)
    return clock(hour, minutes)


def _minutes_past(match: Match, _scene: Scene) -> Clock | None:
    """Read "ten past three", "twenty to four", "diez para las tres"."""
    numbers = match.all("NUM", "UN", "ONE")
    minutes, hour = numbers[0], numbers[-1]
    duration: Duration | None = match.get("DUR")
    if duration is not None:
        if duration.unit != "minute":
            return None
        minutes = duration.least
    if minutes >= _MINUTES or not 1 <= hour <= _HALF_DAY:
        return None
    if match.has("TO", "UNTIL", "BEFORE", "FOR"):
        return clock((hour - 1) % _HALF_DAY or _HALF_DAY, _MINUTES - minutes)
    return clock(hour, minutes)


def _with_part(match: Match, _scene: Scene) -> Clock | None:
    """Settle a time by the part of the day said with it: "3 in the afternoon", "las nueve de la noche"."""
    value: Clock = match.get("CLK")
    part = match.get("PART") or ("morning" if match.has("MANANA") else "afternoon")
    if value.minute >= _NOON + 60:
        return value
    return _half_of_day(value, _half_for(part, value.minute))


def _number_with_part(match: Match, scene: Scene) -> Clock | None:
    """Read "7 in the evening", "8 de la mañana"."""
    value = hour_number(match.get("NUM", "UN"))
    if value is None:
        return None
    part = Match([Symbol("CLK", value, 0, 0), match.symbols[-1]])
    return _with_part(part, scene)


def _four_digits(match: Match, _scene: Scene) -> Clock | None:
    """Read "1730 Thursday": a time in four digits, between six and ten."""
    word = match.symbols[0].word
    value = hour_number(match.get("NUM"))
    return value if value and len(word) in {3, 4} and word.isdigit() and 360 <= value.minute <= 1320 else None  # noqa: PLR2004


def _half_for(part: str, minute: int) -> str:
    """Return am or pm for a part of the day; "twelve at night" is midnight."""
    if part in {"morning", "early_morning"}:
        return "am"
    return "am" if part == "night" and minute >= _NOON else "pm"


def _spoken_hour(match: Match, scene: Scene) -> Any:  # noqa: ANN401  a clock or nothing
    """Read "14 horas", "las 3 horas"."""
    return _plain(match, scene) if match.get("UNIT") == "hour" else None


_N = "(NUM|UN|ONE)"
_SUFFIX = "(OF|IN|POR|AT|EN)? (THE|LA)?"

RULES: Final[tuple[Rule, ...]] = (
    rule("CLOCK OCLOCK? AMPM OCLOCK?", "CLK", _clock_half),
    rule(f"{_N} AMPM OCLOCK?|{_N} OCLOCK AMPM", "CLK", _with_half),
    rule("(?<!MON)NUM NUM NUM? AMPM", "CLK", lambda m, s: _with_half(m, s) if m.all("NUM")[-1] < _MINUTES else None),
    rule("CLOCK (OCLOCK|UNIT)?", "CLK", _clock),
    rule(
        f"A? (QUARTER|HALF|HALFHOUR) (PAST|AFTER) (LAS|LA)? {_N}(?!UNIT)"
        f"|(?<!NUM AND)(?<!UN AND)A? (QUARTER|HALF|HALFHOUR) (TO|OF|UNTIL|BEFORE) (LAS|LA)? {_N}(?!UNIT)"
        f"|QUARTER FOR (LAS|LA) {_N}|HALF NUM(?!UNIT)",
        "CLK",
        _fraction,
    ),
    rule(
        f"(LAS|LA) {_N} (AND|MENOS) (HALF|QUARTER|UN QUARTER)|{_N} (AND|MENOS) (HALF|QUARTER|UN QUARTER)(?!UNIT)",
        "CLK",
        _fraction,
    ),
    rule(f"(LAS|LA) {_N} (MENOS) NUM|{_N} MENOS NUM|(LAS|LA) {_N} AND NUM(?!OF MON|UNIT|OR|AND)", "CLK", _hour_minutes),
    rule(
        f"(NUM) (PAST|AFTER) {_N}(?!UNIT)|(?<=(AT|AROUND|UNTIL)) NUM (TO) {_N}|(DUR) (PAST|AFTER|TO"
        f"|BEFORE) {_N}(?!UNIT)"
        f"|NUM FOR (LAS|LA) {_N}|DUR FOR (LAS|LA) {_N}",
        "CLK",
        _minutes_past,
    ),
    rule(
        "LAS NUM NUM UNIT?|(?<!(MON|DATE))NUM NUM NUM?(?!UNIT|NUM|MON|MAY|DASH)",
        "CLK",
        _two_numbers,
    ),
    rule("(?<=(AT|AROUND|TO|LA))(ONE|UN) NUM(?!UNIT)", "CLK", _hour_minutes),
    rule(
        "NUM TO NUM(?!UNIT|AMPM)",
        "CLK",
        lambda m, s: _minutes_past(m, s) if _HALF_DAY < m.get("NUM") <= _TO_HOUR else None,
    ),
    rule("ONE NUM(?!UNIT|MON|MAY|NUM)", "CLK", lambda m, s: _hour_minutes(m, s) if m.get("NUM") % 5 == 0 else None),
    rule(
        "^NUM(?=(REL|MANANA|WD)(?!NEXT|QUEVIENE))",
        "CLK",
        lambda m, s: _plain(m, s) if m.get("NUM") <= _HALF_DAY else None,
    ),
    rule(f"{_N} OCLOCK", "CLK", _plain),
    rule("LAS NUM UNIT", "CLK", _spoken_hour),
    rule(
        "(?<!(NUM|UN|CLK|CLOCK))TO LAS NUM|LAS NUM"
        "|LA (UN|NUM)(?=(END|COMMA|STOP|Q|OF|POR|IN|AND|OR|TO|DASH|WD|DATE|DAYS|EL|X|FOR"
        "|ONWARD|AMPM|AROUND|PLEASE|OCLOCK|ISH))",
        "CLK",
        lambda m, s: _plain(m, s) if m.has("LAS") or m.get("UN", "NUM") == 1 else None,
    ),
    rule(f"(?<=AT){_N}(?!UNIT|DASH|TO)", "CLK", _plain),
    rule("(NUM|UN) (OF|IN|POR|AT) (THE|LA) (PART|TARDE|MANANA)(?!OF)", "CLK", _number_with_part),
    rule("(?<!(NUM|MON|DASH))NUM(?=(WD|DAYS|DATE|ON WD|ON DATE))", "CLK", _four_digits),
    rule("NOON", "CLK", lambda _m, _s: Clock(_NOON, fixed=True)),
    rule("MIDNIGHT", "CLK", lambda _m, _s: Clock(0, fixed=True)),
    rule(
        f"CLK {_SUFFIX} (PART|TARDE|MANANA)",
        "CLK",
        lambda m, s: None if m.symbols[-1].cat == "MANANA" and m.symbols[-2].cat == "CLK" else _with_part(m, s),
    ),
)
