"""Remembers, across conversations, what was found in a text: tools, prompts and history come with every call.

No text is kept: only its keyed digest, where in it something was found, and, if nothing was, the hashes of its words (a
conversation's own values are looked for in these).
"""

import hashlib
import re
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from services.gateway.redaction.digit_runs import digit_runs
from services.gateway.redaction.shadow import fold
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.vault.placeholder import lookalikes

MOST: Final = 8192
#: About 100 bytes each: words of clean texts, places in others, 16 characters of a kept field.
MOST_WEIGHT: Final = 500_000
_CHARACTERS_OF_ONE: Final = 16
_DIGEST: Final = 16
_WORD: Final = re.compile(r"[^\W_]+")
_FEWEST_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Clean:
    """What is known of a text.

    Attributes:
        spans: What was found in it.
        words: Hashes of its words, folded (Python's keyed string hash).
        numbers: Whether a number of four digits or more is in it, written or spoken.
        plain: Whether nothing in it looks like a placeholder.
        value: For a whole field of a request, what may be passed on of it.
        weight: How much room it takes.
    """

    spans: tuple[Span, ...] = ()
    words: frozenset[int] = frozenset()
    numbers: bool = True
    plain: bool = False
    value: object = field(default=None, repr=False)
    weight: int = 1


def described(texts: Iterable[str], value: object = None) -> Clean:
    """Return what is to be known of texts in which nothing was found."""
    given = list(texts)
    words = frozenset(hash(word) for text in given for word in _WORD.findall(fold(text).text))
    kept = sum(map(len, given)) // _CHARACTERS_OF_ONE if value is not None else 0
    return Clean(
        words=words,
        numbers=any(len(run.digits) >= _FEWEST_DIGITS for text in given for run in digit_runs(View(text))),
        plain=not any(lookalikes(text) for text in given),
        value=value,
        weight=1 + len(words) + kept,
    )


class CleanTexts:
    """A memory bounded in texts and in weight; the oldest goes first. Safe to share between threads."""

    def __init__(self, most: int = MOST, most_weight: int = MOST_WEIGHT) -> None:
        self._key = secrets.token_bytes(32)
        self._most = most
        self._most_weight = most_weight
        self._weight = 0
        self._known: dict[bytes, Clean] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._known)

    def digest(self, *parts: bytes) -> bytes:
        """Return the digest under which a text is known."""
        return hashlib.blake2b(b"\x00".join(parts), key=self._key, digest_size=_DIGEST).digest()

    def known(self, digest: bytes) -> Clean | None:
        """Return what is known of a text; None if it was never seen."""
        return self._known.get(digest)

    def keep(self, digest: bytes, clean: Clean) -> Clean:
        """Remember what was found in a text, unless it alone is more than there is room for."""
        weight = _weight(clean)
        if weight > self._most_weight:
            return clean
        with self._lock:
            self._drop(digest)
            while self._known and (len(self._known) >= self._most or self._weight + weight > self._most_weight):
                self._drop(next(iter(self._known)))
            self._known[digest] = clean
            self._weight += weight
        return clean

    def _drop(self, digest: bytes) -> None:
        known = self._known.pop(digest, None)
        self._weight -= _weight(known) if known else 0

    def clear(self) -> None:
        """Forget all, because the layers or the roster changed.

        The key changes too: what is being read now, by the layers of before, is never looked up again.
        """
        with self._lock:
            self._key = secrets.token_bytes(32)
            self._known.clear()
            self._weight = 0


def _weight(clean: Clean) -> int:
    return clean.weight + len(clean.spans)
