"""Signs checkpoints: the tree follows the database, each checkpoint is stored there first and shown then.

Checkpoints are not made for each event, but at most four times a second and whenever somebody asks.
"""

import logging
import threading
from typing import Final

from services.audit.checkpoint import Checkpoint
from services.audit.errors import TreeUnreadable
from services.audit.notes import Note, Signer, sign
from services.audit.tiles import Tile, TileReader, Tiling
from services.audit.tree import Frontier, frontier_of
from services.kernel.errors import SealdeskError
from services.ledger.errors import Damaged, LedgerDisk, RolledBack
from services.ledger.log_folder import LogFolder
from services.ledger.shelf import Shelf
from services.ledger.writer import Writer

INTERVAL: Final = 0.25
"""Seconds between two checkpoints while events come in."""
_CHUNK: Final = 65_536
_log = logging.getLogger(__name__)


class Notary:
    """Keeps the tree, signs it, writes it down."""

    def __init__(self, shelf: Shelf, writer: Writer, folder: LogFolder, signers: tuple[Signer, ...]) -> None:
        self.lock = threading.RLock()
        self._shelf = shelf
        self._writer = writer
        self._folder = folder
        self._signers = signers
        self._unwritten: list[tuple[Tile, bytes]] = []
        self._frontier = Frontier()
        self._tiling = Tiling()
        self._latest: str | None = None

    @property
    def origin(self) -> str:
        """The log's name."""
        return self._signers[0].key.name

    def restore(self) -> None:
        """Take the tree up from its files, or from the database where they are cut short or damaged.

        Raises:
            RolledBack: a checkpoint was shown that the database does not know.
            Damaged: an entry is not what a stored checkpoint covers.
        """
        self._refuse_roll_back()
        shown, newest = self._folder.checkpoint(), self._newest()
        stored = None if shown is None else self._stored(shown.size)
        if not any(known is not None and self._from_files(known) for known in (stored, newest)):
            self._from_start()
        self._folder.write_key(self._signers[0].key)
        if newest is not None and newest.size >= self._frontier.size:
            self._grow(newest.size)
            if self._frontier.root() != newest.root:
                message = f"The audit ledger's entries up to {newest.size} are not those of its signed checkpoint."
                raise Damaged(message)

    def _refuse_roll_back(self) -> None:
        shown = self._folder.checkpoint()
        if shown is None:
            return
        there = self._writer.head().sequence
        stored = self._stored(shown.size)
        gone = shown.size <= self._shelf.segments[0].opening.size
        if there < shown.size or (stored is None and not gone) or (stored is not None and stored.root != shown.root):
            raise RolledBack(shown.size, there)

    def _stored(self, size: int) -> Checkpoint | None:
        note = self._shelf.checkpoint(size)
        return None if note is None else Checkpoint.of(Note.parse(note))

    def _newest(self) -> Checkpoint | None:
        note = self._shelf.checkpoint()
        return None if note is None else Checkpoint.of(Note.parse(note))

    def _from_files(self, stored: Checkpoint) -> bool:
        try:
            frontier = frontier_of(stored.size, TileReader(stored.size, self._folder.load))
            tiling = Tiling(stored.size, self._folder.load)
        except TreeUnreadable:
            return False
        if frontier.root() != stored.root:
            return False
        self._frontier, self._tiling = frontier, tiling
        return True

    def _from_start(self) -> None:
        """Begin at the first event there is; what lies before it needs the files of its tiles."""
        opening = self._shelf.segments[0].opening
        try:
            self._tiling = Tiling(opening.size, self._folder.load)
        except TreeUnreadable:
            message = "The audit ledger's hash files are damaged where the database holds no events any more."
            raise Damaged(message) from None
        self._frontier = opening.frontier

    def _grow(self, size: int) -> None:
        """Take the entries up to a size into the tree."""
        if size <= self._frontier.size:
            return
        leaves: list[bytes] = []
        for entry in self._shelf.entries(self._frontier.size):
            leaves.append(entry.hash)
            if entry.sequence == size or len(leaves) == _CHUNK:
                self._frontier.extend(leaves)
                self._tiling.extend(leaves)
                leaves = []
                self._write_full()
            if entry.sequence == size:
                return
        raise RolledBack(size, self._frontier.size + len(leaves))

    def _write_full(self) -> None:
        """Write full tiles as they come to be, so that a long way takes no more memory than a short one."""
        self._unwritten += self._tiling.full()
        while self._unwritten:
            self._folder.write_tile(*self._unwritten[0])
            del self._unwritten[0]

    def publish(self) -> str:
        """Sign the tree as the database stands; return the checkpoint, which is on the disk then.

        Raises:
            LedgerError: it cannot be stored; nothing new was shown.
        """
        with self.lock:
            return self._publish()

    def _publish(self) -> str:
        size = self._writer.head().sequence
        self._grow(size)
        note = self._shelf.checkpoint(size)
        if note is None:
            checkpoint = Checkpoint(self.origin, size, self._frontier.root())
            note = sign(checkpoint.text, self._signers).encode()
            self._writer.keep_checkpoint(size, note)
        if note != self._latest:
            self._unwritten += self._tiling.take()
            self._write_full()
            self._folder.write_checkpoint(note)
            self._latest = note
        return note

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The tree's growing edge as it was signed last."""
        return self._frontier.peaks


class Pacer:
    """The thread that lets the notary sign while events come in."""

    def __init__(self, notary: Notary, shelf: Shelf) -> None:
        self._notary = notary
        self._shelf = shelf
        self._due = threading.Event()
        self._stop = threading.Event()
        self.trouble: SealdeskError | None = None
        """Why no checkpoint could be signed lately; None when all is well."""
        self._thread = threading.Thread(target=self._run, name="ledger-notary", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Say that there are new events."""
        self._due.set()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        self._due.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._due.wait()
            self._due.clear()  # before the stop is looked at: a stop that comes behind it wakes this thread again
            if self._stop.wait(INTERVAL):
                return
            self._once()

    def _once(self) -> None:
        try:
            self._notary.publish()
            self._shelf.seal_older()
        except Exception as error:  # noqa: BLE001 the thread must outlive anything: it tries again
            if self.trouble is None:
                _log.error("no checkpoint of the audit ledger could be signed: %s", type(error).__name__)
            self.trouble = error if isinstance(error, SealdeskError) else LedgerDisk()
            self._due.set()
        else:
            self.trouble = None
