"""What an export of the ledger consists of, as lines and small files; whoever writes it streams these into files.

    manifest.json        what was asked, the checkpoint, and each file's length and SHA-256
    manifest.json.note   the ledger's signature over the manifest
    events.ndjson        one event a line, by rising index
    proofs.ndjson        where only a part of the log is exported: an inclusion proof for each of those lines
    statements.ndjson    likewise: the ledger's statements about its keys (services/audit/statement.py), with proofs
    log/...              checkpoint, vkey, tiles in the C2SP layout; `witnessed`: an older checkpoint with cosignatures
    events.csv           the same events as a table, in any order; further files as they are

compliance/verify/sealdesk_verify.py checks all of this without this project's code; tests hold the two together.
"""

import base64
import hashlib
import json
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from services.audit.chain import Json, canonical
from services.audit.errors import ExportUnreadable
from services.audit.leaf import plaintext
from services.audit.notes import Note, Signer, encoded, sign
from services.audit.quarter import quarter_of
from services.audit.reading import Found
from services.audit.tiles import Load, tiles_of

MANIFEST: Final = "manifest.json"
MANIFEST_NOTE: Final = "manifest.json.note"
EVENTS: Final = "events.ndjson"
PROOFS: Final = "proofs.ndjson"
STATEMENTS: Final = "statements.ndjson"
CSV: Final = "events.csv"
CHECKPOINT: Final = "log/checkpoint"
VKEY: Final = "log/vkey"
WITNESSED: Final = "log/witnessed"
CONSISTENCY: Final = "log/consistency"
VERSION: Final = 1
_NOTE_KIND: Final = "sealdesk-export/v1"

CSV_COLUMNS: Final = (
    "sequence", "recorded", "at", "source", "number", "node", "actor_kind", "actor_id", "role", "action", "outcome",
    "patient", "resource", "operation", "purpose", "accountable", "body", "state",
)  # fmt: skip
_FORMULA: Final = re.compile(
    r"[\t\r\n]|[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]"
)
"""How a cell begins that a spreadsheet would run, behind whatever it passes over: blanks, and what has no width."""
_SAFE: Final = frozenset(("", *string.ascii_letters, *string.digits))
"""Most cells begin so, and need no closer look."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def event_line(found: Found) -> bytes:
    """Return an event's line: its index and salt, then the very bytes of its canonical plaintext.

    A shredded event's line holds its entry instead, with the patient and quarter whose key was destroyed.

    Raises:
        ExportUnreadable: the event was not opened.
    """
    index = found.sequence - 1
    if found.shredded:
        entry = {
            "index": index,
            "shredded": True,
            "sequence": found.sequence,
            "recorded": found.recorded,
            "digest": found.entry.digest.hex(),
            "patient": found.filing.patient,
            "epoch": quarter_of(found.recorded),
        }
        return json.dumps(entry, separators=(",", ":")).encode() + b"\n"
    if found.salt is None:
        msg = f"Event {found.sequence} was not opened."
        raise ExportUnreadable(msg)
    plain = plaintext(found.filing, found.sequence, found.recorded)
    return b'{"index":%d,"salt":"%s",%s\n' % (index, found.salt.hex().encode(), plain[1:])


def proof_line(index: int, proof: Sequence[bytes]) -> bytes:
    """Return the line of an inclusion proof."""
    return canonical_line({"index": index, "proof": encoded(proof)})


def statement_line(found: Found, proof: Sequence[bytes]) -> bytes:
    """Return the line of a statement: the event's line with its inclusion proof in front."""
    return b'{"proof":%s,%s' % (json.dumps(encoded(proof), separators=(",", ":")).encode(), event_line(found)[1:])


def canonical_line(value: Mapping[str, object]) -> bytes:
    """Return a JSON object as one line, sorted, without spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def instant(micros: int) -> str:
    """Return a time as a table shows it: 2026-11-23T12:00:00.000000Z."""
    return (_EPOCH + timedelta(microseconds=micros)).isoformat(timespec="microseconds")[:-6] + "Z"


def cell(value: Json) -> str:
    """Return a value as a table shows it; what a spreadsheet would run gets an apostrophe in front (ASVS V1.2.10)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _harmless("" if value is None else str(value))


def _harmless(text: str) -> str:
    return text if text[:1] in _SAFE or not _FORMULA.match(text) else f"'{text}"


def csv_cells(found: Found) -> tuple[str, ...]:
    """Return an event's row below `CSV_COLUMNS`; of a shredded event only what can still be proven."""
    filing = found.filing
    head = (str(found.sequence), instant(found.recorded))
    if found.shredded:
        return (*head, *[""] * 9, cell(filing.patient), *[""] * 5, "shredded")
    words = (
        filing.node, filing.actor_kind, filing.actor_id, filing.role, filing.action, filing.outcome,
        filing.patient or "", filing.resource or "", filing.operation or "", filing.purpose,
    )  # fmt: skip
    return (
        *head,
        instant(filing.at),
        cell(filing.source),
        cell(filing.number),
        *map(_harmless, words),
        "true" if filing.accountable else "false",
        canonical(dict(filing.body)).decode(),
        "opened",
    )


@dataclass(frozen=True, slots=True)
class FileHash:
    """One file of an export: its path with `/`, its length in bytes and its SHA-256 in hexadecimal."""

    path: str
    length: int
    sha256: str

    @classmethod
    def of(cls, path: str, content: bytes) -> "FileHash":
        """Hash a small file."""
        return cls(path, len(content), hashlib.sha256(content).hexdigest())


class HashedWriter:
    """Passes what is written on and hashes it, so that a large file is read once."""

    def __init__(self, path: str, write: Callable[[bytes], object]) -> None:
        self._path = path
        self._write = write
        self._digest = hashlib.sha256()
        self._bytes = 0

    def write(self, content: bytes) -> int:
        """Take the next bytes."""
        self._write(content)
        self._digest.update(content)
        self._bytes += len(content)
        return len(content)

    def hashed(self) -> FileHash:
        """Return the file's line for the manifest, after its last byte."""
        return FileHash(self._path, self._bytes, self._digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export holds: `whole` says every entry of the log, otherwise what the query found."""

    origin: str
    size: int
    root: bytes
    whole: bool
    count: int
    first: int | None
    """The lowest sequence number in `events.ndjson`, None where there is none."""
    last: int | None
    files: tuple[FileHash, ...]
    query: Mapping[str, str] = field(default_factory=dict)
    """What was asked, in words for people; a patient stands in it as a keyed hash only."""

    def encode(self) -> bytes:
        """Return `manifest.json`: the same bytes for the same content."""
        fields = {
            "version": VERSION,
            "origin": self.origin,
            "scope": "whole" if self.whole else "part",
            "query": dict(self.query),
            "checkpoint": {"size": self.size, "root": base64.b64encode(self.root).decode()},
            "events": {"count": self.count, "first": self.first, "last": self.last},
            "files": [
                {"path": one.path, "bytes": one.length, "sha256": one.sha256}
                for one in sorted(self.files, key=lambda one: one.path)
            ],
        }
        return json.dumps(fields, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def manifest_text(origin: str, manifest: bytes) -> str:
    """Return the text of the note that signs a manifest."""
    return f"{_NOTE_KIND}\n{origin}\n{hashlib.sha256(manifest).hexdigest()}\n"


def sign_manifest(origin: str, manifest: bytes, signers: Sequence[Signer]) -> Note:
    """Return `manifest.json.note`; by Ed25519 keys of the ledger."""
    return sign(manifest_text(origin, manifest), signers)


def log_files(size: int, checkpoint: Note, vkey: str, load: Load) -> Iterator[tuple[str, bytes]]:
    """Yield the log's folder in the C2SP layout: its checkpoint, its key and every tile of that size.

    Raises:
        ExportUnreadable: a tile is missing.
    """
    yield CHECKPOINT, checkpoint.encode().encode()
    yield VKEY, f"{vkey}\n".encode()
    for tile in tiles_of(size):
        content = load(tile.path)
        if content is None:
            msg = f"The file {tile.path} of the log is missing."
            raise ExportUnreadable(msg)
        yield f"log/{tile.path}", content


def consistency_file(proof: Sequence[bytes]) -> bytes:
    """Return `log/consistency`: from the witnessed checkpoint to the export's, where the tiles are not exported."""
    return "".join(f"{line}\n" for line in encoded(proof)).encode()
