"""Raw resources as an EHR writes them, with more in them than we understand."""

from typing import Any

Json = dict[str, Any]

SLOT: Json = {
    "resourceType": "Slot",
    "id": "slot-1",
    "meta": {"versionId": "3", "lastUpdated": "2027-01-01T00:00:00Z", "profile": ["http://vendor.example/slot"]},
    "extension": [{"url": "http://vendor.example/slot-color", "valueString": "teal"}],
    "identifier": [{"system": "http://vendor.example/slot-ids", "value": "S-1"}],
    "serviceType": [{"coding": [{"system": "http://vendor.example/types", "code": "fu"}], "text": "Follow-up"}],
    "schedule": {"reference": "Schedule/one", "display": "Dr. Rivera"},
    "status": "free",
    "start": "2027-03-09T10:00:00-06:00",
    "end": "2027-03-09T10:30:00-06:00",
    "comment": "Room two",
}

APPOINTMENT: Json = {
    "resourceType": "Appointment",
    "id": "appt-1",
    "meta": {"versionId": "7"},
    "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>Follow-up</div>"},
    "extension": [{"url": "http://vendor.example/insurance", "valueString": "kept"}],
    "identifier": [{"system": "http://vendor.example/appointment-ids", "value": "A-1"}],
    "status": "booked",
    "serviceType": [{"coding": [{"system": "http://vendor.example/types", "code": "fu", "display": "Follow-up"}]}],
    "reasonCode": [{"text": "Knee"}],
    "basedOn": [{"reference": "ServiceRequest/ref-1"}],
    "start": "2027-03-04T09:00:00-06:00",
    "end": "2027-03-04T09:30:00-06:00",
    "minutesDuration": 30,
    "slot": [{"reference": "Slot/slot-0"}],
    "created": "2027-01-01",
    "comment": "Bring the brace",
    "participant": [
        {"actor": {"reference": "Patient/pat-1"}, "status": "accepted", "required": "required"},
        {
            "type": [{"coding": [{"code": "ATND"}]}],
            "actor": {"reference": "Practitioner/prac-1", "display": "Elena Rivera, MD"},
            "status": "accepted",
        },
        {"actor": {"reference": "Location/loc-1", "display": "Main Street"}, "status": "accepted"},
        {"type": [{"text": "interpreter"}], "status": "needs-action"},
    ],
}

PATIENT: Json = {
    "resourceType": "Patient",
    "id": "pat-1",
    "active": True,
    "name": [
        {"use": "maiden", "family": "Lopez", "given": ["Maria"]},
        {"use": "official", "family": "Garcia Lopez", "given": ["Maria", "Elena"]},
    ],
    "telecom": [
        {"system": "email", "value": "maria@example.com"},
        {"system": "phone", "use": "home", "value": "+13125550100"},
        {"system": "phone", "use": "mobile", "value": "+13125550142"},
        {"system": "phone", "use": "old", "value": "+13125550199"},
    ],
    "birthDate": "1980-05-04",
    "communication": [
        {"language": {"coding": [{"code": "en"}]}},
        {"language": {"coding": [{"code": "es-MX"}]}, "preferred": True},
    ],
}
