"""Health plan numbers: Medicare's by its shape, Medicaid, member, policy, group and subscriber numbers by words."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE

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

RULES: Final[tuple[Rule, ...]] = (
    Shape(
        Label.HEALTH_PLAN,
        (
            rf"\b[1-9]{_L}{_N}\d[ \-]{{0,3}}{_L}{_N}\d[ \-]{{0,3}}{_L}{{2}}[ \-]{{0,2}}\d{{2}}\b",
            r"\b" + _MBI.replace("S", r"[ \-.]") + r"\b",
        ),
        re.compile(_MBI.replace("S", r"[ \-.]{0,3}") + r"(?![a-z0-9])", re.ASCII),
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
        rf"(?:(?:{_INSURERS})[ ,]{{1,2}})?{CODE}",
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
)
