"""Days that are told without a month: a feast with its year ("christmas day 2019"), "from March 3rd to the 10th"."""

import re
from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.word_list import word_set

_FEAST: Final = (
    r"(?:christmas(?: eve| day)?|xmas(?: eve| day)?|halloween|thanksgiving(?: day)?|new year'?s?(?: eve| day)?"
    r"|valentine'?s?(?: day)?|(?:st|saint)\.? patrick'?s? day|easter(?: sunday)?|independence day|labor day"
    r"|memorial day"
    r"|veteran'?s'? day|groundhog day|april fool'?s?(?: day)?|leap day|navidad|nochebuena|noche buena|ano nuevo"
    r"|dia de (?:los )?muertos|dia de (?:los )?reyes|san valentin|dia de las madres)"
)
_DATED: Final = re.compile(rf"\b{_FEAST}(?: of| in| de| del|,)? ?(?:19|20)\d\d(?!\d)")
_BIRTH: Final = re.compile(
    rf"\b(?:born|birthday|bday|dob|naci|nacio|nacimiento|cumpleanos|cumplo(?: anos)?)"
    rf"(?:,? (?:is|es|on|en|el|was|fue|in|date|right)){{0,3}},? (?P<day>{_FEAST})\b"
)
_LATER: Final = re.compile(
    r"\b(?:to|for|until|till|thru|through|or|and|vs|al?|para|hasta|o|y) (?:the |el )?(?P<day>\d{1,2}(?:st|nd|rd|th)"
    r"|(?<=the )\d{1,2}|(?<=el )\d{1,2})(?![\w:/.%-]| ?(?:am|pm|de la|weeks?|days?|dias|semanas|years?|anos"
    r"|hours?|horas))"
)
_LAST: Final = 31
FEAST_WORDS: Final = word_set(
    "christmas xmas halloween thanksgiving year years valentine valentines valentin patrick patricks easter "
    "independence labor memorial veteran veterans groundhog april leap navidad nochebuena noche ano dia"
)
"""A word of every feast: a text without any names none."""


def feasts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded text names a feast with its year, or one as a birthday."""
    for found in _DATED.finditer(text):
        yield found.span()
    for found in _BIRTH.finditer(text):
        yield found.span("day")


def later_days(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the days without a month that go on from a date before `start`: "to the 10th", "para el 15"."""
    for found in _LATER.finditer(text, start):
        if 1 <= int(re.sub(r"\D", "", found["day"])) <= _LAST:
            yield found.span("day")
