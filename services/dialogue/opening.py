"""The clinic's opening hours in a patient's words: each weekday's own, days in a row with the same hours together."""

from itertools import groupby

from services.dialogue.phrases import Phrase
from services.dialogue.replies import render
from services.kernel.language import Language
from services.kernel.wording import say_clock, say_weekday
from services.scheduling.answering_time import Spans, Week


def opening_hours(week: Week, language: Language) -> str:
    """Return "Monday to Friday from 8am to 5pm; Saturday from 9am to noon"; empty when the clinic is never open."""
    runs = [[day for day, _ in run] for _, run in groupby(enumerate(week), key=lambda each: each[1])]
    return "; ".join(_days(run, week[run[0]], language) for run in runs if week[run[0]])


def _days(run: list[int], spans: Spans, language: Language) -> str:
    first, last = say_weekday(run[0], language), say_weekday(run[-1], language)
    days = render(Phrase.OPEN_DAYS, language, first=first, last=last) if len(run) > 1 else first
    times = render(Phrase.AND, language).join(
        render(Phrase.OPEN_SPAN, language, opens=say_clock(opens, language), closes=say_clock(closes, language))
        for opens, closes in spans
    )
    return f"{days} {times}"
