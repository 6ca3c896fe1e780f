"""Reviewed texts with their fields filled in; nothing else ever reaches a patient.

A value comes from a clock, a calendar or the clinic's system. It is filled in once and never read as a text with
fields of its own, and it loses control characters, line breaks and anything beyond a sane length.
"""

import unicodedata

from services.dialogue.phrases import Phrase
from services.dialogue.templates_en import TEXTS as ENGLISH
from services.dialogue.templates_es import TEXTS as SPANISH
from services.kernel.language import Language
from services.kernel.wording import one_full_stop

CATALOGUE = {Language.EN: ENGLISH, Language.ES: SPANISH}
LONGEST_VALUE = 400


def render(phrase: Phrase, language: Language, **values: str) -> str:
    """Return the text of `phrase` in `language`.

    Raises:
        KeyError: A field of the text has no value (a mistake of ours; the tests look at every text).
    """
    filled = {name: clean(value) for name, value in values.items()}
    return one_full_stop(CATALOGUE[language][phrase].format(**filled))


def clean(value: str) -> str:
    """Return a value on one line, without control and formatting characters, not endless."""
    shown = "".join(" " if char.isspace() else char for char in value)
    kept = "".join(char for char in shown if unicodedata.category(char)[0] != "C")
    return kept[:LONGEST_VALUE]
