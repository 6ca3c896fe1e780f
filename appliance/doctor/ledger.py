"""The check of the audit ledger by a real event: taken, found again, opened, and proven by a signed checkpoint."""

import asyncio
from uuid import uuid4

from appliance.doctor.model import Check, Patient, Wrong
from appliance.places import Places
from appliance.wiring.audit import ledger_reader
from services.audit.checkpoint import Checkpoint
from services.audit.filing import new_filing
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.audit.notes import Key, open_note
from services.audit.tree import verify_inclusion
from services.audit_line.client import LedgerLine
from services.audit_line.reading import LineReader
from services.signing.verifiers import LogVerifier

SOURCE = "doctor"


async def _ledger(patient: Patient) -> str:
    sequence, mark = await asyncio.to_thread(_filed, patient)
    reader = ledger_reader(patient.settings)
    try:
        return await _proven(reader, sequence, mark)
    finally:
        await reader.aclose()


def _filed(patient: Patient) -> tuple[int, str]:
    """File a test event; return its number in the ledger, and the word that it carries."""
    line, mark = LedgerLine(Places.of(patient.settings).audit_socket), uuid4().hex
    try:
        actor = Actor(ActorKind.SERVICE, SOURCE)
        event = AuditEvent(patient.clock.now(), actor, Action.LEDGER_TESTED, purpose="HSYSADMIN", body={"mark": mark})
        return line.take([new_filing(event, SOURCE, line.last_taken(SOURCE) + 1, "doctor")]).last, mark
    finally:
        line.close()


async def _proven(reader: LineReader, sequence: int, mark: str) -> str:
    found, proof = await reader.open(sequence), await reader.proof(sequence)
    if found.filing.body.get("mark") != mark:
        raise Wrong(f"entry {sequence} does not hold what was filed")
    verifier = LogVerifier(Key.parse((await reader.log_file("vkey")).decode()))
    note = open_note(proof.checkpoint, [verifier])
    checkpoint = Checkpoint.of(note)
    if not verify_inclusion(proof.index, proof.size, found.entry.hash, proof.hashes, checkpoint.root):
        raise Wrong(f"entry {sequence} does not stand under the signed checkpoint")
    return f"entry {sequence} was taken, opened, and proven under the signed checkpoint of {checkpoint.size} entries"


LEDGER = Check(
    "The audit ledger takes events and proves them", "sealdesk status; see docs/runbooks/ledger-down.md", _ledger
)
