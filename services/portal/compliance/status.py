"""The log's own state: its newest checkpoint, who signed it, what witnesses vouch for. Open to who may only verify."""

import base64
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from services.accounts.officer_mail import Letter, MailRoom
from services.audit.checkpoint import Checkpoint
from services.audit.errors import AuditError
from services.audit.notes import Key, Note, check
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.portal.compliance.ports import AuditLog
from services.portal.compliance.witnessing import LATE, witnessing_of
from services.portal.console.section import Call, Screen
from services.signing.verifiers import verifier_of

LOG: Final = "/log"
SHOWN: Final = 14
"""Mails with the log's root that are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class Status:
    """The handlers of the log's page. `witnesses` are the keys of those whose cosignature counts."""

    log: AuditLog
    clock: Clock
    mails: MailRoom
    officers: tuple[str, ...]
    witnesses: tuple[Key, ...] = ()

    async def show(self, call: Call) -> Screen:  # noqa: ARG002 the shape of every handler
        """GET /log: no event is read for it."""
        try:
            note, vkey = (await self.log.log_file("checkpoint")).decode(), (await self.log.log_file("vkey")).decode()
            point = Checkpoint.of(Note.parse(note))
            seen = await witnessing_of(self.log, point, vkey, self.witnesses, self.clock.now())
            values = {"state": state_of(note, vkey.strip()), "seen": seen, "days": LATE.days}
            return Screen("audit_log.html", {**values, "since": point.size - seen.size, **await self._mailed()})
        except SealdeskError as problem:
            values = {"state": None, "problem": problem}
            return Screen("audit_log.html", values, HTTPStatus.SERVICE_UNAVAILABLE)

    async def _mailed(self) -> dict[str, object]:
        return {"officers": self.officers, "roots": await self.mails.newest(Letter.DAILY_ROOT, SHOWN)}


def state_of(text: str, vkey: str) -> dict[str, object]:
    """Return what a checkpoint says, checked with the log's key.

    Raises:
        AuditError: the checkpoint or the key cannot be read.
    """
    note, key = Note.parse(text), Key.parse(vkey)
    checkpoint = Checkpoint.of(note)
    try:
        signed = bool(check(note, [verifier_of(key)])) and key.name == checkpoint.origin
    except AuditError:
        signed = False
    return {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": base64.b64encode(checkpoint.root).decode(),
        "signed": signed,
        "vkey": vkey,
        "note": text,
    }
