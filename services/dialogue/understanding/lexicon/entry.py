"""The shape of a lexicon: what every word list of both languages is made of."""

from typing import Any

Entry = tuple[str, Any, str]
"""A category of the grammar, its value, and the phrases that mean it, separated by `|`; folded, without apostrophes."""

Entries = tuple[Entry, ...]
"""Where a phrase is in two entries, the first one counts."""
