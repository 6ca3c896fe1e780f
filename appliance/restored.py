"""The way back for a state that was restored from a backup older than what the ledger has taken from it.

The ledger keeps what it has. A named person declares from when the backup is, and why; the event names the numbers that
the state no longer holds, and its own number follows the last that the ledger has taken, so that none comes twice. What
the restored state recorded before the ledger was asked is recorded again behind it. The ledger then takes both.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from appliance.errors import ApplianceError
from services.audit.chain import Link
from services.audit.courier import Intake
from services.audit.filing import filing_of
from services.audit.model import Action, Actor, AuditEvent
from services.audit_line.errors import LedgerRefused
from services.kernel.clock import Clock
from services.state.filings import SOURCE
from services.state.store import StateStore
from services.state.transaction import SealedTx

_CONFLICT: Final = "Conflict"
_LONGEST: Final = 200


class NotRestored(ApplianceError):
    """The state is not older than the ledger, or the declaration says too little."""

    code = "not_restored"


@dataclass(frozen=True, slots=True)
class Gap:
    """The numbers that the ledger has and the state does not, `first` to `last`; and how many were recorded again."""

    first: int
    last: int
    again: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who says that the state was put back, to the backup of which time, and why (a few words, no patient)."""

    by: Actor
    backup_of: datetime
    reason: str


async def declare(store: StateStore, ledger: Intake, clock: Clock, said: Declaration) -> Gap:
    """Let the state's trail go on behind what the ledger has; durable in the state when this returns.

    Args:
        store: the state, opened without a courier: it is the courier that this mends.
        ledger: the line to the audit process.
        clock: the time.
        said: what is declared.

    Raises:
        NotRestored: there is nothing to declare, or too little was said.
        AuditLineError: the ledger does not answer; nothing was changed.
    """
    reason = " ".join(said.reason.split())
    if not reason.isprintable() or not 1 <= len(reason) <= _LONGEST:
        raise NotRestored(
            "A reason is a few words.", f"Say why in 1 to {_LONGEST} characters, without patients' names."
        )
    if said.backup_of > clock.now():
        raise NotRestored("The backup cannot be from the future.", "Give the time at which it was made.")
    taken = ledger.last_taken(SOURCE)
    last = await store.read(lambda tx: tx.audit.head().sequence)
    common = await _common(store, ledger, taken)
    if common == taken and last >= taken:
        raise NotRestored(
            f"The state holds all {taken} events that the ledger has taken from it; it needs no declaration.",
            "Run `sealdesk doctor`: something else is wrong.",
        )
    common = min(common, last)
    found = await store.read(lambda tx: list(tx.audit.rows(common)))
    again = [link for link in found if link.record.sequence <= taken]
    gap = Gap(common + 1, max(taken, last), len(again))
    await store.write(lambda tx: _declared(tx, gap, again, _event(clock, said, reason, gap)))
    return gap


def _declared(tx: SealedTx, gap: Gap, again: Sequence[Link], event: AuditEvent) -> None:
    tx.audit.record_restored(event, gap.last)
    for link in again:
        tx.audit.record_again(link.record)


def _event(clock: Clock, said: Declaration, reason: str, gap: Gap) -> AuditEvent:
    body = {
        "source": SOURCE,
        "first": str(gap.first),
        "last": str(gap.last),
        "again": str(gap.again),
        "backup_of": said.backup_of.isoformat(),
        "reason": reason,
    }
    return AuditEvent(clock.now(), said.by, Action.STATE_RESTORED, purpose="HSYSADMIN", body=body)


async def _common(store: StateStore, ledger: Intake, taken: int) -> int:
    """Return up to which number state and ledger hold the same: where two events are alike, all before them are."""
    low, high = 0, taken
    while low < high:
        middle = (low + high + 1) // 2
        link = await store.read(lambda tx, until=middle: tx.audit.newest(until))  # type: ignore[misc]
        if link is None or await asyncio.to_thread(_is_alike, ledger, link):
            low = middle
        else:
            high = middle - 1
    return low


def _is_alike(ledger: Intake, link: Link) -> bool:
    """Tell whether the ledger has this very event under its number; one that it has is not written again."""
    try:
        ledger.take([filing_of(link, SOURCE)])
    except LedgerRefused as error:
        if error.name != _CONFLICT:
            raise
        return False
    return True
