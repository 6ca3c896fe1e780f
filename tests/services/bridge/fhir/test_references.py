import pytest

from services.bridge.fhir.references import path_of, reference, target
from services.scheduling.errors import NotFound

BASE = "https://ehr.example/fhir"


@pytest.mark.parametrize("bad", ["", "..", ".", "a/b", "a b", "a?b", "a%2fb", "a#b", "é", "a" * 129, "a\n"])
def test_an_id_that_could_lead_elsewhere_names_nothing(bad: str) -> None:
    with pytest.raises(NotFound):
        path_of("Slot", bad)


@pytest.mark.parametrize("good", ["a", "slot-1", "eM5CWtq15N0WJeuCet5bJlQ3", "1.2.3", "a" * 128])
def test_an_id_of_fhir_makes_a_path(good: str) -> None:
    assert path_of("Slot", good) == f"Slot/{good}"


def test_a_reference_is_written_with_its_name_where_it_has_one() -> None:
    assert reference("Patient", "1") == {"reference": "Patient/1"}
    assert reference("Location", "1", "Main") == {"reference": "Location/1", "display": "Main"}


def test_a_reference_keeps_its_display() -> None:
    found = target({"reference": "Practitioner/1", "display": "Dr. Chen"}, BASE)
    assert found is not None
    assert (found.reference, found.display) == ("Practitioner/1", "Dr. Chen")


@pytest.mark.parametrize(
    "value", [None, 7, {}, {"reference": None}, {"identifier": {"value": "1"}}, {"reference": "x"}]
)
def test_what_points_nowhere_is_none(value: object) -> None:
    assert target(value, BASE) is None
