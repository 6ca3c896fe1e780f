import json
from datetime import date

import pytest

from services.gateway.errors import RosterUnreadable
from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.patient import Identifier, PersonName
from services.gateway.redaction.roster.records import patient_from_record, patients_from_lines


def test_a_record_with_one_of_everything() -> None:
    patient = patient_from_record(
        {"name": "Ana Ruiz", "birth_date": "1980-04-12", "phone": "512 555 0143", "mrn": 48213, "email": "a@b.example"}
    )
    assert patient.names == (PersonName("Ana", "Ruiz"),)
    assert patient.birth_date == date(1980, 4, 12)
    assert patient.phones == ("512 555 0143",)
    assert patient.identifiers == (Identifier(Label.MRN, "48213"),)
    assert patient.emails == ("a@b.example",)


def test_lists_nulls_and_halves_of_names_are_taken() -> None:
    patient = patient_from_record(
        {"given": "Ana", "family": "Ruiz", "phone": ["1", "2"], "mrn": None, "name": ["Ruiz, Ana Maria", "Anita"]}
    )
    assert patient.phones == ("1", "2")
    assert patient.identifiers == ()
    assert patient.names == (PersonName("Ana", "Ruiz"), PersonName("Ana Maria", "Ruiz"), PersonName("", "Anita"))


def test_empty_lines_are_passed_over() -> None:
    assert len(list(patients_from_lines(["\n", json.dumps({"name": "Ana Ruiz"}), "  "]))) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "line 1: it is not JSON"),
        ("[1]", "line 1: it is not a JSON object"),
        ("{}", "line 1: it has none of name"),
        ('{"nme": "Ana Ruiz"}', "line 1: it has none of name"),
        ('{"name": {"given": "Ana"}}', "line 1: name is not a string"),
        ('{"mrn": true}', "line 1: mrn is not a string"),
        ('{"name": "Ana Ruiz", "birth_date": "12/04/1980"}', "line 1: birth_date is not a date"),
        ("[" * 100_000, "line 1: it is not JSON"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_without_its_words(line: str, said: str) -> None:
    with pytest.raises(RosterUnreadable) as told:
        list(patients_from_lines([line]))
    assert said in told.value.what
    assert "Ruiz" not in str(told.value)
