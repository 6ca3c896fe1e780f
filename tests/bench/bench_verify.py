"""How fast and in how much memory the verifier checks a whole log, on one core.

python -m tests.bench.bench_verify [entries]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compliance.verify import sealdesk_verify as verifier
from services.audit import export as layout
from tests.doubles.exports import Ledger, log_key, witness_key, write

TARGET = 50_000


def made(folder: Path, entries: int, *, table: bool) -> Path:
    """Write an export of so many entries, with or without its table."""
    ledger = Ledger(1).grow(entries)
    files = ledger.contents(ledger.checkpoint(None, witness_key()))
    if not table:
        note = ledger.checkpoint(None, witness_key())
        parts = {path: one for path, one in files.items() if path != layout.CSV and not path.startswith("manifest")}
        manifest = ledger.manifest(note, ledger.events, parts, whole=True).encode()
        signed = layout.sign_manifest(ledger.signer.key.name, manifest, [ledger.signer]).encode().encode()
        files = parts | {layout.MANIFEST: manifest, layout.MANIFEST_NOTE: signed}
    return write(folder, files)


ALONE = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(used.ru_utime + used.ru_stime, int(peak) // 1024, file=sys.stderr)
"""


def measured(export: Path) -> tuple[float, int]:
    """Return processor seconds and the peak memory in MB of one run of the file by itself."""
    trusted = ["--vkey", log_key().key.vkey, "--witness", witness_key().key.vkey]
    command = [sys.executable, "-I", "-c", ALONE, verifier.__file__, str(export), *trusted]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 our own words
    assert done.returncode == verifier.VALID, done.stdout + done.stderr
    seconds, memory = done.stderr.split()
    return float(seconds), int(memory)


def main() -> None:
    """Print entries a second of processor time, with and without the table."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    for table in (False, True):
        with tempfile.TemporaryDirectory() as place:
            began = time.perf_counter()
            export = made(Path(place) / "export", entries, table=table)
            built = time.perf_counter() - began
            seconds, memory = measured(export)
        what = "log, events and table" if table else "log and events"
        speed = entries / seconds
        print(f"{entries} entries, {what}: {speed:,.0f} a second of one core, {memory} MB (made in {built:.0f} s)")
        print(f"  {speed / TARGET:.2f} of the {TARGET:,} that are asked for")


if __name__ == "__main__":
    main()
