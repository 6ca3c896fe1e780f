"""Certificate and licence numbers: NPI, DEA, driver's and professional licences, identity cards, passports."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.checks import dea
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE, digits

_CODE: Final = rf"(?:[a-z]\d{{1,3}}(?:[ \t\-.]\d{{2,4}}){{1,5}}(?:-\d)?(?!\d)|{CODE})"
_DNI_LETTERS: Final = "trwagmyfpdxbnjzsqvhlcke"


def _spanish_id(value: str) -> int:
    """Weigh a Spanish DNI or NIE by its check letter."""
    first = {"x": "0", "y": "1", "z": "2"}.get(value[0], value[0])
    number = "".join(each for each in first + value[1:-1] if each.isdigit())
    return 4 if _DNI_LETTERS[int(number) % 23] == value[-1] else 0


RULES: Final[tuple[Rule, ...]] = (
    Cue(Label.LICENSE, (r"\bn\.?p\.?i\b",), digits(8, 11), least=8, weight=6),
    Cue(Label.LICENSE, (r"\bdea\b",), r"[a-z]{0,2}[ \t\-]?\d(?:[ \t\-]?\d){5,7}(?!\d)", least=6, weight=6),
    Shape(
        Label.LICENSE,
        (r"\b[abcdefghjklmprstux][a-z9]\d{7}\b",),
        re.compile(r"[a-z][a-z9]\d{7}(?![a-z0-9])", re.ASCII),
        lambda value: 4 if dea(value) else 0,
    ),
    Cue(
        Label.LICENSE,
        (
            r"\bd[ri]{1,2}ve[a-z]{0,3}'?s?\s{0,2}l[ia][a-z]{0,6}\b",
            r"\bl[iy][cs]en[csz]e?s?\b",
            r"\blic(?:\.|\s?#|\s?no|\s?num)",
            r"\b(?:d\.l\.|dl|cdl)\s?(?:#|no|num|number|is\b|:)",
            r"\bdl\b",
            r"\bli[csz]en[cs]i[ao]s?(?:\sde\s(?:conduc|manej)[a-z]{1,4}|\smedica|\sprofesional)?\b",
            r"\b(?:state|school|military|federal|national|government|dod|va)\sid\b",
            r"\bid\s?card\b",
            r"\b(?:photo|picture|voter|tribal)\sid\b",
            r"\bpass?po(?:r|rt|tr)t?s?\b",
            r"\bpasaportes?\b",
            r"\b(?:green\scard|alien|uscis|visa|permanent\sresident|resident\scard|work\spermit)\s?(?:registration\s)?(?:number|num|no|#|id)\b",
            r"\b(?:green\scard|permiso\sde\strabajo)\b",
            r"\b(?:cedula|cedulas|curp|dni|nie|ine|matricula\sconsular|credencial|identificacion)\b",
            r"\b(?:certificate|certification|registration|permit|badge)\s?(?:id|number|num|no|#)\b",
            r"\b(?:certificado|registro|permiso|credencial)\s(?:numero|num|no|#)",
        ),
        _CODE,
        weight=5,
    ),
    Cue(Label.LICENSE, (r"\brfc\b",), r"[a-z]{3,4}[ \t\-]?\d{6}[ \t\-]?[a-z0-9]{2,3}(?![a-z0-9])", least=6, weight=5),
    Shape(
        Label.LICENSE,
        (r"\b[a-z][aeioux][a-z]{2}\d{6}[hmx][a-z]{2}[b-df-hj-np-tv-z]{3}[a-z0-9]\d\b",),
        re.compile(r"[a-z]{4}\d{6}[a-z]{6}[a-z0-9]\d", re.ASCII),
        lambda _value: 5,
    ),
    Shape(
        Label.LICENSE,
        (r"\b[xyz]?\d{7,8}[ \t\-]?[a-hj-np-tv-z]\b",),
        re.compile(r"[xyz]?\d{7,8}[ \t\-]?[a-z](?![a-z0-9/])", re.ASCII),
        _spanish_id,
    ),
    Shape(
        Label.LICENSE, (r"\ba[ \t\-]?\d{3}-\d{3}-\d{3}\b",), re.compile(r"a[ \t\-]?\d{3}-\d{3}-\d{3}(?!\d)", re.ASCII)
    ),
)
