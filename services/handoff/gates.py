"""Why policy leaves a change to a person, and what happens when no person decides in time.

A gate is what one kind of decision is about; each rule of the policy belongs to one. What a gate does on time-out is
the clinic's choice: keep everything as it is, release the hold, or release it and tell the patient.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Gate(StrEnum):
    """What a person has to decide about."""

    PROVIDER = "provider_approval"
    INSURANCE = "insurance"
    REFERRAL = "referral"
    RESOURCE = "resource"
    NEW_PATIENT = "new_patient"
    GUARDIAN = "guardian"
    COMPANY = "company"
    NO_SHOWS = "no_shows"
    LATE = "late"
    OTHER = "other"


class OnTimeout(StrEnum):
    """What happens when nobody decided: the case keeps its hold, loses its hold, or ends and the patient is told."""

    KEEP = "keep"
    RELEASE = "release"
    TELL = "tell"


GATE_OF: Mapping[str, Gate] = {
    "provider_approval": Gate.PROVIDER,
    "other_provider": Gate.PROVIDER,
    "authorization_missing": Gate.INSURANCE,
    "authorization_expired": Gate.INSURANCE,
    "authorization_expires": Gate.INSURANCE,
    "referral_missing": Gate.REFERRAL,
    "referral_expired": Gate.REFERRAL,
    "referral_expires": Gate.REFERRAL,
    "payer_unknown": Gate.INSURANCE,
    "resource": Gate.RESOURCE,
    "interpreter": Gate.RESOURCE,
    "telehealth_link": Gate.RESOURCE,
    "reserved_slot": Gate.RESOURCE,
    "new_patient": Gate.NEW_PATIENT,
    "minor": Gate.GUARDIAN,
    "age_unknown": Gate.GUARDIAN,
    "group": Gate.COMPANY,
    "series": Gate.COMPANY,
    "linked": Gate.COMPANY,
    "no_shows": Gate.NO_SHOWS,
    "late": Gate.LATE,
    "late_fee": Gate.LATE,
    "prepaid": Gate.LATE,
}
"""The gate of each rule code of `services.scheduling.policy`; any other rule is `Gate.OTHER`."""


@dataclass(frozen=True, slots=True)
class GateRule:
    """How much of the front desk's opening time a decision may take, and what happens after it."""

    within: timedelta
    then: OnTimeout


_HOUR = timedelta(hours=1)
_USUAL: Mapping[Gate, GateRule] = {
    Gate.PROVIDER: GateRule(8 * _HOUR, OnTimeout.TELL),
    Gate.INSURANCE: GateRule(24 * _HOUR, OnTimeout.RELEASE),
    Gate.REFERRAL: GateRule(24 * _HOUR, OnTimeout.RELEASE),
    Gate.RESOURCE: GateRule(4 * _HOUR, OnTimeout.TELL),
    Gate.NEW_PATIENT: GateRule(8 * _HOUR, OnTimeout.RELEASE),
    Gate.GUARDIAN: GateRule(8 * _HOUR, OnTimeout.RELEASE),
    Gate.COMPANY: GateRule(8 * _HOUR, OnTimeout.RELEASE),
    Gate.NO_SHOWS: GateRule(8 * _HOUR, OnTimeout.RELEASE),
    Gate.LATE: GateRule(2 * _HOUR, OnTimeout.TELL),
    Gate.OTHER: GateRule(4 * _HOUR, OnTimeout.KEEP),
}


@dataclass(frozen=True, slots=True)
class GateBook:
    """The clinic's rules for every gate; a gate that is not named has the usual ones."""

    rules: Mapping[Gate, GateRule] = field(default_factory=dict)

    def rule(self, gate: Gate) -> GateRule:
        """Return the gate's rule."""
        return self.rules.get(gate) or _USUAL[gate]

    def first(self, codes: Iterable[str]) -> Gate:
        """Return, of the gates of these rule codes, the one that times out first."""
        gates = [GATE_OF.get(code, Gate.OTHER) for code in codes] or [Gate.OTHER]
        return min(gates, key=lambda gate: self.rule(gate).within)
