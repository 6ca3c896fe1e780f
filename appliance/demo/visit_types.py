"""What the invented clinic does: visit types with codes, names in both languages, and the rules staff attach."""

from dataclasses import dataclass

SYSTEM = "https://maple-street.example/fhir/CodeSystem/visit-type"
RULE_SYSTEM = "https://maple-street.example/fhir/CodeSystem/visit-rule"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


@dataclass(frozen=True, slots=True)
class VisitType:
    """A kind of visit.

    Attributes:
        code: its code in the clinic's code system.
        english: its name in English.
        spanish: its name in Spanish.
        minutes: how long it takes.
        rules: what limits it (`new-patient`, `approval`, `room`, `authorization`, `group`, `video`).
    """

    code: str
    english: str
    spanish: str
    minutes: int
    rules: tuple[str, ...] = ()

    @property
    def concept(self) -> dict[str, object]:
        """Return the CodeableConcept, with the Spanish name as a translation of the display."""
        translation = {
            "url": TRANSLATION,
            "extension": [
                {"url": "lang", "valueCode": "es"},
                {"url": "content", "valueString": self.spanish},
            ],
        }
        coding = {
            "system": SYSTEM,
            "code": self.code,
            "display": self.english,
            "_display": {"extension": [translation]},
        }
        return {"coding": [coding], "text": self.english}


VISIT_TYPES = {
    kind.code: kind
    for kind in (
        VisitType("cleaning", "Dental cleaning", "Limpieza dental", 30),
        VisitType("checkup", "Check-up", "Chequeo", 30),
        VisitType("follow-up", "Follow-up visit", "Visita de seguimiento", 30),
        VisitType("new-patient", "New patient visit", "Visita de paciente nuevo", 60, ("new-patient",)),
        VisitType("vaccination", "Vaccination", "Vacunación", 15),
        VisitType("video", "Video visit", "Visita por video", 30, ("video",)),
        VisitType("laser", "Laser procedure", "Procedimiento con láser", 60, ("approval", "room")),
        VisitType("imaging", "Ultrasound imaging", "Ultrasonido", 60, ("authorization",)),
        VisitType("class", "Diabetes class", "Clase sobre la diabetes", 60, ("group",)),
    )
}
