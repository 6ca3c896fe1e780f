"""From the kernel's roster entries to what the redaction looks for."""

from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.patient import Identifier, PersonName, RosterPatient, split_name
from services.kernel.roster import IdentifierKind, RosterEntry

_LABELS: Final = {
    IdentifierKind.MRN: Label.MRN,
    IdentifierKind.SSN: Label.SSN,
    IdentifierKind.LICENSE: Label.LICENSE,
    IdentifierKind.HEALTH_PLAN: Label.HEALTH_PLAN,
    IdentifierKind.ACCOUNT: Label.ACCOUNT,
    IdentifierKind.OTHER: Label.ID,
}


def patient_of(entry: RosterEntry) -> RosterPatient:
    """Return what the redaction looks for."""
    return RosterPatient(
        names=tuple(
            split_name(name.text) if name.text else PersonName(name.given, name.family) for name in entry.names
        ),
        birth_date=entry.birth_date,
        phones=entry.phones,
        identifiers=tuple(Identifier(_LABELS[each.kind], each.value) for each in entry.identifiers),
        emails=entry.emails,
        addresses=entry.addresses,
    )
