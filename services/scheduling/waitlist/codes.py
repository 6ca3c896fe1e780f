"""The codes by which an offer is accepted: short enough for a text, signed, and saying nothing about anybody.

Twelve letters and digits in groups of four: four that find the offer, one that names the key, seven (35 bits) of an
HMAC-SHA256 (RFC 2104) over offer, slot, entry and expiry. Crockford's base 32: no I, L, O or U, whose look-alikes are
read as the digits. A code opens one offer for minutes or hours, so that 35 bits leave nothing to guess.
"""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from services.scheduling.waitlist.errors import BadCodeKeys

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HANDLE_LETTERS = 4
TAG_LETTERS = 7
CODE_LETTERS = HANDLE_LETTERS + 1 + TAG_LETTERS
_BITS = 5
_PURPOSE = b"sealdesk/waitlist/offer/1"
_SHORTEST_KEY = 32
_IN_TEXT = re.compile(
    r"(?<![\w-])(?:[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}|(?=\w*[0-9])(?=\w*[a-z])[0-9a-z]{12})(?![\w-])", re.IGNORECASE
)
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a code is bound to."""

    offer_id: str
    slot_id: str
    entry_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Code:
    """A code as typed, in its parts; `str` gives it as people read it."""

    handle: str
    key_id: str
    tag: str = field(repr=False)

    def __str__(self) -> str:
        plain = self.handle + self.key_id + self.tag
        return "-".join(plain[at : at + 4] for at in range(0, CODE_LETTERS, 4))


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """The keys by their one-letter names. `current` signs; the others are still believed until they are removed."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse names that do not fit into a code, short keys, and a current key that is not there."""
        if self.current not in self.keys:
            raise BadCodeKeys("The key that signs the offers' codes is not among the keys.")
        if any(len(name) != 1 or name not in ALPHABET for name in self.keys):
            raise BadCodeKeys("The name of a key does not fit into a code.")
        if any(len(key) < _SHORTEST_KEY for key in self.keys.values()):
            raise BadCodeKeys("A key of the offers' codes is too short.")

    def sign(self, handle: str, terms: Terms) -> Code:
        """Return the code for an offer."""
        return Code(handle, self.current, _tag(self.keys[self.current], self.current, handle, terms))

    def valid(self, code: Code, terms: Terms) -> bool:
        """Tell whether the code was made for these terms with a key that is still believed, in constant time."""
        key = self.keys.get(code.key_id)
        expected = _tag(key or self.keys[self.current], code.key_id, code.handle, terms)
        return hmac.compare_digest(expected, code.tag) and key is not None


def read_code(text: str) -> Code | None:
    """Return the code that somebody typed, whatever its case, spaces and hyphens; None for anything else."""
    plain = text.strip().upper().translate(_LOOK_ALIKES)
    if len(plain) != CODE_LETTERS or any(letter not in ALPHABET for letter in plain):
        return None
    return Code(plain[:HANDLE_LETTERS], plain[HANDLE_LETTERS], plain[HANDLE_LETTERS + 1 :])


def find_code(text: str) -> tuple[Code, str] | None:
    """Return the code in a sentence and the words around it; None when there is none.

    As printed, with hyphens; or its twelve letters in one word, some of them digits: "next week 10am" is no code.
    """
    for match in _IN_TEXT.finditer(text):
        code = read_code(match[0])
        if code is not None:
            return code, f"{text[: match.start()]} {text[match.end() :]}"
    return None


def random_handle() -> str:
    """Return four random letters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(HANDLE_LETTERS))


def _tag(key: bytes, key_id: str, handle: str, terms: Terms) -> str:
    facts = (handle, key_id, terms.offer_id, terms.slot_id, terms.entry_id, str(_micros(terms.expires_at)))
    parts = [_PURPOSE, *(fact.encode() for fact in facts)]
    signed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    number = int.from_bytes(hmac.new(key, signed, sha256).digest(), "big") >> (256 - _BITS * TAG_LETTERS)
    letters = ((number >> (_BITS * place)) & (len(ALPHABET) - 1) for place in reversed(range(TAG_LETTERS)))
    return "".join(ALPHABET[letter] for letter in letters)


def _micros(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)
