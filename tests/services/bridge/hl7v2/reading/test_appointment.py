"""What a SIU says: the public messages as HL7's converter maps them, and the clinic's own ways."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from services.bridge.hl7v2.er7.message import parse
from services.bridge.hl7v2.profile import STATUSES, SenderProfile
from services.bridge.hl7v2.reading.appointment import Trigger, read_scheduled
from services.bridge.hl7v2.reading.doubt import Kind
from services.bridge.hl7v2.reading.identifiers import Identifier, Named
from services.scheduling.model import AppointmentStatus
from tests.services.bridge.hl7v2.messages import CHICAGO, PROFILE, siu

_DATA = Path(__file__).parents[4] / "data" / "hl7v2"
_EXPECTED = sorted((_DATA / "expected").glob("*.json"))


def _resources(path: Path) -> dict[str, dict[str, Any]]:
    bundle = json.loads(path.read_bytes())
    return {
        f"{each['resource']['resourceType']}/{each['resource']['id']}": each["resource"] for each in bundle["entry"]
    }


@pytest.mark.parametrize("path", _EXPECTED, ids=lambda each: each.stem)
def test_public_messages_map_as_the_converter_has_it(path: Path) -> None:
    resources = _resources(path)
    expected = next(each for each in resources.values() if each["resourceType"] == "Appointment")
    raw = (_DATA / path.name.replace("-expected.json", ".hl7")).read_bytes()
    found = read_scheduled(parse(raw), PROFILE)
    assert found is not None
    assert found.placer is not None
    assert found.filler is not None
    assert [found.placer.value, found.filler.value] == [each["value"] for each in expected["identifier"]]
    assert found.status == expected["status"]
    assert found.interval is not None
    assert found.interval.start == datetime.fromisoformat(expected["start"])
    assert found.interval.end == datetime.fromisoformat(expected["end"])
    assert found.visit_type is not None
    assert found.reason is not None
    actors = [resources[each["actor"]["reference"]] for each in expected["participant"]]
    kinds = {each["resourceType"]: each for each in actors}
    assert found.patient is not None
    assert found.patient.value in {each["value"] for each in kinds["Patient"]["identifier"]}
    assert [each.code for each in found.providers] == [kinds["Practitioner"]["identifier"][0]["value"]]
    assert [each.code for each in found.devices] == [kinds["Device"]["identifier"][0]["value"]]
    assert [each.code.split("^")[0] for each in found.places] == [kinds["Location"]["name"]]
    assert found.doubts == ()


def test_every_expected_file_was_found() -> None:
    assert len(_EXPECTED) == 7


def test_an_appointment_of_the_clinic() -> None:
    found = read_scheduled(siu(more="AIS|1||OV^Office visit\nAIP|1||D1^CHEN^WEI\nAIL|1||MAIN^R1^^CLINIC"), PROFILE)
    assert found is not None
    assert found.trigger is Trigger.BOOKED
    assert found.placer == Identifier("P1")
    assert found.filler == Identifier("F1")
    assert found.patient == Identifier("77", "CL", "MR")
    assert found.status is AppointmentStatus.BOOKED
    assert found.services == (Named("OV", "Office visit"),)
    assert found.providers == (Named("D1", "WEI CHEN"),)
    assert found.places == (Named("MAIN^R1^^CLINIC", "MAIN, R1, CLINIC"),)
    assert found.visit_type == Named("OFFICE", "Office visit")
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("event", "said", "status"),
    [
        ("S12", "", AppointmentStatus.BOOKED),
        ("S13", "Booked", AppointmentStatus.BOOKED),
        ("S14", "STARTED", AppointmentStatus.CHECKED_IN),
        ("S14", "Complete^done", AppointmentStatus.FULFILLED),
        ("S12", "Pending", AppointmentStatus.PENDING),
        ("S15", "Booked", AppointmentStatus.CANCELLED),
        ("S15", "1^SCH", AppointmentStatus.CANCELLED),
        ("S16", "Dc", AppointmentStatus.CANCELLED),
        ("S17", "", AppointmentStatus.ENTERED_IN_ERROR),
        ("S26", "Noshow", AppointmentStatus.NOSHOW),
    ],
)
def test_the_event_outranks_the_status(event: str, said: str, status: AppointmentStatus) -> None:
    found = read_scheduled(siu(event, schedule=f"SCH|P1|F1|||||||30|min|^^^202611240900||||||||||||||{said}"), PROFILE)
    assert found is not None
    assert found.status is status
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("event", "said"), [("S12", "Scheduled"), ("S13", "Cancelled"), ("S14", "1^SCH"), ("S12", "Overbook")]
)
def test_an_unknown_or_contradicting_status_is_a_doubt(event: str, said: str) -> None:
    message = siu(event, schedule=f"SCH|P1|F1|||||||30|min|^^^202611240900||||||||||||||{said}")
    found = read_scheduled(message, PROFILE)
    assert found is not None
    assert found.status is None
    assert [each.kind for each in found.doubts] == [Kind.UNKNOWN_STATUS]


def test_the_profile_knows_the_senders_own_words() -> None:
    profile = SenderProfile("ehr", CHICAGO, statuses={**STATUSES, "1": AppointmentStatus.BOOKED})
    message = siu(schedule="SCH|P1|F1|||||||30|min|^^^202611240900||||||||||||||1^SCH")
    found = read_scheduled(message, profile)
    assert found is not None
    assert found.status is AppointmentStatus.BOOKED


@pytest.mark.parametrize(
    ("patient", "profile", "value"),
    [
        ("PID|1||5^^^X^PI~77^^^CL^MR", SenderProfile("e", CHICAGO, patient_type="MR"), "77"),
        ("PID|1||5^^^X^MR~77^^^CL&1.2&ISO^MR", SenderProfile("e", CHICAGO, patient_authority="CL"), "77"),
        ("PID|1||77^^^&1.2.3&ISO^MR", SenderProfile("e", CHICAGO, patient_authority="1.2.3"), "77"),
        ("PID|1||77^^^CL^MR\nPID|2||77^^^CL^MR", PROFILE, "77"),
    ],
)
def test_the_profile_says_which_number_is_the_patients(patient: str, profile: SenderProfile, value: str) -> None:
    found = read_scheduled(siu(patient=patient), profile)
    assert found is not None
    assert found.patient is not None
    assert found.patient.value == value


@pytest.mark.parametrize(
    ("patient", "profile", "kind"),
    [
        ("", PROFILE, Kind.NO_PATIENT),
        ("PID|1||", PROFILE, Kind.NO_PATIENT),
        ("PID|1||5^^^X^PI", SenderProfile("e", CHICAGO, patient_type="MR"), Kind.NO_PATIENT),
        ("PID|1||5^^^X^MR~6^^^X^MR", SenderProfile("e", CHICAGO, patient_type="MR"), Kind.NO_PATIENT),
        ("PID|1||77\nPID|2||78", PROFILE, Kind.SEVERAL_PATIENTS),
    ],
)
def test_whose_it_is_must_be_clear(patient: str, profile: SenderProfile, kind: Kind) -> None:
    found = read_scheduled(siu(patient=patient), profile)
    assert found is not None
    assert found.patient is None
    assert [each.kind for each in found.doubts] == [kind]


def test_an_appointment_without_its_id_is_a_doubt() -> None:
    found = read_scheduled(siu(schedule="SCH|P1||||||||30|min|^^^202611240900"), PROFILE)
    assert found is not None
    assert [each.kind for each in found.doubts] == [Kind.NO_APPOINTMENT_ID]
    placed = SenderProfile("ehr", CHICAGO, appointment_id="placer")
    found = read_scheduled(siu(schedule="SCH|P1||||||||30|min|^^^202611240900"), placed)
    assert found is not None
    assert found.doubts == ()


def test_a_cancellation_need_not_say_when() -> None:
    found = read_scheduled(siu("S15", schedule="SCH|P1|F1"), PROFILE)
    assert found is not None
    assert found.doubts == ()
    assert found.interval is None


@pytest.mark.parametrize("event", ["S99", "", "A08"])
def test_other_events_are_not_read(event: str) -> None:
    assert read_scheduled(siu(event), PROFILE) is None
