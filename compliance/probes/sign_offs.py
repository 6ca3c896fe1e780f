"""Sign-offs: on which day who put their name under which control; kept as events of the audit trail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from compliance.controls.load import load_catalogue
from compliance.controls.model import Control, Kind, Proof
from compliance.probes.model import Figure, NotShown, Probe
from compliance.probes.records import records, when
from compliance.probes.subject import Subject
from services.audit.model import Action


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody signed the form, or the paper, of a control; `document` is its SHA-256."""

    control: str
    by: str
    at: datetime
    document: str


async def sign_offs(subject: Subject) -> dict[str, SignOff]:
    """Return the newest sign-off of each control, by the control's id."""
    found = {}
    for record in await records(subject, [Action.CONTROL_SIGNED]):
        control = record.body.get("control", "")
        found[control] = SignOff(control, record.actor_id, when(record), record.body.get("document_sha256", ""))
    return found


def wanted() -> tuple[Control, ...]:
    """Return the controls in force that need a person's signature."""
    return tuple(
        control
        for control in load_catalogue()
        if control.proof is not Proof.APPLIANCE and control.kind is not Kind.PROPOSED
    )


async def _reviewed(subject: Subject) -> Figure:
    signed, controls, now = await sign_offs(subject), wanted(), subject.clock.now()
    there = [(control, signed[control.id]) for control in controls if control.id in signed]
    if not there:
        raise NotShown(f"none of {len(controls)} forms and papers is signed off")
    late = [control.id for control, sign_off in there if now - sign_off.at > timedelta(days=control.fresh_days)]
    if late:
        raise NotShown(f"{len(late)} of {len(there)} sign-offs are overdue: {', '.join(late)}")
    if len(there) < len(controls):
        open_ones = [control.id for control in controls if control.id not in signed]
        raise NotShown(f"{len(open_ones)} of {len(controls)} were never signed off: {', '.join(open_ones)}")
    return Figure(f"all {len(controls)} forms and papers are signed off, none of them overdue")


DOCUMENTS: Final = Probe(
    "documents.reviewed",
    "What was signed off is reviewed again in time",
    "the newest sign-off of each form and paper in the audit trail, and when it is due again",
    "sealdesk report sign-offs",
    "sealdesk report sign-off CONTROL --as NAME --document FILE",
    _reviewed,
)
