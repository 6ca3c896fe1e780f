"""Values of the identity check, read from the raw words: name, birth date, one-time code, telephone number.

These never pass through the grammar of wishes, and a birth date never becomes a wish.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import safe_date
from services.dialogue.understanding.grammar.cascade import Match, Symbol, apply_rules, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.words.numbers import number_of
from services.dialogue.understanding.words.tokens import Token
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_CENTURY: Final = 100
_OLDEST: Final = 130
_DIGIT_WORDS: Final = {
    "oh": "0", "o": "0", "zero": "0", "cero": "0", "to": "2", "too": "2", "for": "4", "ate": "8", "won": "1", "one": "1",
    "uno": "1", "una": "1", "un": "1", "tree": "3", "niner": "9",
}  # fmt: skip
_REPEATS: Final = {"double": 2, "triple": 3, "doble": 2}
CODE_LENGTHS: Final = range(4, 9)
_PHONE: Final = 10


def digits_in(tokens: Sequence[Token], language: Language) -> str:
    """Return the digits that tokens spell: "four two nine", "42 91", "double five", "cuarenta y dos"."""
    digits = ""
    repeat = 1
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.text in _REPEATS:
            repeat = _REPEATS[token.text]
            index += 1
            continue
        found, index = _digits_at(tokens, index, language)
        digits += found * repeat
        if found:
            repeat = 1
    return digits


def _digits_at(tokens: Sequence[Token], index: int, language: Language) -> tuple[str, int]:
    """Return the digits at a token and the index after them."""
    token = tokens[index]
    if token.kind in {"num", "clock", "date", "iso", "ord"}:
        return re.sub(r"\D", "", token.text), index + 1
    if token.kind != "word":
        return "", index + 1
    if token.text in _DIGIT_WORDS:
        return _DIGIT_WORDS[token.text], index + 1
    number = number_of(token.text, language)
    if number is None or number[1]:
        return "", index + 1
    value, after = number[0], index + 1
    if value >= 20 and value % 10 == 0 and after < len(tokens):  # noqa: PLR2004  "forty two"
        at = after + 1 if tokens[after].text == "y" else after
        unit = number_of(tokens[at].text, language) if at < len(tokens) else None
        if unit and 0 < unit[0] < 10 and not unit[1]:  # noqa: PLR2004
            return str(value + unit[0]), at + 1
    return str(value), after


def code_in(tokens: Sequence[Token], language: Language) -> str | None:
    """Return a one-time code: four to eight digits, or None."""
    digits = digits_in(tokens, language)
    return digits if len(digits) in CODE_LENGTHS else None


def phone_in(tokens: Sequence[Token], language: Language) -> str | None:
    """Return a ten-digit number of the North American plan, or None."""
    digits = digits_in(tokens, language)
    if len(digits) == _PHONE + 1 and digits.startswith("1"):
        digits = digits[1:]
    return digits if len(digits) == _PHONE else None


def _full_year(year: int, scene: Scene) -> int:
    """Return a four-digit year: of two digits, the latest that is not in the future."""
    if year >= _CENTURY:
        return year
    current = scene.today.year
    return current - (current - year) % _CENTURY


def _valid(year: int, month: int, day: int, scene: Scene) -> date | None:
    """Return the date when someone alive can be born on it."""
    found = safe_date(_full_year(year, scene), month, day)
    if found is None or found > scene.today or found.year < scene.today.year - _OLDEST:
        return None
    return found


Readings = tuple[date, ...]


def _readings(first: int, second: int, year: int, scene: Scene) -> Readings | None:
    """Return the readings of three numbers: month first in English; both orders in Spanish."""
    us, other = _valid(year, first, second, scene), _valid(year, second, first, scene)
    if us and other and us != other and scene.language is Language.ES:
        return (other, us)
    found = us or other
    return (found,) if found else None


def _numeric(match: Match, scene: Scene) -> Readings | None:
    """Read 3/4/1984."""
    first, second, year = match.get("NDATE")
    return _readings(first, second, year, scene) if year is not None else None


def _numeric_and_year(match: Match, scene: Scene) -> Readings | None:
    """Read 3/4 1984 and "three four eighty four"."""
    if match.has("NDATE"):
        first, second, _year = match.get("NDATE")
        return _readings(first, second, _year_of(match.all("NUM"))[0], scene)
    numbers = match.all("NUM", "ORD", "ONE", "UN")
    year, count = _year_of(numbers[2:])
    return _readings(numbers[0], numbers[1], year, scene) if count == len(numbers) - 2 else None


def _iso(match: Match, scene: Scene) -> Readings | None:
    """Read 1984-03-04."""
    found = _valid(*match.get("ISO"), scene)
    return (found,) if found else None


def _compact(match: Match, scene: Scene) -> Readings | None:
    """Read 03041984 and 030484."""
    symbol = match.symbols[0]
    digits = symbol.word
    if len(digits) == 8:  # noqa: PLR2004  MMDDYYYY
        return _readings(int(digits[:2]), int(digits[2:4]), int(digits[4:]), scene)
    if len(digits) == 6:  # noqa: PLR2004  MMDDYY
        return _readings(int(digits[:2]), int(digits[2:4]), int(digits[4:]), scene)
    return None


def _year_of(numbers: Sequence[int]) -> tuple[int, int]:
    """Return a year from one number or two halves ("nineteen eighty four", "nineteen oh four"), and how many were used."""
    if len(numbers) >= 3 and numbers[0] in {19, 20} and numbers[1] == 0 and numbers[2] < 10:  # noqa: PLR2004
        return numbers[0] * _CENTURY + numbers[2], 3
    if len(numbers) >= 2 and numbers[0] in {19, 20} and numbers[1] < _CENTURY:  # noqa: PLR2004
        return numbers[0] * _CENTURY + numbers[1], 2
    if len(numbers) >= 2 and numbers[0] == 0:  # noqa: PLR2004  "oh four"
        return numbers[1], 2
    return (numbers[0], 1) if numbers else (-1, 0)


def _named(match: Match, scene: Scene) -> Readings | None:
    """Read "March 4 1984", "4 de marzo de 1984", "the fourth of march eighty four"."""
    numbers = match.all("NUM", "ORD", "ONE", "UN")
    year, used = _year_of(numbers[1:])
    if used != len(numbers) - 1:
        return None
    found = _valid(year, match.get("MON", "MAY"), numbers[0], scene)
    return (found,) if found else None


_N: Final = "(NUM|ORD|ONE|UN)"
_OF: Final = "(OF|OF EL|COMMA|IN|STOP|DASH|SLASH|THE|EL)*"
_YEAR: Final = "NUM NUM? NUM?"

_RULES: Final = (
    rule("ISO", "BIRTH", _iso),
    rule(
        "NDATE (COMMA|OF)? NUM NUM?",
        "BIRTH",
        lambda m, s: _numeric_and_year(m, s) if m.get("NDATE")[2] is None else None,
    ),
    rule("NDATE", "BIRTH", _numeric),
    rule(f"(THE|EL)? UNIT? {_N} {_OF} (MON|MAY) {_OF} UNIT? {_YEAR}", "BIRTH", _named),
    rule(f"(MON|MAY) {_OF} {_N} {_OF} UNIT? {_YEAR}", "BIRTH", _named),
    rule(
        f"{_N} (SLASH|DASH|OF|STOP|COMMA)? (EL|THE)? {_N} (SLASH|DASH|OF|OF EL|STOP|COMMA)* {_YEAR}",
        "BIRTH",
        _numeric_and_year,
    ),
    rule("NUM", "BIRTH", _compact),
)


def birth_date_in(symbols: list[Symbol], scene: Scene) -> Readings | None:
    """Return the readings of a birth date in the symbols, the likeliest first, or None."""
    read = apply_rules([symbol for symbol in symbols if symbol.cat != "FILL"], _RULES, scene)
    found: Readings | None = next((symbol.value for symbol in read if symbol.cat == "BIRTH"), None)
    return found


_LEAD: Final = re.compile(
    r"^(?:\W*(?:hi|hello|hey|hola|buenas|buenos dias|buenas tardes|yes|yeah|sure|ok|okay|si|claro|well|um|uh|good morning|good afternoon|sorry|no|oh|eh|pues)\b[\s,.!]*)*"
    r"(?:(?:my|the|mi|el)\s+)?(?:(?:full|first|last|complete|patient'?s?)\s+)?"
    r"(?:name'?s?(?:\s+(?:is|of the patient is|on file is))?\b|names\b|nombre(?: completo)?(?: del paciente)?(?: es)?\b|this is\b|it'?s\b|it is\b|i am\b|i'?m\b|im\b|call me\b|"
    r"me llamo\b|soy\b|yo soy\b|se llama\b|a nombre de\b|esta a nombre de\b|es\b|le habla\b|habla\b|that'?s\b|that is\b|under(?: the name(?: of)?)?\b|patient(?: is)?\b|el paciente es\b|la paciente es\b)?"
    r"[\s:,.-]*",
)  # fmt: skip
_STATED: Final = re.compile(
    r"\b(?:my name is|my name'?s|name is|me llamo|mi nombre es|this is|soy(?= [A-ZÁÉÍÓÚÑa-z]+ [a-z]))\s+(?P<name>[^\W\d_][^\d,.;!?]*)"
)
_TAIL: Final = re.compile(
    r"\s*(?:,|(?<=\w{3})\.|;|!|\?|\band (?:my|i|birth|dob|born)\b|\by (?:mi|naci|nacida|nacido|quiero|necesito)\b|\bdob\b|\bdate of birth\b|\bborn\b|\bbirthday\b|\bnac[ií]\b|\bnacid[oa]\b|\bfecha\b|\bplease\b|\bpor favor\b|\bthanks?\b"
    r"|\bgracias\b|\bhere\b|\bi (?:need|want|would|have)\b|\band\b(?= i\b)|\d|\bquiero\b|\bnecesito\b|\bpero\b|\bbut\b).*$",
    re.DOTALL,
)
#: "for my daughter", "la mamá de": the name of the patient follows.
_RELATION: Final = re.compile(
    r"^(?:for |para )?(?:my|mi|la|el) (?:\w+ )?(?:daughter|son|mother|mom|father|dad|husband|wife|kid|child|hij[oa]|mam[aá]|pap[aá]|espos[oa]|madre|padre|abuel[oa])"
    r"(?:'s name is| is| es| se llama| de|,)? ",
    re.IGNORECASE,
)
_LOOSE_END: Final = re.compile(r"\s+(?:y|and|e|but|pero)$", re.IGNORECASE)
_NAME_WORD: Final = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’.\-])*$")
_LONGEST_NAME: Final = 6
#: Words that make a sentence of it.
_SENTENCE_WORDS: Final = word_set(
    """
    i my for to don't dont want is the and not you it what do mean need have can't cant my mi para
    no quiero que un una the at on appointment cita cancel please was are would like with how when
    where why he she they
    """
)
#: Words that no name consists of alone.
_NO_NAMES: Final = word_set(
    """
    yes no yeah ok okay sure what why who help stop cancel nothing idk none hello hi hola si que por
    porque quien ayuda nada please thanks gracias not calling trying looking here having sick going
    late sorry good fine tired unable wanting busy unsure confused done ready afraid worried happy
    interested able available free scheduled supposed booked enfermo enferma nuevo nueva new a an
    the un una el la paciente patient
    """
)


def name_in(text: str, *, stated_only: bool = False) -> str | None:
    """Return the name in the raw text, as written; None when there is none.

    Args:
        text: The message as written.
        stated_only: Only take a name behind "my name is" and the like, not a bare one.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    if stated_only:
        stated = _STATED.search(lowered)
        if stated is None:
            return None
        start = stated.start("name")
    else:
        lead = _LEAD.match(lowered)
        start = lead.end() if lead else 0
    tail = _TAIL.search(lowered, start)
    name = text[start : tail.start() if tail else len(text)].strip(" \t\n\"'.,:;-()")
    name = _LOOSE_END.sub("", _RELATION.sub("", name))
    return name if _is_name(name) else None


def _is_name(name: str) -> bool:
    """Tell whether the words can be a person's name."""
    words = name.split()
    if not 1 <= len(words) <= _LONGEST_NAME or len(name) > 80:  # noqa: PLR2004  longer is no name
        return False
    if any(not _NAME_WORD.match(word) for word in words):
        return False
    return words[0].lower() not in _NO_NAMES and not _SENTENCE_WORDS & {word.lower() for word in words}
