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
    """

    spans: tuple[Span, ...] = ()
    words: frozenset[int] = frozenset()
    numbers: bool = True
    plain: bool = False
    value: object = field(default=None, repr=False)


def described(texts: Iterable[str], value: object = None) -> Clean:
    """Return what is to be known of texts in which nothing was found."""
    given = list(texts)
    return Clean(
        words=frozenset(hash(word) for text in given for word in _WORD.findall(fold(text).text)),
        numbers=any(len(run.digits) >= _FEWEST_DIGITS for text in given for run in digit_runs(View(text))),
        plain=not any(lookalikes(text) for text in given),
        value=value,
    )


class CleanTexts:
    """A bounded memory; the oldest goes first. Safe to share between threads."""

    def __init__(self, most: int = MOST) -> None:
        self._key = secrets.token_bytes(32)
        self._most = most
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
        """Remember what was found in a text."""
        with self._lock:
            while len(self._known) >= self._most:
                del self._known[next(iter(self._known))]
            self._known[digest] = clean
        return clean

    def clear(self) -> None:
        """Forget all, because the layers or the roster changed.

        The key changes too: what is being read now, by the layers of before, is never looked up again.
        """
        with self._lock:
            self._key = secrets.token_bytes(32)
            self._known.clear()
