"""Every kind of event has its row, and what a row asks for is what an event is held to."""

from datetime import UTC, datetime

import pytest

from services.audit.action import Action
from services.audit.facts import FACTS, purpose_of
from services.audit.model import Actor, ActorKind, AuditEvent
from services.reports.asked import PURPOSES
from tests.doubles.audit_facts import missing

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
STAFF = Actor(ActorKind.STAFF, "cleo", "compliance")


def test_every_kind_of_event_has_a_row() -> None:
    assert set(FACTS) == set(Action)
    assert all(facts.actors <= set(ActorKind) for facts in FACTS.values())


@pytest.mark.parametrize("action", Action)
def test_an_event_without_a_purpose_gets_that_of_its_kind(action: Action) -> None:
    assert AuditEvent(AT, STAFF, action).purpose == purpose_of(action).value
    assert AuditEvent(AT, STAFF, action, purpose="HLEGAL").purpose == "HLEGAL"


def test_exports_offer_the_purposes_of_events() -> None:
    assert {str(purpose_of(action)) for action in (Action.LEDGER_SEARCHED, Action.KEYS_MADE)} <= set(PURPOSES)


@pytest.mark.parametrize("reference", ["12", "A" * 64, "g" * 64, ""])
def test_a_reference_is_a_keyed_hash(reference: str) -> None:
    with pytest.raises(ValueError, match="keyed hash"):
        AuditEvent(AT, STAFF, Action.LEDGER_OPENED, patient_ref=reference)


def test_a_patient_is_named_once() -> None:
    with pytest.raises(ValueError, match="once"):
        AuditEvent(AT, STAFF, Action.LEDGER_OPENED, patient_id="p1", patient_ref="a" * 64)


def test_what_an_event_lacks_is_named() -> None:
    event = AuditEvent(AT, Actor(ActorKind.SERVICE, "changes"), Action.CASE_CLAIMED)
    assert missing(event) == ["no service may do this", "resource", "body: case"]
    whole = AuditEvent(AT, STAFF, Action.CASE_CLAIMED, resource="Task/1", body={"case": "1"})
    assert missing(whole) == []
