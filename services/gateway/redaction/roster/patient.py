"""One patient of the clinic, as far as it is needed to find them in a text."""

from dataclasses import dataclass
from datetime import date

from services.gateway.redaction.labels import Label


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its two halves, as FHIR HumanName and HL7 XPN have them.

    Attributes:
        given: Given names, the first one and all others.
        family: Family names, one or two of them, with their particles.
        middle: Words between them of which nobody said whether they are given or family names.
    """

    given: str
    family: str
    middle: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number the patient goes by: a medical record number and the like."""

    label: Label
    value: str


@dataclass(frozen=True, slots=True)
class RosterPatient:
    """What identifies a patient, as the clinic's records have it.

    Attributes:
        names: The names the patient (and the relatives on record) go by.
        birth_date: The birth date, where it is known.
        phones: Telephone numbers in any writing.
        identifiers: Medical record and other numbers.
        emails: E-mail addresses.
        addresses: Street lines ("412 Maple Street").
    """

    names: tuple[PersonName, ...] = ()
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


_PARTICLES = frozenset({"de", "del", "la", "las", "los", "van", "von", "der", "den", "di", "da", "dos", "st", "san"})


def split_name(written: str) -> PersonName:
    """Return the halves of a name written in one: "Maria Lopez", "Lopez, Maria", "Ana de la Cruz"."""
    family, comma, given = written.partition(",")
    if comma:
        return PersonName(given.strip(), family.strip())
    words = written.split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower().rstrip(".") in _PARTICLES:
        cut -= 1
    if cut < 1:
        return PersonName("", written.strip())
    return PersonName(words[0], " ".join(words[cut:]), middle=" ".join(words[1:cut]))
