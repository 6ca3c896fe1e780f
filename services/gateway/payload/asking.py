"""What kind of identifier a question asks for, so that a bare answer ("john", "oh four twelve") is understood."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import fold

_TAIL: Final = 300
_ASKS: Final = (
    (Label.DOB, r"date of birth|birth ?date|birthday|\bdob\b|when were you born|fecha de nacimiento|cuando nacio"),
    (Label.SSN, r"social security|\bssn\b|seguro social"),
    (Label.MRN, r"medical record|\bmrn\b|chart number|(?:patient|record) (?:id|number)|\bexpediente\b"
     r"|historia clinica"),
    (Label.ACCOUNT, r"(?:credit|debit|bank) card|card number|account number"
     r"|(?:numero de|su) (?:la )?(?:tarjeta|cuenta)"),
    (Label.HEALTH_PLAN, r"member (?:id|number)|insurance (?:id|number|card)|policy number|numero de (?:seguro|poliza)"),
    (Label.FAX, r"\bfax\b"),
    (Label.EMAIL, r"e-?mail|correo"),
    (Label.ADDRESS, r"\baddress\b|\bzip\b|postal code|where do you live|direccion|codigo postal|donde vive"),
    (Label.PHONE, r"phone|\bcell\b|mobile|call you (?:back )?(?:at|on)|number (?:can|should) we"
     r"|(?:best|good|callback) number|telefono|celular"),
    (Label.NAME, r"\bnames?\b|i speaking|who is (?:this|calling)|\b(?:nombre|apellido)s?\b|se llama|quien habla"),
    (Label.PLACE, r"what city|which city|what county|que ciudad"),
)  # fmt: skip
_PATTERNS: Final = tuple((label, re.compile(pattern)) for label, pattern in _ASKS)


def asked_for(question: str) -> Label | None:
    """Return what the end of an assistant's message asks for; where it asks for several things, the last of them."""
    asked = all_asked_for(question)
    return asked[0] if asked else None


def all_asked_for(question: str) -> tuple[Label, ...]:
    """Return all that the last sentence to ask for something asks for ("your name and birth date?"), last first."""
    tail = fold(question[-_TAIL:]).text
    if "?" not in tail and not re.search(r"\b(?:please|por favor|need|enter|provide|confirm|give|diga|digame)\b", tail):
        return ()
    ends = sorted(
        ((found.end(), label) for label, pattern in _PATTERNS for found in pattern.finditer(tail)), reverse=True
    )
    if not ends:
        return ()
    begins = max(tail.rfind(mark, 0, ends[0][0]) for mark in ".?!\n")
    return tuple(dict.fromkeys(label for end, label in ends if end > begins))
