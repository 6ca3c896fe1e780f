"""An audit file as an outbox: its records go to the ledger, and whoever recorded one can wait until they are there."""

import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from appliance.audit_file import AuditFile, records_after
from services.audit.courier import Courier
from services.audit.filing import Filing, filing_of, filings_behind
from services.audit.model import AuditEvent

KEPT: Final = 10_000
"""Records kept in memory until the ledger has them; further ones are read from the file."""


class FileOutbox:
    """`services.audit.courier.Outbox` over an audit file; what it gives is on the disk."""

    def __init__(self, file: AuditFile, path: Path, source: str) -> None:
        self._file = file
        self._path = path
        self._source = source
        self._recent: deque[Filing] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def record(self, event: AuditEvent) -> None:
        """Append a record."""
        with self._lock:
            self._recent.append(filing_of(self._file.append(event), self._source))

    def last(self) -> int:
        """Return the number of the newest record."""
        with self._lock:
            return self._file.last

    def after(self, number: int, limit: int) -> Sequence[Filing]:
        """Return the records behind a number, once they are on the disk: the ledger must never be ahead of the file.

        Raises:
            OutboxChanged: one is not as it was recorded.
        """
        with self._lock:
            while self._recent and self._recent[0].number <= number:
                self._recent.popleft()
            found = list(self._recent)[:limit]
            last = self._file.last
        if last <= number:
            return ()
        self._file.sync()
        if found and found[0].number == number + 1:
            return found
        behind = records_after(self._path, max(number - 1, 0), limit + 1)
        return filings_behind(behind, number, limit, self._source)


class FiledFile:
    """`services.audit.courier.FiledTrail` in a file."""

    def __init__(self, path: Path, file: AuditFile, source: str, courier: Courier) -> None:
        """Begin to hand over what the file holds; `source` is its name in the ledger."""
        self._file = file
        self._outbox = FileOutbox(file, path, source)
        self._courier = courier
        courier.begin(self._outbox)

    def record(self, event: AuditEvent) -> None:
        """Append a record."""
        self._outbox.record(event)

    def require(self) -> None:
        """See that the ledger takes events.

        Raises:
            LedgerDown: it is known that it does not.
        """
        self._courier.require()

    async def filed(self) -> None:
        """Wait until the ledger has every record so far.

        Raises:
            NotAcknowledged: it does not have them in time.
        """
        await self._courier.settled(self._outbox.last())

    async def known(self) -> None:
        """Wait until the ledger answered, or is known not to."""
        await self._courier.known()

    def close(self) -> None:
        """End the handing over, and close the file."""
        self._courier.close()
        self._file.close()
