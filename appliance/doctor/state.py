"""Checks of what is at rest: the encrypted state, its audit trail, and a durable round trip."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from appliance.doctor.model import Check, Patient, Wrong
from appliance.places import Places
from appliance.wiring.durable import build_workflows
from appliance.wiring.state import read_state
from services.kernel.steps import Steps

_PLAIN_HEADER = b"SQLite format 3\x00"


async def _encrypted(patient: Patient) -> str:
    path = Places.of(patient.settings).state_file
    if not path.exists():
        raise Wrong(f"{path} is not there yet")
    with path.open("rb") as file:
        header = file.read(len(_PLAIN_HEADER))
    if header == _PLAIN_HEADER:
        raise Wrong(f"{path} is NOT encrypted")
    store = read_state(patient.settings, patient.secrets)
    try:
        chats = await store.read(lambda tx: tx.chats.count_open())
    finally:
        await store.close()
    return f"{path.name} opens with its key, its first bytes are random, {chats} chats kept"


async def _trail(patient: Patient) -> str:
    store = read_state(patient.settings, patient.secrets)
    try:
        verdict = await store.read(lambda tx: tx.audit.verify())
        floor = await store.read(lambda tx: tx.audit.floor().sequence)
    finally:
        await store.close()
    if not verdict.intact:
        raise Wrong(f"{len(verdict.faults)} faults in {verdict.count} records")
    size = Places.of(patient.settings).state_file.stat().st_size / 1e6
    gone = f" behind number {floor}, which the ledger keeps" if floor else ""
    return (
        f"{verdict.count} records{gone}, every hash recomputed, head {verdict.head.chain.hex()[:16]}; "
        f"the state takes {size:.1f} MB"
    )


async def _durable(patient: Patient) -> str:
    """Run one workflow of two steps on a fresh encrypted file beside the real one, which belongs to the portal."""
    state = patient.settings.folders.state
    with tempfile.TemporaryDirectory(prefix=".doctor-", dir=state) as folder:
        folders = replace_folders(patient, Path(folder))
        runtime = build_workflows(folders.settings, patient.secrets, patient.clock)
        runtime.register("doctor", _two_steps)
        runtime.launch()
        try:
            await runtime.start("doctor", "check")
            word = await runtime.result("doctor", "check", timedelta(seconds=10))
        finally:
            await runtime.stop()
    if word != "two":
        raise Wrong("a workflow of two steps did not end")
    return "a workflow of two steps was kept, run and read back"


async def _two_steps(steps: Steps, _: str) -> str:
    one = await steps.run("one", int, lambda: _number(1))
    two = await steps.run("two", int, lambda: _number(one + 1))
    return {2: "two"}.get(two, "other")


async def _number(value: int) -> int:
    return value


def replace_folders(patient: Patient, folder: Path) -> Patient:
    """Return the same appliance with its state in another folder."""
    folders = patient.settings.folders.model_copy(update={"state": folder})
    return replace(patient, settings=patient.settings.model_copy(update={"folders": folders}))


ENCRYPTED = Check("The state database is encrypted and opens", "sealdesk up (a first start makes it)", _encrypted)
TRAIL = Check(
    "The audit trail is intact", "sealdesk audit verify --as NAME; then see docs/runbooks/wrong-key.md", _trail
)
DURABLE = Check("Durable workflows work", "df -h; then sealdesk doctor again", _durable)
