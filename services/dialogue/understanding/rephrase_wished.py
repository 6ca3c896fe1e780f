"""English turns of phrase about wishes said plainly: "and not before ten", "not this weekend, the one after"."""

from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, Days, ambiguous, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_SATURDAY: Final = 5
_HOURS: Final = 12


def _and_not_before(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "not on a Monday and not before ten" as two refusals, not as the refusal of a refusal."""
    bounds = {"NOEARLIER", "NOT", "BY"}
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in bounds)
    denies = match.symbols[at].word.split()[:1] in (["not"], ["no"], ["nothing"], ["never"])
    if scene.language is not Language.EN or at == 0 or not denies:
        return None
    kept = list(match.symbols[:at])
    while kept[-1].cat in {"AND", "OR", "COMMA", "ALSO", "NOR", "FILL"}:
        kept.pop()
    return [*kept, as_cat(match.symbols[at], "BUT", "but"), *match.symbols[at:]]


def _that_part(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "anything that afternoon" as that day's afternoon."""
    part = match.symbols[-1]
    other = any(symbol.cat == "X" and symbol.word not in _WHOLE for symbol in match.symbols)
    if scene.language is not Language.EN or part.word.startswith(("after ", "before ")) or other:
        return None
    head = match.symbols[0]
    return [Symbol("DAYS", Days(relative="that_day"), head.first, head.last, "that day"), part]


_WHOLE: Final = word_set("whole entire very same")


def _weekend_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "not this weekend, the one after" as the next one."""
    if scene.asked is Asked.WHICH_APPOINTMENT:
        return None
    this = coming(_SATURDAY, scene.today) if scene.today.weekday() <= _SATURDAY else scene.today - DAY
    found = days_between(this + WEEK, this + WEEK + DAY * 2)
    if match.has("NEXT") and match.symbols[1].cat == "NEXT":
        found = ambiguous(days_between(this + WEEK * 2, this + WEEK * 2 + DAY * 2), found)
    return [Symbol("DATE", found, match.symbols[0].first, match.symbols[-1].last, "weekend")]


def _but_from_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "any day but Wednesday, starting next week" with the start wished, not refused."""
    *kept, start = match.symbols
    return [*kept, as_cat(start, "ANYTIME", "anytime"), start] if scene.language is Language.EN else None


def _each_next(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "next Thursday or Friday" as both of next week."""
    weekdays = match.all("WD")
    if scene.language is not Language.EN or weekdays != sorted(set(weekdays)):
        return None
    head, *rest = match.symbols
    made = [head]
    for symbol in rest:
        if symbol.cat == "WD" and weekdays[0] <= scene.today.weekday():
            made.append(Symbol("DATE", one_day(scene.next_monday + DAY * symbol.value), symbol.first, symbol.last))
            continue
        if symbol.cat == "WD" and made[-1].cat != "NEXT":
            made.append(Symbol("NEXT", None, symbol.first, symbol.first, head.word))
        made.append(symbol)
    return made[1:] if made[1].cat == "DATE" else made


def _hour_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "four on the 29th" as a time on its day."""
    hour, *rest = match.symbols
    choosing = scene.asked in {Asked.OFFER, Asked.WHICH_APPOINTMENT, Asked.CODE, Asked.PHONE, Asked.BIRTH_DATE}
    if choosing or scene.language is not Language.EN or not 0 < hour.value <= _HOURS:
        return None
    return [as_cat(hour, "AT", "at"), hour, *rest]


def _or_one_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "ten on the 18th or one on the 19th" as two times."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "ONE")
    if scene.asked in {Asked.OFFER, Asked.WHICH_APPOINTMENT}:
        return None
    one = match.symbols[at]
    hour = Symbol("NUM", 1, one.first, one.last, "1")
    return [*match.symbols[:at], as_cat(one, "AT", "at"), hour, *match.symbols[at + 1 :]]


def _of_its_month(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "in April, not the first week" with that week of April."""
    month, unit = match.symbols[0], match.symbols[-1]
    if unit.value != "week":
        return None
    again = Symbol(month.cat, month.value, unit.last, unit.last, month.word)
    return [*match.symbols, as_cat(unit, "OF", "of"), again]


def _over_lunch(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "over the lunch hour", "in the lunch hour" as that part of the day."""
    return [match.symbols[-1]] if match.symbols[0].word in {"over", "within"} else None


def _somebody_else(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "with someone else" as another provider."""
    *kept, who, other = match.symbols
    if other.word != "else" or scene.language is not Language.EN:
        return None
    return [*kept, Symbol("ANYPROV", None, who.first, other.last, "with someone else")]


def _so_is(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Friday's out, and so is Monday before noon" as another refusal, "so does Tuesday" as another wish."""
    head, link, *_rest, so, verb = match.symbols
    if so.word not in {"so", "neither"} or verb.word not in {"is", "are", "does", "do"}:
        return None
    if head.cat in {"WORKS", "YES", "AVAIL", "TAKE"} and so.word == "so":
        return [head, as_cat(so, "OR", "or")]
    refused = head.cat in {"BAD", "CANT", "NO", "NOT", "FROMNOW"} or head.word in _REFUSING
    return [head, as_cat(link, "AND", "and"), as_cat(so, "EXCEPT", "except")] if refused else None


_REFUSING: Final = word_set("bad full busy packed out tough rough hard tricky booked shot gone taken")


def _week_behind(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "late next week or early the week after" with the second week counted from the first."""
    units = match.all("UNIT")
    if any(unit != "week" for unit in units):
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "UNIT") - 1
    the, unit = match.symbols[at : at + 2]
    last = match.symbols[-1].last
    kept = list(match.symbols[:at])
    if match.symbols[0].cat == "THIS":
        return [*kept, as_cat(the, "NEXT", "next"), Symbol("UNIT", "week", unit.first, last, unit.word)]
    behind = [Symbol("NEXT", None, last, last, "next"), Symbol("UNIT", "week", last, last, "week")]
    return [*kept, the, unit, as_cat(match.symbols[-1], "AFTER", "after"), *behind]


def _hour_onward(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "tomorrow from 10 on, and all day Friday" with its open hour."""
    *kept, last = match.symbols
    return [*kept, as_cat(last, "ONWARD", "onward")]


def _before_leaving(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "before I leave on the 22nd", "after my trip on the 24th" as before or after that day."""
    told = any(symbol.cat in {"X", "NOT", "CANCEL", "AHEADADV", "BACKADV", "AWAY"} for symbol in match.symbols)
    if scene.language is not Language.EN or not told:
        return None
    return [match.symbols[0]]


def _same_weekday(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "the same weekday, two weeks later" as that day counted from."""
    same, day = match.symbols
    return [same, Symbol("UNIT", "day", day.first, day.last, "day")]


def _same_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "at the same hour" as at the same time."""
    *_at, same, unit = match.symbols
    return [Symbol("SAMETIME", None, same.first, unit.last, "same time")] if unit.value == "hour" else None


def _this_mornings_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "at 7:45 this morning" as today at that hour of the morning."""
    *_at, hour, this, part = match.symbols
    if scene.language is not Language.EN or part.value not in {"morning", "afternoon", "evening"}:
        return None
    today = Symbol("REL", 0, this.first, this.first, "today")
    at = Symbol("AT", None, hour.first, hour.first, "at")
    small = [Symbol(cat, None, part.first, part.first, cat.lower()) for cat in ("IN", "THE")]
    return [today, at, hour, *small, part]


def _both_ordinals(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the second or third Tuesday in May" as two of that month."""
    orders = [symbol for symbol in match.symbols if symbol.cat == "ORD"]
    weekday, small, month = match.symbols[-3:]
    first, second = orders
    if max(first.value, second.value) > _WEEKS:
        return None
    copies = [Symbol(each.cat, each.value, first.last, first.last, each.word) for each in (weekday, small, month)]
    link = Symbol("OR", None, second.first, second.first, "or")
    return [first, *copies, link, second, weekday, small, month]


_WEEKS: Final = 5


def _if_so(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "and if so" of "is Dr. Kim in on Monday, and if so anything after lunch"."""
    if match.symbols[-1].word != "so" or scene.language is not Language.EN:
        return None
    return [as_cat(match.symbols[0], "COMMA", ",")] if scene.asked not in {Asked.OFFER, Asked.CONFIRM} else None


_DAY: Final = "(WD|WDS|PART|HOLIDAY|WEEKEND|WEEKENDS|REL)"
_LIST: Final = f"(ON|THE|A|FILL|IN)* {_DAY} ((COMMA|OR|AND|NOR)+ (ON|THE|A|IN)* {_DAY})*"
_DATED: Final = "ON (THE|A|THIS|NEXT)* (ORD|WD|MON|REL|NDATE|MAY)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(NOT|NO|EXCEPT|CANT|NEGAVOID|NOR) ((?!(STOP|Q|BUT|NOEARLIER|AVAIL|TAKE|NEED|WORKS)).)*"
        " (AND|OR|COMMA|ALSO|NOR|WD|WDS|PART|UNIT)"
        " (FILL|ALSO)* (NOEARLIER|BY|NOT (AFTER|BEFORE|UNTIL|PAST))(?=(AT|AROUND|THE|ABOUT)* (NUM|CLOCK|NOON|ONE|ORD))",
        "BUT",
        _and_not_before,
    ),
    rule("(THAT SAME|THE SAME|THAT X|THAT|SAME) PART", "DAYS", _that_part),
    rule(
        "(NOT|NO) (ON|THE|FILL)* (THIS|NEXT|COMING|THIS COMING)? WEEKEND (COMMA|BUT|STOP|FILL)*"
        " (THE ONE (AFTERTHAT|AFTER|FOLLOWING)|THE (NEXT|FOLLOWING|OTHER) ONE|THE (FOLLOWING|NEXT) WEEKEND|OTHERONE"
        "|THE WEEKEND AFTER|THE (NEXT|FOLLOWING)(?=(END|STOP)))",
        "DATE",
        _weekend_after,
    ),
    rule(
        f"(EXCEPT|NOT|NO|NEGAVOID) {_LIST} COMMA? STARTING(?!(AT|AROUND)* (NUM|CLOCK|NOON|ONE))",
        "ANYTIME",
        _but_from_then,
    ),
    rule("NEXT WD ((OR|AND|COMMA)+ WD)+(?!(NEXT|AFTER|FOLLOWING))", "NEXT", _each_next),
    rule(
        "(NUM|CLOCK|NOON) ((?!(STOP|BUT|Q|END)).)* (OR|AND) ONE " + _DATED,
        "AT",
        _or_one_on,
    ),
    rule(
        f"(^|(?<=(OR|COMMA|STOP|BUT|FILL|WORKS|AVAIL|NEED|TAKE|YES|TOW|HELLO|INSTEAD)))NUM {_DATED}",
        "AT",
        _hour_on,
    ),
    rule(
        "(MON|MAY) (COMMA|BUT|FILL)* (NOT|EXCEPT|NO) (IN|ON|FILL|FOR)* THE? (ORD|LAST) UNIT(?!OF)",
        "MON",
        _of_its_month,
    ),
    rule(". (COMMA|AND|STOP)+ FILL FILL(?=(WD|WDS|THE|REL|NEXT|ON|PART))", "EXCEPT", _so_is),
    rule(
        "(THIS|NEXT) UNIT (OR|AND|COMMA|BUT)+ (EARLY|MID|LATE|ENDOF|FILL)+ THE UNIT (AFTERTHAT|AFTER)"
        "(?=(END|STOP|COMMA|Q))",
        "UNIT",
        _week_behind,
    ),
    rule("(FROM|STARTING) (NUM|CLOCK|NOON) (AMPM)? ON(?=(COMMA|AND|OR|BUT|STOP|END))", "ONWARD", _hour_onward),
    rule(
        "(BEFORE|AFTER) (WE|POSS|KIN|X|FILL|TO|NOT|CANCEL|AWAY|FROM|AHEADADV|BACKADV)+ ON?"
        "(?=(THE ORD|MON (ORD|NUM)|NDATE|ORD|WD|REL))",
        "BEFORE",
        _before_leaving,
    ),
    rule("SAME WEEKDAYS(?!(AND|OR))", "SAME", _same_weekday),
    rule("THE? ORD (OR|AND) THE? ORD WD (OF|IN) (MON|MAY)", "OR", _both_ordinals),
    rule("AT? SAME UNIT", "SAMETIME", _same_hour),
    rule("AT? (CLOCK|NUM) THIS PART", "REL", _this_mornings_hour),
    rule("WITHIN (THE|POSS)? PART", "PART", _over_lunch),
    rule("WITH PERSON X", "ANYPROV", _somebody_else),
    rule("(AND|COMMA|STOP) X FILL(?=(AVAIL|THE|FILL|WE|NEED|TAKE|PART))", "COMMA", _if_so),
)
