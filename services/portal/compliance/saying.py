"""A question to the log in plain words, for people who read what they are about to export."""

from collections.abc import Mapping
from typing import Final

from services.audit.reading import Column, Sort
from services.portal.compliance.period import PRESETS, Preset
from services.portal.compliance.words import COLUMNS, KINDS, OUTCOMES, say_action, short

_NAMES: Final[Mapping[str, str]] = {
    "period": "Period",
    "since": "From day",
    "to": "To day",
    "action": "Kind of event",
    "outcome": "Outcome",
    "kind": "Kind of actor",
    "actor": "Who",
    "role": "Role",
    "patient": "Patient",
    "resource": "Resource",
    "operation": "Operation",
    "source": "Source",
    "purpose": "Purpose",
    "accountable": "Counts as a disclosure",
    "number": "Number",
}
_TIMES: Final = frozenset({Column.SEQUENCE, Column.AT, Column.RECORDED})


def said(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what is asked for: each field's name and its value, as the form shows them."""
    dated = bool(words.get("since") or words.get("to"))
    return [
        (_NAMES[name], _value(name, text))
        for name, text in words.items()
        if name in _NAMES and not (name == "period" and dated)
    ]


def _value(name: str, text: str) -> str:
    if name == "period":
        return PRESETS[Preset(text)]
    known = {"outcome": OUTCOMES, "kind": KINDS}.get(name)
    if known is not None:
        return ", ".join(known.get(one, one) for one in text.split())
    if name == "action":
        return ", ".join(
            f"{one.removesuffix('.')}: all" if one.endswith(".") else say_action(one) for one in text.split()
        )
    if name == "patient":
        return ", ".join(short(one) for one in text.split())
    return text.replace("_", " ") if name == "role" else text


def say_sort(sort: Sort) -> str:
    """Return an order in words: "When, newest first"."""
    if sort.column in _TIMES:
        way = "newest first" if sort.descending else "oldest first"
    else:
        way = "from the last" if sort.descending else "from the first"
    return f"{COLUMNS[sort.column]}, {way}"
