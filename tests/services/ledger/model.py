"""What the ledger is compared with: a list, searched and sorted in the plainest way."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from services.audit.filing import Filing
from services.audit.reading import Column, LedgerQuery, Sort
from services.ledger.selecting import to_micros

Kept = tuple[int, int, Filing]
"""Sequence number, recorded, the event."""
_AMONG: Final[dict[str, str]] = {
    "outcomes": "outcome",
    "actor_kinds": "actor_kind",
    "actors": "actor_id",
    "roles": "role",
    "patients": "patient",
    "resources": "resource",
    "operations": "operation",
    "sources": "source",
    "purposes": "purpose",
}


def _fits_action(query: LedgerQuery, action: str) -> bool:
    if not query.actions:
        return True
    return any(action.startswith(asked) if asked.endswith(".") else action == asked for asked in query.actions)


def _within(value: int, first: int | None, last: int | None) -> bool:
    return (first is None or value >= first) and (last is None or value <= last)


def _instant(instant: datetime | None, less: int = 0) -> int | None:
    return None if instant is None else to_micros(instant) - less


def fits(query: LedgerQuery, kept: Kept) -> bool:
    """Tell whether an event is asked for."""
    sequence, _, filing = kept
    return (
        _within(sequence, query.first, query.last)
        and _within(filing.at, _instant(query.since), _instant(query.until, 1))
        and _fits_action(query, filing.action)
        and query.accountable in {None, filing.accountable}
        and all(
            not getattr(query, asked) or getattr(filing, name) in getattr(query, asked)
            for asked, name in _AMONG.items()
        )
    )


def sort_key(column: Column) -> Callable[[Kept], tuple[Any, int]]:
    """Return what events are sorted by."""

    def key(kept: Kept) -> tuple[Any, int]:
        sequence, recorded, filing = kept
        if column is Column.SEQUENCE:
            return sequence, sequence
        value = recorded if column is Column.RECORDED else getattr(filing, column.value)
        return ("" if value is None else value), sequence

    return key


def answer(kept: list[Kept], query: LedgerQuery, sort: Sort) -> list[int]:
    """Return the sequence numbers of what is asked for, in order."""
    found = [one for one in kept if fits(query, one)]
    return [one[0] for one in sorted(found, key=sort_key(sort.column), reverse=sort.descending)]
