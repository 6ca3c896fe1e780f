r"""JSON that a model writes, its escapes of plain characters written out: `\u005bNAME_1]` is `[NAME_1]`, `\/` is `/`.

Both say the same (RFC 8259 section 7), so what looks for placeholders and addresses needs to know one form only.
"""

import re
from dataclasses import dataclass, field
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:u00([2-7][0-9a-fA-F])|.)", re.DOTALL)
#: An escape that is not complete, at the end of a text that begins outside of one.
_BEGUN: Final = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:u[0-9a-fA-F]{0,3})?)\Z")
_MUST_STAY: Final = frozenset('"\\\x7f')


@dataclass(slots=True)
class WrittenOut:
    """One stream of JSON text."""

    _rest: str = field(default="", repr=False)

    @property
    def held(self) -> int:
        """How many characters are held back: one, while its escape is not complete."""
        return 1 if self._rest else 0

    def feed(self, piece: str) -> str:
        """Return what can be said now, given the next piece."""
        text = self._rest + piece
        if "\\" not in text:
            return text
        begun = _BEGUN.search(text)
        end = begun.start(1) if begun else len(text)
        self._rest = text[end:]
        return _ESCAPE.sub(_plain, text[:end])

    def finish(self) -> str:
        """Return the rest, as it was written."""
        rest, self._rest = self._rest, ""
        return rest


def _plain(escape: re.Match[str]) -> str:
    if escape[0] == r"\/":
        return "/"
    character = chr(int(escape[1], 16)) if escape[1] else ""
    return character if character and character not in _MUST_STAY else escape[0]
