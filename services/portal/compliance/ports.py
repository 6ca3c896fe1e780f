"""What the compliance pages need of the process that keeps the ledger; `services.audit_line` has it over a socket."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from services.audit.holding import Hold
from services.audit.model import Actor
from services.audit.reading import Bar, Found, LedgerQuery, Page, Sort
from services.reports.asked import Asking, Order


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


class Standing(Protocol):
    """How an ordered export stands; `services.reports.desk.Standing`."""

    @property
    def stage(self) -> str:
        """`waiting`, `writing`, `ready` or `failed`."""
        ...

    @property
    def done(self) -> int:
        """Events written so far, over all passes."""
        ...

    @property
    def expected(self) -> int:
        """Events to write, over all passes; 0 while nobody knows."""
        ...

    @property
    def checkpoint(self) -> int:
        """How many entries the export's checkpoint covers."""
        ...

    @property
    def events(self) -> int:
        """How many events it holds."""
        ...

    @property
    def manifest_sha256(self) -> str:
        """The hash of its manifest."""
        ...

    @property
    def what(self) -> str:
        """Why it failed."""
        ...

    @property
    def do(self) -> str:
        """What to do about it."""
        ...


class HoldKeeper(Protocol):
    """Where legal holds are placed and lifted; `services.audit_line.holds.HoldLine` has it over a socket.

    It records each of these in the log before it counts, refusals too. Every method may raise
    `services.kernel.errors.SealdeskError`.
    """

    async def place(self, actor: Actor, reason: str, patient: str | None = None) -> Hold:
        """Place a hold on a patient's records (by keyed reference), or on all records."""
        ...

    async def lift(self, actor: Actor, hold_id: str, reason: str) -> Hold:
        """Lift a hold."""
        ...

    async def list(self, actor: Actor) -> list[Hold]:
        """Return every hold, the lifted ones too, in the order they were placed."""
        ...


class ExportDesk(Protocol):
    """Where exports are ordered and fetched; `services.reports.line.ExportLine` has it over a socket.

    Every method may raise `services.kernel.errors.SealdeskError`.
    """

    async def order(self, order: Order, asking: Asking) -> str:
        """Order an export and return the name to ask for it by."""
        ...

    async def standing(self, name: str) -> Standing:
        """Tell how an order stands."""
        ...

    async def fetch(self, name: str, to: Path) -> None:
        """Write the archive into a file that is not there yet."""
        ...

    async def drop(self, name: str) -> None:
        """Give an order up, or remove what was made."""
        ...
