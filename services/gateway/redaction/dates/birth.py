"""Whether a date is somebody's birth date: the words round it, or the question before it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from services.gateway.redaction.dates.moment import Moment

#: Each begins with its letter, from which it looks back, so that a search skips everything else fast.
_CUE: Final = re.compile(
    r"(?:b(?<!\w.)(?:orn|irth(?!\s(?:control|weight|plan|cent|defect|mark))|irth\s?-?da(?:y|te|ys)|-?day|ir?thday|"
    r"rithday|irtday)|d(?<!\w.)(?:\.?\s?o\.?\s?b|ee oh bee)|"
    r"n(?<!\w.)(?:ac(?:i|io|ida|ido|imos|imiento|ieron)|atalicio)|"
    r"f(?<!\w.)(?:\.?\s?d\.?\s?n|\.?\s?nac|echa de nac)|c(?<!\w.)umpl(?:e(?:anos)?|o))(?:'?s)?(?!\w)"
)
_OTHER: Final = re.compile(
    r"(?<!\w)(?:appointments?|appt|visit|cita|citas|surgery|seen|scheduled?|reschedule|cancel|move|mover|cambiar|"
    r"cancelar|consulta|admitted|discharged|turno|cirugia|operated)(?!\w)"
)
_BEHIND: Final = re.compile(
    r"[\s,]{0,3}(?:(?:is|was|es|era|that's|thats|that is)\s)?(?:(?:my|his|her|the|mi|su|la|el|"
    r"our)\s)?(?:\w{1,12}(?:'s)?\s)?"
    r"(?:birthday|bday|b-day|birth\s?date|date of birth|d\.?o\.?b|cumple(?:anos)?|fecha de nacimiento)(?!\w)"
)
_NEAR: Final = 64


def cues(text: str) -> list[int]:
    """Return where the words of birth end in a folded text, in order."""
    return [found.end() for found in _CUE.finditer(text)]


def of_birth(text: str, ends: Sequence[int], moment: Moment, before: int) -> bool:
    """Return whether a date is a birth date.

    Args:
        text: The folded text.
        ends: What `cues` found there.
        moment: The date.
        before: Where the date before it ends, 0 where there is none: a word of birth belongs to one date.
    """
    if _BEHIND.match(text, moment.end):
        return True
    at = bisect_left(ends, moment.start + 1) - 1
    if at < 0 or ends[at] < before or moment.start - ends[at] > _NEAR:
        return False
    return not _OTHER.search(text, ends[at], moment.start)
