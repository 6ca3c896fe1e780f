"""Page and WAL edits: attacks on a real ledger's files, by somebody without its keys and by somebody with all but one.

What the clinic does then is what it always does: the ledger starts, checks itself (`sealdesk audit verify`), exports.
An attack is detected when one of these refuses, or when the verifier calls the export invalid or diverged. The auditor
holds one checkpoint from before.
"""

import contextlib
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.audit import export as layout
from services.audit.checkpoint import Checkpoint
from services.audit.leaf import entry_of
from services.audit.notes import Note
from services.audit.reading import Found, LedgerQuery
from services.kernel.errors import SealdeskError
from services.ledger.boxes import canonical_plaintext, fields_of
from services.ledger.faults import refuse
from services.ledger.ledger import Ledger
from services.ledger.schema import WRITING
from services.sealed.opening import connect
from services.signing.signers import LogSigner
from tests.doubles.clock import ManualClock
from tests.doubles.exports import signed_manifest, table
from tests.doubles.ledger import DATABASE, MemoryDataKeys, a_filing, a_ledger, keys
from tests.tamper.scene import Export

PAGE: Final = 4096
GROUPS: Final = 12
SEGMENT: Final = "ledger-2027Q1.db"
Edit = Callable[["Base", Path, random.Random], None]


class Base:
    """An honest ledger on the disk: at rest, while it runs (with its write-ahead log), and as it was earlier."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self.folder = folder
        self.rest, self.live, self.earlier = folder / "rest", folder / "live", folder / "earlier"
        chance = random.Random(seed)  # noqa: S311 a seeded place
        working = folder / "working"
        ledger, number = a_ledger(working), 1
        for group in range(GROUPS):
            size = 1 + chance.randrange(40)
            ledger.take([self.filing(chance, number + offset) for offset in range(size)])
            number += size
            ledger.checkpoint()
            if group == GROUPS // 2:
                copy(working, self.earlier)
        copy(working, self.live)
        self.seen = Note.parse(ledger.checkpoint())
        ledger.close()
        copy(working, self.rest)
        self.events = b"".join(map(layout.event_line, _events(self)))

    @staticmethod
    def filing(chance: random.Random, number: int) -> Any:  # noqa: ANN401 a Filing
        """An invented event."""
        patient = f"{chance.randrange(9):064x}" if chance.random() < 0.6 else None
        return a_filing(number, patient=patient, actor_id=f"chat_{chance.randrange(9)}", body={"n": str(number)})


def copy(source: Path, to: Path) -> None:
    """Copy a ledger's files as they lie there."""
    shutil.copytree(source, to)
    (to / "ledger.lock").unlink(missing_ok=True)


def export_of(ledger: Ledger, signer: LogSigner) -> Export:
    """Return the export of a whole ledger, with the product's own lines and files."""
    note = Note.parse(ledger.checkpoint())
    point = Checkpoint.of(note)

    def load(path: str) -> bytes | None:
        target = ledger.log / path
        return target.read_bytes() if target.is_file() else None

    events = list(ledger.reader.stream(LedgerQuery()))
    files = dict(layout.log_files(point.size, note, signer.key.vkey, load))
    files |= {layout.EVENTS: b"".join(map(layout.event_line, events)), layout.CSV: table(events)}
    return files | signed_manifest(manifest(point, events, files), signer)


def manifest(point: Checkpoint, events: Sequence[Found], files: Export) -> layout.Manifest:
    """Say what the export holds."""
    hashes = tuple(layout.FileHash.of(path, content) for path, content in files.items())
    first, last = (events[0].sequence, events[-1].sequence) if events else (None, None)
    return layout.Manifest(point.origin, point.size, point.root, True, len(events), first, last, hashes)  # noqa: FBT003


def exported(folder: Path) -> Export | None:
    """Start the ledger, let it check itself, and export; None where it refuses."""
    own = keys()
    (signer,) = own.signers
    assert isinstance(signer, LogSigner)
    try:
        ledger = a_ledger(folder, ManualClock(), own)
    except SealdeskError:
        return None
    try:
        ledger.check()
        return export_of(ledger, signer)
    except SealdeskError:
        return None
    finally:
        with contextlib.suppress(SealdeskError):
            ledger.close()


def flip(path: Path, chance: random.Random) -> None:
    """Flip one bit of a file."""
    raw = bytearray(path.read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.write_bytes(raw)


def page_flip(_: Base, folder: Path, chance: random.Random) -> None:
    flip(folder / SEGMENT, chance)


def page_zeroed(_: Base, folder: Path, chance: random.Random) -> None:
    path = folder / SEGMENT
    page = chance.randrange(path.stat().st_size // PAGE)
    with path.open("r+b") as stream:
        stream.seek(page * PAGE)
        stream.write(bytes(PAGE))


def pages_swapped(_: Base, folder: Path, chance: random.Random) -> None:
    path = folder / SEGMENT
    raw = bytearray(path.read_bytes())
    one, two = (page * PAGE for page in chance.sample(range(len(raw) // PAGE), 2))
    raw[one : one + PAGE], raw[two : two + PAGE] = raw[two : two + PAGE], raw[one : one + PAGE]
    path.write_bytes(raw)


def file_cut(_: Base, folder: Path, chance: random.Random) -> None:
    path = folder / SEGMENT
    os.truncate(path, PAGE * chance.randrange(1, path.stat().st_size // PAGE))


def wal_flip(_: Base, folder: Path, chance: random.Random) -> None:
    flip(folder / f"{SEGMENT}-wal", chance)


def wal_cut(_: Base, folder: Path, chance: random.Random) -> None:
    path = folder / f"{SEGMENT}-wal"
    os.truncate(path, chance.randrange(path.stat().st_size - PAGE))


def wal_of_before(base: Base, folder: Path, _: random.Random) -> None:
    shutil.copy(base.earlier / f"{SEGMENT}-wal", folder / f"{SEGMENT}-wal")


def everything_of_before(base: Base, folder: Path, _: random.Random) -> None:
    """The whole folder, with its checkpoint: the ledger itself cannot know; the auditor's checkpoint does."""
    shutil.rmtree(folder)
    copy(base.earlier, folder)


def intruding(folder: Path) -> Any:  # noqa: ANN401 the driver has no types
    """Return a writing connection with the database's key, its guards taken away."""
    connection = connect(folder / SEGMENT, DATABASE, refuse, WRITING)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def column_with_the_key(_: Base, folder: Path, chance: random.Random) -> None:
    connection = intruding(folder)
    (rows,) = connection.execute("SELECT count(*) FROM events").fetchone()
    column = chance.choice(("recorded", "at", "actor_id", "action", "resource", "accountable", "number", "digest"))
    value = "randomblob(32)" if column == "digest" else f"coalesce({column}, 0) + 1"
    changed = f"UPDATE events SET {column} = {value} WHERE sequence = ?"  # noqa: S608 our own words
    connection.execute(changed, (rows if column == "number" else 1 + chance.randrange(rows),))
    connection.close()


def rows_gone_with_the_key(_: Base, folder: Path, chance: random.Random) -> None:
    connection = intruding(folder)
    (rows,) = connection.execute("SELECT count(*) FROM events").fetchone()
    first = 1 + chance.randrange(rows)
    last = first if chance.random() < 0.5 else rows
    for name in ("events", "boxes"):
        connection.execute(f"DELETE FROM {name} WHERE sequence BETWEEN ? AND ?", (first, last))  # noqa: S608 our own words
    if last == rows and chance.random() < 0.5:
        connection.execute("DELETE FROM checkpoints WHERE size >= ?", (first,))
        shutil.rmtree(folder / "log")
    connection.close()


def boxes_swapped_with_the_key(_: Base, folder: Path, chance: random.Random) -> None:
    connection = intruding(folder)
    (rows,) = connection.execute("SELECT count(*) FROM events").fetchone()
    one, two = chance.sample(range(1, rows + 1), 2)
    boxes = dict(connection.execute("SELECT sequence, box FROM boxes WHERE sequence IN (?, ?)", (one, two)).fetchall())
    for place, other in ((one, two), (two, one)):
        connection.execute("UPDATE boxes SET box = ? WHERE sequence = ?", (boxes[other], place))
    connection.close()


def sealed_anew_with_every_key(base: Base, folder: Path, chance: random.Random) -> None:
    """Another event in an event's place, sealed as the ledger seals; the hash files made again by the ledger itself."""
    events = [one for one in _events(base) if one.salt is not None]
    found = chance.choice(events)
    filing = replace(found.filing, body={"n": "nothing happened"})
    fields, salt = fields_of(filing), chance.randbytes(16)
    plain = canonical_plaintext(fields, filing.body, found.sequence, found.recorded)
    entry = entry_of(salt, plain, found.sequence, found.recorded)
    key = MemoryDataKeys().key(filing.patient, "2027Q1") or b""
    nonce, bound = chance.randbytes(12), entry.encode() + _dumps(fields)
    connection = intruding(folder)
    connection.execute("UPDATE events SET digest = ? WHERE sequence = ?", (entry.digest, found.sequence))
    box = nonce + AESGCM(key).encrypt(nonce, salt + plain, bound)
    connection.execute("UPDATE boxes SET box = ? WHERE sequence = ?", (box, found.sequence))
    if chance.random() < 0.7:
        connection.execute("DELETE FROM checkpoints")
        shutil.rmtree(folder / "log")
    connection.close()


def _dumps(fields: tuple[Any, ...]) -> bytes:
    """Write columns as the ledger binds a box to its row."""
    return orjson.dumps(fields)


def _events(base: Base) -> list[Found]:
    place = base.folder / "reading"
    if not place.exists():
        copy(base.rest, place)
    ledger = a_ledger(place)
    try:
        return list(ledger.reader.stream(LedgerQuery()))
    finally:
        ledger.close()


AT_REST: Final[tuple[Edit, ...]] = (
    page_flip, page_zeroed, pages_swapped, file_cut, column_with_the_key, rows_gone_with_the_key,
    boxes_swapped_with_the_key, sealed_anew_with_every_key, everything_of_before,
)  # fmt: skip
WHILE_IT_RUNS: Final[tuple[Edit, ...]] = (wal_flip, wal_cut, wal_of_before)
EDITS: Final = (*AT_REST, *WHILE_IT_RUNS)


def tampered(base: Base, trial: int, chance: random.Random) -> Export | None:
    """Apply the trial's edit to a copy, and return what is exported; None where the ledger refuses.

    A write-ahead log also holds frames that nobody reads any more, or that only hold a checkpoint, which is signed
    again. Where the edit fell on those and every event is as it was, another place is drawn.
    """
    edit = EDITS[trial % len(EDITS)]
    while True:
        files = _edited(base, edit, base.folder / f"trial-{trial}", chance)
        if files is None or edit not in WHILE_IT_RUNS or files[layout.EVENTS] != base.events:
            return files


def _edited(base: Base, edit: Edit, folder: Path, chance: random.Random) -> Export | None:
    copy(base.live if edit in WHILE_IT_RUNS else base.rest, folder)
    try:
        edit(base, folder, chance)
        return exported(folder)
    finally:
        shutil.rmtree(folder)
