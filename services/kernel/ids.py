"""Opaque identifiers: random, so that none says anything about a person."""

import secrets
from typing import Protocol


class Ids(Protocol):
    """Makes new identifiers."""

    def new(self, kind: str) -> str:
        """Return a new identifier such as `op_4f0c...`; `kind` is a short prefix for the reader."""
        ...


class RandomIds:
    """128 random bits behind a readable prefix."""

    def new(self, kind: str) -> str:
        """Return `kind`, an underscore and 32 hexadecimal digits."""
        return f"{kind}_{secrets.token_hex(16)}"
