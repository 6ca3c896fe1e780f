"""What the witnesses vouch for: each cosignature checked with its key, how old it is, and whether the log still fits.

C2SP tlog-cosignature; RFC 6962, section 2.1.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from services.audit.checkpoint import Checkpoint, untimed
from services.audit.notes import Key, Note, Signature
from services.audit.tiles import TileReader
from services.audit.tree import consistency_proof, verify_consistency
from services.kernel.errors import SealdeskError
from services.portal.compliance.ports import AuditLog
from services.signing.verifiers import verifier_of

LATE: Final = timedelta(days=2)
"""A cosignature older than this is late: the witness is to be asked every hour, by a stick at least each day."""
WITNESSED: Final = "witnessed"
"""The file of the public log that holds the newest cosigned checkpoint."""


class Word(StrEnum):
    """What is to be said of one witness."""

    FITS = "fits"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cosignature:
    """One witness: its name, what is to be said of it, and when it cosigned, where that is proven."""

    name: str
    word: Word
    at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Witnessing:
    """What the witnesses vouch for: so many entries; `holds` says whether the log still begins with them.

    `holds` is None where there is nothing to compare, or it could not be compared now.
    """

    rows: tuple[Cosignature, ...]
    size: int = 0
    holds: bool | None = None

    @property
    def fitting(self) -> tuple[Cosignature, ...]:
        """The cosignatures whose keys are configured and fit."""
        return tuple(row for row in self.rows if row.word is Word.FITS)

    @property
    def newest(self) -> datetime | None:
        """When a configured witness cosigned last."""
        return max((row.at for row in self.fitting if row.at), default=None)

    def covers(self, sequence: int) -> bool:
        """Tell whether a configured witness vouches for this entry."""
        return bool(self.fitting) and self.holds is True and sequence <= self.size


def cosignatures(note: Note | None, log: Key, keys: Sequence[Key], now: datetime) -> tuple[Cosignature, ...]:
    """Return each configured witness and what it signed of a checkpoint, then those that nobody configured."""
    others = [] if note is None else [one for one in note.signatures if one.name != log.name]
    found = [_of(key, note, others, now) for key in keys]
    known = {(key.name, key.id) for key in keys}
    strangers = [one for one in others if (one.name, one.key_id) not in known]
    return (*found, *(Cosignature(one.name, Word.UNKNOWN) for one in strangers))


def _of(key: Key, note: Note | None, others: Sequence[Signature], now: datetime) -> Cosignature:
    own = next((one for one in others if (one.name, one.key_id) == (key.name, key.id)), None)
    if own is None or note is None:
        return Cosignature(key.name, Word.MISSING)
    if not verifier_of(key).verify(note.text, own.data):
        return Cosignature(key.name, Word.WRONG)
    at = datetime.fromtimestamp(untimed(own.data)[0], UTC)
    return Cosignature(key.name, Word.FITS, at, late=now - at > LATE)


async def witnessing_of(log: AuditLog, point: Checkpoint, vkey: str, keys: Sequence[Key], now: datetime) -> Witnessing:
    """Return what the witnesses vouch for, compared with the log's newest checkpoint."""
    own = Key.parse(vkey)
    try:
        note = Note.parse(await log.log_file(WITNESSED))
        seen = Checkpoint.of(note)
    except SealdeskError:
        return Witnessing(cosignatures(None, own, keys, now))
    return Witnessing(cosignatures(note, own, keys, now), seen.size, await _holds(log, seen, point))


async def _holds(log: AuditLog, seen: Checkpoint, point: Checkpoint) -> bool | None:
    """Tell whether the log still begins with what was seen; None where its hashes cannot be read now."""
    if seen.origin != point.origin or seen.size > point.size:
        return False
    try:
        proof = await _consistency(log, seen.size, point.size)
    except SealdeskError:
        return None
    return verify_consistency(seen.size, point.size, seen.root, point.root, proof)


class _Wanted(Exception):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


async def _consistency(log: AuditLog, old: int, new: int) -> list[bytes]:
    """Return the proof, reading the few files of hashes that it needs one after the other.

    Raises:
        SealdeskError: a file is missing, or not whole.
    """
    files: dict[str, bytes | None] = {}

    def load(path: str) -> bytes | None:
        if path not in files:
            raise _Wanted(path)
        return files[path]

    while True:
        try:
            return consistency_proof(old, new, TileReader(new, load))
        except _Wanted as wanted:
            files[wanted.path] = await _file(log, wanted.path)


async def _file(log: AuditLog, path: str) -> bytes | None:
    """Return a file of hashes; None where it cannot be had: another may hold the same, else there is no proof."""
    try:
        return await log.log_file(path)
    except SealdeskError:
        return None
