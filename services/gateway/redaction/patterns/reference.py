"""Other unique numbers and codes: claims, cases, confirmations, prescriptions, one-time codes, passwords."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE
from services.gateway.redaction.spans import Span

_NUMBERED: Final = r"\s?(?:id|ids|number|num|numbr|no|#|nbr|code|ref|reference)\b"
_THINGS: Final = (
    "confirmation|confirmacion|conf|confirm|claim|case|caso|auth|authorization|authorisation|preauth|pre-?authorization|prior\\sauth|approval|"
    "referral|reference|ref|ticket|tracking|order|invoice|receipt|request|transaction|booking|reservation|appointment|record\\slocator|"
    "prescription|rx|refill|script|incident|complaint|file|document|form|employee|student|staff|badge|user|client|customer|provider|"
    "donor|participant|subject|enrollment|registration|cert|bill|statement|check|cheque|payment|pharmacy|work\\sorder|application|"
    "barcode|bar\\scode|wristband|bracelet|session|locker|unique|personal|identification|id"
)
_SPANISH: Final = (
    "caso|reclamo|reclamacion|referencia|confirmacion|autorizacion|receta|orden|factura|recibo|folio|solicitud|tramite|seguimiento|cita|"
    "reserva|transaccion|empleado|estudiante|cliente|usuario|identificacion|pago|boleto|prescripcion|denuncia|reporte|control"
)
#: Whose a bare number is: "is 314739 me or my caregiver", "314739 es mio".
_MINE: Final = r",?\s(?:(?:is|was|be|es|era|sea)\s)?(?:not\s|still\s|no\s)?(?:me|mine|my|mi|mio|hers|yours)\b"


class _Hashed(Shape):
    """A number after a number sign."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the number without its sign."""
        return [Span(each.start + 1, each.end, each.label, each.weight) for each in super().look(text, start, end)]


RULES: Final[tuple[Rule, ...]] = (
    Cue(
        Label.ID,
        (
            rf"\b(?:{_THINGS})'?s?{_NUMBERED}",
            rf"\b(?:{_THINGS})s?\s?#",
            rf"\b(?:numero|nummero|num|nro|no|codigo|id|folio)\.?\s(?:de\s|del\s)?(?:la\s|mi\s)?(?:{_SPANISH})\b",
            r"\b(?:folio|matricula)\b",
            r"\b(?:identifier|guid|uuid)\b",
        ),
        CODE,
        least=3,
        weight=3,
        unless=r"(?:icd|cpt|zip|hcpcs|ndc|loinc|snomed|drg|billing|procedure|diagnosis|rev) ?",
    ),
    Cue(
        Label.ID,
        (
            rf"\b(?:{_THINGS})s?\b",
            r"\b(?:receta|reclamo|autorizacion|confirmacion|referencia|referido|caso|factura|recibo|boleto)\b",
            r"\bconfirm(?:e|ar|en)\s(?:el|la)\b",
            r"\b(?:porton|caseta|acceso)\s(?:es|es\sel)\b",
        ),
        CODE,
        least=6,
        weight=2,
        unless=r"(?:in|the) ",
    ),
    Cue(
        Label.ID,
        (
            r"\b(?:confirmation|confirm|reference|ref|tracking|ticket|claim|authorization|booking|reservation|referral|"
            r"folio|confirmacion|referencia|reclamo|autorizacion|reserva)\s(?:is|es|was|fue|it's)\b",
            r"\b(?:confirmation|reservation|booking|locator|tracking)\s?(?:number|code|no|#)",
            r"\b(?:numero|num|no|codigo)\.?\sde\s(?:confirmacion|reserva|referencia|reclamo|autorizacion|rastreo)\b",
        ),
        r"(?:[a-z]{1,4}-?\d[a-z0-9]{0,8}(?:-[a-z0-9]{2,8}){0,3}|\d{2,6}-[a-z0-9]{3,8})(?![a-z0-9/:.]\w)",
        least=2,
        weight=2,
    ),
    Cue(
        Label.ID,
        (
            r"\b(?:verification|confirmation|access|one[ \t-]?time|login|log\sin|sms|text|pairing|"
            r"activation|invite|security|entry|gate|door|portal|passcode|temporary)\s?(?:pass)?code\b",
            r"\b(?:otp|passcode|pass\scode|pin|pin\scode|pin\snumber|mfa|2fa|totp)\b",
            r"\b(?:my|the|your|this|got|here's\sthe|mi|el|un)\s(?:code|codigo)\b",
            r"\bcode\s(?:is|was|i\sgot|they\ssent)\b",
            r"\bcodigo\s(?:de\s(?:verificacion|confirmacion|acceso|seguridad|un\ssolo\suso)|es|temporal|que\sme)\b",
            r"\b(?:clave|contrasena)\b",
        ),
        r"(?:\d(?:[ \t\-]?\d){3,9}(?!\d)|(?=[a-z]{0,6}\d)[a-z0-9]{4,12})",
        weight=3,
    ),
    Cue(
        Label.ID,
        (r"\b(?:password|passwd|pasword|pwd|passphrase|contrasena|clave)\b",),
        r"(?=[^\s]{0,30}\d)[^\s,;]{4,40}",
        least=1,
        weight=3,
    ),
    _Hashed(
        Label.ID,
        (r"#[a-z]{0,4}-?\d{5}",),
        re.compile(r"#[a-z]{0,4}-?\d{5,20}(?:-[a-z0-9]{1,10}){0,3}", re.ASCII),
        lambda _value: 1,
    ),
    Shape(
        Label.MRN,
        (rf"\b\d{{6,12}}{_MINE}",),
        re.compile(rf"\d{{6,12}}(?={_MINE})", re.ASCII),
        lambda _value: 1,
    ),
    Shape(
        Label.ID,
        (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",),
        re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII),
        lambda _value: 7,
    ),
    Cue(
        Label.ID,
        (
            r"\b(?:patient|person|relatedperson|coverage|encounter|appointment|servicerequest|documentreference|account)/",
        ),
        r"[a-z0-9][a-z0-9\-.]{0,63}",
        least=1,
        strict=True,
    ),
    Cue(Label.ID, (r"\brx\b", r"\b(?:badge|wristband|gafete|brazalete)\b"), CODE, least=5, weight=2),
    Cue(
        Label.ID,
        (r"\b[a-z]{4,14}\s(?:number|#|nbr)\b", r"\b(?:numero|num)\sde(?:\sl[ao])?\s[a-z]{4,14}\b"),
        CODE,
        least=5,
        weight=1,
    ),
)
