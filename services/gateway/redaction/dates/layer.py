"""The layer that finds dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.dates.birth import cues, of_birth
from services.gateway.redaction.dates.feasts import FEAST_WORDS, feasts, later_days
from services.gateway.redaction.dates.grammar import month_dates
from services.gateway.redaction.dates.items import items
from services.gateway.redaction.dates.moment import Moment
from services.gateway.redaction.dates.months import MONTHS
from services.gateway.redaction.dates.number_dates import FEWEST, bare_dates, years_alone
from services.gateway.redaction.dates.prefilter import has_number
from services.gateway.redaction.dates.spoken import NUMBER_WORDS, SAID
from services.gateway.redaction.dates.window import Window
from services.gateway.redaction.dates.written import hinted, written
from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

_DOB_WEIGHT: Final = 2
_MONTHS: Final = frozenset(MONTHS)
_CUE_WORDS: Final = word_set(
    "born dob birth birthday bday birthdate nac naci nacio nacida nacido nacimiento fdn cumple cumpleanos "
    "cumplo d f b brithday birtday bithday nacimos nacieron natalicio dee"
)


@dataclass(frozen=True, slots=True)
class DateLayer:
    """Finds dates as DATE and birth dates as DOB, in English and Spanish, typed and said.

    Attributes:
        window: The scheduling dates that stay readable; None is the strict mode, in which every date is found, and the
            year alone where it is a birth year.
    """

    window: Window | None = None

    def find(self, view: View) -> list[Span]:
        """Return the dates of a text."""
        text = view.folded.text
        words = view.runs
        asked = view.asked is Label.DOB
        named = not _MONTHS.isdisjoint(words)
        cued = asked or not _CUE_WORDS.isdisjoint(words)
        feast = self.window is None and not FEAST_WORDS.isdisjoint(words)
        named_days = [view.span(start, end, Label.DATE) for start, end in feasts(text)] if feast else []
        if not has_number(view):
            return named_days
        moments = list(view.once(written))
        if named or cued or _bare_numbers(view):
            moments += self._worded(view, cued=cued)
        found = list(self._judged(view, _apart(moments), cues(text) if cued else [])) if moments else []
        if found and named and self.window is None:
            found += [view.span(start, end, Label.DATE) for start, end in later_days(text, found[0].end)]
        return [*named_days, *found]

    def _worded(self, view: View, *, cued: bool) -> Iterator[Moment]:
        """Yield the dates in words, and in birth context the years alone."""
        listed = view.once(items)
        letters = listed.letters
        yield from month_dates(listed, letters)
        yield from view.once(bare_dates)
        if cued and self.window is None:
            yield from years_alone(listed, letters)

    def _judged(self, view: View, moments: list[Moment], ends: list[int]) -> Iterator[Span]:
        """Yield the spans of the dates that are to be replaced."""
        text = view.folded.text
        before = 0
        for moment in moments:
            birth = of_birth(text, ends, moment, before) or (view.asked is Label.DOB and self._past(moment))
            if birth:
                yield view.span(moment.start, max(moment.end, moment.long_end), Label.DOB, _DOB_WEIGHT)
            elif moment.sure and not (self.window and self.window.holds(text, moment)):
                # Among scheduling dates a bare number behind the day is a time of day.
                end = moment.end if self.window else max(moment.end, moment.long_end)
                yield view.span(moment.start, end, Label.DATE)
            if birth or moment.sure:
                before = moment.end

    def _past(self, moment: Moment) -> bool:
        """Return whether a date can be a birth date: nobody is born in the future."""
        if self.window is None or moment.year is None:
            return True
        today = self.window.today()
        return any(each <= today for each in moment.dates(today))


def _bare_numbers(view: View) -> bool:
    """Return whether a text may hold a date of bare numbers."""
    text, words = view.folded.text, view.letters
    said = 0 if SAID.isdisjoint(view.runs) else sum(map(SAID.__contains__, words))
    if len(view.numbers) + said < FEWEST:
        return False
    return view.once(hinted) or _three_numbers(text, words)


def _three_numbers(text: str, words: list[str]) -> bool:
    """Return whether a text may hold a date of three bare numbers: at least two number words or digit groups."""
    said = sum(map(NUMBER_WORDS.__contains__, words))
    return said > 1 or (said + len([each for each in text.split() if each[0].isdecimal()])) > 1


def _apart(moments: list[Moment]) -> list[Moment]:
    """Return the dates in order; of those that overlap, the sure one, then the longest."""
    result: list[Moment] = []
    for moment in sorted(moments, key=lambda each: (each.start, -each.end)):
        last = result[-1] if result else None
        if last is None or moment.start >= last.end:
            result.append(moment)
        elif (moment.sure, moment.end - moment.start) > (last.sure, last.end - last.start):
            result[-1] = moment
    return result
