"""Signing a control off: an event of the audit trail, with the hash of the signed document."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from compliance.controls.model import Control, Proof
from compliance.evidence.errors import UnknownControl
from compliance.probes.machine import ACCOUNTABILITY
from compliance.probes.trail import ACTIVITY_REVIEW
from services.audit.model import Action, Actor, AuditEvent

_BY_PEOPLE_TOO: Final = (ACTIVITY_REVIEW, ACCOUNTABILITY)
"""Controls that the appliance proves from what people signed: the weekly review, and a change of the machine."""


def signed(control: str, document: bytes, actor: Actor, at: datetime, catalogue: Sequence[Control]) -> AuditEvent:
    """Return the event of a sign-off.

    Raises:
        UnknownControl: there is no such control, or nobody signs it.
    """
    found = next((each for each in catalogue if each.id == control), None)
    if found is None:
        raise UnknownControl(f"The catalogue has no control {control!r}.", "`sealdesk report sign-offs` lists them.")
    if found.proof is Proof.APPLIANCE and control not in _BY_PEOPLE_TOO:
        raise UnknownControl(
            f"{control} is proved by the appliance; nobody signs it off.",
            "`sealdesk report hipaa` shows how it stands.",
        )
    body = {"control": control, "document_sha256": hashlib.sha256(document).hexdigest()}
    return AuditEvent(at, actor, Action.CONTROL_SIGNED, purpose="HSYSADMIN", body=body)


def signable(catalogue: Sequence[Control]) -> tuple[Control, ...]:
    """Return the controls that people sign off."""
    return tuple(each for each in catalogue if each.proof is not Proof.APPLIANCE or each.id in _BY_PEOPLE_TOO)
