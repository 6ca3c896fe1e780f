"""One event: every recorded field, what it held, and its proof, worked out here and again in the browser."""

import base64
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException

from services.audit.model import Action
from services.audit.notes import Key
from services.audit.reading import Found
from services.disclosures.ground import Ground
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.portal.compliance.ports import AuditLog, Proof
from services.portal.compliance.proving import Shown, proven
from services.portal.compliance.recording import Doing, Recording
from services.portal.compliance.tabs import DISCLOSURES, EXPORTS, SEARCH, tabs
from services.portal.compliance.witnessing import witnessing_of
from services.portal.compliance.words import KINDS, OUTCOMES, exact, say_action
from services.portal.console.section import Call, Screen

MISDIRECTED: Final = "None: it was sent to the wrong person"
_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Event:
    """The handlers of an event's page."""

    log: AuditLog
    recording: Recording
    zone: ZoneInfo
    clock: Clock
    witnesses: tuple[Key, ...] = ()

    async def show(self, call: Call) -> Screen:
        """GET /audit/events/NUMBER; that it was opened is recorded first, with whose it is."""
        sequence = _number(call.path("sequence"))
        found = await self.log.open(sequence)
        resource, whose = f"AuditEvent/{sequence}", found.filing.patient
        opened = Doing(call.person.actor, Action.LEDGER_OPENED, {}, resource=resource, patient_ref=whose)
        await self.recording.record(opened)
        values: dict[str, object] = {
            "tabs": tabs(SEARCH, 0),
            "sequence": sequence,
            "what": say_action(found.filing.action),
            "fields": fields_of(found, self.zone),
            "body": sorted(found.filing.body.items()),
            "shredded": found.shredded,
            "order": f"{EXPORTS}/new?period=all&number={sequence}",
            "patient_at": f"{SEARCH}?period=all&patient={found.filing.patient}" if found.filing.patient else None,
            "disclose": _disclose(found),
            "actor_at": f"{SEARCH}?period=all&actor={found.filing.actor_id}",
            "proof": None,
            "unproven": None,
        }
        try:
            values["proof"] = await self._proof(found)
        except SealdeskError as problem:
            values["unproven"] = problem
        return Screen("audit_event.html", values)

    async def _proof(self, found: Found) -> dict[str, object]:
        proof = await self.log.proof(found.sequence)
        vkey = (await self.log.log_file("vkey")).decode().strip()
        shown = proven(found, proof, vkey)
        seen = await witnessing_of(self.log, shown.checkpoint, vkey, self.witnesses, self.clock.now())
        return {**_proof_words(found, proof, vkey, shown), "seen": seen, "vouched": seen.covers(found.sequence)}


def _disclose(found: Found) -> str | None:
    """Return where to record that a message which left reached the wrong person; None for what was no such message."""
    filing, message = found.filing, found.filing.body.get("message", "")
    if filing.action != Action.MESSAGE_SENT or not filing.patient or not message:
        return None
    asked = {"patient": filing.patient, "ground": Ground.IMPERMISSIBLE.value, "found": message}
    said = {"name": f"message-{message}", "description": "A message about a visit", "statement": MISDIRECTED}
    return f"{DISCLOSURES}/new?{urlencode({**asked, **said})}"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return int(text)


def _proof_words(found: Found, proof: Proof, vkey: str, shown: Shown) -> dict[str, object]:
    """Return what the page prints of a proof; the page's script reads it from there."""
    return {
        "shown": shown,
        "index": proof.index,
        "size": proof.size,
        "salt": "" if found.salt is None else found.salt.hex(),
        "plain": shown.plain.decode(),
        "entry": found.entry.encode().hex(),
        "digest": found.entry.digest.hex(),
        "leaf": found.entry.hash.hex(),
        "steps": [
            {
                "number": place,
                "side": "left" if one.left else "right",
                "hash": one.neighbour.hex(),
                "to": one.result.hex(),
            }
            for place, one in enumerate(shown.steps, 1)
        ],
        "root": shown.root.hex(),
        "root64": base64.b64encode(shown.root).decode(),
        "note": proof.checkpoint,
        "vkey": vkey,
    }


def fields_of(found: Found, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return every recorded field with its name."""
    filing = found.filing
    return [
        ("Number", str(found.sequence)),
        ("When it happened", exact(filing.at, zone)),
        ("Recorded in the ledger", exact(found.recorded, zone)),
        ("Who", filing.actor_id),
        ("Kind of actor", KINDS.get(filing.actor_kind, filing.actor_kind)),
        ("Role", filing.role or "none"),
        ("What", f"{say_action(filing.action)} ({filing.action})"),
        ("Outcome", OUTCOMES.get(filing.outcome, filing.outcome)),
        ("Patient's reference", filing.patient or "none"),
        ("Resource", filing.resource or "none"),
        ("Operation", filing.operation or "none"),
        ("Purpose", filing.purpose),
        ("Counts as a disclosure (164.528)", "yes" if filing.accountable else "no"),
        ("Source, and its number there", f"{filing.source}, {filing.number}"),
        ("Node", filing.node),
    ]
