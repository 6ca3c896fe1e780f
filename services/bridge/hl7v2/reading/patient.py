"""ADT: who a patient is (PID), and which number went over into which (MRG); HL7 v2.8.2 chapter 3.

A field that is empty leaves what is known as it is, and `""` deletes it (2.5.3): so each part is either said or not.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from services.bridge.hl7v2.er7.message import Message
from services.bridge.hl7v2.er7.segment import NULL, Segment
from services.bridge.hl7v2.instants import read_date
from services.bridge.hl7v2.profile import SenderProfile
from services.bridge.hl7v2.reading.doubt import Doubt, Kind
from services.bridge.hl7v2.reading.identifiers import Identifier, chosen, patient_identifiers
from services.kernel.language import Language


class PatientEvent(StrEnum):
    """Events of ADT that say who patients are."""

    REGISTERED = "A04"
    UPDATED = "A08"
    PERSON_ADDED = "A28"
    PERSON_UPDATED = "A31"
    MERGED = "A40"


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name of a patient; `kind` is of table 0200 (`L` legal, `N` nickname)."""

    family: str = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Demographics:
    """What a message says of a patient. None: it does not say; empty: it says that there is none (any more)."""

    names: tuple[PersonName, ...] | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    phones: tuple[str, ...] | None = field(default=None, repr=False)
    mails: tuple[str, ...] | None = field(default=None, repr=False)
    language: Language | None = None
    deceased: bool | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What an ADT message says: of whom, and what; for a merge also the number that is used no more."""

    event: PatientEvent
    patient: Identifier | None
    identifiers: tuple[Identifier, ...]
    said: Demographics
    retired: Identifier | None = None
    doubts: tuple[Doubt, ...] = ()


_EVENTS: Final = {each.value: each for each in PatientEvent}
_LANGUAGES: Final = {"en": Language.EN, "eng": Language.EN, "es": Language.ES, "spa": Language.ES}
_MAIL_KINDS: Final = frozenset({"NET", "X.400"})
_PHONE_FIELDS: Final = (13, 14, 40)
_DECEASED: Final = {"Y": True, "N": False}


def read_registered(message: Message, profile: SenderProfile) -> list[Registered] | None:
    """Return what an ADT message says; a merge may be about several pairs. None where its event is none that we read.

    Args:
        message: the message.
        profile: its sender's.
    """
    event = _EVENTS.get(message.value("MSH-9.2"))
    if event is None:
        return None
    if event is PatientEvent.MERGED:
        return _merges(message, profile)
    patients = message.all("PID")
    return [_registered(event, each, profile) for each in patients] or [_nobody(event)]


def _merges(message: Message, profile: SenderProfile) -> list[Registered]:
    """Pair each PID with the MRG behind it."""
    merges: list[Registered] = []
    survivor: Segment | None = None
    for segment in message:
        if segment.name == "PID":
            survivor = segment
        elif segment.name == "MRG" and survivor is not None:
            merges.append(_merge(survivor, segment, profile))
    return merges or [_nobody(PatientEvent.MERGED)]


def _merge(survivor: Segment, merged: Segment, profile: SenderProfile) -> Registered:
    kept = _registered(PatientEvent.MERGED, survivor, profile)
    retired = chosen(patient_identifiers(merged, 1), profile)
    doubts = kept.doubts if retired else (*kept.doubts, Doubt(Kind.NO_PATIENT, ("MRG-1",)))
    if retired and kept.patient and retired.value == kept.patient.value:
        doubts = (*doubts, Doubt(Kind.SEVERAL_PATIENTS, ("PID-3", "MRG-1")))
    return Registered(kept.event, kept.patient, kept.identifiers, kept.said, retired, doubts)


def _registered(event: PatientEvent, segment: Segment, profile: SenderProfile) -> Registered:
    identifiers = patient_identifiers(segment)
    patient = chosen(identifiers, profile)
    doubts = () if patient else (Doubt(Kind.NO_PATIENT, ("PID-3",)),)
    return Registered(event, patient, tuple(identifiers), _demographics(segment), doubts=doubts)


def _nobody(event: PatientEvent) -> Registered:
    return Registered(event, None, (), Demographics(), doubts=(Doubt(Kind.NO_PATIENT, ("PID-3",)),))


def _demographics(segment: Segment) -> Demographics:
    return Demographics(
        names=_names(segment),
        birth_date=read_date(segment.value(7)),
        phones=_numbers(segment, mails=False),
        mails=_numbers(segment, mails=True),
        language=_LANGUAGES.get(segment.value(15).strip().lower()[:3].rstrip("-_")),
        deceased=_DECEASED.get(segment.value(30).upper()),
    )


def _names(segment: Segment) -> tuple[PersonName, ...] | None:
    """Read PID-5: family, given, the further given names together, and the name's kind (XPN)."""
    if not segment.raw(5):
        return None
    names = [
        PersonName(
            segment.value(5, 1, 1, at),
            tuple(each for each in (segment.value(5, 2, 1, at), *segment.value(5, 3, 1, at).split()) if each),
            segment.value(5, 7, 1, at),
        )
        for at in range(1, len(segment.repetitions(5)) + 1)
    ]
    return tuple(each for each in names if each.family or each.given)


def _numbers(segment: Segment, *, mails: bool) -> tuple[str, ...] | None:
    """Read numbers or addresses of PID-13, PID-14 and (from 2.7 on) PID-40 (XTN); mobile numbers first."""
    raws = [segment.raw(number) for number in _PHONE_FIELDS]
    if not any(raws):
        return None
    found: dict[str, bool] = {}
    for number, raw in zip(_PHONE_FIELDS, raws, strict=True):
        for at in range(1, len(segment.repetitions(number)) + 1 if raw and raw != NULL else 1):
            kind = segment.value(number, 3, 1, at).upper()
            text = _mail(segment, number, at) if mails else _phone(segment, number, at, kind)
            if text:
                found[text] = found.get(text, False) or kind == "CP"
    return tuple(sorted(found, key=lambda each: not found[each]))


def _mail(segment: Segment, number: int, at: int) -> str:
    """Read an address: XTN-4, or XTN-1 with an @."""
    address = segment.value(number, 4, 1, at) or segment.value(number, 1, 1, at)
    return address if "@" in address else ""


def _phone(segment: Segment, number: int, at: int, kind: str) -> str:
    """Read a number: as one (XTN-12 or XTN-1), or country, area and local number (XTN-5 to 7)."""
    if kind in _MAIL_KINDS:
        return ""
    whole = segment.value(number, 12, 1, at) or segment.value(number, 1, 1, at)
    if whole and "@" not in whole:
        return whole
    country, area, local = (segment.value(number, component, 1, at) for component in (5, 6, 7))
    if not local:
        return ""
    return f"+{country.lstrip('+')}{area}{local}" if country else f"{area}{local}"
