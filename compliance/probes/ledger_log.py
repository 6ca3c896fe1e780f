"""Reads the ledger's log as anybody may: its signed checkpoint, and every hash of it; no key of ours is needed."""

from pathlib import Path
from typing import Final

from compliance.probes.model import NotShown
from services.audit.checkpoint import Checkpoint
from services.audit.errors import NoteUnreadable, NoteUntrusted, TreeUnreadable
from services.audit.notes import Key, Note, check
from services.audit.tiles import WIDTH, TileReader
from services.audit.tree import HASH_BYTES, Frontier
from services.signing.verifiers import verifier_of

CHECKPOINT: Final = "checkpoint"
VKEY: Final = "vkey"


def log_figure(log: Path) -> str:
    """Recompute the root from every lowest tile, compare it with the signed checkpoint, and say what was read.

    Raises:
        NotShown: the signature, a tile or the root does not fit.
        OSError: a file cannot be read.
    """
    try:
        note = Note.parse((log / CHECKPOINT).read_bytes())
        signers = check(note, [verifier_of(Key.parse(line)) for line in _lines(log / VKEY)])
        checkpoint = Checkpoint.of(note)
        root = root_of(log, checkpoint.size)
    except (NoteUnreadable, NoteUntrusted, TreeUnreadable) as error:
        raise NotShown(f"the ledger's log does not hold: {error.what}") from None
    if not signers:
        raise NotShown("the ledger's checkpoint is not signed by the ledger's key")
    if root != checkpoint.root:
        raise NotShown(f"the ledger's {checkpoint.size} hashes do not give the root of its checkpoint")
    return f"ledger: {checkpoint.size} entries, root {root.hex()[:16]} recomputed from every tile, signature good"


def root_of(log: Path, size: int) -> bytes:
    """Return the root of the first entries by the lowest tiles; the upper ones are not trusted.

    Raises:
        TreeUnreadable: a tile is missing, or too short.
        OSError: a file cannot be read.
    """
    reader, frontier = TileReader(size, lambda path: _content(log / path)), Frontier()
    for index in range(-(-size // WIDTH)):
        hashes = reader.tile(0, index)[: min(WIDTH, size - index * WIDTH) * HASH_BYTES]
        for at in range(0, len(hashes), HASH_BYTES):
            frontier.append(hashes[at : at + HASH_BYTES])
    return frontier.root()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split()
