"""How the conversation's replies read as a text: lines one below the other, buttons as digits.

The last reply's buttons are numbered from 1; a text that is one of these numbers presses that button. No button asks
for a word, so no answer can be a reserved one.
"""

import re
from collections.abc import Sequence

from services.dialogue.model import Choice, Line, Speaker

_DIGIT = re.compile(r"\s*([1-9])\s*[.)!]?\s*")
_MOST = 9


def digit_in(text: str) -> int | None:
    """Return the digit that a text consists of, or None."""
    found = _DIGIT.fullmatch(text)
    return int(found.group(1)) if found else None


def replies(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are to be sent: all but the patient's own, and what another text says."""
    return [line for line in lines if line.speaker is not Speaker.PATIENT and not line.unsent]


def wording(lines: Sequence[Line]) -> str:
    """Return the lines as one text, the buttons of the last reply with their digits below."""
    shown = [line.text for line in replies(lines)]
    choices = _choices(lines)
    shown += [f"{number} = {choice.label}" for number, choice in enumerate(choices, start=1)]
    return "\n".join(shown)


def pressed(text: str, lines: Sequence[Line]) -> str:
    """Return what to say in the conversation: the button's value where the text is its digit, else the text itself."""
    digit = digit_in(text)
    choices = _choices(lines)
    if digit is None or digit > len(choices):
        return text
    return choices[digit - 1].value


def _choices(lines: Sequence[Line]) -> Sequence[Choice]:
    """Return the newest buttons since the patient last said something."""
    for line in reversed(lines):
        if line.speaker is Speaker.PATIENT:
            break
        if line.choices:
            return line.choices[:_MOST]
    return ()
