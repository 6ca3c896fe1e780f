"""A question to the ledger in words, both ways: for the manifest, for the command line, for a page's address.

The words are the fields of `LedgerQuery`; several values stand apart by a space, times are ISO 8601 with their zone.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from services.audit.model import AuditOutcome
from services.audit.reading import Column, LedgerQuery, Sort
from services.reports.errors import WrongQuestion

_TIMES: Final = ("since", "until")
_NUMBERS: Final = ("first", "last")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PATIENT: Final = re.compile(r"[0-9a-f]{64}")
_NAMES: Final = tuple(one.name for one in fields(LedgerQuery))
LISTS: Final = tuple(name for name in _NAMES if name not in {*_TIMES, *_NUMBERS, "accountable"})
"""The fields that take several values."""


def words_of(query: LedgerQuery) -> dict[str, str]:
    """Return what was asked, field by field, without those that ask nothing."""
    words: dict[str, str] = {}
    for name in _NAMES:
        value = getattr(query, name)
        if value is None or value == ():
            continue
        if isinstance(value, datetime):
            words[name] = value.astimezone(UTC).isoformat()
        elif isinstance(value, tuple):
            words[name] = " ".join(sorted(value))
        else:
            words[name] = str(value).lower()
    return words


def query_of(words: Mapping[str, str], zone: ZoneInfo) -> LedgerQuery:
    """Read a question; a day without a time begins at midnight in `zone`.

    Raises:
        WrongQuestion: a word or a value means nothing.
    """
    read: dict[str, Any] = {}
    for name, value in words.items():
        if name not in _NAMES:
            raise WrongQuestion(f"A question has no field `{name[:40]}`.", f"Take one of: {', '.join(_NAMES)}.")
        if value:
            read[name] = _value(name, value, zone)
    return _sound(LedgerQuery(**read))


def _value(name: str, value: str, zone: ZoneInfo) -> object:
    if name in _TIMES:
        return instant_of(value, zone)
    if name in _NUMBERS:
        return _number(name, value)
    if name == "accountable":
        return _truth(value)
    return tuple(sorted(set(value.split())))


def instant_of(text: str, zone: ZoneInfo) -> datetime:
    """Read a day or an instant; what has no zone of its own is in `zone`.

    Raises:
        WrongQuestion: it is neither.
    """
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time(), zone).astimezone(UTC)
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise WrongQuestion("A time cannot be read.", "Write a day like 2026-11-23, or 2026-11-23T14:00.") from None


def _number(name: str, value: str) -> int:
    if value.isascii() and value.isdecimal() and len(value) < 19:  # noqa: PLR2004 fits in 63 bits
        return int(value)
    raise WrongQuestion(f"`{name}` is a sequence number.", "Write digits only.")


def _truth(value: str) -> bool:
    if value in {"true", "false"}:
        return value == "true"
    raise WrongQuestion("`accountable` is true or false.", "Leave it out to ask for both.")


def _sound(query: LedgerQuery) -> LedgerQuery:
    if query.since is not None and query.until is not None and query.since >= query.until:
        raise WrongQuestion("The period ends before it begins.", "`until` is the first moment behind the period.")
    if not set(query.outcomes) <= {one.value for one in AuditOutcome}:
        raise WrongQuestion("There is no such outcome.", "Take success, refused or failed.")
    if not all(_PATIENT.fullmatch(one) for one in query.patients):
        raise WrongQuestion(
            "A patient is asked for by the keyed hash of 64 hexadecimal digits.",
            "Give the patient's id with `--patient-id`, or take the hash from a row.",
        )
    return query


def sort_of(text: str) -> Sort:
    """Read an order: a recorded field, with `-` in front for the other way round.

    Raises:
        WrongQuestion: there is no such field.
    """
    try:
        return Sort(Column(text.removeprefix("-")), descending=text.startswith("-"))
    except ValueError:
        known = ", ".join(Column)
        raise WrongQuestion("The log cannot be sorted by that.", f"Take one of: {known}; `-` turns it round.") from None


def sort_words(sort: Sort) -> str:
    """Return an order as `sort_of` reads it."""
    return f"{'-' if sort.descending else ''}{sort.column.value}"
