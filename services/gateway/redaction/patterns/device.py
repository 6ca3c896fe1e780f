"""Device identifiers: UDI, IMEI, serial numbers of what is implanted, worn or carried."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE, digits

_WORN: Final = (
    "pace\\s?maker|pacer|defibrillator|icd|loop\\srecorder|insulin\\spump|pump|stent|implant|hearing\\said|cpap|bipap|dexcom|"
    "libre|cgm|sensor|monitor|transmitter|stimulator|cochlear\\simplant|cochlear|prosthesis|lens|meter|glucometer|"
    "ventilator|concentrator|wheelchair|catheter|port|marcapasos?|desfibrilador|bomba(?:\\sde\\sinsulina)?|implante|"
    "protesis|audifono|medidor|glucometro|device|dispositivo|equipo|aparato"
)

RULES: Final[tuple[Rule, ...]] = (
    Shape(
        Label.DEVICE,
        (r"\(01\)[ \t]?\d{14}",),
        re.compile(r"\(01\) ?\d{14}(?: ?\(\d{2}\) ?[a-z0-9\-]{1,20})*+", re.ASCII),
        lambda _value: 6,
    ),
    Cue(Label.DEVICE, (r"\bu\.?d\.?i\b", r"\bgudid\b", r"\bdevice\sidentifier\b"), rf"\+?{CODE}", weight=6),
    Cue(Label.DEVICE, (r"\bi\.?m\.?e\.?i\b", r"\bmeid\b", r"\biccid\b", r"\besn\b"), digits(8, 22), least=8, weight=6),
    Cue(
        Label.DEVICE,
        (
            r"\bser[ia]{1,2}l(?:es)?\b",
            r"\bs/n\b",
            r"\bsn\s?[:#]",
            r"\b(?:numero|num|no)\.?\sde\sserie\b",
            r"\bserie\b",
            r"\bdevice\s?(?:id|number|num|no|#)\b",
            r"\b(?:id|numero)\sdel?\s(?:dispositivo|equipo|aparato)\b",
            rf"\b(?:{_WORN})\s?(?:id|number|num|no|#|identifier|serial|ref|lot|lote|model|modelo|numero|s/n)\b",
        ),
        CODE,
        least=3,
        weight=6,
    ),
    Cue(
        Label.DEVICE,
        (rf"\b(?:{_WORN})\b",),
        rf"(?!(?:9|10|11)[ \-:#]{{1,2}}(?:cm[ :\-]{{1,2}})?(?:[a-z]\d|\d{{3}}\.\d)){CODE}",
        least=5,
        weight=3,
    ),
    Cue(
        Label.DEVICE,
        (r"\b(?:device|equipo|dispositivo|aparato)\b",),
        r"[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5,7}(?![0-9a-z])",
        least=0,
        weight=6,
        strict=True,
    ),
)
