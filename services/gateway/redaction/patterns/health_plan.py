"""Health plan numbers: Medicare's by its shape, Medicaid, member, policy, group and subscriber numbers by words."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE, NO_AFFIX
from services.gateway.redaction.spans import Span

_INSURERS: Final = (
    "aetna|cigna|humana|anthem|molina|centene|ambetter|tricare|champva|medicaid|medicare|medi-?cal|masshealth|kaiser|"
    "blue\\s?cross(?:\\sblue\\sshield)?|blue\\sshield|bcbs|united\\s?health\\s?care|uhc|wellcare|oscar\\shealth|amerigroup|"
    "optum|highmark|carefirst|premera|regence|healthnet|health\\snet"
)
_NUMBERED: Final = r"(?:id|ids|number|num|numbr|numebr|no|#|nbr|card|code|identification)\b"
_SPANISH: Final = (
    "miembro|miembros|afiliado|afiliada|afiliacion|poliza|polisa|grupo|asegurado|asegurada|suscriptor|suscritor|"
    "beneficiario|beneficiaria|titular|seguro|seguro medico|plan|plan medico"
)
#: Medicare Beneficiary Identifier (CMS): 1-9, letter, either, digit, letter, either, digit, two letters, two digits.
_L: Final = "[ac-hjkmnp-rt-y]"
_N: Final = "[ac-hjkmnp-rt-y0-9]"
_MBI: Final = rf"[1-9]S{_L}S{_N}S\dS{_L}S{_N}S\dS{_L}S{_L}S\dS\d"

_PLAN: Final = re.compile(
    rf"\b(?:insurance|insured|plans?|coverage|member|policy|medicare|medicaid|seguro|aseguranza|cobertura|poliza|{_INSURERS})\b",
    re.ASCII,
)
_NEAR: Final = 80
_ID: Final = re.compile(r"id", re.ASCII)


class _PlanId(Cue):
    """A bare "id" or "number": of a health plan where one was just spoken of, else, after "id", of anything."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the value with the label that what stands before it gives."""
        planned = _PLAN.search(text, max(0, start - _NEAR), start) is not None
        if not planned and not _ID.match(text, start):
            return []
        label = Label.HEALTH_PLAN if planned else Label.ID
        return [Span(each.start, each.end, label, each.weight) for each in super().look(text, start, end)]


RULES: Final[tuple[Rule, ...]] = (
    Shape(
        Label.HEALTH_PLAN,
        (
            rf"\b[1-9]{_L}{_N}\d[ \t\-]{{0,3}}{_L}{_N}\d[ \t\-]{{0,3}}{_L}{{2}}[ \t\-]{{0,2}}\d{{2}}\b",
            r"\b" + _MBI.replace("S", r"[ \t\-.]") + r"\b",
        ),
        re.compile(_MBI.replace("S", r"[ \t\-.]{0,3}") + r"(?![a-z0-9])", re.ASCII),
        lambda _value: 5,
    ),
    Shape(
        Label.HEALTH_PLAN,
        (r"\b\d{3}-\d{2}-\d{4}-?[a-dhjkmtw]\d?\b",),
        re.compile(r"\d{3}-\d{2}-\d{4}-?[a-dhjkmtw]\d?(?![a-z0-9])", re.ASCII),
        lambda _value: 5,
    ),
    Cue(
        Label.HEALTH_PLAN,
        (
            r"\bm\.?b\.?i\b",
            r"\bhicn?\b",
            r"\bmem(?:ber|eber|bre|bers?hip)?'?s?\s?" + _NUMBERED,
            r"\b(?:sub|subs|subscriber|suscriber|subsriber|policy|polcy|plicy|policies|group|grp|plan|benefit|beneficiary|benificiary|benefits?|"
            r"insurance|insurence|insuranse|isurance|ins|enrollee|dependent|coverage|payer|payor|medicaid|medicare)"
            r"'?s?\s?(?:holder\s?)?" + _NUMBERED,
            r"\b(?:policy|polcy|subscriber|member|medicaid|medicare|medi-?cal|beneficiary|insurance)\b",
            r"\brx\s?(?:bin|pcn|grp|group|id)\b",
            rf"\b(?:{_INSURERS})\b",
            rf"\b(?:numero|nummero|num|nro|no|id|identificacion|tarjeta|carnet|carne)\.?\s(?:de\s|del\s)?(?:mi\s|la\s)?(?:{_SPANISH})\b",
            r"\b(?:poliza|polisa|afiliacion|afiliado|seguro\smedico|aseguradora)\b",
        ),
        rf"(?:(?:{_INSURERS})[ \t,]{{1,2}})?{CODE}",
        least=5,
        weight=4,
    ),
    Cue(
        Label.HEALTH_PLAN,
        (
            r"\b(?:member|policy|subscriber|group|grp|medicaid|medicare|insurance)'?s?\s?(?:id|number|num|no|#)\b",
            r"\b(?:numero|num|no)\.?\s(?:de\s)?(?:miembro|poliza|grupo|afiliado)\b",
        ),
        CODE,
        least=3,
        weight=3,
    ),
    Cue(
        Label.HEALTH_PLAN,
        (r"\bgr(?:oup|uop|oupe|p|ps|upo|uppo|po)\b", r"\bgpo\b"),
        CODE,
        weight=4,
    ),
    Cue(
        Label.HEALTH_PLAN,
        (r"\bcards?\b", r"\btarjetas?\b", r"\bcarnets?\b"),
        rf"(?!(?:{NO_AFFIX})[ ])"
        r"(?:[a-z]{1,4}[ \t\-]?\d{3,}|\d{1,12}[a-z]{1,4}(?=\d))[a-z0-9]{0,12}"
        r"(?:[\t\-][a-z0-9]{1,12}| \d{2,12}(?![a-z0-9/:])){0,6}",
        least=5,
        weight=4,
    ),
    _PlanId(
        Label.HEALTH_PLAN,
        (r"\bids?\b", r"\bidentificacion\b", r"\b(?:number|numbers|numero|num|no\.)\b"),
        CODE,
        least=6,
        weight=2,
    ),
)
