"""How a line of the transcript is shown: the same values for the template, the stream and the JSON answer."""

from collections.abc import Sequence
from typing import TypedDict
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from services.dialogue.model import Line, Speaker
from services.kernel.language import Language
from services.kernel.wording import say_time
from services.portal.words import words_in


class ChoiceView(TypedDict):
    """A button: what it sends and what it says."""

    value: str
    label: str


class LineView(TypedDict):
    """A line of the transcript as the page shows it; `at` is ISO 8601, `time` the clinic's wall clock in words."""

    number: int
    speaker: str
    who: str
    text: str
    at: str
    time: str
    choices: list[ChoiceView]
    calendar: str | None
    pay: str | None


def line_view(line: Line, language: Language, zone: ZoneInfo) -> LineView:
    """Return one line as it is shown."""
    words = words_in(language)
    who = {
        Speaker.PATIENT: words.you,
        Speaker.ASSISTANT: words.assistant,
        Speaker.NOTICE: words.notice,
        Speaker.STAFF: words.staff,
    }
    return LineView(
        number=line.number,
        speaker=line.speaker.value,
        who=who[line.speaker],
        text=line.text,
        at=line.at.astimezone(zone).isoformat(timespec="seconds"),
        time=say_time(line.at, zone, language),
        choices=[ChoiceView(value=choice.value, label=choice.label) for choice in line.choices],
        calendar=None if line.attachment is None else f"/chat/calendar/{line.attachment}.ics",
        pay=None if line.pay is None else f"/pay/{line.pay}",
    )


def choosing_line(lines: Sequence[Line]) -> int | None:
    """Return the number of the line whose buttons are live: the assistant's latest, if it has any."""
    for line in reversed(lines):
        if line.speaker is Speaker.ASSISTANT:
            return line.number if line.choices else None
    return None


def zone_name(zone: ZoneInfo, language: Language) -> str:
    """Return a zone as people name it: "Central Time", "hora central"."""
    locale = "en_US" if language is Language.EN else "es_US"
    return str(get_timezone_name(zone, width="long", locale=locale))
