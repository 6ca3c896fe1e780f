from datetime import date

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.patient import Identifier, PersonName
from services.gateway.roster.entries import patient_of
from services.kernel.roster import IdentifierKind, RosterEntry, RosterIdentifier, RosterName


def test_an_entry_is_looked_for_with_all_it_has() -> None:
    patient = patient_of(
        RosterEntry(
            "1",
            (RosterName("Ana Maria", "Ruiz"), RosterName(text="Anita de la Cruz")),
            date(1980, 4, 12),
            ("512 555 0143",),
            tuple(RosterIdentifier(kind, kind.value) for kind in IdentifierKind),
            ("ana@example.com",),
            ("412 N Maple Street",),
        )
    )
    assert patient.names == (PersonName("Ana Maria", "Ruiz"), PersonName("Anita", "de la Cruz"))
    assert patient.birth_date == date(1980, 4, 12)
    assert patient.phones == ("512 555 0143",)
    assert patient.emails == ("ana@example.com",)
    assert patient.addresses == ("412 N Maple Street",)
    labels = (Label.MRN, Label.SSN, Label.LICENSE, Label.HEALTH_PLAN, Label.ACCOUNT, Label.ID)
    assert patient.identifiers == tuple(Identifier(a, k.value) for a, k in zip(labels, IdentifierKind, strict=True))
