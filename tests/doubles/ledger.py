"""What a test needs to open a ledger: keys in memory, a signer, filings."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from services.audit.filing import Filing
from services.kernel.clock import Clock
from services.ledger.ledger import Ledger, origin_of
from services.ledger.ports import LedgerKeys
from services.signing.signers import LogSigner
from tests.doubles.clock import ManualClock

NODE = "desk-1"
DATABASE = bytes(range(32))


class MemoryDataKeys:
    """`services.ledger.ports.DataKeys`: a key for each patient and quarter, until it is destroyed."""

    def __init__(self, seed: bytes = b"data") -> None:
        self._seed = seed
        self.gone: set[tuple[str | None, str]] = set()

    def key(self, patient: str | None, epoch: str) -> bytes | None:
        return self.made(patient, epoch)

    def missing(self, places: Iterable[tuple[str | None, str]]) -> int:
        return 0

    def made(self, patient: str | None, epoch: str) -> bytes | None:
        if (patient, epoch) in self.gone:
            return None
        return hashlib.sha256(self._seed + f"{patient}/{epoch}".encode()).digest()


def keys(database: bytes = DATABASE, data: MemoryDataKeys | None = None, node: str = NODE) -> LedgerKeys:
    """Return keys that are the same in each run."""
    return LedgerKeys(database, data or MemoryDataKeys(), (LogSigner(origin_of(node), bytes(32)),))


def a_ledger(folder: Path, clock: Clock | None = None, own: LedgerKeys | None = None) -> Ledger:
    """Open a ledger, with a clock that stands still unless another is given."""
    return Ledger.open(folder, own or keys(), clock or ManualClock(), NODE)


def a_filing(number: int = 1, **changes: Any) -> Filing:  # noqa: ANN401 any field of the filing
    """Return an invented event."""
    fields: dict[str, Any] = {
        "source": "state",
        "number": number,
        "at": 1_803_909_600_000_000 + number * 1_000_000,
        "node": NODE,
        "actor_kind": "caller",
        "actor_id": "chat_1",
        "role": "",
        "action": "chat.opened",
        "outcome": "success",
        "patient": None,
        "resource": None,
        "operation": None,
        "purpose": "TREAT",
        "accountable": False,
        "body": {"channel": "web"},
    }
    return Filing(**(fields | changes))


def filings(count: int, first: int = 1, **changes: Any) -> list[Filing]:  # noqa: ANN401 any field of the filing
    """Return so many events in a row."""
    return [a_filing(first + offset, **changes) for offset in range(count)]
