"""Remembers, across conversations, which texts hold nothing: tool descriptions and prompts come with every call.

Only keyed digests are kept, and only of texts in which nothing was found.
"""

import hashlib
import secrets
from typing import Final

MOST: Final = 8192
_DIGEST: Final = 16


class CleanTexts:
    """A bounded set of digests; the oldest goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._key = secrets.token_bytes(32)
        self._most = most
        self._known: dict[bytes, None] = {}

    def __len__(self) -> int:
        return len(self._known)

    def _digest(self, *parts: str) -> bytes:
        return hashlib.blake2b("\x00".join(parts).encode(), key=self._key, digest_size=_DIGEST).digest()

    def has(self, *parts: str) -> bool:
        """Tell whether nothing was found in this text."""
        return self._digest(*parts) in self._known

    def keep(self, *parts: str) -> None:
        """Remember that nothing was found in this text."""
        while len(self._known) >= self._most:
            self._known.pop(next(iter(self._known)), None)
        self._known[self._digest(*parts)] = None

    def clear(self) -> None:
        """Forget all, because the layers or the roster changed."""
        self._known.clear()
