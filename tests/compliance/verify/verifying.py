"""Runs the verifier as its command line does, on exports of an invented ledger."""

import json
from dataclasses import replace
from pathlib import Path

from compliance.verify import sealdesk_verify as verifier
from services.audit import export as layout
from services.audit.notes import Note
from tests.doubles.exports import Ledger, log_key, signed_manifest, witness_key

KEY, WITNESS = log_key(), witness_key()
TRUSTED = ("--vkey", KEY.key.vkey, "--witness", WITNESS.key.vkey)
Files = dict[str, bytes]


def run(export: Path, *arguments: str) -> verifier.Report:
    """Check an export with these arguments."""
    return verifier.verify(export, verifier.trust_of(verifier.parser().parse_args([str(export), *arguments])))


def kept(folder: Path, note: Note, name: str = "kept") -> str:
    """Write a checkpoint that an auditor keeps, and return its path."""
    (folder / name).write_text(note.encode())
    return str(folder / name)


def resigned(ledger: Ledger, files: Files, **said: int | None) -> Files:
    """Sign a manifest again, as the ledger's key's holder would."""
    parts = {path: content for path, content in files.items() if not path.startswith("manifest.json")}
    chosen = [ledger.events[json.loads(line)["index"]] for line in files[layout.EVENTS].splitlines()]
    manifest = ledger.manifest(Note.parse(files["log/checkpoint"]), chosen, parts, whole=layout.PROOFS not in files)
    return parts | signed_manifest(replace(manifest, **said), ledger.signer)  # type: ignore[arg-type]
