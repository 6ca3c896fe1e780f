"""What was made of the texts of a conversation: a client sends all of them again with every call.

They are in no other place than the conversation's vault, and go with it.
"""

import sys
import threading
from dataclasses import dataclass, field
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.traces import Traces

MOST_BYTES: Final = 512 * 1024
"""For one conversation: more than a model of 128,000 tokens reads."""
MOST_IN_ALL: Final = 32 * 1024 * 1024
"""For all conversations together; what finds no room is made anew with every call."""
_BESIDE: Final = 400
"""What a passage takes besides its text and traces, in bytes: measured, and rounded up."""


@dataclass(slots=True)
class Passage:
    """What was made of one text.

    Attributes:
        text: What the model may see of it.
        labels: What was replaced in it, as it is counted.
        traces: What tells whether a value can stand in it.
        learned: How many values the conversation had when it was found to hold none but those replaced.
    """

    text: str = field(repr=False)
    labels: tuple[Label, ...]
    traces: "Traces[int]" = field(repr=False)
    learned: int

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sys.getsizeof(self.text) + sys.getsizeof(self.traces) + 8 * len(self.labels) + _BESIDE


class Room:
    """How many bytes all conversations may take together; safe to share between threads."""

    def __init__(self, most: int = MOST_IN_ALL) -> None:
        self._left = most
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Take so many bytes, if there are as many."""
        with self._lock:
            if size > self._left:
                return False
            self._left -= size
            return True

    def give(self, size: int) -> None:
        """Give them back."""
        with self._lock:
            self._left += size


class Passages:
    """Those of one conversation, by the digests of the texts they were made of; the oldest goes first."""

    def __init__(self, room: Room, most: int = MOST_BYTES) -> None:
        self._room = room
        self._most = most
        self._kept: dict[bytes, Passage] = {}
        self._size = 0
        self._closed = False
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def known(self, digest: bytes) -> Passage | None:
        """Return what was made of a text; None where it is not known."""
        return self._kept.get(digest)

    def keep(self, digest: bytes, passage: Passage) -> None:
        """Keep what was made of a text, where there is room."""
        with self._lock:
            self._drop(digest)
            while self._kept and self._size + passage.size > self._most:
                self._drop(next(iter(self._kept)))
            if not self._closed and passage.size <= self._most and self._room.take(passage.size):
                self._kept[digest] = passage
                self._size += passage.size

    def close(self) -> None:
        """Forget all, and keep no more."""
        with self._lock:
            self._closed = True
            for digest in list(self._kept):
                self._drop(digest)

    def _drop(self, digest: bytes) -> None:
        passage = self._kept.pop(digest, None)
        if passage is not None:
            self._size -= passage.size
            self._room.give(passage.size)
