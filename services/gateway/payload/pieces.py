"""What the caller tells in several messages: "it's 312", "555", "0142", with "Yes?" or nothing in between."""

import re
from dataclasses import dataclass, field
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.pieces import WHOLE, begun, digits_of, is_piece
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.view import View

IN_PASSING: Final = 40
"""The longest reply that does not end what the caller was saying ("Yes?"), in characters."""

_MOST: Final = 6
"""Messages that one number is told in at most."""
_LONGEST: Final = 160
#: Questions that only ask for what comes next.
_GO_ON: Final = re.compile(
    r"\b(?:yes|and|rest|next|last|remaining|then|after|go (?:on|ahead)|continue|more|si|y|resto|luego|despues"
    r"|sigue|siguen|siga|adelante|ultimos|faltan|mas|ok|okay)\b"
)


@dataclass(slots=True)
class Pieces:
    """What is being told, and what was told of it.

    Attributes:
        label: Its kind; None when nothing is.
    """

    label: Label | None = None
    _digits: str = field(default="", repr=False)
    _messages: int = 0

    def replied(self, words: str, asked: tuple[Label, ...]) -> None:
        """Hear a reply: a question begins anew, a word in passing lets the caller go on, all else ends it.

        Args:
            words: The reply.
            asked: What it asks for.
        """
        wanted = next((label for label in asked if label in WHOLE), None)
        if wanted is not None and wanted is self.label and self._digits and len(words) <= IN_PASSING:
            return  # "And the rest of your number?"
        if wanted is not None or not _in_passing(words):
            self._begin(wanted)

    def told(self, words: str) -> tuple[Label | None, str]:
        """Return of what a message of the caller tells a piece, and all its digits when this makes it whole."""
        if len(words) > _LONGEST:
            self._begin(None)
            return None, ""
        view = View(words)
        if self.label is None:
            return self._own(words, view)
        if not is_piece(view, self.label):
            return self._besides(words, view)
        return self._told(self.label, words)

    def _besides(self, words: str, view: View) -> tuple[Label | None, str]:
        """Judge a message that is more than a piece: "hold on" leaves all as it is, anything long ends it."""
        label, digits = self.label, digits_of(words)
        if label is not None and self._messages == 0 and digits:
            return self._told(label, words)  # "sure, the number is 312"
        if digits or len(words) > IN_PASSING:
            return self._own(words, view)
        return None, ""

    def _own(self, words: str, view: View) -> tuple[Label | None, str]:
        """Begin what the caller begins to tell, if anything."""
        label = begun(view)
        self._begin(label)
        return (None, "") if label is None else self._told(label, words)

    def _told(self, label: Label, words: str) -> tuple[Label, str]:
        """Note a piece; the last one ends what is told."""
        self._digits += digits_of(words)
        self._messages += 1
        whole = len(self._digits) >= WHOLE[label]
        joined = self._digits if whole and self._messages > 1 and label is not Label.DOB else ""
        if whole or self._messages >= _MOST:
            self._begin(None)
        return label, joined

    def _begin(self, label: Label | None) -> None:
        self.label, self._digits, self._messages = label, "", 0


def _in_passing(words: str) -> bool:
    """Return whether a reply only lets the caller go on."""
    if len(words) > IN_PASSING:
        return False
    return "?" not in words or _GO_ON.search(folded(words)) is not None
