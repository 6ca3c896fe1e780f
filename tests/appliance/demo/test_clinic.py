from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import orjson
import pytest
from fhir.resources.R4B import get_fhir_model_class

from appliance.demo.clinic import Clinic, build_clinic, main, patients_for_tutorial
from appliance.demo.ehr.elements import RESOURCES
from appliance.demo.ehr.validation import validate_elements, validate_rules
from appliance.demo.visit_types import VISIT_TYPES

ZONE = ZoneInfo("America/New_York")


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return build_clinic("2026-11-23", ZONE)


def start_of(resource: dict[str, object]) -> datetime:
    return datetime.fromisoformat(str(resource["start"]))


@pytest.mark.parametrize("resource_type", sorted(RESOURCES))
def test_every_resource_is_valid_r4(clinic: Clinic, resource_type: str) -> None:
    found = clinic.of_type(resource_type)
    model = get_fhir_model_class(resource_type)
    assert found
    for resource in found[:200]:
        model.model_validate_json(orjson.dumps(resource))
        validate_elements(resource, resource_type)
        validate_rules(resource)


def test_the_same_arguments_give_the_same_clinic_and_another_seed_another_crowd(clinic: Clinic) -> None:
    assert build_clinic("2026-11-23", ZONE).resources == clinic.resources
    other = build_clinic("2026-11-23", ZONE, seed=2)
    assert [person.given for person in other.people] != [person.given for person in clinic.people]
    assert other.people[:19] == clinic.people[:19]


def test_slots_and_appointments_agree(clinic: Clinic) -> None:
    slots = {f"Slot/{slot['id']}": slot for slot in clinic.of_type("Slot")}
    booked = [a for a in clinic.of_type("Appointment") if a["status"] == "booked"]
    held = [appointment["slot"][0]["reference"] for appointment in booked]
    for appointment, reference in zip(booked, held, strict=True):
        assert (appointment["start"], appointment["end"]) == (slots[reference]["start"], slots[reference]["end"])
    groups = {name for name, slot in slots.items() if "extension" in slot}
    single = [reference for reference in held if reference not in groups]
    assert len(single) == len(set(single))
    assert {name for name, slot in slots.items() if slot["status"] == "busy"} == set(single)


def test_nobody_is_in_two_places_at_once(clinic: Clinic) -> None:
    for person in clinic.people:
        mine = [a for a in clinic.appointments_of(person) if a["status"] == "booked"]
        for first, second in pairwise(mine):
            assert datetime.fromisoformat(first["end"]) <= start_of(second)


@pytest.mark.parametrize("practitioner", ["brooks", "lindqvist", "raman", "whitfield"])
def test_a_practitioners_slots_never_overlap(clinic: Clinic, practitioner: str) -> None:
    mine = [slot for slot in clinic.of_type("Slot") if slot["id"].startswith(practitioner)]
    ordered = sorted(mine, key=start_of)
    assert len(ordered) > 100
    for first, second in pairwise(ordered):
        assert datetime.fromisoformat(first["end"]) <= start_of(second)


def test_clinic_hours_are_wall_clock_hours_across_a_change_of_the_clocks() -> None:
    clinic = build_clinic("2026-03-02", ZONE)
    starts = [start_of(slot) for slot in clinic.of_type("Slot") if slot["id"].startswith("whitfield-main")]
    assert {start.utcoffset() for start in starts} == {timedelta(hours=-5), timedelta(hours=-4)}
    weekdays = [start for start in starts if start.weekday() < 5]
    assert {(start.hour, start.minute) for start in weekdays} == {
        (hour, minute) for hour in (8, 9, 10, 11, 13, 14, 15, 16) for minute in (0, 30)
    }
    assert {start.hour for start in starts if start.weekday() == 5} == {9, 10, 11}
    assert not [start for start in starts if start.weekday() == 6]


def test_the_stories_are_true(clinic: Clinic) -> None:
    two = clinic.appointments_of(clinic.person("two visits on one Tuesday"))
    assert len({str(a["start"])[:10] for a in two}) == 1
    assert start_of(two[0]).weekday() == 1
    series = clinic.appointments_of(clinic.person("a series of weekly follow-ups"))
    assert len({a["identifier"][0]["value"] for a in series}) == 1
    assert len(series) >= 3
    linked = clinic.appointments_of(clinic.person("imaging and a follow-up that belong together"))
    assert linked[0]["supportingInformation"][0]["reference"] == f"Appointment/{linked[1]['id']}"
    assert [a["status"] for a in clinic.appointments_of(clinic.person("a cancelled visit"))] == ["cancelled"]
    past = clinic.appointments_of(clinic.person("only a past visit"))
    assert start_of(past[0]).date() < date(2026, 11, 23)
    assert clinic.appointments_of(clinic.person("no visit at all")) == []
    assert clinic.person("no telephone on file").phone == ""
    assert 2026 - int(clinic.person("a minor").birth_date[:4]) < 18


def test_people_are_invented(clinic: Clinic) -> None:
    assert len(clinic.people) == 60
    phones = [person.phone for person in clinic.people if person.phone]
    assert all(phone.startswith("+121255501") for phone in phones)
    assert len(set(phones)) == len(phones) == 59
    assert {person.language for person in clinic.people} == {"en", "es"}
    assert sum(2026 - int(person.birth_date[:4]) < 18 for person in clinic.people) >= 3


def test_every_visit_type_has_a_name_in_both_languages_and_slots(clinic: Clinic) -> None:
    offered = {c["coding"][0]["code"] for slot in clinic.of_type("Slot") for c in slot["serviceType"]}
    assert offered == set(VISIT_TYPES)
    assert all(kind.english and kind.spanish for kind in VISIT_TYPES.values())


@pytest.mark.parametrize("start", [f"2026-12-{day:02d}" for day in range(1, 32)])
def test_it_can_start_on_any_day(start: str) -> None:
    clinic = build_clinic(start, ZONE, days=14)
    assert all(clinic.appointments_of(person) for person in clinic.people[:15])


@pytest.mark.parametrize(("start", "days"), [("soon", 30), ("2026-11-23", 13)])
def test_a_wrong_date_or_too_few_days_are_refused(start: str, days: int) -> None:
    with pytest.raises(ValueError, match=r".+"):
        build_clinic(start, ZONE, days=days)


def test_an_unknown_story_is_said(clinic: Clinic) -> None:
    with pytest.raises(LookupError, match="dragon"):
        clinic.person("a dragon")


def test_the_tutorial_names_a_few_people(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    lines = patients_for_tutorial(clinic)
    assert lines[0] == "Maria Santos, born 1985-03-14 (one cleaning next week)"
    main()
    assert lines[0] in capsys.readouterr().out
