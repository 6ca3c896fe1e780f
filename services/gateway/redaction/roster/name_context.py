"""What stands beside a word that makes it a name: a title, "my name is", a relative, "speaking"."""

from collections.abc import Sequence
from typing import Final

from services.gateway.redaction.word_list import word_set

_STRONG: Final = word_set(
    "family given mr mrs ms miss mister sr sra srta senor senora senorita don dona dr dra doctor doctora named called "
    "llamo llama llaman llamada llamado surname apellido apellidos nombre name names patient paciente client cliente "
    "attn"
)
_STRONG_PAIRS: Final = frozenset(
    {
        ("name", "is"),
        ("name's", "is"),
        ("nombre", "es"),
        ("apellido", "es"),
        ("names", "is"),
        ("patient", "is"),
        ("nombre", "de"),
        ("name", "of"),
        ("llamarme", "como"),
        ("call", "me"),
    }
)
_WEAK: Final = word_set(
    "i'm im soy for para with con habla saluda hi hello hola dear estimado estimada daughter son husband wife mother "
    "mom father dad sister brother aunt uncle grandma grandpa grandmother grandfather hijo hija esposo esposa marido "
    "mujer mama papa madre padre hermano hermana tio tia abuela abuelo nieto nieta novio novia sobrino sobrina primo "
    "prima niece nephew cousin partner kid baby bebe nino nina thanks gracias regards sincerely atentamente "
    "a tell ask remind see saw call text and y by from como cc"
)
_WEAK_PAIRS: Final = frozenset({("this", "is"), ("i", "am"), ("it", "is"), ("le", "habla"), ("de", "parte")})
_AFTER: Final = word_set(
    "speaking calling here habla hablando dob called needs wants would has hasn't doesn't didn't can't cannot quiere "
    "necesita llamo tiene puede pidio vino"
)
_SKIPPED: Final = frozenset({"[", ":", ",", ".", "=", "-", '"', "'", "(", "s"})

STRONG: Final = 2
WEAK: Final = 1


def context(texts: Sequence[str], first: int, last: int) -> int:
    """Return how strongly the words around those from `first` to `last` tell a name: STRONG, WEAK or 0."""
    at = first - 1
    while at >= 0 and texts[at] in _SKIPPED:
        at -= 1
    before = texts[at] if at >= 0 else ""
    pair = (texts[at - 1], before) if at >= 1 else ("", before)
    if before in _STRONG or pair in _STRONG_PAIRS:
        return STRONG
    after = texts[last + 1] if last + 1 < len(texts) else ""
    return WEAK if before in _WEAK or pair in _WEAK_PAIRS or after in _AFTER else 0
