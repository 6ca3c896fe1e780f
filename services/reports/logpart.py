"""Writes `log/` into an export: checkpoint, key, tiles where they are wanted, and an older checkpoint of witnesses."""

from collections.abc import Iterator
from pathlib import Path

from services.audit import export as layout
from services.audit.checkpoint import Checkpoint
from services.audit.export import FileHash
from services.audit.notes import Note
from services.audit.tiles import TileReader
from services.audit.tree import consistency_proof
from services.reports.ports import SignedLog
from services.reports.proving import cut_load
from services.reports.tables import FileOut


def write_log(folder: Path, log: SignedLog, note: Note, point: Checkpoint, *, tiles: bool) -> list[FileHash]:
    """Write the log's part and return its files.

    Raises:
        DiskRefuses: there is no room.
        AuditError: a tile is missing.
    """
    return [_written(folder, name, content) for name, content in _parts(log, note, point, tiles=tiles)]


def _written(folder: Path, name: str, content: bytes) -> FileHash:
    with FileOut(folder, name) as out:
        out.write(content)
    return out.hashed()


def _parts(log: SignedLog, note: Note, point: Checkpoint, *, tiles: bool) -> Iterator[tuple[str, bytes]]:
    load, vkey = cut_load(log.load), log.signers[0].key.vkey
    if tiles:
        yield from layout.log_files(point.size, note, vkey, load)
    else:
        yield layout.CHECKPOINT, note.encode().encode()
        yield layout.VKEY, f"{vkey}\n".encode()
    witnessed = log.witnessed()
    if witnessed is None:
        return
    seen = Checkpoint.of(Note.parse(witnessed))
    if not 0 < seen.size <= point.size:
        return
    yield layout.WITNESSED, witnessed.encode()
    if not tiles:
        proof = consistency_proof(seen.size, point.size, TileReader(point.size, load))
        yield layout.CONSISTENCY, layout.consistency_file(proof)
