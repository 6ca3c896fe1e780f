"""Opaque identifiers: random, so that none says anything about a person."""

import secrets
from typing import Protocol


class Ids(Protocol):
    """Makes new identifiers."""

    def new(self, kind: str) -> str:
        """Return a new identifier such as `op_4f0c...`; `kind` is a short prefix for the reader."""
        ...


def opaque_token() -> str:
    """Return 192 random bits as 48 hexadecimal digits: for a link that says nothing and leads anybody to one page."""
    return secrets.token_hex(24)


class ShortIds:
    """79 random bits in 16 letters and digits that people do not mix up: short enough for a link in a text."""

    _LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
    _LENGTH = 16

    def new(self, kind: str) -> str:
        """Return `kind`, an underscore and 16 letters and digits."""
        return f"{kind}_{''.join(secrets.choice(self._LETTERS) for _ in range(self._LENGTH))}"


class RandomIds:
    """128 random bits behind a readable prefix."""

    def new(self, kind: str) -> str:
        """Return `kind`, an underscore and 32 hexadecimal digits."""
        return f"{kind}_{secrets.token_hex(16)}"
