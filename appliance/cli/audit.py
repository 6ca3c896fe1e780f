"""`sealdesk audit verify`: an export, or this machine's own log and the chains of its processes' outboxes."""

import asyncio
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from appliance.audit_file import AuditFileError, verify_file
from appliance.cli.audit_asking import with_reader
from appliance.cli.opening import settings_of, state_to_read
from appliance.places import Places
from appliance.settings.model import Settings
from appliance.wiring.egress import AUDIT_FILE as EGRESS_FILE
from appliance.wiring.gateway_options import AUDIT_FILE as GATEWAY_FILE
from services.audit.chain import Verdict
from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note
from services.audit.tiles import WIDTH, tiles_of
from services.audit.tree import HASH_BYTES
from services.audit_line.errors import LedgerRefused
from services.audit_line.reading import LineReader
from services.kernel.errors import SealdeskError

BROKEN = 1
UNANCHORED = 2
"""The verifier's word for: nothing is wrong, and nobody beside the log's own key vouches for it."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What the auditor brings along, as it was typed."""

    vkeys: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    checkpoints: tuple[Path, ...] = ()
    policy: Path | None = None

    def options(self) -> list[str]:
        """Return the verifier's options."""
        named = [("--vkey", self.vkeys), ("--witness", self.witnesses), ("--checkpoint", self.checkpoints)]
        found = [word for option, values in named for value in values for word in (option, str(value))]
        return [*found, *(("--policy", str(self.policy)) if self.policy else ())]


def verify(config: Path | None, export: Path | None, trust: Trust, *, as_json: bool) -> int:
    """Check an export, or what this machine itself keeps; the exit status is the verifier's."""
    if export is not None:
        return _program(export, trust, as_json=as_json)
    return _own_logs(settings_of(config), trust, as_json=as_json)


def _program(what: Path, trust: Trust, *, as_json: bool) -> int:
    """Run the same program that an auditor runs, in a process of its own."""
    command = [sys.executable, "-m", "compliance.verify.sealdesk_verify", str(what), *trust.options()]
    done = subprocess.run([*command, *(["--json"] if as_json else [])], capture_output=True, check=False)  # noqa: S603 our own module
    sys.stdout.write(done.stdout.decode())
    sys.stderr.write(done.stderr.decode())
    return done.returncode


def _own_logs(settings: Settings, trust: Trust, *, as_json: bool) -> int:
    async def run() -> Verdict:
        async with state_to_read(settings) as store:
            return await store.read(lambda tx: tx.audit.verify())

    verdict = asyncio.run(run())
    intact = [verdict.intact]
    if not as_json:
        sys.stdout.write(verdict_words(verdict) + "\n")
        intact += [_verified(name, path) for name, path in audit_files(settings).items()]
    status = _ledger(settings, trust, as_json=as_json)
    return BROKEN if not all(intact) else status


def _ledger(settings: Settings, trust: Trust, *, as_json: bool) -> int:
    """Check every hash of the ledger's log; one that was never begun is passed over."""
    places = Places.of(settings)
    if not _begun(places.ledger) and not places.audit_socket.exists():
        return 0
    with tempfile.TemporaryDirectory(prefix="sealdesk-log-") as folder:
        try:
            asyncio.run(with_reader(settings, lambda reader: fetch_log(reader, Path(folder))))
        except SealdeskError as error:
            sys.stdout.write(f"ledger: NOT read: {error.what} {error.do}\n")
            return BROKEN
        known = trust if trust.vkeys or trust.policy else replace(trust, vkeys=(str(Path(folder) / "vkey"),))
        status = _program(Path(folder), known, as_json=as_json)
    asked_for_anchor = trust.witnesses or trust.checkpoints or trust.policy
    return 0 if status == UNANCHORED and not asked_for_anchor else status


def _begun(ledger: Path) -> bool:
    try:
        return ledger.exists()
    except OSError:
        return True


async def fetch_log(reader: LineReader, folder: Path) -> None:
    """Write the log's public files into a folder: its key, its newest checkpoint, and that one's tiles."""
    note = await reader.checkpoint()
    _put(folder / "vkey", await reader.log_file("vkey"))
    _put(folder / "checkpoint", note.encode())
    for tile in tiles_of(Checkpoint.of(Note.parse(note)).size):
        try:
            content = await reader.log_file(tile.path)
        except LedgerRefused:  # it was filled up meanwhile: the full one begins with it
            content = (await reader.log_file(replace(tile, width=WIDTH).path))[: tile.width * HASH_BYTES]
        _put(folder / tile.path, content)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _verified(name: str, path: Path) -> bool:
    """Check one audit file and print what was found; one that is not there was never begun."""
    try:
        if not path.exists():
            return True
        verdict = verify_file(path)
    except (OSError, AuditFileError) as error:
        why = error.what if isinstance(error, AuditFileError) else f"{type(error).__name__}; run it as root"
        sys.stdout.write(f"{name}: NOT read: {why}\n")
        return False
    sys.stdout.write(f"{name}: {verdict_words(verdict)}\n")
    return verdict.intact


def audit_files(settings: Settings) -> dict[str, Path]:
    """Return where the processes without a database keep their records, by process."""
    places = Places.of(settings)
    return {
        "gateway": settings.gateway.audit_file or places.gateway_state / GATEWAY_FILE,
        "egress": settings.egress.audit_file or places.egress_state / EGRESS_FILE,
    }


def verdict_words(verdict: Verdict) -> str:
    """Return what the check found; faults name sequence numbers only."""
    if verdict.intact:
        return f"Intact: {verdict.count} records, head {verdict.head.chain.hex()[:16]}."
    faults = "; ".join(f"record {fault.sequence}: {fault.kind}" for fault in verdict.faults[:10])
    return f"NOT intact: {len(verdict.faults)} faults in {verdict.count} records: {faults}."
