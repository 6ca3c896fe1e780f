"""E-mail addresses, typed, spaced and spoken, and handles of messaging services."""

import re
from collections.abc import Sequence
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Cue, Rule
from services.gateway.redaction.spans import Span

_ENDS: Final = "com|net|org|edu|gov|mil|info|biz|io|co|us|uk|ca|mx|es|de|fr|me|tv|health|care|app|dev"
_HOST: Final = re.compile(
    rf"(?: ?(?:[a-z0-9\-]{{1,63}}+\.){{1,8}}[a-z]{{2,24}}|"
    rf"(?: ?[a-z0-9\-]{{1,63}}+ ?\.){{1,4}} ?(?:{_ENDS})(?![a-z0-9])|"
    r"[a-z][a-z0-9\-]{2,62})(?:\.[a-z]{2,8}(?![a-z0-9]))?",
    re.ASCII,
)
#: Read backwards from the sign.
_LOCAL: Final = re.compile(r" ?[\w%+'\-]++(?:(?: ?[._] ?|\.)[\w%+'\-]++){0,6}+", re.ASCII)
_REACH: Final = 80
_HANDLE: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.]{0,40}[a-z0-9_])", re.ASCII)
#: Words that end a mail address said in several words: "my email is | maria lopez at gmail dot com".
_NOT_LOCAL: Final = (
    "is|es|it's|its|that's|address|email|e-mail|mail|correo|electronico|direccion|my|mi|su|at|to|a|the|and|y|me|la|el|lo|"
    "for|de|yes|si|yeah|sure|ok|okay|uh|um|eh|este|send|enviar|envie|escriba|write|era|was|usa|use|uses|with|con|or|o|no|"
    "up|in|set|sent|called|mmm|hmm|pues|que|como|under|it|on|of|del|not|un|una|you|know|like|viejo|vieja|old|new|nuevo|as|foto|photo|picture|file|archivo|by|por|through|reach|i|so"
)
_BEFORE_LOCAL: Final = frozenset(_NOT_LOCAL.split("|"))
_MOST_WORDS: Final = 2
_WORDY: Final = re.compile(r"[a-z0-9_%+'\-]+(?:[._][a-z0-9_%+'\-]+)*", re.ASCII)
_JOINED: Final = re.compile(r"[._\-+]")


class _Mail:
    """The sign "@" with a name before it and a host after it; with no name before it, a handle."""

    triggers: Sequence[str] = (r"@ ?[a-z0-9]",)

    def look(self, text: str, start: int, end: int) -> list[Span]:  # noqa: ARG002 the host finds its own end
        """Return the address around the sign at `start`."""
        host = _HOST.match(text, start + 1)
        if host is None:
            return []
        last = host.end()
        local = _LOCAL.match(text[max(0, start - _REACH) : start][::-1])
        apart = local is not None and local[0][0] == " "
        if local is None or (apart and ("." not in host[0] or local[0][:0:-1] in _BEFORE_LOCAL)):
            handle = _HANDLE.match(text, start + 1)
            return [Span(start, handle.end(), Label.ID, 2)] if handle else []
        return [Span(start - local.end(), last, Label.EMAIL, 6)]


def spoken_start(text: str, start: int, sign: int) -> int:
    """Return where a spoken address or file name begins: words may still stand before its last part.

    Args:
        text: The spoken shadow's text.
        start: Where it begins so far.
        sign: Where its sign (or its ending) stands.
    """
    before = text[max(0, start - _REACH) : start]
    most = _MOST_WORDS
    if _JOINED.search(text, start, sign):
        most = 1 if text[start].isdigit() else 0
    if not before.endswith(" ") or not most:
        return start
    at = len(before) - 1
    for word in before[:-1].split(" ")[: -1 - most : -1]:
        if word in _BEFORE_LOCAL or not _WORDY.fullmatch(word):
            break
        at -= len(word) + 1
    return start - (len(before) - at - 1)


RULES: Final[tuple[Rule, ...]] = (
    _Mail(),
    Cue(
        Label.ID,
        (r"\b(?:user|user\s?name|user\s?id|login|log\sin|usuario|nombre\sde\susuario|screen\s?name)\b",),
        r"(?:(?=[a-z._\-]{0,30}\d)[a-z0-9._\-]{4,40}|[a-z]{2,20}[._][a-z0-9]{1,20}(?![a-z0-9]))",
        least=0,
    ),
    Cue(
        Label.ID,
        (r"\b(?:user|username|usuario|login)\s?[=:]\s?",),
        r"[a-z0-9][a-z0-9._\-]{1,40}",
        least=0,
        strict=True,
    ),
)
