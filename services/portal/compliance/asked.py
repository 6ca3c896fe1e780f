"""What is asked of the audit log: read from a page's address, and written back into one.

An address never holds a name, a birth date or a number of a patient: only the keyed reference of the log.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from services.audit.model import ActorKind, AuditOutcome
from services.audit.reading import Column, LedgerQuery, Sort
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.period import EARLIEST, LATEST, Period, Preset, period_of

NEWEST: Final = Sort(Column.SEQUENCE, descending=True)
END: Final = "end"
"""The place behind every event: what stands before it is the last page."""
LISTS: Final = ("action", "outcome", "kind", "actor", "role", "patient", "resource", "operation", "source", "purpose")
"""Fields of the form whose words are apart by spaces."""
FIELDS: Final = ("period", "since", "to", *LISTS, "accountable", "number")
_LONGEST: Final = 500
_MOST: Final = 20
_PATIENT: Final = re.compile(r"[0-9a-f]{64}")
_NUMBER: Final = re.compile(r"([0-9]{1,15})(?:-([0-9]{1,15}))?")
_MARK: Final = re.compile(r"[0-9]{1,18}")
_KNOWN: Final = {"outcome": frozenset(map(str, AuditOutcome)), "kind": frozenset(map(str, ActorKind))}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the form's words, what they mean, the order, and behind or before which event to go on."""

    words: Mapping[str, str] = field(repr=False)
    query: LedgerQuery = field(repr=False)
    period: Period
    sort: Sort = NEWEST
    after: str | None = None
    before: str | None = None

    @property
    def order(self) -> Sort:
        """The order of an export: as it was recorded, where nobody asked for another one."""
        return Sort() if self.sort == NEWEST else self.sort

    @property
    def first_page(self) -> bool:
        """Tell whether it begins at the beginning."""
        return self.after is None and self.before is None

    def address(self, path: str, sort: Sort | None = None, **more: str) -> str:
        """Return the address that asks this, with other words and another order where given."""
        order = sort or self.sort
        words = {name: text for name, text in {**self.words, **more}.items() if text}
        if order != NEWEST:
            words["sort"] = sort_words(order)
        return f"{path}?{urlencode(words)}" if words else path

    def turned(self, column: Column) -> Sort:
        """Return the order after a column's heading was pressed: turned round where it is sorted by already."""
        if self.sort.column is column:
            return replace(self.sort, descending=not self.sort.descending)
        return Sort(column, descending=column in {Column.SEQUENCE, Column.AT, Column.RECORDED})


def sort_words(sort: Sort) -> str:
    """Return an order as an address has it."""
    return f"{'-' if sort.descending else ''}{sort.column.value}"


def read_asked(given: Mapping[str, str], now: datetime, zone: ZoneInfo) -> Asked:
    """Read a question.

    Raises:
        WrongFilter: something of it cannot be read.
    """
    words = {name: " ".join(given.get(name, "").split()) for name in FIELDS}
    for name, text in words.items():
        if len(text) > _LONGEST or len(text.split()) > _MOST:
            raise WrongFilter(name, "That is too much to ask for at once.", f"Give up to {_MOST} words.")
    words["period"] = words["period"] or (Preset.DAYS if words["since"] or words["to"] else Preset.TODAY).value
    period = _period(words, now.astimezone(zone).date(), zone)
    first, last = _numbers(words["number"])
    query = LedgerQuery(
        since=period.since,
        until=period.until,
        actions=_list(words, "action"),
        outcomes=_list(words, "outcome"),
        actor_kinds=_list(words, "kind"),
        actors=_list(words, "actor"),
        roles=_list(words, "role"),
        patients=_patients(words),
        resources=_list(words, "resource"),
        operations=_list(words, "operation"),
        sources=_list(words, "source"),
        purposes=_list(words, "purpose"),
        accountable=_truth(words["accountable"]),
        first=first,
        last=last,
    )
    kept = {name: text for name, text in words.items() if text}
    return Asked(kept, query, period, _sort(given.get("sort", "")), _mark(given, "after"), _mark(given, "before"))


def _period(words: Mapping[str, str], today: date, zone: ZoneInfo) -> Period:
    if words["period"] not in set(Preset):
        raise WrongFilter("period", "There is no such period.", "Choose one from the list.")
    preset = Preset(words["period"])
    if preset is not Preset.DAYS:
        return period_of(preset, today, zone)
    first, last = _day(words, "since"), _day(words, "to")
    if first is not None and last is not None and first > last:
        raise WrongFilter("to", "The period ends before it begins.", "Both days belong to the period.")
    return Period(first, last, zone)


def _day(words: Mapping[str, str], name: str) -> date | None:
    if not words[name]:
        return None
    try:
        day = date.fromisoformat(words[name])
    except ValueError:
        day = LATEST
    if not EARLIEST <= day < LATEST:
        raise WrongFilter(name, "That day cannot be read.", "Write it like 2026-11-23.")
    return day


def _list(words: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(words[name].split()))
    if name in _KNOWN and not _KNOWN[name].issuperset(found):
        raise WrongFilter(name, "That is not one of the choices.", "Choose one from the list.")
    return found


def _patients(words: Mapping[str, str]) -> tuple[str, ...]:
    found = _list(words, "patient")
    if not all(_PATIENT.fullmatch(each) for each in found):
        raise WrongFilter("patient", "That is no reference of a patient.", "Find the patient by name and birth date.")
    return found


def _truth(text: str) -> bool | None:
    if text not in {"", "yes", "no"}:
        raise WrongFilter("accountable", "That is not one of the choices.", "Choose one from the list.")
    return None if not text else text == "yes"


def _numbers(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    read = _NUMBER.fullmatch(text)
    if read is None or (read[2] is not None and int(read[1]) > int(read[2])):
        raise WrongFilter("number", "Those are no numbers of events.", "Write one like 120, or 120-140.")
    return int(read[1]), int(read[2] or read[1])


def _sort(text: str) -> Sort:
    try:
        return Sort(Column(text.removeprefix("-")), descending=text.startswith("-")) if text else NEWEST
    except ValueError:
        raise WrongFilter("sort", "The log cannot be sorted by that.", "Press the heading of a column.") from None


def _mark(given: Mapping[str, str], name: str) -> str | None:
    text = given.get(name)
    if text is not None and _MARK.fullmatch(text) is None and (name, text) != ("before", END):
        raise WrongFilter(name, "There is no such page.", "Go back to the first page.")
    return text
