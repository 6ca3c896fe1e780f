"""The layer of names: cues first, then the lexicons, then the same names again wherever they recur in the text."""

import re
from collections.abc import Mapping, Sequence
from itertools import compress, count
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.called import called
from services.gateway.redaction.names.cues import cue_table
from services.gateway.redaction.names.employers import employers
from services.gateway.redaction.names.introduced import Find, introduced
from services.gateway.redaction.names.judge import told_word
from services.gateway.redaction.names.keyed import keyed
from services.gateway.redaction.names.letters import spelled_out, spelled_with_words
from services.gateway.redaction.names.lexicon import CITY, CLASS, MONTH
from services.gateway.redaction.names.standing import standing
from services.gateway.redaction.names.tokens import Tokens, tokens
from services.gateway.redaction.shadow import Shadow, folded
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import Cut, View, cut

_CLOCK: Final = re.compile(r"\b[ap]\.?\s?m\b", re.IGNORECASE)
"""Letters of "9:15 a.m. y ..." that read together are no name."""
_LETTERED: Final = re.compile(r"(?<![\w'])[^\W\d_](?:[\s,.\-]{1,2}[^\W\d_]){2,14}(?![\w'])")
_NO_LETTER: Final = re.compile(r"[\W\d_]+")
_LEAST: Final = 3
_SHORT: Final = 8
_REPEATED: Final = 2
_KEYED: Final = 4


class Names:
    """Finds people's names and employers in English and Spanish; its lexicons are read at the first text."""

    __slots__ = ()

    def find(self, view: View) -> list[Span]:
        """Return the names of a text, and those in what was spelled or spoken in it."""
        raw = view.raw if view.folded.starts is None else _aligned(view)
        cue_table()
        spans = self._in(view.folded, view.cut, raw, view.places)
        text = view.folded.text
        told = (*keyed(text), *spelled_with_words(text), *(spelled_out(text) if view.spelt else ()))
        spans += [view.span(start, end, Label.NAME, _KEYED) for start, end in told]
        spans += _spelled_again(view, spans)
        if view.spoken is not None:
            said = self._in(view.spoken, cut(view.spoken.text), None)
            spans += [span for span in said if not _clock(view.raw, span)]
        return spans

    def _in(
        self, shadow: Shadow, words: Cut, raw: str | None, places: Mapping[str, Sequence[int]] | None = None
    ) -> list[Span]:
        """Return the names of one shadow text."""
        read = tokens(shadow.text, words, raw, places)
        finds = introduced(read)
        finds += employers(read, finds)
        finds.sort()
        finds += standing(read, finds)
        finds += called(read, finds)
        finds += _again(read, finds)
        return [_span(shadow, read, find) for find in finds]


def _spelled_again(view: View, spans: list[Span]) -> list[Span]:
    """Return where the letters of names found are spelled: "Hsieh, h s i e h"."""
    if not spans or not view.spelt:
        return []
    known = {word for span in spans for word in _NO_LETTER.split(folded(view.raw[span.start : span.end]))}
    runs = _LETTERED.finditer(view.folded.text)
    return [view.span(*run.span(), Label.NAME, _REPEATED) for run in runs if _NO_LETTER.sub("", run[0]) in known]


def _clock(raw: str, span: Span) -> bool:
    """Return whether what was read as letters of a name has the "a.m." of a time in it: "9:15 a.m. y", no "s a m"."""
    found = _CLOCK.search(raw, span.start, span.end)
    if found is None:
        return False
    after_number = raw[: found.start()].rstrip()[-1:].isdecimal()
    return after_number or (found.start() == span.start and span.end - span.start < _SHORT)


def _aligned(view: View) -> str:
    """Return the text as written, letter for letter of the fold."""
    starts = view.folded.starts or []
    return "".join(view.raw[at] for at in starts)


def _span(shadow: Shadow, read: Tokens, find: Find) -> Span:
    """Return a find as a span of the original."""
    start, end = shadow.original(read.starts[find[0]], read.ends[find[1] - 1])
    return Span(start, end, Label.NAME, find[2])


def _again(read: Tokens, finds: list[Find]) -> list[Find]:
    """Return further places of the words of names that were found for sure."""
    sure = [find for find in finds if find[2] >= _REPEATED]
    if not sure:
        return []
    known = {
        read.texts[at]
        for start, end, _ in sure
        for at in range(start, end)
        if not read.codes[at] & (CLASS | CITY) and len(read.texts[at]) >= _LEAST
    }
    busy = {at for start, end, _ in finds for at in range(start, end)}
    return [
        (at, at + 1, 1)
        for at in compress(count(), map(known.__contains__, read.texts))
        if at not in busy and not (read.codes[at] & MONTH and told_word(read, at))
    ]
