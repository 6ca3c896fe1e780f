"""Words that mean stop, start or help, in both languages at once, before anything else reads the text.

STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE and OPTOUT are the carrier's own opt-out words and the FCC's
(47 CFR 64.1200(a)(10)); START, UNSTOP and YES opt in again; HELP and INFO are reserved. A word counts only when it is
the whole text: "cancel my visit" is a request, CANCEL alone is an opt-out, and its confirmation says that no visit was
called off.

The carrier knows no Spanish words, so ours are the only ones that work:
- ALTO, PARAR, PARE, DETENER, BASTA, BAJA, SALIR, TERMINAR, REVOCAR say in Spanish what STOP, END, QUIT, REVOKE say.
- CANCELAR opts out as CANCEL does: whoever reads it as a revocation must not get one more text, and whoever meant the
  visit is told at once that it stands, and how to call it off.
- FIN and NO are not here: both answer questions of the conversation.
- INICIAR, COMENZAR, REANUDAR and ACTIVAR opt in. SÍ does not: it is every day's answer, and the carrier would keep its
  own block, so it would look as if texts were on.
- YES opts in only where the number had opted out; else it is an answer to what was asked.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from services.kernel.language import Language


class Reserved(StrEnum):
    """What a reserved text asks for."""

    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class ReservedWord:
    """A text that is a reserved word. `visit`: it may have been meant for the visit."""

    asks: Reserved
    language: Language
    visit: bool = False


_MEANT_VISIT = frozenset({"cancel", "cancelar", "end", "terminar"})
_ANSWERS_TOO = frozenset({"yes"})

_WORDS: dict[Reserved, dict[Language, str]] = {
    Reserved.STOP: {
        Language.EN: (
            "stop|stopall|stop all|unsubscribe|cancel|end|quit|revoke|optout|opt out|stop please|please stop|"
            "stop texting me|stop texting|stop texts|no more texts|unsubscribe me|remove me|opt me out"
        ),
        Language.ES: (
            "alto|parar|pare|paren|detener|basta|baja|salir|terminar|revocar|cancelar|darme de baja|alto por favor|"
            "no mas mensajes|no mas textos|no me escriban|no me escriban mas|no me manden mensajes|"
            "no me manden mas mensajes|dejen de escribirme"
        ),
    },
    Reserved.START: {
        Language.EN: "start|unstop|yes|opt in|optin",
        Language.ES: "iniciar|comenzar|reanudar|activar",
    },
    Reserved.HELP: {
        Language.EN: "help|info",
        Language.ES: "ayuda|informacion",
    },
}

_MEANINGS: dict[str, ReservedWord] = {
    word: ReservedWord(asks, language, word in _MEANT_VISIT)
    for asks, languages in _WORDS.items()
    for language, words in languages.items()
    for word in words.split("|")
}

RESERVED_WORDS = frozenset(word for word in _MEANINGS if " " not in word)
"""Every single reserved word, folded: none of our texts may ask for one as a choice."""


def folded(text: str) -> str:
    """Return a text without case, accents, punctuation and double spaces; full-width and styled letters are plain."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    shown = "".join(letter if letter.isalnum() else _gap(letter) for letter in letters)
    return " ".join(shown.split())


def _gap(letter: str) -> str:
    """Return a space for what parts words, nothing for invisible letters and apostrophes."""
    return "" if letter in "'\u2019" or unicodedata.category(letter) == "Cf" else " "


def reserved(text: str, *, stopped: bool) -> ReservedWord | None:
    """Return what a reserved text asks for, or None; `stopped` says whether the number has opted out."""
    word = folded(text)
    if word in _ANSWERS_TOO and not stopped:
        return None
    return _MEANINGS.get(word) or _MEANINGS.get(word.replace(" ", ""))
