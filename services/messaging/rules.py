"""Whether a message may go now, later, or not at all.

| class | STOP | consent | quiet hours | caps |
|---|---|---|---|---|
| reply | blocks | by asking | only where it answers later than asked | no |
| reminder_or_offer | blocks | presumed unless taken back (47 CFR 64.1200(a)(9)(iv)) | yes | 1 a day, 3 a week |
| billing | blocks | must be recorded | yes | 1 a day, 3 a week |
| control | passes: it confirms what was just texted | by asking | no | no |
| staff | does not apply | does not apply | no | no |

A day is a calendar day of the recipient; a week is any seven of them in a row, which no calendar week can exceed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.kernel.texting import MessageClass
from services.messaging.quiet import Daytime, recipient_zones

UNSOLICITED = frozenset({MessageClass.REMINDER_OR_OFFER, MessageClass.BILLING})
WEEK = timedelta(days=7)
COUNTED = timedelta(days=9)
"""How far back sent messages are looked at: a week of local days, whatever the zone."""


class Why(StrEnum):
    """Why a message waits or is dropped; goes into the outbox row and the audit trail."""

    STOPPED = "stopped"
    NO_CONSENT = "no_consent"
    QUIET_HOURS = "quiet_hours"
    DAY_CAP = "day_cap"
    WEEK_CAP = "week_cap"
    TOO_LATE = "too_late"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Cap:
    """How many messages of a class one number may get."""

    per_day: int = 1
    per_week: int = 3

    def __post_init__(self) -> None:
        """Refuse a cap that lets nothing through: a message would wait for ever."""
        if self.per_day < 1 or self.per_week < 1:
            msg = "A cap is at least one message. To send none of a class, leave out what makes them."
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class MessageRules:
    """The clinic's rules; `zone` is its own, `presumed` the classes that need no recorded consent."""

    zone: ZoneInfo
    daytime: Daytime = field(default_factory=Daytime)
    caps: Mapping[MessageClass, Cap] = field(default_factory=lambda: dict.fromkeys(UNSOLICITED, Cap()))
    presumed: frozenset[MessageClass] = frozenset({MessageClass.REMINDER_OR_OFFER})


@dataclass(frozen=True, slots=True)
class Letter:
    """What the rules look at in a message. `later`: an answer that comes long after it was asked for."""

    message_class: MessageClass
    number: str = field(repr=False)
    not_after: datetime
    zone: str | None = None
    later: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a number stands: opted out or not, consent to the class (None: never asked), when the class was sent."""

    stopped: bool = False
    consent: bool | None = None
    sent: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Go (no reason), wait `until`, or drop (a reason, and no `until`)."""

    why: Why | None = None
    until: datetime | None = None

    @property
    def go(self) -> bool:
        """Tell whether the message may go now."""
        return self.why is None


GO = Verdict()


def judge(rules: MessageRules, letter: Letter, standing: Standing, now: datetime) -> Verdict:
    """Decide about one message at the moment before it would be sent."""
    if now > letter.not_after:
        return Verdict(Why.TOO_LATE)
    refused = _refused(rules, letter, standing)
    if refused is not None:
        return Verdict(refused)
    until, why = _earliest(rules, letter, standing, now)
    if why is None:
        return GO
    return Verdict(why, until) if until <= letter.not_after else Verdict(why)


def _refused(rules: MessageRules, letter: Letter, standing: Standing) -> Why | None:
    kind = letter.message_class
    if kind in (MessageClass.CONTROL, MessageClass.STAFF):
        return None
    if standing.stopped:
        return Why.STOPPED
    if kind in UNSOLICITED and not (kind in rules.presumed if standing.consent is None else standing.consent):
        return Why.NO_CONSENT
    return None


def _earliest(rules: MessageRules, letter: Letter, standing: Standing, now: datetime) -> tuple[datetime, Why | None]:
    """Return the first instant from `now` on that every zone allows, and what stands against `now` itself."""
    kind = letter.message_class
    if kind not in UNSOLICITED and not letter.later:
        return now, None
    zones = recipient_zones(letter.number, letter.zone, rules.zone)
    cap = rules.caps.get(kind) if kind in UNSOLICITED else None
    instant, first = now, None
    while True:
        blocked = [(each, why) for each in zones if (why := _blocked(rules, cap, standing.sent, instant, each))]
        if not blocked:
            return instant, first
        first = first or blocked[0][1]
        instant = max(_next_try(rules, why, instant, zone) for zone, why in blocked)


def _blocked(
    rules: MessageRules, cap: Cap | None, sent: Sequence[datetime], instant: datetime, zone: ZoneInfo
) -> Why | None:
    if cap is not None:
        day = instant.astimezone(zone).date()
        days = [at.astimezone(zone).date() for at in sent]
        if days.count(day) >= cap.per_day:
            return Why.DAY_CAP
        if _most_in_a_week(days, day) >= cap.per_week:
            return Why.WEEK_CAP
    return None if rules.daytime.holds(instant, zone) else Why.QUIET_HOURS


def _most_in_a_week(days: Sequence[date], day: date) -> int:
    """Return how many were sent on `day` and the six days before it."""
    return sum(day - WEEK < each <= day for each in days)


def _next_try(rules: MessageRules, why: Why, instant: datetime, zone: ZoneInfo) -> datetime:
    """Return the next instant worth trying: this day's opening, or the next day's where a cap is reached."""
    if why is Why.QUIET_HOURS:
        return rules.daytime.next_opening(instant, zone)
    return rules.daytime.opening(instant.astimezone(zone).date() + timedelta(days=1), zone)
