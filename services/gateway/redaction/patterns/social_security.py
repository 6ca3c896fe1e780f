"""Social security and individual taxpayer numbers, whole or their last four digits."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.checks import bare, social_security
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import digits

#: Nine digits in any grouping, partly masked ones, and whatever else somebody gives for one.
_NUMBER: Final = (
    r"(?:[\d](?:[ \t.\-_/]{0,3}\d){8}(?!\d)|[x*#]{1,5}[ \t\-]{0,3}(?:[x*#]{1,4}[ \t\-]{0,3})?\d{4}(?!\d)|"
    + digits(4, 11)
    + ")"
)
#: What names the four digits before it: "4409 are the last of my social", "3381 de mi seguro social".
_OF_MINE: Final = (
    r"\s(?:(?:is|are|es|son|of|from|for|de|del|the|los|las|last|ultimos|ultimas|four|cuatro|4|digits|digitos|end|ends|"
    r"numeros)\s){1,7}(?:my|mi|his|her|su|the|pt)\s(?:ssn|social|soc\b|seguro\ssocial|numero\sde\sseguro)"
)
#: "it ends in 4410, my social i mean".
_MEANT: Final = (
    r"[,.]?\s(?:(?:that's|thats|it's|its|i\smean|es|eso\ses|digo)\s)?(?:my|mi)"
    r"\s(?:ssn|social(?!\s(?:w|m|l|a))|seguro\ssocial)\b"
)


def _weigh(value: str) -> int:
    """Weigh three, two and four digits: an impossible area is somebody's number still, mistyped."""
    return 4 if social_security(bare(value)) else 3


RULES: Final[tuple[Rule, ...]] = (
    Cue(
        Label.SSN,
        (
            r"\bs\.?\s?s\.?\s?n\.?s?\b",
            r"\bss\s?(?:#|no\b|num|is\b|:|es\b)",
            r"\bsoc(?:ial)?\s{0,2}s?[ei]?c?\b",
            r"\bso[a-z]{0,3}[ai]?l\s{1,2}s[a-z]{2,5}r[a-z]{1,5}\b",
            r"\bsocials?\b",
            r"\bsosial\b",
            r"\bsocail\b",
            r"\bsoical\b",
            r"\bsegur[a-z]{1,4}\s+so[csz]i[ao]l[a-z]{0,2}\b",
            r"\bsegur[a-z]{1,4}\s+so[csz]ail\b",
            r"\bn\.?s\.?s\.?\b",
            r"\b(?:itin|tin)s?\b",
            r"\btax\s?(?:payer)?\s?id[a-z]{0,12}\b",
            r"\bid(?:entificacion)? (?:tributaria|fiscal)\b",
            r"\bcontribuyente\b",
            r"\b(?:ssn|social)_?(?:last_?)?(?:4|four)\b",
        ),
        _NUMBER,
        weight=5,
        strict=True,
    ),
    Cue(
        Label.SSN,
        (
            r"\blast\s(?:four|4)(?:\s(?:digits|numbers|of\sit))?\b",
            r"\bultimos\s(?:cuatro|4)(?:\s(?:digitos|numeros))?\b",
        ),
        r"(?:r )?(?P<v>\d(?:[ \t\-]?\d){3})(?!\d)",
        weight=2,
        strict=True,
    ),
    Shape(
        Label.SSN,
        (r"\b\d{3}[ \t]?[\-. _/][ \t]?\d{2}[ \t]?[\-. _/][ \t]?\d{4}\b",),
        re.compile(r"\d{3} ?[\-. _/] ?\d{2} ?[\-. _/] ?\d{4}(?![\d])", re.ASCII),
        _weigh,
    ),
    Shape(
        Label.SSN,
        (rf"\b\d{{4}}{_OF_MINE}",),
        re.compile(rf"\d{{4}}(?={_OF_MINE})", re.ASCII),
    ),
    Shape(
        Label.SSN,
        (r"\b\d{4}[,.]?\s(?:[a-z']{1,5}\s){0,2}(?:my|mi)\s(?:ssn|social|seguro\ssocial)",),
        re.compile(rf"\d{{4}}(?={_MEANT})", re.ASCII),
    ),
    Shape(
        Label.SSN,
        (r"[x*#]{3}[\- ]?[x*#]{2}[\- ]?\d{4}\b",),
        re.compile(r"[x*#]{3,}[\- ]?[x*#]{2,}[\- ]?\d{4}", re.ASCII),
    ),
)
