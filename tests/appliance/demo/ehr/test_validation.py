from typing import Any

import pytest

from appliance.demo.ehr.outcome import FhirError
from appliance.demo.ehr.validation import validate_elements, validate_rules

VALID: dict[str, Any] = {
    "resourceType": "Appointment",
    "status": "booked",
    "start": "2026-11-24T09:00:00-05:00",
    "end": "2026-11-24T09:30:00-05:00",
    "minutesDuration": 30,
    "participant": [{"actor": {"reference": "Patient/p"}, "status": "accepted"}],
}
REASON = {"coding": [{"system": "urn:x", "code": "pat"}]}


def check(resource: dict[str, Any], *, strict: bool = True) -> None:
    validate_elements(resource, "Appointment", strict=strict)
    validate_rules(resource)


def issue_of(changes: dict[str, Any]) -> tuple[int, str]:
    resource = {name: value for name, value in {**VALID, **changes}.items() if value is not None}
    with pytest.raises(FhirError) as raised:
        check(resource)
    return raised.value.status, raised.value.resource["issue"][0]["code"]


def test_a_plain_appointment_is_valid() -> None:
    check(VALID)


@pytest.mark.parametrize(
    "changes",
    [
        {"cancellationReason": REASON},
        {"participant": [{"actor": {"reference": "Patient/p"}, "status": "accepted", "requred": "required"}]},
        {"participant": {}},
        {"participant": []},
        {"serviceType": REASON},
        {"minutesDuration": "30"},
        {"minutesDuration": True},
        {"minutesDuration": 0},
        {"start": "2026-11-24T09:00:00"},
        {"start": 5},
        {"slot": [{}]},
        {"slot": ["Slot/s"]},
        {"comment": ""},
        {"extension": [{"valueString": "no url"}]},
        {"meta": {"versionId": 3}},
    ],
)
def test_a_wrong_structure_is_422(changes: dict[str, Any]) -> None:
    assert issue_of(changes) == (422, "structure")


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "Booked"},
        {"status": ["booked"]},
        {"participant": [{"actor": {"reference": "Patient/p"}, "status": "yes"}]},
        {"participant": [{"actor": {"reference": "Patient/p"}, "status": "accepted", "required": True}]},
    ],
)
def test_an_unknown_code_is_422(changes: dict[str, Any]) -> None:
    assert issue_of(changes) == (422, "code-invalid")


@pytest.mark.parametrize("missing", ["status", "participant"])
def test_a_missing_element_is_422(missing: str) -> None:
    assert issue_of({missing: None}) == (422, "required")


@pytest.mark.parametrize(
    "changes",
    [
        {"participant": [{"status": "accepted"}]},
        {"end": None},
        {"start": None},
        {"start": None, "end": None},
        {"start": None, "end": None, "status": "waitlist"},
        {"cancelationReason": REASON},
        {"end": "2026-11-24T09:00:00-05:00"},
        {"end": "2026-11-24T08:00:00-05:00"},
    ],
)
def test_a_broken_invariant_is_422(changes: dict[str, Any]) -> None:
    assert issue_of(changes) == (422, "invariant")


@pytest.mark.parametrize("status", ["cancelled", "noshow"])
def test_a_reason_belongs_to_cancelled_and_noshow(status: str) -> None:
    check({**VALID, "status": status, "cancelationReason": REASON})


@pytest.mark.parametrize("status", ["proposed", "cancelled"])
def test_proposed_and_cancelled_may_lack_times(status: str) -> None:
    check({name: value for name, value in {**VALID, "status": status}.items() if name not in ("start", "end")})


def test_extensions_and_extended_primitives_are_valid() -> None:
    extension = [{"url": "urn:x", "valueString": "kept"}]
    check({**VALID, "extension": extension, "_status": {"extension": extension}})
    check({**{k: v for k, v in VALID.items() if k != "status"}, "_status": {"extension": extension}})


def test_elements_that_r4_does_not_know_pass_when_not_strict() -> None:
    check({**VALID, "vendorColour": "teal"}, strict=False)


def test_a_different_type_is_400() -> None:
    with pytest.raises(FhirError) as raised:
        validate_elements({**VALID, "resourceType": "Slot"}, "Appointment")
    assert raised.value.status == 400
