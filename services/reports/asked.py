"""What is ordered: which events, in which order, in which forms, by whom and why."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from services.audit.model import Actor
from services.audit.reading import LedgerQuery, Sort
from services.reports.errors import NoReason

PURPOSES: Final = {
    "HCOMPL": "compliance",
    "HLEGAL": "legal",
    "PATRQT": "a patient asked",
    "HOPERAT": "operations",
    "HQUALIMP": "quality",
    "HSYSADMIN": "administration of the system",
}
"""Purposes of use that an export may have (HL7 v3 ActReason), each in words."""
LONGEST_REASON: Final = 200


class Form(StrEnum):
    """The files an export can hold beside `events.ndjson`."""

    CSV = "csv"
    FHIR = "fhir"
    PDF = "pdf"


ALL_FORMS: Final = frozenset(Form)


@dataclass(frozen=True, slots=True)
class Order:
    """What an export holds: the same order at the same checkpoint gives the same bytes.

    `report` is a report's name; its table and PDF take the place of the plain list. `size` is the checkpoint to use,
    None for the newest. `discovered` is the day a breach was discovered, for the breach pack.
    """

    query: LedgerQuery = field(default_factory=LedgerQuery)
    sort: Sort = field(default_factory=Sort)
    forms: frozenset[Form] = ALL_FORMS
    report: str = "events"
    size: int | None = None
    discovered: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who takes the records out, why, and for which purpose; it is recorded, and stands in no file of the export."""

    actor: Actor
    reason: str
    purpose: str = "HCOMPL"

    def __post_init__(self) -> None:
        """Refuse an order without a reason.

        Raises:
            NoReason: there is none, it is too long, or the purpose is none.
        """
        plain = self.reason.strip()
        if not plain or len(plain) > LONGEST_REASON or not plain.isprintable() or self.purpose not in PURPOSES:
            raise NoReason(", ".join(f"{code} ({words})" for code, words in PURPOSES.items()))
