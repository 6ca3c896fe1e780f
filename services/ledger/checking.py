"""Reads everything: every page, every index, every hash of the tree against every entry. Takes minutes."""

from typing import Final

from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note
from services.audit.tiles import WIDTH, TileReader
from services.audit.tree import HASH_BYTES, Frontier, frontier_of
from services.ledger.errors import Damaged
from services.ledger.log_folder import LogFolder
from services.ledger.segment import Segment
from services.ledger.shelf import Shelf

_SOUND: Final = "ok"


def check_pages(segment: Segment) -> None:
    """Read every page and every index entry of a segment.

    Raises:
        Damaged: something does not hold what was written to it.
    """
    with segment.reading() as connection:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchone()
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if broken is not None or verdict != _SOUND:
        message = f"The segment {segment.path.name} of the audit ledger is damaged."
        raise Damaged(message)


def check_tree(shelf: Shelf, log: LogFolder, note: str) -> int:
    """Compare the files of the log with every entry, and the root with a checkpoint; return how many entries it covers.

    Raises:
        Damaged: an entry, a tile and the checkpoint do not fit one another.
        TreeUnreadable: a tile is missing.
    """
    checkpoint = Checkpoint.of(Note.parse(note))
    reader = TileReader(checkpoint.size, log.load)
    start = shelf.segments[0].opening
    frontier = frontier_of(start.size, reader) if start.size else Frontier()
    if frontier.peaks != start.peaks:
        raise _unfit(start.size)
    for entry in shelf.entries(start.size):
        if entry.sequence > checkpoint.size:
            break
        tile, offset = divmod(entry.sequence - 1, WIDTH)
        leaf = entry.hash
        if reader.tile(0, tile)[offset * HASH_BYTES : (offset + 1) * HASH_BYTES] != leaf:
            raise _unfit(entry.sequence)
        frontier.append(leaf)
    if frontier.size != checkpoint.size or frontier.root() != checkpoint.root:
        raise _unfit(checkpoint.size)
    if frontier_of(checkpoint.size, reader).root() != checkpoint.root:
        raise _unfit(checkpoint.size)
    return checkpoint.size


def _unfit(sequence: int) -> Damaged:
    return Damaged(f"Entry {sequence} of the audit ledger, its hash files and its checkpoint do not fit one another.")
