"""How a name is written, told in Spanish: "con q", "con be de burro", "ele u i ese a", "se escribe ..."."""

import re
from typing import Final

#: Letters by their names, folded; those of one vowel are letters only beside others.
_NAMES: Final = {
    "a": "a", "be": "b", "ce": "c", "de": "d", "e": "e", "efe": "f", "ge": "g", "hache": "h", "ache": "h", "i": "i",
    "jota": "j", "ka": "k", "ca": "k", "ele": "l", "eme": "m", "ene": "n", "eñe": "ñ", "enie": "ñ", "o": "o", "pe": "p",
    "cu": "q", "qu": "q", "ere": "r", "erre": "r", "ese": "s", "te": "t", "u": "u", "uve": "v", "ve": "v",
    "equis": "x", "ye": "y", "zeta": "z", "ceta": "z", "y": "y",
}  # fmt: skip
_LETTER: Final = (
    rf"(?:(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?: (?:griega|latina|chica|grande|corta))?|[a-zñ])"
)
#: Three letters or more side by side spell a name.
_RUN: Final = re.compile(rf"(?i)(?<![^\W\d_])(?:{_LETTER}(?:,? |-)){{2,}}{_LETTER}(?![^\W\d_])")
_UNLIKELY: Final = frozenset({"a", "e", "o", "u", "y", "de", "te", "ve", "i", "ese", "ca"})
#: "con q", "con be de burro", "con z al final", "sin hache": how it is written, and no part of the name.
_WRITTEN: Final = re.compile(
    rf"(?i),? (?:con|sin|es con|va con|lleva|termina en|empieza con) (?:la |una |doble |dos )?"
    rf"(?:{_LETTER}|acento|tilde|dieresis)(?![^\W\d_])"
    r"(?: de [^\W\d_]+| al final| al principio| en medio| chica| grande| corta| larga| alta| baja| labial| dental"
    r"| griega| latina| en la \w+)?(?: y no \w+| no con \w+)?,?(?= |\W*$)"
)
_HOW: Final = re.compile(
    r"(?i),? (?:(?:que )?se escribe|se lo deletreo|le deletreo|lo deletreo|deletread[oa]|o sea|es decir|es)[:,]?"
    r"(?= [^\W\d_](?:[ ,.-]+[^\W\d_]\b){2,})"
)


def letters_joined(text: str) -> str:
    """Return the text with letters said by their names as letters, and without remarks on how a name is written."""
    lettered = _RUN.sub(_lettered, text)
    return _WRITTEN.sub("", _HOW.sub("", lettered))


def _lettered(found: re.Match[str]) -> str:
    """Return letters said by their names as single letters; words that are hardly letters stay."""
    words = [word for word in re.split(r"[ ,-]+", found.group()) if word.lower() not in _KINDS]
    if all(word.lower() in _UNLIKELY for word in words):
        return found.group()
    return " ".join(_NAMES.get(word.lower(), word) for word in words)


_KINDS: Final = frozenset({"griega", "latina", "chica", "grande", "corta"})
