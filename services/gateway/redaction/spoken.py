"""The spoken shadow: what somebody said or dictated, written as the characters it stands for.

"five one two, double five" is "512 55", "j o n e s" is "jones", "m as in mary" is "m", "maria punto lopez arroba gmail
punto com" is "maria.lopez@gmail.com". It is made only where something spoken is in the text; everything else is copied.
Between two groups of one number stands a tab, which tells them from numbers with a blank between them.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from services.gateway.redaction.shadow import Shadow
from services.gateway.redaction.spoken_items import Item, Kind, Reader, spelled
from services.gateway.redaction.spoken_words import MARKS, SPOKEN

_SPACES: Final = str.maketrans(dict.fromkeys(',.;:!?()[]{}"-/@#*', " "))
_AT_HOST: Final = re.compile(
    r" at (?:g ?mail|yahoo|hot ?mail|out ?look|i ?cloud|aol|proton|msn|comcast|verizon|[a-z0-9\-]{2,40}+\.[a-z]{2,6}\b)"
)
_ALONE: Final = frozenset(MARKS) | {"www"}
_CODED: Final = frozenset({Kind.DIGIT, Kind.NUMBER, Kind.LETTER})
_BREAKS: Final = frozenset({".", "-"})
_PAUSES: Final = _BREAKS | {","}
_DIGITS: Final = frozenset({Kind.DIGIT, Kind.NUMBER})
_SMALL: Final = frozenset({"a", "i", "o", "y", "de", "te", "se", "el", "en"})
_CLOSE: Final = 6
_MOST_PAUSES: Final = 3
_PREPOSITIONS: Final = frozenset({"a", "i", "o", "y", "e", "u", "de", "te", "se", "el", "en"})


def something_spoken(text: str, letters: Iterable[str] | None = None) -> bool:
    """Return whether a folded text may hold spoken digits, spelled letters or spoken marks: a quick, generous look.

    Args:
        text: The text.
        letters: Its runs of letters, where they are known: every hint is one.
    """
    if letters is not None and SPOKEN.isdisjoint(letters):
        return _typed_apart(text)
    words = text.translate(_SPACES).split()
    hints = [at for at, word in enumerate(words) if word in SPOKEN]
    if not hints:
        return _typed_apart(text)
    if any(after - before <= _CLOSE for before, after in pairwise(hints)) or not _ALONE.isdisjoint(words):
        return True
    return " as in " in text or _typed_apart(text)


def _typed_apart(text: str) -> bool:
    """Return whether a mail address is written out with typed parts: "jones at gmail.com", "jones (at) gmail"."""
    return "(at)" in text or "[at]" in text or (" at " in text and _AT_HOST.search(text) is not None)


def spoken(folded: Shadow, letters: Iterable[str] | None = None) -> Shadow | None:
    """Return the spoken shadow of a folded text, or None where nothing in it is spoken.

    Args:
        folded: The text.
        letters: Its runs of letters, where they are known.
    """
    text = folded.text
    if not something_spoken(text, letters):
        return None
    items = _resolved(Reader(text).items())
    if all(item.kind is Kind.WORD for item in items):
        return None
    return _written(folded, items)


def _resolved(items: list[Item]) -> list[Item]:
    """Return the items with letters that are only words, and pauses that part nothing, turned back into words."""
    at = 0
    while at < len(items):
        if items[at].kind not in _CODED:
            at += 1
            continue
        end = _run_end(items, at)
        _settle(items[at:end], last=end == len(items))
        at = end
    _settle_pauses(items)
    return items


def _run_end(items: list[Item], at: int) -> int:
    """Return the index after the last item of a run of digits and letters, pauses within it included."""
    end = at + 1
    look = end
    while look < len(items):
        item = items[look]
        if item.kind in _CODED:
            end = look = look + 1
        elif item.kind is Kind.MARK and item.text == "-" and look + 1 < len(items) and items[look + 1].kind in _CODED:
            end = look = look + 2
        elif item.kind is Kind.SOFT and item.text != "," and items[end - 1].kind is Kind.LETTER:
            break
        elif look - end < _MOST_PAUSES and (item.kind is Kind.SOFT or item.text in _BREAKS):
            look += 1
        else:
            break
    return end


def _settle(run: list[Item], *, last: bool) -> None:
    """Decide whether the letters of a run are letters; if not, they become words again."""
    letters = [item for item in run if item.kind is Kind.LETTER]
    if not letters:
        return
    if spelled(run):
        for item in run:
            if item.kind is Kind.WORD and item.text in _BREAKS:
                item.kind = Kind.SOFT
        letters = [*_leading(run), *([] if last else _trailing(run))]
    for item in letters:
        item.kind, item.text = Kind.WORD, ""


def _leading(run: list[Item]) -> list[Item]:
    """Return the small words at a run's beginning that only look like letters: "de", or "a" right before digits."""
    for at, item in enumerate(run):
        if item.kind is not Kind.LETTER or item.sure or item.raw not in _PREPOSITIONS:
            return run[:at]
        if len(item.raw) == 1 and at + 1 < len(run) and run[at + 1].kind is Kind.LETTER:
            return run[:at]
    return run


def _trailing(run: list[Item]) -> list[Item]:
    """Return the small words after a run's last digit that only look like letters: "y el de"."""
    at = len(run)
    while at and run[at - 1].kind is Kind.LETTER and not run[at - 1].sure and run[at - 1].raw in _SMALL:
        at -= 1
    return run[at:] if at and run[at - 1].kind in _DIGITS else []


def _settle_pauses(items: list[Item]) -> None:
    """Keep commas and fillers as a pause only between digits or letters."""
    before = Kind.WORD
    pauses: list[Item] = []
    for item in items:
        if item.kind is Kind.SOFT:
            pauses.append(item)
            continue
        for pause in pauses:
            if not pause.sure and not {before, item.kind} <= (_CODED if pause.text in _PAUSES else _DIGITS):
                pause.kind = Kind.WORD
        before, pauses = item.kind, []
    for pause in pauses:
        pause.kind = Kind.WORD


def _glue(before: Item, after: Item, *, paused: bool) -> str | None:
    """Return what stands between two items; None for what stands there as written."""
    if Kind.MARK in {before.kind, after.kind}:
        return ""
    if before.kind not in _CODED or after.kind not in _CODED:
        return " " if paused else None
    if Kind.LETTER in {before.kind, after.kind}:
        return None if before.typed or after.typed else ""
    return "\t" if Kind.NUMBER in {before.kind, after.kind} or paused else ""


def _written(folded: Shadow, items: list[Item]) -> Shadow:
    """Write the items as a shadow of the original."""
    text = folded.text
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    copied = 0  # from here on the text stands as it is, and is copied once something else comes

    def put(written: str, start: int, end: int) -> None:
        nonlocal copied
        if written != text[start:end]:
            parts.extend((text[copied:start], written))
            starts.extend((*range(copied, start), *[start] * len(written)))
            ends.extend((*range(copied + 1, start + 1), *[end] * len(written)))
            copied = end

    before: Item | None = None
    paused = False
    at = 0
    for item in items:
        if item.kind is Kind.SOFT:
            paused = True
            continue
        glue = _glue(before, item, paused=paused) if before else None
        if glue is not None:
            put(glue, at, item.start)
        if item.text:
            put(item.text, item.start, item.end)
        before, paused, at = item, False, item.end
    parts.append(text[copied:])
    starts.extend(range(copied, len(text)))
    ends.extend(range(copied + 1, len(text) + 1))
    return Shadow("".join(parts), *_through(folded, starts, ends))


def _through(folded: Shadow, starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    """Return places in a folded text as those in the original."""
    if folded.starts is None or folded.ends is None:
        return starts, ends
    first, last = folded.starts, folded.ends
    return [first[min(each, len(first) - 1)] for each in starts], [last[each - 1] if each else 0 for each in ends]
