"""Passwords as scrypt hashes (RFC 7914), which cost an attacker 32 MiB and a third of a second for each try."""

import asyncio
import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from services.accounts.errors import WeakPassword

LEAST = 12
_MOST = 128
_DIFFERENT = 5
_BLOCK, _LANES = 8, 3
_SALT_BYTES = 16
_KEY_BYTES = 32
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Passwords:
    """Hashes and checks passwords in a thread, two at once at most, so that tries cannot take the machine's memory.

    `cost` is the binary logarithm of scrypt's N; 15 with r=8 and p=3 is OWASP's advice for 32 MiB.
    """

    cost: int = 15
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE), repr=False)

    async def hash(self, password: str) -> str:
        """Return the hash of a new password."""
        salt = secrets.token_bytes(_SALT_BYTES)
        async with self._room:
            key = await asyncio.to_thread(_derive, password, salt, self.cost)
        return f"scrypt${self.cost}${_b64(salt)}${_b64(key)}"

    async def fits(self, password: str, stored: str) -> bool:
        """Tell whether a password fits; where there is no hash it takes as long, and never fits."""
        _, cost, salt, key = (stored or _nobody(self.cost)).split("$")
        async with self._room:
            found = await asyncio.to_thread(_derive, password[:_MOST], base64.b64decode(salt), int(cost))
        return hmac.compare_digest(found, base64.b64decode(key)) and bool(stored)


def require_strong(password: str, account_id: str, name: str) -> None:
    """Refuse a password that is easy to guess (NIST SP 800-63B-4: length above all).

    Raises:
        WeakPassword: it is.
    """
    plain = password.casefold()
    names = [word for word in (account_id, *name.split()) if len(word) > 2]  # noqa: PLR2004 "Al" is in many words
    guessable = any(word.casefold() in plain for word in names)
    if not LEAST <= len(password) <= _MOST or len(set(plain)) < _DIFFERENT or guessable:
        raise WeakPassword(LEAST)


def _derive(password: str, salt: bytes, cost: int) -> bytes:
    n = 2**cost
    return hashlib.scrypt(
        password.encode(), salt=salt, n=n, r=_BLOCK, p=_LANES, maxmem=256 * n * _BLOCK, dklen=_KEY_BYTES
    )


def _nobody(cost: int) -> str:
    return f"scrypt${cost}${_b64(bytes(_SALT_BYTES))}${_b64(bytes(_KEY_BYTES))}"


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()
