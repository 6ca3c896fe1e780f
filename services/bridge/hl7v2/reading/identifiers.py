"""Identifiers: EI of appointments, CX of patients, XCN and PL of who and where (HL7 v2.8.2 chapter 2A)."""

from dataclasses import dataclass, field

from services.bridge.hl7v2.er7.segment import Segment
from services.bridge.hl7v2.profile import SenderProfile


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value, who gave it, and what kind of number it is (table 0203)."""

    value: str = field(repr=False)
    authority: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A provider, a place, a device or a service: its code and the name people use."""

    code: str
    name: str = ""


def entity(segment: Segment, number: int) -> Identifier | None:
    """Return an EI field: SCH-1, SCH-2."""
    value = segment.value(number)
    return Identifier(value, segment.value(number, 2) or segment.value(number, 3)) if value else None


def patient_identifiers(segment: Segment, number: int = 3) -> list[Identifier]:
    """Return a CX field's repetitions: PID-3, MRG-1."""
    return [
        Identifier(
            value, segment.value(number, 4, 1, at) or segment.value(number, 4, 2, at), segment.value(number, 5, 1, at)
        )
        for at in range(1, len(segment.repetitions(number)) + 1)
        if (value := segment.value(number, 1, 1, at))
    ]


def chosen(identifiers: list[Identifier], profile: SenderProfile) -> Identifier | None:
    """Return the number by which the sender's profile knows a patient; None where none or several fit it."""
    fitting = {
        each.value: each
        for each in identifiers
        if profile.patient_authority in {"", each.authority} and profile.patient_type in {"", each.type}
    }
    if profile.patient_authority or profile.patient_type:
        return next(iter(fitting.values())) if len(fitting) == 1 else None
    return identifiers[0] if identifiers else None


def person(segment: Segment, number: int, repetition: int = 1) -> Named | None:
    """Return an XCN field (AIP-3, SCH-16): the number and `given family`, as far as they are there."""
    code = segment.value(number, 1, 1, repetition)
    family, given = segment.value(number, 2, 1, repetition), segment.value(number, 3, 1, repetition)
    name = " ".join(each for each in (given, family) if each)
    return Named(code or name, name) if code or name else None


def place(segment: Segment, number: int) -> Named | None:
    """Return a PL field (AIL-3): point of care, room, bed and facility name it together."""
    parts = [segment.value(number, component) for component in (1, 2, 3)]
    facility = segment.value(number, 4)
    code = "^".join([*parts, facility]).strip("^")
    words = [each for each in (*parts, facility) if each]
    return Named(code, ", ".join(words)) if code else None


def coded(segment: Segment, number: int) -> Named | None:
    """Return a CE or CWE field: code and text, or the alternates where the first is empty."""
    code, text = segment.value(number, 1), segment.value(number, 2)
    if not code and not text:
        code, text = segment.value(number, 4), segment.value(number, 5)
    return Named(code or text, text) if code or text else None
