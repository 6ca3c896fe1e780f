"""The key that wraps all others (KEK): an interface, for a token may keep it to itself, and one of 32 bytes.

Wrapped: nonce (12 bytes) || AES-256-GCM of the key (NIST SP 800-38D). The associated data name the key and its number,
so that one wrapped key cannot stand in for another.
"""

import hashlib
import os
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.keys.errors import WrongKek

KEY_BYTES: Final = 32
_NONCE: Final = 12
_ID: Final = 8


class Kek(Protocol):
    """Wraps and unwraps keys; it need not be able to show itself."""

    @property
    def id(self) -> str:
        """What tells it from another, in hexadecimal; it says nothing about the key."""
        ...

    def wrap(self, name: str, key: bytes) -> bytes:
        """Return `key` wrapped for this name."""
        ...

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """Return the key.

        Raises:
            WrongKek: it was wrapped by another KEK, under another name, or was changed.
        """
        ...


class RawKek:
    """A KEK of 32 bytes in this process's memory."""

    def __init__(self, key: bytes) -> None:
        """Take the key.

        Raises:
            WrongKek: it has another length.
        """
        if len(key) != KEY_BYTES:
            raise WrongKek
        self._key = key
        self._cipher = AESGCM(key)
        self._id = hashlib.sha256(b"sealdesk/kek/id" + key).digest()[:_ID].hex()

    @property
    def id(self) -> str:
        """What tells it from another."""
        return self._id

    @property
    def content(self) -> bytes:
        """The key itself, for recovery cards alone."""
        return self._key

    def wrap(self, name: str, key: bytes) -> bytes:
        """Return `key` wrapped for this name."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, key, bound(name))

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """Return the key.

        Raises:
            WrongKek: it was wrapped by another KEK, under another name, or was changed.
        """
        try:
            return self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound(name))
        except (InvalidTag, ValueError):
            raise WrongKek from None


def bound(name: str) -> bytes:
    """Return the associated data of a key's wrapping."""
    return b"sealdesk/key/v1\n" + name.encode()
