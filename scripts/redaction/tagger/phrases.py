"""What patients say when they change an appointment: the phrases of the understanding's tests, as text without names.

Those with a number, a month or a word that is only ever a name are left out: nobody has marked what is in them.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from services.gateway.redaction.names.lexicon import CLASS, MONTH, lexicon

_ROOM: Final = Path(__file__).parents[3] / "tests/services/dialogue/understanding/phrases"
_MARKED: Final = re.compile(r"\d|\b(?:dra?|doctora?|mrs?|ms|sra?|named?|called|llam\w+|soy)\b")
_WORD: Final = re.compile(r"[^\W\d_]+")


@cache
def phrases(lang: str, *, tuning: bool) -> tuple[str, ...]:
    """Return the phrases of a language: those our own hands wrote to train with, the others for the thresholds."""
    files = ("reviewed", "held_out") if tuning else ("written",)
    lines = [line for name in files for line in (_ROOM / f"{name}_{lang}.jsonl").read_text("utf-8").splitlines()]
    texts = [str(json.loads(line)["text"]) for line in lines]
    return tuple(text for text in texts if _plain(text.lower()))


def _plain(text: str) -> bool:
    """Tell whether a text surely identifies nobody."""
    get = lexicon().get
    codes = [get(word, CLASS) for word in _WORD.findall(text)]
    return not _MARKED.search(text) and all(code & CLASS and not code & MONTH for code in codes)
