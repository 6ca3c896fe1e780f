"""From the events of the log to an accounting: corrections applied, what is held back left out, repeats told at once.

Pure: the same events give the same accounting, whoever works it out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.audit.model import Action
from services.audit.reading import Found
from services.disclosures.ground import SUSPENDABLE, Ground, ground_named
from services.disclosures.later import CORRECTABLE

LATER: Final = (
    Action.DISCLOSURE_CORRECTED.value,
    Action.DISCLOSURE_WITHDRAWN.value,
    Action.DISCLOSURE_SUSPENDED.value,
    Action.DISCLOSURE_RESUMED.value,
)
"""What is said of a disclosure behind its own event."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """One disclosure as it stands now: the first event, and what was said of it later.

    `held_until` is the last day on which the patient is not told of it, None where nothing holds it back.
    """

    sequence: int
    name: str
    patient: str = field(repr=False)
    on: date
    words: dict[str, str] = field(repr=False)
    recorded_by: str
    corrections: int = 0
    withdrawn: str = ""
    agency: str = ""
    held_until: date | None = None

    @property
    def ground(self) -> Ground | None:
        """The ground, None for an event of another sort that was marked."""
        return ground_named(self.words.get("ground", ""))

    @property
    def recipient(self) -> str:
        """Who received it."""
        return self.words.get("recipient", "")

    @property
    def last(self) -> date:
        """The last day of a series; the day itself where it is none."""
        return _day(self.words.get("last", "")) or self.on

    def held(self, today: date) -> bool:
        """Tell whether the patient is not to be told of it that day."""
        return self.held_until is not None and today <= self.held_until

    @property
    def sort_of(self) -> tuple[str, ...]:
        """What disclosures have in common that may be told as one: recipient, purpose, and what was disclosed."""
        keys = ("recipient", "recipient_address", "disclosure_purpose", "description", "by")
        return (self.patient, *(_plain(self.words.get(key, "")) for key in keys))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the accounting: the first of its disclosures, how often it happened, and the last day."""

    first: Told
    times: str
    last: date | None


def standing(events: Iterable[Found], zone: ZoneInfo) -> list[Told]:
    """Return each disclosure as it stands, the earliest first; give every event of it, whenever recorded.

    A disclosure that was recorded twice under one name counts once.
    """
    found: dict[tuple[str, str], Told] = {}
    for each in sorted(events, key=lambda one: one.sequence):
        name = each.filing.operation or f"event-{each.sequence}"
        key = (each.filing.patient or "", name)
        if each.filing.action in LATER:
            if key in found:
                found[key] = _after(found[key], each)
        elif each.filing.accountable and not each.shredded:
            found.setdefault(key, _told(each, name, zone))
    return sorted(_suspended(list(found.values())), key=lambda one: (one.on, one.sequence))


def entries(told: Iterable[Told], since: date | None, until: date | None, today: date) -> list[Entry]:
    """Return the accounting's lines: what stands, counts in the period, and may be told today (164.528(b)).

    Repeated disclosures of the same to one recipient for one purpose are one line (164.528(b)(3)). `until` is the first
    day behind the period.
    """
    groups: dict[tuple[str, ...], list[Told]] = {}
    for one in told:
        inside = (since is None or one.last >= since) and (until is None or one.on < until)
        if inside and not one.withdrawn and not one.held(today):
            groups.setdefault(one.sort_of, []).append(one)
    lines = [_entry(group) for group in groups.values()]
    return sorted(lines, key=lambda line: (line.first.on, line.first.sequence))


def _entry(group: Sequence[Told]) -> Entry:
    first, last = group[0], max(one.last for one in group)
    if len(group) == 1:
        return Entry(first, first.words.get("times", ""), last if last > first.on else None)
    series = [one.words["times"] for one in group if one.words.get("times")]
    said = "; ".join(dict.fromkeys([*series, f"{len(group)} times on record"]))
    return Entry(first, said, last)


def _told(found: Found, name: str, zone: ZoneInfo) -> Told:
    words = dict(found.filing.body)
    on = _day(words.get("date", "")) or (_EPOCH + timedelta(microseconds=found.filing.at)).astimezone(zone).date()
    return Told(found.sequence, name, found.filing.patient or "", on, words, found.filing.actor_id)


def _after(told: Told, found: Found) -> Told:
    action, body = found.filing.action, found.filing.body
    if action == Action.DISCLOSURE_CORRECTED:
        words = {**told.words, **{key: body[key] for key in CORRECTABLE if key in body}}
        return replace(told, words=words, corrections=told.corrections + 1)
    if action == Action.DISCLOSURE_WITHDRAWN:
        return replace(told, withdrawn=body.get("reason", "") or "withdrawn")
    if action == Action.DISCLOSURE_RESUMED:
        return replace(told, agency="", held_until=None)
    return replace(told, agency=body.get("agency", ""), held_until=_day(body.get("until", "")))


def _suspended(told: Sequence[Told]) -> list[Told]:
    """Hold back every disclosure to an agency that asked so: the right is suspended towards it, not one by one."""
    asked: dict[tuple[str, str], Told] = {}
    for one in told:
        key = (one.patient, _plain(one.recipient))
        if one.held_until and (key not in asked or one.held_until > (asked[key].held_until or one.held_until)):
            asked[key] = one
    found = []
    for one in told:
        by = asked.get((one.patient, _plain(one.recipient)))
        same = by is not None and one.ground in SUSPENDABLE
        found.append(replace(one, agency=by.agency, held_until=by.held_until) if by is not None and same else one)
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
