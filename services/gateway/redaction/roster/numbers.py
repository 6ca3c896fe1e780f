"""The patients' telephone and record numbers in a text, typed in any grouping or said digit by digit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.digit_runs import Run, digit_runs, windows
from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.index import RosterIndex
from services.gateway.redaction.roster.number_keys import FEWEST, LOCAL, PHONE, plain
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

_COUNTRY: Final = "1"
_SURE: Final = 8
_LIKELY: Final = 4
#: Letters and digits in one, with a digit, and not digits alone.
#: It looks back from its first sign, so that a search skips everything else fast.
_CHUNK: Final = re.compile(
    r"[a-z0-9](?<![a-z0-9].)(?<![a-z0-9][-/].)(?:(?<=[0-9])(?![0-9]*(?![a-z0-9]|[-/][a-z0-9]))|(?<=[a-z])(?=[a-z/\-]*[0-9]))"
    r"[a-z0-9]*(?:[-/][a-z0-9]+)*"
)
_DIGIT: Final = re.compile(r"[0-9]")
_LONGEST: Final = 24
_MOST_GROUPS: Final = 14
#: Shorter bare numbers are so often a patient's by chance that they need their name beside them.
_SURE_DIGITS: Final = 7
_ANNOUNCED: Final = word_set(
    "mrn record chart number expediente historia id patient account cuenta no numero clinica medical"
)
_LOOK_BACK: Final = 30
_WORD: Final = re.compile(r"[a-z]+")
_LETTERS: Final = re.compile(r"(?:\b[a-z][ .\-]{1,2}){1,4}$|\b[a-z]{1,4}[ .\-#:]{0,2}$")
_LONGEST_LETTERS: Final = 12
#: What `_LETTERS` lets stand behind the last letter.
_AFTER_LETTERS: Final = " .-#:"


@dataclass(frozen=True, slots=True)
class RosterNumbers:
    """Finds telephone numbers and record numbers of the roster.

    Attributes:
        index: The roster.
    """

    index: RosterIndex

    def find(self, view: View) -> list[Span]:
        """Return the patients' numbers in the text."""
        spans = list(self._chunks(view))
        for run in view.once(digit_runs):
            spans += self._phones(run)
            spans += self._records(view, run)
        return spans

    def _chunks(self, view: View) -> Iterator[Span]:
        """Return numbers with letters in them, written in one."""
        text = view.folded.text
        for found in _CHUNK.finditer(text) if view.numbers else ():
            chunk = found[0]
            if len(chunk) > _LONGEST or _DIGIT.search(chunk) is None:
                continue
            label = self.index.label(chunk.replace("-", "").replace("/", ""))
            if label is not None:
                yield view.span(found.start(), found.end(), label, _SURE)

    def _phones(self, run: Run) -> Iterator[Span]:
        """Return the telephone numbers in a row of digits."""
        if len(run.digits) < LOCAL:
            return
        if len(run.digits) == LOCAL and int(run.digits) in self.index.phones:
            yield run.span(0, LOCAL, Label.PHONE, _LIKELY)
        for start, digits in windows(run, PHONE):
            if int(digits) in self.index.phones:
                first = 0 if run.digits[:start] == _COUNTRY else start
                yield run.span(first, start + PHONE, Label.PHONE, _SURE)

    def _records(self, view: View, run: Run) -> Iterator[Span]:
        """Return the record numbers in a row of digits: whole groups of it, and letters said just before it."""
        ends = [*run.groups[1:], len(run.digits)]
        for first, start in enumerate(run.groups) if len(run.digits) >= FEWEST else ():
            for end in ends[first : first + _MOST_GROUPS]:
                if end - start > _LONGEST:
                    break
                digits = run.digits[start:end].lstrip("0")
                label = self.index.label(digits) if len(digits) >= FEWEST else None
                if label is not None and (len(digits) >= _SURE_DIGITS or _announced(view, run, start)):
                    yield run.span(start, end, label, _SURE)
        yield from self._lettered(run)

    def _lettered(self, run: Run) -> Iterator[Span]:
        """Return the record number that letters just before the digits and these make: "a b 1234", "mr-1234"."""
        near = run.shadow.text[max(0, run.at[0] - 1) : run.at[0]]
        if not near.isalpha() and near not in _AFTER_LETTERS:
            return
        before = run.shadow.text[max(0, run.at[0] - _LOOK_BACK) : run.at[0]]
        lettered = before.rstrip(_AFTER_LETTERS)[-1:].isalpha()
        letters = _LETTERS.search(before, max(0, len(before) - _LONGEST_LETTERS)) if lettered else None
        label = self.index.label(plain(letters[0]) + run.digits) if letters else None
        if letters is not None and label is not None:
            first = run.shadow.original(run.at[0] - len(letters[0]), run.at[0])[0]
            digits = run.span(0, len(run.digits), label, _SURE)
            yield Span(first, digits.end, label, _SURE)


def _announced(view: View, run: Run, start: int) -> bool:
    """Tell whether the words before a number say that it is one of a patient, or the question before asked for it."""
    if view.asked in {Label.MRN, Label.ID, Label.ACCOUNT, Label.HEALTH_PLAN}:
        return True
    before = run.shadow.text[max(0, run.at[start] - _LOOK_BACK) : run.at[start]]
    return not _ANNOUNCED.isdisjoint(_WORD.findall(before))
