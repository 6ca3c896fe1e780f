"""Who the clinic's patients are, as far as their identifiers go, and how that changes: what redaction looks for.

A bridge to a system of record says it in these shapes, whatever its own are (FHIR Patient; HL7 v2 PID in an ADT
message); the gateway hears it. The identifiers of relatives on record belong to the entry too (45 CFR
164.514(b)(2)(i): "of the individual or of relatives, employers, or household members").
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, Protocol


class IdentifierKind(StrEnum):
    """What kind of number a patient goes by."""

    MRN = "mrn"
    SSN = "ssn"
    LICENSE = "license"
    HEALTH_PLAN = "health_plan"
    ACCOUNT = "account"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RosterName:
    """A name in its halves, or as `text` where the record has it in one."""

    given: str = field(default="", repr=False)
    family: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RosterIdentifier:
    """A number the patient goes by."""

    kind: IdentifierKind
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One patient; `id` is the system of record's own, the same in every event about this patient."""

    id: str
    names: tuple[RosterName, ...] = field(default=(), repr=False)
    birth_date: date | None = field(default=None, repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    identifiers: tuple[RosterIdentifier, ...] = field(default=(), repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    addresses: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PatientAdded:
    """A patient is new: HL7 v2 ADT^A04 (registered), ADT^A28 (person added)."""

    entry: RosterEntry
    kind: Literal["added"] = "added"


@dataclass(frozen=True, slots=True)
class PatientChanged:
    """A patient's identifiers changed: ADT^A08 (patient updated), ADT^A31 (person updated). The entry is whole."""

    entry: RosterEntry
    kind: Literal["changed"] = "changed"


@dataclass(frozen=True, slots=True)
class PatientMerged:
    """Two records became one: ADT^A40. `entry` is the one that stays, `gone` the id of the other."""

    entry: RosterEntry
    gone: str
    kind: Literal["merged"] = "merged"


@dataclass(frozen=True, slots=True)
class PatientRemoved:
    """A record is deleted: ADT^A23, ADT^A29."""

    id: str
    kind: Literal["removed"] = "removed"


RosterEvent = PatientAdded | PatientChanged | PatientMerged | PatientRemoved


class RosterFeed(Protocol):
    """Takes changes of the roster as they happen. Publishing one twice, or out of order with a listing, does no harm.

    Who was in force stays so until the next listing of all patients: what a changed or removed patient went by
    before is hidden a while longer. A patient who was added or changed is found from the moment `publish` is through
    (where it crosses to another process: from the moment that process has heard it, within seconds).
    """

    async def publish(self, event: RosterEvent) -> None:
        """Take one change."""
        ...
