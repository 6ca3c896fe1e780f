"""A number told piece by piece: "it's 312", "555", "oh one four two"; a birth date: "march", "third", "1980".

A piece is a text of numbers and of words that say nothing beside them. After the question all its numbers are part of
what was asked for, however short they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from services.gateway.redaction.answer_words import AROUND
from services.gateway.redaction.dates.months import MONTHS, RANKS
from services.gateway.redaction.dates.spoken import NUMBER_WORDS, SAID
from services.gateway.redaction.digit_runs import digit_runs
from services.gateway.redaction.labels import Label
from services.gateway.redaction.spoken_words import TEENS, UNITS
from services.gateway.redaction.view import View, Word
from services.gateway.redaction.word_list import word_set

WHOLE: Final[Mapping[Label, int]] = {
    Label.PHONE: 10,
    Label.FAX: 10,
    Label.SSN: 9,
    Label.MRN: 10,
    Label.ACCOUNT: 16,
    Label.HEALTH_PLAN: 11,
    Label.ID: 12,
    Label.LICENSE: 12,
    Label.DOB: 8,
}
"""What is told in pieces, and how many digits a whole one has at most."""

_CODES: Final = frozenset({Label.MRN, Label.ACCOUNT, Label.HEALTH_PLAN, Label.ID, Label.LICENSE})
_TIMES: Final = word_set("double triple doble dash hyphen guion point punto slash hundred thousand mil cien")
#: What is said before, between and after pieces, besides the words around any answer.
_FILLERS: Final = word_set(
    "then after next luego despues entonces sigue siguen seguido and area prefix prefijo lada hang on wait hold let "
    "see sec moment momento momentito espere espereme deme dame tantito got it there's starts start begins empieza "
    "comienza ends ending ends termina terminan end final finally that's all es todo last ultimos four digits digitos "
    "first primero primeros three three's part parte month mes year ano day dia middle medio alright right bien ya "
    "listo dice says reads lee okey continue continuo sorry lo rest resto numeros numbers digit is"
)
_AFTERWARDS: Final = (
    r"(?: (?:number|numero|no|num|date|on|in|is|es|el|en|the|was|esta|fue|mio|a|al|de|del"
    r"|starts? with|empieza con)){0,5}"
)
#: How people begin of themselves: "my number is 312".
_BEGUN: Final = tuple(
    (label, least, most, re.compile(rf"(?:{cue}){_AFTERWARDS}[\s:,]*$"))
    for label, least, most, cue in (
        (Label.DOB, 1, 5, r"\b(?:born|birthday|bday|birth|dob|birth ?date|naci|nacio|nacimiento|cumpleanos)"),
        (Label.SSN, 2, 8, r"\b(?:ssn|social|social security|seguro social)"),
        (Label.MRN, 1, 5, r"\b(?:mrn|medical record|chart|record number|expediente)"),
        (Label.ACCOUNT, 2, 14, r"\b(?:(?:credit |debit |my |the )card|visa|mastercard|account|tarjeta|cuenta)"),
        (
            Label.HEALTH_PLAN,
            2,
            7,
            r"\b(?:member|subscriber|policy|insurance) (?:id|number)|\b(?:poliza|afiliado|socio)",
        ),
        (
            Label.PHONE,
            3,
            9,
            r"\b(?:phone|cell|mobile|callback|telefono|celular|cel|my number|mi numero|best number"
            r"|(?:call|reach|text|ring) me(?: back)?(?: at)?|(?:llame|marque|hable)me)",
        ),
    )
)
_REACH: Final = 60
#: "I'm 45" answers with an age.
_AGED: Final = word_set("i'm im tengo tiene age edad he's she's am")
#: What is said after a piece while one looks for the next.
_ENDS: Final = word_set("uh um eh so and y este ok wait hold on then luego pues")


def told_in_pieces(view: View) -> list[tuple[int, int]]:
    """Return where the numbers of a piece of what was asked for stand in the folded text; nothing if it is no piece."""
    label = view.asked
    if label is None or label not in WHOLE or not is_piece(view, label):
        return []
    return list(_rows(view, view.words, label))


def is_piece(view: View, label: Label) -> bool:
    """Return whether a text is numbers, and words that say nothing beside them."""
    told = False
    for word in view.words:
        if label is Label.DOB and word.text in _AGED:
            return False
        if _counts(word.text, label):
            told = True
        elif word.text[0].isalnum() and not (word.text in AROUND or word.text in _FILLERS or _part(view, word, label)):
            return False
    return told


def begun(view: View) -> Label | None:
    """Return what a text begins to tell of itself at its end, where less than a whole one stands: "my cell is 312"."""
    words = [word for word in view.words if word.text[0].isalnum()]
    at = len(words)
    while at and words[at - 1].text in _ENDS:
        at -= 1
    first = at
    while first and (_counts(words[first - 1].text, Label.DOB) or words[first - 1].text == "o"):
        first -= 1
    if first == at:
        return None
    before = view.folded.text[max(0, words[first].start - _REACH) : words[first].start]
    month = any(word.text in MONTHS for word in words[first:at])
    digits = len(digits_of(view.folded.text[words[first].start :]))
    for label, least, most, cue in _BEGUN:
        if cue.search(before) is not None:
            fits = least <= digits <= most or month
            return label if fits and (label is Label.DOB or not month) else None
    return None


def digits_of(text: str) -> str:
    """Return the digits of a text, said or typed, in a row."""
    view = View(text)
    runs = "".join(run.digits for run in digit_runs(view))
    return runs or "".join(_said(word.text) for word in view.words)


def _said(word: str) -> str:
    """Return the digits of one word."""
    if word.isdecimal():
        return word
    value = UNITS.get(word, TEENS.get(word))
    return "" if value is None else str(value)


def _counts(text: str, label: Label) -> bool:
    """Return whether a word is a number, or of a birth date."""
    head = text.partition("-")[0]
    if text.isdecimal() or text in NUMBER_WORDS or head in NUMBER_WORDS:
        return True
    return label is Label.DOB and (text in MONTHS or text in RANKS)


def _part(view: View, word: Word, label: Label) -> bool:
    """Return whether a word belongs to numbers beside it: "double", "oh", a letter of a code."""
    if word.text in SAID or word.text in _TIMES:
        return True
    if label not in _CODES:
        return word.text in {"st", "nd", "rd", "th"}
    beside = view.folded.text[max(0, word.start - 1) : word.start] + view.folded.text[word.end : word.end + 1]
    return len(word.text) == 1 or any(each.isdecimal() for each in beside)


def _rows(view: View, words: Sequence[Word], label: Label) -> Iterator[tuple[int, int]]:
    """Yield rows of numbers, with the letters and the words between them that belong to them."""
    start = end = -1
    for word in words:
        if _counts(word.text, label) or (_part(view, word, label) and not _apart(word, label)):
            start, end = (word.start if start < 0 else start), word.end
        elif word.text[0].isalnum() and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _apart(word: Word, label: Label) -> bool:
    """Return whether a letter is a word of its own: "a", "i", "y"; "o" is a zero."""
    return label in _CODES and word.text in {"a", "i", "y", "e"}
