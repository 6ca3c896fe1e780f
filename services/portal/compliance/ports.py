"""What the compliance pages need of the process that keeps the ledger; `services.audit_line` has it over a socket."""

from datetime import datetime
from typing import Protocol

from services.audit.reading import Bar, Found, LedgerQuery, Page, Sort


class Proof(Protocol):
    """That an entry stands in the tree which a checkpoint signs (RFC 6962, section 2.1.1)."""

    @property
    def index(self) -> int:
        """The place of the leaf, from 0."""
        ...

    @property
    def size(self) -> int:
        """How many entries the checkpoint covers."""
        ...

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The path from the leaf to the root, lowest first."""
        ...

    @property
    def checkpoint(self) -> str:
        """The signed note."""
        ...


class AuditLog(Protocol):
    """The ledger: `services.audit.reading.LedgerReader`, awaited, and its public log.

    Every method may raise `services.kernel.errors.SealdeskError`.
    """

    async def search(self, query: LedgerQuery, sort: Sort = ..., after: str | None = None, limit: int = 100) -> Page:
        """Return one page without bodies; `after` is the number of the event behind which it begins."""
        ...

    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        """Count fitting events, up to `limit`."""
        ...

    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        """Count fitting events between each edge and the next."""
        ...

    async def open(self, sequence: int) -> Found:
        """Return one event with its body."""
        ...

    async def proof(self, sequence: int) -> Proof:
        """Return the proof of one entry, and the checkpoint that it leads to."""
        ...

    async def log_file(self, path: str) -> bytes:
        """Return a file of the public log: `checkpoint`, `vkey`."""
        ...
