"""What an export needs beside the ledger's reader: the signed log, its keys, and somebody who records the export."""

from collections.abc import Sequence
from typing import Protocol

from services.audit.model import AuditEvent
from services.audit.notes import Signer


class SignedLog(Protocol):
    """The log's public files and the keys that sign for it; the process that keeps the ledger has them."""

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Who signs manifests; the first one's key is the log's own."""
        ...

    def checkpoint(self, size: int | None = None) -> str | None:
        """Return a signed note over everything recorded by now, or the stored one over so many entries."""
        ...

    def witnessed(self) -> str | None:
        """Return the newest checkpoint that witnesses cosigned; None where there is none."""
        ...

    def load(self, path: str) -> bytes | None:
        """Return a file of the log by its path below `log/`."""
        ...


class Recorder(Protocol):
    """Records events so that they cannot be lost when it returns."""

    def record_all(self, events: Sequence[AuditEvent]) -> None:
        """Record events durably, all or none.

        Raises:
            SealdeskError: they were not recorded, so what they speak of must not happen.
        """
        ...
