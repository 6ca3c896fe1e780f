"""On what ground information leaves, and whether such a disclosure counts (45 CFR 164.528(a)(1))."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Ground(StrEnum):
    """Why the Privacy Rule lets it leave, or that it does not."""

    INSIDE = "inside"
    PATIENT = "patient"
    AUTHORIZED = "authorized"
    TREATMENT = "treatment"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    INVOLVED = "involved"
    INCIDENTAL = "incidental"
    LIMITED_DATA_SET = "limited-data-set"
    NATIONAL_SECURITY = "national-security"
    CUSTODY = "custody"
    LAW = "law"
    PUBLIC_HEALTH = "public-health"
    ABUSE = "abuse"
    OVERSIGHT = "oversight"
    SECRETARY = "secretary"
    COURT = "court"
    POLICE = "police"
    DEATH = "death"
    DONATION = "donation"
    RESEARCH = "research"
    THREAT = "threat"
    GOVERNMENT = "government"
    WORKERS_COMPENSATION = "workers-compensation"
    IMPERMISSIBLE = "impermissible"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A ground in words, where the rule has it, and whether the accounting holds it."""

    words: str
    rule: str
    counts: bool


GROUNDS: Final[Mapping[Ground, Meaning]] = {
    Ground.INSIDE: Meaning("it stays with the clinic's own staff, so it is a use", "164.501", counts=False),
    Ground.PATIENT: Meaning("to the patient, or who acts for them", "164.528(a)(1)(ii)", counts=False),
    Ground.AUTHORIZED: Meaning("with the patient's written authorization", "164.528(a)(1)(iv)", counts=False),
    Ground.TREATMENT: Meaning("for treatment", "164.528(a)(1)(i)", counts=False),
    Ground.PAYMENT: Meaning("for payment", "164.528(a)(1)(i)", counts=False),
    Ground.OPERATIONS: Meaning(
        "for health care operations, a business associate's work among them", "164.528(a)(1)(i)", counts=False
    ),
    Ground.INVOLVED: Meaning("to people involved in the patient's care", "164.528(a)(1)(v)", counts=False),
    Ground.INCIDENTAL: Meaning("incidental to what was permitted", "164.528(a)(1)(iii)", counts=False),
    Ground.LIMITED_DATA_SET: Meaning(
        "as part of a limited data set, under its agreement", "164.528(a)(1)(viii)", counts=False
    ),
    Ground.NATIONAL_SECURITY: Meaning("for national security or intelligence", "164.528(a)(1)(vi)", counts=False),
    Ground.CUSTODY: Meaning("to a prison, or police who hold the patient", "164.528(a)(1)(vii)", counts=False),
    Ground.LAW: Meaning("required by another law", "164.512(a)", counts=True),
    Ground.PUBLIC_HEALTH: Meaning("to a public health authority", "164.512(b)", counts=True),
    Ground.ABUSE: Meaning("about a victim of abuse, neglect or violence", "164.512(c)", counts=True),
    Ground.OVERSIGHT: Meaning("to a health oversight agency", "164.512(d)", counts=True),
    Ground.SECRETARY: Meaning("to the Secretary of HHS, who looks into compliance", "164.502(a)(2)(ii)", counts=True),
    Ground.COURT: Meaning("for a court or an administrative proceeding", "164.512(e)", counts=True),
    Ground.POLICE: Meaning("to law enforcement", "164.512(f)", counts=True),
    Ground.DEATH: Meaning("to a coroner, a medical examiner or a funeral director", "164.512(g)", counts=True),
    Ground.DONATION: Meaning("for the donation of organs, eyes or tissue", "164.512(h)", counts=True),
    Ground.RESEARCH: Meaning("for research without authorization, under a waiver", "164.512(i)", counts=True),
    Ground.THREAT: Meaning("to avert a serious threat", "164.512(j)", counts=True),
    Ground.GOVERNMENT: Meaning("for the military or another special government function", "164.512(k)", counts=True),
    Ground.WORKERS_COMPENSATION: Meaning("for workers' compensation", "164.512(l)", counts=True),
    Ground.IMPERMISSIBLE: Meaning("by mistake or against the rule, as to a wrong number", "164.502(a)", counts=True),
}
"""Every ground, those that do not count first."""

SUSPENDABLE: Final = frozenset({Ground.OVERSIGHT, Ground.POLICE})
"""Whose agencies may ask that the patient is not told for a time (164.528(a)(2))."""


def counts(ground: Ground) -> bool:
    """Tell whether the patient may ask to be told of it."""
    return GROUNDS[ground].counts


def ground_named(text: str) -> Ground | None:
    """Return the ground of that name, None where there is none."""
    return Ground(text) if text in set(Ground) else None
