from datetime import date

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.fhir_patients import patients_from_fhir
from services.gateway.redaction.roster.patient import Identifier, PersonName

PATIENT = {
    "resourceType": "Patient",
    "identifier": [
        {"type": {"coding": [{"code": "MR"}]}, "value": "MRN0048213"},
        {"type": {"coding": [{"code": "SS"}]}, "value": "219-09-9999"},
        {"value": "A77"},
        {"system": "urn:x"},
    ],
    "name": [
        {"use": "official", "family": "Ruiz", "given": ["Ana", "Maria"]},
        {"use": "nickname", "text": "Anita Ruiz"},
        {"use": "old"},
    ],
    "birthDate": "1980-04-12",
    "telecom": [
        {"system": "phone", "value": "512 555 0143"},
        {"system": "email", "value": "ana@example.com"},
        {"system": "url", "value": "https://example.com"},
    ],
    "address": [{"line": ["412 N Maple Street", "Apt 5"], "city": "Austin"}],
    "contact": [
        {"name": {"family": "Ruiz", "given": ["Omar"]}, "telecom": [{"system": "phone", "value": "512 555 0199"}]}
    ],
}


def test_a_patient_resource_gives_all_that_identifies_the_patient_and_relatives() -> None:
    (patient,) = patients_from_fhir([PATIENT, {"resourceType": "Practitioner", "name": [{"family": "Wu"}]}])
    assert patient.names == (PersonName("Ana Maria", "Ruiz"), PersonName("Anita", "Ruiz"), PersonName("Omar", "Ruiz"))
    assert patient.birth_date == date(1980, 4, 12)
    assert patient.phones == ("512 555 0143", "512 555 0199")
    assert patient.emails == ("ana@example.com",)
    assert patient.addresses == ("412 N Maple Street", "Apt 5")
    assert patient.identifiers == (
        Identifier(Label.MRN, "MRN0048213"),
        Identifier(Label.SSN, "219-09-9999"),
        Identifier(Label.MRN, "A77"),
    )


def test_a_resource_with_odd_or_missing_parts_is_taken_as_far_as_it_goes() -> None:
    odd = {"resourceType": "Patient", "name": "Ana", "birthDate": "1980-04", "telecom": [None, {"system": "phone"}]}
    (patient,) = patients_from_fhir([odd])
    assert patient.names == ()
    assert patient.birth_date is None
    assert patient.phones == ()
