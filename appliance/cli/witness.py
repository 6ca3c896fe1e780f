"""`sealdesk witness`: the witness itself, and the files that go between it and the ledger."""

import json
import secrets
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from services.audit.checkpoint import Checkpoint, untimed
from services.audit.errors import NoteUnreadable
from services.audit.notes import Key, KeyKind, Note
from services.audit.witness import Status, Submission, cosignatures
from services.kernel.clock import SystemClock
from services.signing.signers import SEED_BYTES, WitnessSigner
from services.signing.verifiers import verifier_of
from services.witness import kept
from services.witness.client import Peer, cosigned, submission
from services.witness.errors import WitnessFolder, WitnessRefused
from services.witness.records import LogRecord, Records
from services.witness.server import server
from services.witness.service import Witness

REFUSED = 1


def _key(argument: str) -> Key:
    """Read a key's line, or the file that holds it."""
    path = Path(argument)
    return Key.parse(_read(path).decode(errors="replace") if "+" not in argument or path.is_file() else argument)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WitnessFolder(path, f"it cannot be read ({error.strerror})") from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WitnessFolder(path, f"it cannot be written ({error.strerror})") from None


def _signer(records: Records) -> WitnessSigner:
    return WitnessSigner(*records.identity(), SystemClock())


def add_key(folder: Path, name: str, vkey: str) -> int:
    """Make the witness if there is none, let a log's key count, and print the witness's own."""
    key, records = _key(vkey), Records(folder)
    Key(name, 0, b"")  # a name that a note cannot carry is refused before anything is written
    records.begin(name, secrets.token_bytes(SEED_BYTES))
    record = records.add_key(key)
    sys.stdout.write(f"{record.origin}: {len(record.keys)} key(s) count here now.\n")
    sys.stdout.write(f"This witness's key, for settings and auditors:\n{_signer(records).key.vkey}\n")
    return 0


def serve(folder: Path, listen: str) -> int:
    """Serve add-checkpoint until stopped."""
    records = Records(folder)
    try:
        made = server(Witness(records, _signer(records)), listen)
    except (OSError, ValueError) as error:
        raise WitnessFolder(listen, f"the witness cannot listen there ({error})") from None
    signal.signal(signal.SIGTERM, _stop)
    address = made.server_address
    where = f"{address[0]!s}:{address[1]}" if isinstance(address, tuple) else address
    sys.stdout.write(f"Witness at {where!s}; Ctrl-C stops it.\n")
    sys.stdout.flush()
    try:
        made.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        made.server_close()
    return 0


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def cosign(folder: Path, request: Path, out: Path) -> int:
    """Answer a request that came as a file."""
    records = Records(folder)
    answer = Witness(records, _signer(records)).add_checkpoint(_read(request))
    if answer.status == Status.COSIGNED:
        _write(out, answer.body)
        sys.stdout.write(f"Cosigned. Carry {out} back to the ledger.\n")
        return 0
    refused = WitnessRefused(_signer(records).key.name, answer.status)
    sys.stderr.write(f"{refused.what}\n")
    if answer.status == Status.CONFLICT:
        size = answer.body.decode().strip()
        sys.stderr.write(f"It saw {size} entries last: write the request again with `--seen {size}`.\n")
    sys.stderr.write(f"{refused.do}\n")
    return REFUSED


def status(folder: Path, save: Path | None, *, as_json: bool) -> int:
    """Print the witness's key and each log's last state."""
    records = Records(folder)
    vkey, logs = _signer(records).key.vkey, records.logs()
    facts = [{"log": log.origin, "entries": log.seen.size, "cosigned": _when(log, vkey)} for log in logs]
    if as_json:
        sys.stdout.write(json.dumps({"key": vkey, "logs": facts}, indent=2) + "\n")
    else:
        sys.stdout.write(f"{vkey}\n")
        for fact in facts:
            sys.stdout.write(f"{fact['log']}: {fact['entries']} entries, cosigned {fact['cosigned'] or 'never'}\n")
    for log in logs if save is not None else ():
        if log.note and save is not None:
            _write(save / f"{log.origin.replace('/', '_')}.checkpoint", log.note.encode())
    return 0


def _when(log: LogRecord, vkey: str) -> str | None:
    mine = Key.parse(vkey)
    for one in Note.parse(log.note).signatures if log.note else ():
        if (one.name, one.key_id) == (mine.name, mine.id):
            return datetime.fromtimestamp(untimed(one.data)[0], UTC).isoformat()
    return None


class _Loader:
    """Reads a log's files."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def __call__(self, path: str) -> bytes | None:
        """Return a file's content, None where there is none."""
        target = self._log / path
        return target.read_bytes() if target.is_file() else None


def request(log: Path, out: Path, seen: int | None) -> int:
    """Write a request for a witness that has no network."""
    before = kept.last(log)
    old = seen if seen is not None else Checkpoint.of(before).size if before is not None else 0
    note = Note.parse(_read(log / "checkpoint"))
    _write(out, submission(note, old, _Loader(log)).encode())
    sys.stdout.write(f"Carry {out} to the witness: {Checkpoint.of(note).size} entries, from {old}.\n")
    return 0


def accept(log: Path, request: Path, answer: Path, witness: str) -> int:
    """Check an answer and keep it beside the log."""
    note = Submission.parse(_read(request)).note
    return _keep(log, cosignatures(_read(answer), note, [verifier_of(_witness(witness))]))


def ask(log: Path, peer: str, witness: str) -> int:
    """Ask a witness on the LAN and keep what it signed."""
    note, before = Note.parse(_read(log / "checkpoint")), kept.last(log)
    old = Checkpoint.of(before).size if before is not None else 0
    return _keep(log, cosigned(note, Peer(peer, _witness(witness)), _Loader(log), old))


def _witness(argument: str) -> Key:
    key = _key(argument)
    verifier_of(key)
    if key.kind not in {KeyKind.COSIGNATURE, KeyKind.ML_DSA_44}:
        msg = "This is no witness's key. `sealdesk witness status` prints it."
        raise NoteUnreadable(msg)
    return key


def _keep(log: Path, note: Note) -> int:
    try:
        newest = kept.keep(log, note)
    except OSError as error:
        raise WitnessFolder(log, f"it cannot be written ({error.strerror})") from None
    names = ", ".join(sorted({one.name for one in newest.signatures}))
    sys.stdout.write(f"Kept in {log / kept.WITNESSED}: {Checkpoint.of(newest).size} entries, signed by {names}.\n")
    return 0
