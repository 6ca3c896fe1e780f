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
_BEFORE_LOCAL: Final = frozenset(
    [
        "is",
        "es",
        "it's",
        "its",
        "that's",
        "address",
        "email",
        "e-mail",
        "mail",
        "correo",
        "electronico",
        "direccion",
        "my",
        "mi",
        "su",
        "at",
        "to",
        "a",
        "the",
        "and",
        "y",
        "me",
        "la",
        "el",
        "lo",
        "for",
        "de",
        "yes",
        "si",
        "yeah",
        "sure",
        "ok",
        "okay",
        "uh",
        "um",
        "eh",
        "este",
        "send",
        "enviar",
        "envie",
        "escriba",
        "write",
        "era",
        "was",
        "usa",
        "use",
        "uses",
    ]
)
_MOST_WORDS: Final = 4


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
        if local is None or (local[0][0] == " " and "." not in host[0]):
            handle = _HANDLE.match(text, start + 1)
            return [Span(start, handle.end(), Label.ID, 2)] if handle else []
        return [Span(start - local.end(), last, Label.EMAIL, 6)]


def spoken_start(text: str, start: int) -> int:
    """Return where a spoken address begins whose sign was said: also its words before the last one."""
    before = text[max(0, start - _REACH) : start]
    at = len(before)
    for word in before.rsplit(" ", _MOST_WORDS)[:0:-1] if before.endswith(" ") else []:
        if not word:
            continue
        if word.strip(".,:;") != word or word in _BEFORE_LOCAL:
            break
        at = before.rindex(word, 0, at)
    return start - (len(before) - at)


RULES: Final[tuple[Rule, ...]] = (
    _Mail(),
    Cue(
        Label.ID,
        (r"\b(?:user\s?name|user\s?id|login|log\sin|usuario|nombre\sde\susuario|screen\s?name)\b",),
        r"(?=[a-z._\-]{0,30}\d)[a-z0-9._\-]{4,40}",
        least=1,
    ),
)
