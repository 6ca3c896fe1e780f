"""The answer to a question: after "what is your name?", "john" is a name, "oh four twelve eighty" a date of birth.

Nothing is taken from a refusal, a question, or a plain yes or no.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from services.gateway.redaction.answer_words import AROUND, INSIDE, OTHERWISE, STREETISH
from services.gateway.redaction.dates.months import MONTHS, RANKS
from services.gateway.redaction.dates.spoken import NUMBER_WORDS
from services.gateway.redaction.digit_runs import digit_runs
from services.gateway.redaction.labels import Label
from services.gateway.redaction.pieces import told_in_pieces
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View, Word

_WEIGHT: Final = 3
_LONGEST_NAME: Final = 8
_LONGEST_ANSWER: Final = 24
_FEWEST_DIGITS: Final = 3

#: Words after which an answer goes on about something else.
_TURNS: Final = re.compile(
    r"[?!;]|\b(?:but|pero|because|i (?:want|need|have|would|was|am trying)|quiero|necesito|quisiera|can (?:i|you)|puedo"
    r"|puede|date of birth|dob|born|birthday|naci|nacid[oa]|fecha de|my (?:phone|number|birth|dob|date|email|address)"
    r"|mi (?:telefono|numero|fecha|correo|direccion)|para servir\w*|phone"
    r"|calling (?:about|to|for|because)|speaking|habland[oa])\b"
)
_LEAD: Final = re.compile(
    r"^.{0,60}?\b(?:(?:name|nombre|apellido)(?:'s)?(?: is| es)?|me llamo|se llama|soy|this is|i'm|it's|habla|es"
    r"|address is|direccion es|vivo en|live (?:at|on)|email is|correo es|in|en)[ :,]+"
)
#: "no, it's bob" gives a name all the same.
_NO: Final = frozenset({"no", "nope"})
_LETTERS: Final = re.compile(r"\w[\w'\-]*")


class Asked:
    """Takes the words of an answer for what the question before asked for."""

    __slots__ = ()

    def find(self, view: View) -> list[Span]:
        """Return the answer's words as what was asked for; nothing when no question is known."""
        if view.asked is None:
            return []
        read = _READERS.get(view.asked)
        told = [view.span(*each, view.asked, _WEIGHT) for each in told_in_pieces(view)]
        return [*told, *(read(view) if read is not None else [])]


def _names(view: View) -> list[Span]:
    """Return the words of a name: "john", "it's maria de los angeles", "j o n e s"."""
    words = _answer(view)
    spelled = sum(len(word.text) == 1 for word in words)
    if len(words) - spelled > _LONGEST_NAME or not any(word.text[0].isalpha() for word in words):
        return []
    words = [*_particles(view, words), *words]
    named = [each for each in words if each.text[0].isalpha() and each.text not in INSIDE]
    return _stretches(view, named, Label.NAME)


def _particles(view: View, words: Sequence[Word]) -> list[Word]:
    """Return the particles right before an answer's first word: "de la garza"; "a nombre de garza" has none."""
    before = [word for word in view.words if words and word.end <= words[0].start][-2:]
    texts = [word.text for word in before]
    if texts[-1:] == ["del"] or texts[-1:] == ["de"]:
        before = before[-1:] if len(texts) == 1 else []
    return before if texts in (["de", "la"], ["de", "los"], ["de", "las"], ["del"], ["de"]) else []


def _places(view: View) -> list[Span]:
    """Return the words of an address or a place."""
    words = _answer(view)
    label = view.asked or Label.ADDRESS
    told = any(word.text[0].isdecimal() or word.text in NUMBER_WORDS or word.text in STREETISH for word in words)
    if not words or not (told or len(words) <= _LONGEST_NAME):
        return []
    return [view.span(words[0].start, words[-1].end, label, _WEIGHT)]


def _emails(view: View) -> list[Span]:
    """Return the words of an e-mail address: "jones at gmail dot com"."""
    words = _answer(view)
    if not any(word.text in {"@", "at", "arroba", "dot", "punto"} or "." in word.text for word in view.words):
        return []
    return [view.span(words[0].start, words[-1].end, Label.EMAIL, _WEIGHT)] if words else []


def _dates(view: View) -> list[Span]:
    """Return rows of numbers and months: "oh four twelve eighty", "the 12th of april"."""
    spans: list[Span] = []
    row: list[Word] = []
    for word in [*view.words, Word("", len(view.folded.text), len(view.folded.text))]:
        if _of_date(word.text):
            row.append(word)
        elif word.text not in _DATE_LINKS or not row:
            spans += _date_row(view, row)
            row = []
    return spans


def _of_date(text: str) -> bool:
    """Tell whether a word is a number or a month."""
    return text.isdecimal() or text in MONTHS or text in NUMBER_WORDS or (text.partition("-")[0] in NUMBER_WORDS)


def _date_row(view: View, row: Sequence[Word]) -> list[Span]:
    """Return a row as a birth date when it has two numbers, a month, or six digits at least."""
    if not row or _YEARS_OLD.match(view.folded.text, row[-1].end):
        return []
    digits = sum(len(word.text) for word in row if word.text.isdecimal())
    if len(row) < 2 and digits < 6 and not any(word.text in MONTHS for word in row):  # noqa: PLR2004
        return []
    return [view.span(row[0].start, row[-1].end, Label.DOB, _WEIGHT)]


_YEARS_OLD: Final = re.compile(r"\s?(?:years?|yrs?|anos?|anitos)\b")
_DATE_LINKS: Final = frozenset({"of", "de", "del", "the", "el", "and", "y", ",", "/", "-", ".", "uh", "um", *RANKS})


def _numbers(view: View) -> list[Span]:
    """Return rows of digits, with letters and other characters that belong to the number."""
    label = view.asked or Label.ID
    spans = [
        run.span(0, len(run.digits), label, _WEIGHT)
        for run in view.once(digit_runs)
        if len(run.digits) >= _FEWEST_DIGITS and not _clock(view, run.span(0, len(run.digits), label, _WEIGHT))
    ]
    if spans and label not in {Label.PHONE, Label.FAX, Label.SSN} and _FIRST_LETTER.match(view.raw):
        spans = [Span(0 if span.start == _SECOND else span.start, span.end, label, span.weight) for span in spans]
    codes = [] if label in {Label.PHONE, Label.FAX, Label.SSN} else _CODE.finditer((view.spoken or view.folded).text)
    shadow = view.spoken or view.folded
    for found in codes:
        start, end = shadow.original(*found.span())
        spans.append(Span(start, end, label, _WEIGHT))
    return spans


#: A letter said before the digits of a code: "e ninety one thirty four".
_FIRST_LETTER: Final = re.compile(r"[^\W\d_]\s")
_SECOND: Final = 2
#: Letters and digits mixed, four of them at least.
_CODE: Final = re.compile(r"(?<![\w-])(?=[a-z\-]{0,8}\d)[a-z0-9\-]{4,24}(?![\w-])")
_AFTER_CLOCK: Final = re.compile(r"\s?(?:am|pm|a\.m|p\.m|o'?clock|de la (?:manana|tarde|noche))\b", re.IGNORECASE)


def _clock(view: View, span: Span) -> bool:
    """Tell whether the digits are a time of day."""
    return _AFTER_CLOCK.match(view.raw, span.end) is not None


def _answer(view: View) -> list[Word]:
    """Return the words of the answer proper, none when it refuses, asks, or is about something else."""
    text = view.folded.text
    start = _lead(text)
    turn = _TURNS.search(text, start + 1) if len(text) > start + 1 else None
    end = turn.start() if turn else len(text)
    if turn is not None and turn[0] == "?":
        end = max(text.rfind(mark, start, end) for mark in ",.")
    words = [word for word in view.words if word.start >= start and word.end <= end]
    if len(words) > _LONGEST_ANSWER or any(word.text in OTHERWISE for word in words):
        return []
    while words and (words[0].text in AROUND or not words[0].text[0].isalnum()):
        words.pop(0)
    while words and (words[-1].text in AROUND or not words[-1].text[0].isalnum()):
        words.pop()
    return words


def _lead(text: str) -> int:
    """Return where the value begins after words that announce it; 0 when other words come before these."""
    lead = _LEAD.match(text)
    if lead is None or not all(word in AROUND or word in _NO for word in _LETTERS.findall(text[: lead.end()])):
        return 0
    return lead.end()


def _stretches(view: View, words: Sequence[Word], label: Label) -> list[Span]:
    """Return the words as spans, those with only spaces and points between them as one."""
    spans: list[list[int]] = []
    for word in words:
        if spans and not view.folded.text[spans[-1][1] : word.start].strip(" .,-'\n"):
            spans[-1][1] = word.end
        else:
            spans.append([word.start, word.end])
    return [view.span(start, end, label, _WEIGHT) for start, end in spans]


_READERS: Final[Mapping[Label, Callable[[View], list[Span]]]] = {
    Label.NAME: _names,
    Label.DOB: _dates,
    Label.DATE: _dates,
    Label.ADDRESS: _places,
    Label.PLACE: _places,
    Label.EMAIL: _emails,
    **dict.fromkeys(
        (
            Label.PHONE,
            Label.FAX,
            Label.SSN,
            Label.MRN,
            Label.ID,
            Label.ACCOUNT,
            Label.HEALTH_PLAN,
            Label.LICENSE,
            Label.DEVICE,
            Label.VEHICLE,
        ),
        _numbers,
    ),
}
