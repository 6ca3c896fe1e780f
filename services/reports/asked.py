"""What is ordered: which events, in which order, in which forms, by whom and why."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from services.audit.model import Actor
from services.audit.reading import LedgerQuery, Sort
from services.disclosures.disclosure import Disclosure, check_words
from services.disclosures.ground import Ground, counts
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
class Given:
    """To whom the records go, and on what ground (45 CFR 164.528(a)(1)).

    Where the ground counts, what 164.528(b)(2) asks for has to be said: an accountable event is filed for each patient
    whose records are in the export.
    """

    ground: Ground = Ground.INSIDE
    recipient: str = field(repr=False, default="")
    address: str = field(repr=False, default="")
    description: str = field(repr=False, default="")
    statement: str = field(repr=False, default="")

    def disclosure(self, on: date, found: str) -> Disclosure | None:
        """Return the disclosure that it is, None where the patient may not ask to be told of it.

        Raises:
            WrongDisclosure: something that the accounting has to tell is missing.
        """
        if not counts(self.ground):
            return None
        return Disclosure(
            self.ground, self.recipient, self.description, self.statement, on, address=self.address, found=found
        )

    def words(self) -> dict[str, str]:
        """Return what the export's own event says of it."""
        words = {"given": self.ground.value, "recipient": self.recipient, "recipient_address": self.address}
        return {name: value for name, value in words.items() if value}


@dataclass(frozen=True, slots=True)
class Asking:
    """Who takes the records out, why, for whom and for which purpose; recorded, and in no file of the export."""

    actor: Actor
    reason: str
    purpose: str = "HCOMPL"
    given: Given = field(default_factory=Given)

    def __post_init__(self) -> None:
        """Refuse an order without a reason.

        Raises:
            NoReason: there is none, it is too long, or the purpose is none.
            WrongDisclosure: it goes to somebody, and the accounting could not tell to whom, what or why.
        """
        check_words("who receives it", self.given.recipient, needed=False)
        check_words("the recipient's address", self.given.address, needed=False)
        self.given.disclosure(date.min, "")
        plain = self.reason.strip()
        if not plain or len(plain) > LONGEST_REASON or not plain.isprintable() or self.purpose not in PURPOSES:
            raise NoReason(", ".join(f"{code} ({words})" for code, words in PURPOSES.items()))
