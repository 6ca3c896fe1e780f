"""Keyed hashes of the identity check: nothing that was said or sent can be read back from what is kept.

HMAC-SHA-256 (RFC 2104) under the dialogue's pepper. A caller whom we do not know sees the same words as one whom we
do know; the last two digits of the phone they see are derived from what they said, so they stay the same when asked
again.
"""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import date

CODE_DIGITS = 6
_TAIL_DIGITS = 2


def folded(name: str) -> str:
    """Return a name without accents, case, punctuation and double spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join(letters.split())


def keyed(pepper: bytes, purpose: str, *parts: str) -> str:
    """Return the keyed hash of `parts` for one purpose, as hexadecimal text."""
    message = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(pepper, message, hashlib.sha256).hexdigest()


def person_key(pepper: bytes, name: str, birth_date: date) -> str:
    """Return the key under which tries with this name and birth date are counted."""
    return keyed(pepper, "person", folded(name), birth_date.isoformat())


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def new_salt() -> str:
    """Return 128 random bits as hexadecimal text."""
    return secrets.token_hex(16)


def code_hash(pepper: bytes, chat_id: str, salt: str, code: str) -> str:
    """Return what is kept of a code."""
    return keyed(pepper, "code", chat_id, salt, code)


def same(one: str, other: str) -> bool:
    """Compare two hashes in constant time."""
    return hmac.compare_digest(one, other)


def tail_of(phone: str) -> str:
    """Return the last two digits of a phone number."""
    return "".join(char for char in phone if char.isdigit())[-_TAIL_DIGITS:]


def decoy_tail(pepper: bytes, name: str, birth_date: date) -> str:
    """Return two digits for a person who gets no code: always the same for the same name and birth date."""
    digest = keyed(pepper, "decoy", folded(name), birth_date.isoformat())
    return f"{int(digest, 16) % 10**_TAIL_DIGITS:0{_TAIL_DIGITS}d}"
