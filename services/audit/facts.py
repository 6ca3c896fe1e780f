"""What every event of a kind must say beside who, what and when: the table that the product's events are held to.

A field is asked for only where whoever acts always knows it. The tests hold every event that the product's own use
cases record to this table (`missing`); a kind that is not in it cannot be recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.audit.action import Action


class Purpose(StrEnum):
    """Why information was used: HL7 v3 ActReason, PurposeOfUse (2.16.840.1.113883.1.11.20448)."""

    TREATMENT = "TREAT"
    PAYMENT = "HPAYMT"
    OPERATIONS = "HOPERAT"
    SYSTEM = "HSYSADMIN"
    COMPLIANCE = "HCOMPL"
    LEGAL = "HLEGAL"
    PATIENT_ASKED = "PATRQT"


class Field(StrEnum):
    """A field that some kinds of event must fill."""

    PATIENT = "patient"
    RESOURCE = "resource"
    OPERATION = "operation"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an event of one kind says: its usual purpose, who may have acted, which fields and values it must have."""

    purpose: Purpose
    actors: frozenset[str]
    fields: frozenset[Field] = frozenset()
    body: tuple[str, ...] = ()


_TALK: Final = frozenset({"caller", "patient"})
_PEOPLE: Final = frozenset({"caller", "patient", "staff", "service"})
_DESK: Final = frozenset({"staff", "service"})
_STAFF: Final = frozenset({"staff"})
_SERVICE: Final = frozenset({"service"})
_P, _R, _O = Field.PATIENT, Field.RESOURCE, Field.OPERATION
_FAMILIES: Final[Mapping[str, Facts]] = {
    "accounting.": Facts(Purpose.PATIENT_ASKED, _STAFF, frozenset({_P}), ("entries", "manifest_sha256")),
    "appointments.": Facts(Purpose.TREATMENT, _PEOPLE, frozenset({_P})),
    "baa.": Facts(Purpose.SYSTEM, _STAFF),
    "break_glass.": Facts(Purpose.SYSTEM, _STAFF),
    "case.": Facts(Purpose.OPERATIONS, _PEOPLE, frozenset({_R}), ("case",)),
    "change.": Facts(Purpose.TREATMENT, _PEOPLE, frozenset({_P, _R, _O}), ("kind",)),
    "chat.": Facts(Purpose.TREATMENT, _PEOPLE),
    "consent.": Facts(Purpose.OPERATIONS, _PEOPLE, frozenset({_P}), ("class", "given", "source")),
    "control.": Facts(Purpose.SYSTEM, _STAFF),
    "disclosure.": Facts(Purpose.COMPLIANCE, _STAFF, frozenset({_P, _O})),
    "egress.": Facts(Purpose.OPERATIONS, _DESK),
    "emergency.": Facts(Purpose.TREATMENT, _TALK, body=("kind",)),
    "errand.": Facts(Purpose.OPERATIONS, _SERVICE, body=("errand",)),
    "evidence.": Facts(Purpose.SYSTEM, _DESK),
    "export.": Facts(Purpose.COMPLIANCE, _STAFF),
    "fee.": Facts(Purpose.PAYMENT, _PEOPLE, frozenset({_P, _R, _O}), ("fee", "state", "cents")),
    "gateway.": Facts(Purpose.TREATMENT, _SERVICE),
    "hold.": Facts(Purpose.LEGAL, _STAFF),
    "identity.": Facts(Purpose.TREATMENT, _TALK),
    "keys.": Facts(Purpose.SYSTEM, _DESK),
    "ledger.": Facts(Purpose.COMPLIANCE, _STAFF),
    "mails.": Facts(Purpose.OPERATIONS, _PEOPLE, frozenset({_P})),
    "message.": Facts(Purpose.TREATMENT, _DESK, frozenset({_P}), ("message", "template")),
    "messages.": Facts(Purpose.OPERATIONS, _STAFF, frozenset({_P}), ("what",)),
    "officer_mail.": Facts(Purpose.COMPLIANCE, _SERVICE),
    "payment.": Facts(Purpose.PAYMENT, _SERVICE),
    "person.": Facts(Purpose.TREATMENT, _TALK, body=("reason",)),
    "retention.": Facts(Purpose.OPERATIONS, _SERVICE),
    "review.": Facts(Purpose.COMPLIANCE, _STAFF, body=("report", "since", "until", "findings")),
    "service.": Facts(Purpose.SYSTEM, _SERVICE),
    "slots.": Facts(Purpose.TREATMENT, _TALK, frozenset({_P, _R}), ("count",)),
    "staff.": Facts(Purpose.SYSTEM, _DESK),
    "state.": Facts(Purpose.SYSTEM, _DESK),
    "summary.": Facts(Purpose.TREATMENT, _SERVICE, body=("summary", "kind", "inbox")),
    "text.": Facts(Purpose.TREATMENT, _TALK, frozenset({_P}), ("text",)),
    "texts.": Facts(Purpose.OPERATIONS, _PEOPLE, frozenset({_P})),
    "waitlist.": Facts(Purpose.TREATMENT, _PEOPLE, frozenset({_P})),
}
"""What every kind of a family has in common."""
_ROUND: Final = Facts(Purpose.TREATMENT, _DESK, frozenset({_R}), ("round",))
_OF_THE_LOG: Final = Facts(Purpose.SYSTEM, _DESK)
_OWN: Final[Mapping[Action, Facts]] = {
    Action.CHAT_EXPIRED: Facts(Purpose.OPERATIONS, _SERVICE, body=("chat",)),
    Action.CHAT_TAKEN_OVER: Facts(Purpose.OPERATIONS, _STAFF, body=("chat",)),
    Action.CHAT_STAFF_SAID: Facts(Purpose.OPERATIONS, _STAFF, body=("chat",)),
    Action.CHAT_HANDED_BACK: Facts(Purpose.OPERATIONS, _DESK, body=("chat", "staff")),
    Action.IDENTITY_VERIFIED: Facts(Purpose.TREATMENT, _TALK, frozenset({_P})),
    Action.IDENTITY_FAILED: Facts(Purpose.TREATMENT, _TALK, body=("why",)),
    Action.CASE_CLAIMED: Facts(Purpose.OPERATIONS, _STAFF, frozenset({_R}), ("case",)),
    Action.CASE_SHOWN: Facts(Purpose.OPERATIONS, _STAFF, frozenset({_R}), ("case",)),
    Action.BAA_LISTED: Facts(Purpose.SYSTEM, _STAFF),
    Action.LEDGER_KEY_CERTIFIED: _OF_THE_LOG,
    Action.LEDGER_QUARTER_REMOVED: _OF_THE_LOG,
    Action.LEDGER_TESTED: _OF_THE_LOG,
    Action.LEDGER_CLOCK_ACCEPTED: _OF_THE_LOG,
    Action.LEDGER_OPENED: Facts(Purpose.COMPLIANCE, _STAFF, frozenset({_R})),
    Action.EXPORT_FETCHED: Facts(Purpose.COMPLIANCE, _STAFF, body=("export",)),
    Action.EXPORT_DROPPED: Facts(Purpose.COMPLIANCE, _STAFF, body=("export",)),
    Action.EXPORT_MADE: Facts(Purpose.COMPLIANCE, _STAFF, body=("manifest_sha256", "events", "reason")),
    Action.EXPORT_ORDERED: Facts(Purpose.COMPLIANCE, _STAFF, body=("report",)),
    Action.WAITLIST_OPENED: _ROUND,
    Action.WAITLIST_BATCH: _ROUND,
    Action.WAITLIST_ENDED: _ROUND,
    Action.WAITLIST_REPLIED: Facts(Purpose.TREATMENT, _PEOPLE, body=("answer",)),
    Action.DISCLOSURE_MADE: Facts(
        Purpose.COMPLIANCE,
        _STAFF,
        frozenset({_P, _O}),
        ("date", "recipient", "description", "disclosure_purpose", "ground"),
    ),
    Action.DISCLOSURE_SUSPENDED: Facts(
        Purpose.COMPLIANCE, _STAFF, frozenset({_P, _O}), ("agency", "until", "statement")
    ),
    Action.EGRESS_OPENED: Facts(Purpose.OPERATIONS, _SERVICE, frozenset({_O}), ("addresses", "phi")),
    Action.EGRESS_REFUSED: Facts(Purpose.OPERATIONS, _SERVICE, body=("reason",)),
    Action.EGRESS_CLOSED: Facts(Purpose.OPERATIONS, _SERVICE, frozenset({_O}), ("reason", "sent", "received")),
}
"""Kinds that differ from their family."""

FACTS: Final[Mapping[Action, Facts]] = {
    action: _OWN.get(action) or _FAMILIES[f"{action.value.partition('.')[0]}."] for action in Action
}
"""Each kind of event, and what it must say."""


def purpose_of(action: Action) -> Purpose:
    """Return the usual purpose of a kind; one who knows another says so."""
    return FACTS[action].purpose
