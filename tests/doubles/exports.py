"""Exports of an invented ledger: the real lines, tiles and notes, without a database, from a seed."""

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from services.audit import export as layout
from services.audit.checkpoint import Checkpoint
from services.audit.filing import Filing
from services.audit.leaf import entry_of, plaintext
from services.audit.notes import Note, Signer, sign
from services.audit.quarter import quarter_of
from services.audit.reading import Found
from services.audit.statement import CERTIFICATE, STATEMENTS, Closed, Shredding, certificate
from services.audit.tiles import TileReader, Tiling
from services.audit.tree import Frontier, consistency_proof, inclusion_proof, root_of
from services.signing.signers import LogSigner, WitnessSigner
from tests.doubles.clock import ManualClock

ORIGIN = "sealdesk.invalid/front"
START = 1_795_000_000_000_000
"""Microseconds; in November 2026."""
SECOND = 1_000_000
ACTIONS = (
    "chat.opened",
    "identity.verified",
    "appointments.disclosed",
    "change.requested",
    "change.done",
    "case.shown",
)
PDF = b"%PDF-1.7\n% an invented report\n%%EOF\n"


def log_key(number: int = 0, origin: str = ORIGIN) -> LogSigner:
    """A signing key of the ledger; another number, another key."""
    return LogSigner(origin, number.to_bytes(32))


def witness_key(number: int = 0, at: int = START) -> WitnessSigner:
    """A witness whose clock stands at an instant."""
    clock = ManualClock(datetime.fromtimestamp(at // SECOND, UTC))
    return WitnessSigner(f"witness.invalid/w{number}", (1 << 80 | number).to_bytes(32), clock)


def a_filing(chance: random.Random, number: int, at: int) -> Filing:
    """An invented event."""
    patient = f"{chance.randrange(40):064x}" if chance.random() < 0.7 else None
    return Filing(
        source="state",
        number=number,
        at=at,
        node="front",
        actor_kind="staff",
        actor_id=f"staff-{chance.randrange(6)}",
        role="front_desk",
        action=chance.choice(ACTIONS),
        outcome=chance.choice(("success", "success", "refused")),
        patient=patient,
        resource=f"Appointment/{chance.randrange(900)}",
        operation=None,
        purpose="TREAT",
        accountable=chance.random() < 0.1,
        body={"note": chance.choice(("=1+1", "Núñez", 'a "quoted" word', "two\nlines", "plain")), "n": str(number)},
    )


@dataclass
class Ledger:
    """An invented ledger that grows, signs, rotates its key, shreds, and is exported."""

    seed: int = 0
    signer: LogSigner = field(default_factory=log_key)
    events: list[Found] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 invented data from a seed
        self.tiling = Tiling()
        self.frontier = Frontier()
        self.now = START

    @property
    def size(self) -> int:
        return len(self.events)

    def record(self, filing: Filing) -> Found:
        """Append one event."""
        sequence, salt = self.size + 1, self.chance.randbytes(16)
        self.now += self.chance.randrange(SECOND)
        entry = entry_of(salt, plaintext(filing, sequence, self.now), sequence, self.now)
        found = Found(sequence, self.now, filing, entry, salt)
        self.take(found)
        return found

    def grow(self, count: int) -> "Ledger":
        """Append invented events."""
        for _ in range(count):
            self.record(a_filing(self.chance, self.size + 1, self.now))
        return self

    def rotate(self, to: LogSigner) -> "Ledger":
        """Certify a new key in the log and sign by it from now on."""
        note = certificate(to.key, self.signer).encode()
        filing = a_filing(self.chance, self.size + 1, self.now)
        self.record(replace(filing, action="ledger.key_certified", patient=None, body={CERTIFICATE: note}))
        self.signer = to
        return self

    def shred(self, *patients: str | None, people: tuple[str, ...] = ("staff-1", "staff-2")) -> "Ledger":
        """Destroy patients' keys of this quarter, or with none named every key, with the event that orders it."""
        epoch, closed = quarter_of(self.now), Closed()
        for one in self.closable(*patients):
            closed.take(one.filing.patient, one.sequence)
            self.hide([one.sequence])
        named = tuple(patient or "" for patient in patients)
        self.state(Shredding(epoch, people, closed.events, closed.digest(), "retention ended", named).body())
        return self

    def state(self, body: dict[str, str]) -> None:
        """Record a destruction."""
        filing = a_filing(self.chance, self.size + 1, self.now)
        self.record(replace(filing, action="keys.shredded", patient=None, body=body))

    def closable(self, *patients: str | None) -> list[Found]:
        """Return the events of this quarter that the destruction of these patients' keys, or of all, closes."""
        return [
            one
            for one in self.events
            if not one.shredded
            and one.filing.action not in STATEMENTS
            and quarter_of(one.recorded) == quarter_of(self.now)
            and (not patients or one.filing.patient in patients)
        ]

    def hide(self, sequences: Sequence[int]) -> None:
        """Make events unreadable, as when their key is gone."""
        for sequence in sequences:
            found = self.events[sequence - 1]
            bare = replace(found.filing, body={})
            self.events[sequence - 1] = replace(found, filing=bare, salt=None, shredded=True)

    def checkpoint(self, size: int | None = None, *cosigners: Signer) -> Note:
        """Sign the log's state, now or as it was."""
        size = self.size if size is None else size
        text = Checkpoint(self.signer.key.name, size, root_of(size, self.reader())).text
        return sign(text, [self.signer, *cosigners])

    def _flush(self) -> None:
        self.files |= {tile.path: content for tile, content in self.tiling.take()}

    def reader(self) -> TileReader:
        """Read hashes out of the tiles."""
        self._flush()
        return TileReader(self.size, self.files.get)

    def contents(
        self, note: Note | None = None, *, witnessed: Note | None = None, part: Sequence[int] | None = None
    ) -> dict[str, bytes]:
        """Return an export's files: everything, or the events with the given indices and proofs for them."""
        note = note or self.checkpoint()
        files = dict(self._log(note, witnessed, whole=part is None))
        chosen = self.events if part is None else [self.events[index] for index in part]
        files[layout.EVENTS] = b"".join(layout.event_line(one) for one in chosen)
        files[layout.CSV] = table(chosen)
        files["report.pdf"] = PDF
        if part is not None:
            files |= self._proofs(chosen)
        return files | signed_manifest(self.manifest(note, chosen, files, whole=part is None), self.signer)

    def export(
        self,
        folder: Path,
        note: Note | None = None,
        *,
        witnessed: Note | None = None,
        part: Sequence[int] | None = None,
    ) -> Path:
        """Write an export."""
        return write(folder, self.contents(note, witnessed=witnessed, part=part))

    def rebuilt(self, events: Sequence[Found], signer: LogSigner) -> "Ledger":
        """Return a ledger of other events in the same manner, as somebody makes it who holds the database's keys."""
        other = Ledger(self.seed + 1, signer)
        for sequence, found in enumerate(events, 1):
            if found.shredded:
                entry = replace(found.entry, sequence=sequence)
            else:
                plain = plaintext(found.filing, sequence, found.recorded)
                entry = entry_of(found.salt or b"", plain, sequence, found.recorded)
            other.take(replace(found, sequence=sequence, entry=entry))
        return other

    def take(self, found: Found) -> None:
        """Append an event as it is."""
        self.events.append(found)
        self.now = max(self.now, found.recorded)
        self.tiling.extend([found.entry.hash])
        self.frontier.append(found.entry.hash)

    def _log(self, note: Note, witnessed: Note | None, *, whole: bool) -> Iterator[tuple[str, bytes]]:
        size, vkey = self.size, self.signer.key.vkey
        everything = layout.log_files(size, note, vkey, self.files.get)
        yield from (item for item in everything if whole or "/tile/" not in item[0])
        if witnessed is not None:
            yield layout.WITNESSED, witnessed.encode().encode()
            if not whole:
                proof = consistency_proof(Checkpoint.of(witnessed).size, size, self.reader())
                yield layout.CONSISTENCY, layout.consistency_file(proof)

    def _proofs(self, chosen: Sequence[Found]) -> dict[str, bytes]:
        read = self.reader()

        def proof(found: Found) -> list[bytes]:
            return inclusion_proof(found.sequence - 1, self.size, read)

        statements = [one for one in self.events if one.filing.action in STATEMENTS]
        return {
            layout.PROOFS: b"".join(layout.proof_line(one.sequence - 1, proof(one)) for one in chosen),
            layout.STATEMENTS: b"".join(layout.statement_line(one, proof(one)) for one in statements),
        }

    def manifest(self, note: Note, chosen: Sequence[Found], files: dict[str, bytes], *, whole: bool) -> layout.Manifest:
        """Say what the export holds."""
        checkpoint = Checkpoint.of(note)
        return layout.Manifest(
            origin=checkpoint.origin,
            size=checkpoint.size,
            root=checkpoint.root,
            whole=whole,
            count=len(chosen),
            first=chosen[0].sequence if chosen else None,
            last=chosen[-1].sequence if chosen else None,
            files=tuple(layout.FileHash.of(path, content) for path, content in files.items()),
            query={"period": "all"},
        )


def table(events: Sequence[Found]) -> bytes:
    """Write `events.csv`, newest first: a table may have another order than the log."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(layout.CSV_COLUMNS)
    writer.writerows(layout.csv_cells(found) for found in reversed(events))
    return out.getvalue().encode()


def signed_manifest(manifest: layout.Manifest, signer: LogSigner) -> dict[str, bytes]:
    """Return the manifest and its signature."""
    encoded = manifest.encode()
    note = layout.sign_manifest(manifest.origin, encoded, [signer]).encode().encode()
    return {layout.MANIFEST: encoded, layout.MANIFEST_NOTE: note}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder
