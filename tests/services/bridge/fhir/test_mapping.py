from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from services.bridge.fhir.mapping import Mapper, read_patient
from services.bridge.fhir.profile import OPERATION_MARK, Extensions, IdentifierSystems, SiteProfile
from services.bridge.fhir.schedules import Parties, Schedule
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.scheduling.errors import MalformedAnswer
from services.scheduling.model import AppointmentStatus, Modality, Party, Slot, SlotStatus
from tests.contract.fhir_resources import APPOINTMENT, PATIENT, SLOT

BASE = "https://ehr.example/fhir"
PROFILE = SiteProfile(
    base_url=BASE,
    zone=ZoneInfo("America/Chicago"),
    service_types={"fu": "follow-up"},
    extensions=Extensions(
        modality="urn:x:modality", authorization_expires="urn:x:authorized", referral_expires="urn:x:referred"
    ),
    identifiers=IdentifierSystems(series="urn:x:series", linked="urn:x:linked"),
)
RIVERA, MAIN = Party("prac-1", "Elena Rivera, MD"), Party("loc-1", "Main Street")
SCHEDULE = Schedule("one", Parties(RIVERA, MAIN), frozenset({"any"}))


def mapper() -> Mapper:
    return Mapper(PROFILE)


def slot(**changes: object) -> Slot:
    return mapper().slot({**SLOT, **changes}, SCHEDULE)


def test_a_slot_is_read_with_its_schedules_parties() -> None:
    found = slot()
    assert (found.id, found.version, found.status, found.schedule_id) == ("slot-1", "3", SlotStatus.FREE, "one")
    assert found.interval == Interval(datetime(2027, 3, 9, 16, tzinfo=UTC), datetime(2027, 3, 9, 16, 30, tzinfo=UTC))
    assert (found.practitioner, found.location) == (RIVERA, MAIN)
    assert found.visit_types == frozenset({"follow-up"})
    assert found.modality is Modality.IN_PERSON
    assert found.held_by is None


def test_a_slot_without_a_service_type_has_its_schedules() -> None:
    assert slot(serviceType=None).visit_types == frozenset({"any"})


def test_a_held_slot_says_by_which_operation_and_a_free_one_forgets() -> None:
    marks = [{"system": OPERATION_MARK, "value": "op_1"}, {"system": OPERATION_MARK, "value": "op_2"}]
    assert slot(status="busy", identifier=marks).held_by == "op_2"
    assert slot(status="free", identifier=marks).held_by is None


@pytest.mark.parametrize(
    "changes",
    [
        {"status": None},
        {"status": "vacant"},
        {"status": ["free"]},
        {"start": None},
        {"end": "2027-03-09T09:00:00-06:00"},
        {"start": 20270309},
        {"start": "2027-03-09T10:00:00"},
    ],
)
def test_a_malformed_slot_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(MalformedAnswer):
        slot(**changes)


@pytest.mark.parametrize("schedule", [None, {}, {"reference": "Patient/one"}, {"reference": 7}, "Schedule/one"])
def test_a_slot_needs_a_schedule(schedule: object) -> None:
    with pytest.raises(MalformedAnswer, match=r"Slot\.schedule"):
        mapper().schedule_id({**SLOT, "schedule": schedule})


def test_an_appointment_is_read_whole() -> None:
    found = mapper().appointment(APPOINTMENT)
    assert (found.id, found.version, found.status) == ("appt-1", "7", AppointmentStatus.BOOKED)
    assert found.patient_id == "pat-1"
    assert found.interval is not None
    assert found.interval.start == datetime(2027, 3, 4, 15, tzinfo=UTC)
    assert (found.visit_type, found.visit_name) == ("follow-up", "Follow-up")
    assert (found.practitioner, found.location) == (RIVERA, MAIN)
    assert (found.slot_ids, found.referral_id, found.patient_count) == (("slot-0",), "ref-1", 1)
    assert (found.cancelable, found.reschedulable, found.operations) == (None, None, frozenset())


def test_what_r4_has_no_element_for_comes_from_the_sites_extensions() -> None:
    extension = [
        {"url": "urn:x:modality", "valueCode": "phone"},
        {"url": "urn:x:authorized", "valueDate": "2027-04-01"},
        {"url": "https://fhir-ehr.cerner.com/r4/StructureDefinition/is-cancelable", "valueBoolean": False},
        {"url": "https://fhir-ehr.cerner.com/r4/StructureDefinition/is-reschedulable", "valueBoolean": True},
    ]
    identifier = [
        {"system": "urn:x:series", "value": "weekly"},
        {"system": "urn:x:linked", "value": "pair"},
        {"system": OPERATION_MARK, "value": "op_1"},
    ]
    resource = {**APPOINTMENT, "extension": extension, "identifier": identifier}
    found = mapper().appointment(resource)
    assert (found.modality, found.authorization_expires) == (Modality.PHONE, date(2027, 4, 1))
    assert (found.cancelable, found.reschedulable) == (False, True)
    assert (found.series_id, found.operations) == ("weekly", frozenset({"op_1"}))
    assert mapper().link_keys(resource) == frozenset({"pair"})


@pytest.mark.parametrize(
    ("element", "modality"),
    [
        ({"serviceType": [{"coding": [{"code": "video"}]}]}, Modality.VIDEO),
        ({"appointmentType": {"coding": [{"code": "VR"}]}}, Modality.VIDEO),
        ({"serviceCategory": [{"coding": [{"code": "telephone"}]}]}, Modality.PHONE),
        ({}, Modality.IN_PERSON),
    ],
)
def test_the_modality_comes_from_codes(element: dict[str, object], modality: Modality) -> None:
    assert mapper().appointment({**APPOINTMENT, **element}).modality is modality


def test_a_group_visit_is_told_from_the_asking_patients_side() -> None:
    others = [{"actor": {"reference": f"Patient/pat-{n}"}, "status": "accepted"} for n in (2, 3)]
    resource = {**APPOINTMENT, "participant": [*APPOINTMENT["participant"], *others]}
    found = mapper().appointment(resource, "pat-3")
    assert (found.patient_id, found.patient_count) == ("pat-3", 3)


def test_who_declined_does_not_take_part() -> None:
    declined = [{**item, "status": "declined"} if "Prac" in str(item) else item for item in APPOINTMENT["participant"]]
    assert mapper().appointment({**APPOINTMENT, "participant": declined}).practitioner is None


def test_rooms_and_devices_are_resources() -> None:
    more = [
        {"actor": {"reference": "Location/laser", "display": "Laser room"}, "status": "accepted"},
        {"actor": {"reference": "Device/laser-1", "display": "Laser"}, "status": "accepted"},
    ]
    found = mapper().appointment({**APPOINTMENT, "participant": [*APPOINTMENT["participant"], *more]})
    assert found.location == MAIN
    assert found.resources == (Party("laser", "Laser room"), Party("laser-1", "Laser"))


def test_absolute_references_into_the_server_count_and_foreign_ones_do_not() -> None:
    def with_patient(reference: str) -> str:
        participant = [{"actor": {"reference": reference}, "status": "accepted"}]
        return mapper().appointment({**APPOINTMENT, "participant": participant}).patient_id

    assert with_patient(f"{BASE}/Patient/pat-9/_history/2") == "pat-9"
    assert with_patient(" Patient/pat-9 ") == "pat-9"
    assert with_patient("https://elsewhere.example/fhir/Patient/pat-9") == ""
    assert with_patient("#contained") == ""
    assert with_patient("Patient/../../admin") == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"status": None},
        {"status": "no-show"},
        {"participant": None},
        {"participant": []},
        {"participant": "nobody"},
        {"participant": [None]},
        {"participant": [{"status": "accepted"}]},
        {"start": None},
        {"start": None, "end": None},
        {"end": "2027-03-04T08:00:00-06:00"},
        {"start": "2027-03-04T09:00:00"},
        {"cancelationReason": {"text": "why"}},
        {"slot": {"reference": "Slot/slot-0"}},
        {"slot": ["Slot/slot-0"]},
        {"basedOn": "ServiceRequest/1"},
        {"supportingInformation": 7},
    ],
)
def test_a_malformed_appointment_is_refused_without_its_contents(changes: dict[str, object]) -> None:
    with pytest.raises(MalformedAnswer) as caught:
        mapper().appointment({**APPOINTMENT, **changes})
    assert "pat-1" not in str(caught.value)
    assert "2027" not in str(caught.value)


@pytest.mark.parametrize("status", ["proposed", "cancelled"])
def test_only_a_proposed_or_cancelled_appointment_may_lack_its_time(status: str) -> None:
    resource = {**APPOINTMENT, "status": status, "start": None, "end": None}
    assert mapper().appointment(resource).interval is None


def test_a_no_show_may_carry_a_reason_although_the_specification_misspells_it() -> None:
    resource = {**APPOINTMENT, "status": "noshow", "cancelationReason": {"text": "why"}}
    assert mapper().appointment(resource).status is AppointmentStatus.NOSHOW


@pytest.mark.parametrize(
    "clutter",
    [
        {"serviceType": "fu", "identifier": "x", "extension": {"url": "urn:x:modality"}, "meta": []},
        {"serviceType": [7, {"coding": "fu"}, {"coding": [None, {"code": 7}]}], "identifier": [None, 7]},
        {"extension": [None, {"url": "urn:x:modality", "valueCode": 7}], "comment": 7, "description": []},
    ],
)
def test_clutter_in_what_we_can_do_without_is_passed_over(clutter: dict[str, object]) -> None:
    found = mapper().appointment({**APPOINTMENT, **clutter})
    assert found.modality is Modality.IN_PERSON
    assert found.operations == frozenset()


def test_a_patient_is_read_under_the_official_name_with_the_mobile_first() -> None:
    found = read_patient(PATIENT)
    assert (found.given, found.family, found.birth_date) == (("Maria", "Elena"), "Garcia Lopez", date(1980, 5, 4))
    assert found.phones == ("+13125550142", "+13125550100")
    assert (found.language, found.active) == (Language.ES, True)
    assert "Maria" not in repr(found)


def test_mail_addresses_in_use_come_by_rank_and_then_by_use() -> None:
    mails: list[dict[str, object]] = [
        {"value": "work@mail.example", "use": "work"},
        {"value": " home@mail.example ", "use": "home"},
        {"value": "first@mail.example", "use": "work", "rank": 1},
        {"value": "old@mail.example", "use": "old"},
        {"value": "ended@mail.example", "period": {"end": "2025-01-01"}},
        {"value": "Ana <ana@mail.example>"},
        {"value": 7, "rank": True, "period": []},
    ]
    found = read_patient({**PATIENT, "telecom": [{"system": "email", **each} for each in mails]})
    assert found.mails == ("first@mail.example", "home@mail.example", "work@mail.example")
    assert found.phones == ()
    assert "mail.example" not in repr(found)


@pytest.mark.parametrize("gone", [{"active": False}, {"deceasedBoolean": True}, {"deceasedDateTime": "2026"}])
def test_nobody_acts_for_a_merged_or_deceased_patient(gone: dict[str, object]) -> None:
    assert not read_patient({**PATIENT, **gone}).active


def test_who_pays_and_who_needs_an_interpreter_come_from_extensions() -> None:
    extension = [
        {"url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired", "valueBoolean": True},
        {"url": "urn:x:payer", "valueCode": "medicaid"},
    ]
    found = read_patient({**PATIENT, "extension": extension}, "urn:x:payer")
    assert (found.needs_interpreter, found.payer) == (True, "medicaid")
    plain = read_patient(PATIENT)
    assert (plain.needs_interpreter, plain.payer) == (False, None)


def test_a_referrals_end_and_a_slots_labels_are_read() -> None:
    extension = [{"url": "urn:x:referred", "valueDate": "2027-04-01"}]
    assert mapper().appointment({**APPOINTMENT, "extension": extension}).referral_expires == date(2027, 4, 1)
    assert slot(appointmentType={"coding": [{"code": "WALKIN"}]}).labels == frozenset({"WALKIN"})
    assert slot(appointmentType=None).labels == frozenset()


def test_a_bare_patient_is_read_too() -> None:
    found = read_patient({"resourceType": "Patient", "id": "pat-2", "name": [{"use": 7, "given": "Ana"}]})
    assert (found.given, found.family, found.birth_date, found.phones, found.language) == ((), "", None, (), None)
    assert found.active
