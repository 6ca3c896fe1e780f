"""Misspelt cue words put right: "accouunt nubmer", "polzia", "tarejta", by one letter dropped, doubled or swapped."""

import re
from collections.abc import Iterable
from typing import Final

from services.gateway.redaction.shadow import Shadow

_LISTED: Final = (
    "account|acct|authorization|beneficiary|birth|callback|cardiac|celular|cellphone|certificate|chart|claim|"
    "codigo|confirmacion|confirmation|contrasena|correo|credit|cuenta|debit|device|driver|drivers|email|"
    "expediente|extension|factura|fingerprint|group|grupo|historia|huella|identificacion|identification|implant|"
    "insurance|licencia|license|marcapasos|matricula|medicaid|medical|medicare|member|miembro|mobile|number|"
    "numero|pacemaker|pasaporte|passport|password|patient|phone|placa|plate|policy|poliza|prescription|receta|"
    "reclamo|record|reference|referencia|referral|registro|routing|seguridad|security|seguro|serial|serie|social|"
    "subscriber|tarjeta|telefono|telephone|tracking|usuario|vehicle|vehiculo|verification|afiliado|asegurado|"
    "autorizacion|carro|cheque|bancaria|paciente|residente"
)
_WORDS: Final = tuple(_LISTED.split("|"))
#: Words of their own, though a cue word misspelt would look like them.
_OTHERS: Final = frozenset(
    {"patent", "coreo", "corre", "medial", "cuneta", "mobil", "celula", "recta", "divers", "cared", "plata", "polica"}
)
_SHORTEST: Final = 5
_TOKEN: Final = re.compile(r"[a-z]+", re.ASCII)
_DIGIT: Final = re.compile(r"\d", re.ASCII)
_SPACES: Final = str.maketrans(dict.fromkeys(",.;:!?()[]{}\"'-/@#*=|0123456789", " "))


def _slips(word: str) -> set[str]:
    """Return a word with one letter after the first dropped, doubled or swapped with the next."""
    return {
        *(word[:at] + word[at + 1 :] for at in range(1, len(word)) if len(word) > _SHORTEST),
        *(word[:at] + word[at] + word[at:] for at in range(len(word))),
        *(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)),
    }


_RIGHT: Final = {
    slip: word for word in _WORDS for slip in _slips(word) if slip not in _OTHERS and slip not in frozenset(_WORDS)
}


def mended(shadow: Shadow, letters: Iterable[str] | None = None) -> Shadow:
    """Return a shadow with its misspelt cue words put right; itself where it has none, or no digit to announce.

    Args:
        shadow: The text.
        letters: Its runs of letters, where they are known: every misspelt word is one.
    """
    text = shadow.text
    if letters is not None and _RIGHT.keys().isdisjoint(letters):
        return shadow
    if _DIGIT.search(text) is None or _RIGHT.keys().isdisjoint(text.translate(_SPACES).split()):
        return shadow
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    first = shadow.starts or range(len(text))
    last = shadow.ends or range(1, len(text) + 1)
    at = 0
    for token in _TOKEN.finditer(text):
        right = _RIGHT.get(token[0])
        if right is None:
            continue
        begin, end = token.span()
        parts += [text[at:begin], right]
        starts += [*first[at:begin], *([first[begin]] * len(right))]
        ends += [*last[at:begin], *([last[end - 1]] * len(right))]
        at = end
    return Shadow("".join([*parts, text[at:]]), [*starts, *first[at:]], [*ends, *last[at:]])
