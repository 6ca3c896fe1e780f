"""Puts the values back where the model wrote placeholders, in one pass, over a text that arrives in pieces.

A value that was put back is never read again, so a value that looks like a placeholder stays as it is. Only the tail
that could still become a placeholder is held back: `placeholder.LONGEST_TAIL` characters at most.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from services.gateway.vault.placeholder import found_in, undecided_from

_CONTEXT: Final = 1

Resolve = Callable[[str, int], str | None]
"""Returns the value of a placeholder, given its type and its number; None drops it."""
Unknown = Callable[[str], None]
"""Is told the type of each placeholder that no value stands behind."""


def json_escaped(value: str) -> str:
    """Return a value as it stands inside a JSON string (RFC 8259 section 7)."""
    return json.dumps(value, ensure_ascii=False)[1:-1]


@dataclass(slots=True)
class Restorer:
    """One stream of text: the content of a choice, or the arguments of one tool call.

    Attributes:
        resolve: Where values come from.
        unknown: Told of each placeholder dropped.
        in_json: Whether the text is JSON, so that values are escaped.
    """

    resolve: Resolve
    unknown: Unknown
    in_json: bool = False
    _held: str = field(default="", repr=False)
    _before: str = field(default="", repr=False)

    @property
    def held(self) -> int:
        """How many characters are held back now."""
        return len(self._held)

    def feed(self, piece: str) -> str:
        """Return what can be said now, given the next piece."""
        text = self._before + self._held + piece
        since = len(self._before)
        return self._upto(text, since, undecided_from(text, since))

    def finish(self) -> str:
        """Return the rest; the stream may begin anew afterwards."""
        text = self._before + self._held
        rest = self._upto(text, len(self._before), len(text))
        self._before = ""
        return rest

    def whole(self, text: str) -> str:
        """Return a complete text with its placeholders replaced."""
        return self.feed(text) + self.finish()

    def _upto(self, text: str, since: int, end: int) -> str:
        """Restore `text[since:end]`, and hold back what follows."""
        parts: list[str] = []
        at = since
        for found in found_in(text, since):
            if found.end > end:
                break
            parts += [text[at : found.start], self._value(found.kind, found.number)]
            at = found.end
        parts.append(text[at:end])
        self._held = text[end:]
        self._before = text[max(0, end - _CONTEXT) : end]
        return "".join(parts)

    def _value(self, kind: str, number: int) -> str:
        value = self.resolve(kind, number)
        if value is None:
            self.unknown(kind)
            return ""
        return json_escaped(value) if self.in_json else value
