"""The cheap first look at a text: whether there is any number in it."""

from services.gateway.redaction.dates.spoken import NUMBER_WORDS
from services.gateway.redaction.view import View


def has_number(view: View) -> bool:
    """Return whether a text has a digit or a word for a number."""
    return bool(view.numbers) or not NUMBER_WORDS.isdisjoint(view.runs)
