"""Seals events and opens them again.

Box: nonce (12 bytes) || AES-256-GCM(salt (16 bytes) || canonical plaintext) with its tag. Associated data: the entry's
49 bytes || the other recorded fields but the body, as a JSON array in the order of `FIELDS`. So a box fits its own row
and no other, and a row whose columns were changed no longer opens.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.audit.filing import Filing
from services.audit.leaf import SALT_BYTES, VERSION, Entry
from services.audit.statement import KEPT, STATEMENTS
from services.ledger.errors import DamagedEvent, DataKeyGone, TooLarge, Unrecordable
from services.ledger.ports import DataKeys

LARGEST: Final = 1 << 16
"""An event's plaintext may be as long as C2SP allows an entry to be."""
FIELDS: Final = (
    "source",
    "number",
    "at",
    "node",
    "actor_kind",
    "actor_id",
    "role",
    "action",
    "outcome",
    "patient",
    "resource",
    "operation",
    "purpose",
    "accountable",
)
"""Every field of a filing but its body."""
Fields = tuple[Any, ...]
fields_of: Final[Callable[[Filing], Fields]] = attrgetter(*FIELDS)
_PATIENT: Final = FIELDS.index("patient")
_ACTION: Final = FIELDS.index("action")
_NONCE: Final = 12
_CHANCE: Final = _NONCE + SALT_BYTES
_MOST_KEYS: Final = 2048
_sha256 = hashlib.sha256


def canonical_plaintext(fields: Fields, body: Mapping[str, str], sequence: int, recorded: int) -> bytes:
    """Return what `services.audit.leaf.plaintext` returns, faster.

    Raises:
        Unrecordable: a field cannot be written as JSON.
    """
    content = dict(zip(FIELDS, fields, strict=True))
    content["v"] = VERSION
    content["sequence"] = sequence
    content["recorded"] = recorded
    content["body"] = body if type(body) is dict else dict(body)
    try:
        return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        raise Unrecordable from None


class Boxes:
    """Seals with the data keys; a key's object is kept while it is in use."""

    def __init__(self, keys: DataKeys) -> None:
        self._keys = keys
        self._kept: dict[tuple[str | None, str], AESGCM] = {}

    def forget(self) -> None:
        """Ask for every key again: one may have been destroyed."""
        self._kept = {}

    def _cipher(self, fields: Fields, quarter: str, *, sealing: bool) -> AESGCM | None:
        patient = fields[_PATIENT]
        if fields[_ACTION] in STATEMENTS:
            quarter = KEPT  # what the ledger says about its keys must be readable as long as the log
        ciphers = self._kept  # what is forgotten meanwhile does not come back by this
        kept = ciphers.get((patient, quarter))
        if kept is None:
            key = self._keys.made(patient, quarter) if sealing else self._keys.key(patient, quarter)
            if key is None:
                return None
            if len(ciphers) >= _MOST_KEYS:
                ciphers.clear()
            kept = ciphers[patient, quarter] = AESGCM(key)
        return kept

    def seal(self, filings: list[Filing], first: int, recorded: int, quarter: str) -> list[tuple[bytes, bytes]]:
        """Return the digest and the box of each event; the sequence numbers go on from `first`.

        Raises:
            DataKeyGone: the key was destroyed.
            TooLarge: an event is larger than 64 KiB.
            Unrecordable: a field cannot be written as JSON.
        """
        chance = os.urandom(_CHANCE * len(filings))
        sealed = []
        for offset, filing in enumerate(filings):
            fields, sequence, at = fields_of(filing), first + offset, offset * _CHANCE
            nonce, salt = chance[at : at + _NONCE], chance[at + _NONCE : at + _CHANCE]
            salted = salt + canonical_plaintext(fields, filing.body, sequence, recorded)
            if len(salted) > LARGEST:
                raise TooLarge(LARGEST)
            digest = _sha256(salted).digest()
            cipher = self._cipher(fields, quarter, sealing=True)
            if cipher is None:
                raise DataKeyGone(quarter)
            bound = Entry(sequence, recorded, digest).encode() + orjson.dumps(fields)
            sealed.append((digest, nonce + cipher.encrypt(nonce, salted, bound)))
        return sealed

    def open(self, entry: Entry, fields: Fields, box: bytes, quarter: str) -> tuple[dict[str, str], bytes] | None:
        """Return body and salt; None where the key was destroyed.

        Raises:
            DamagedEvent: box, columns and entry do not fit one another.
            SealdeskError: its key is not there, and was never destroyed: an older file of keys is in its place.
        """
        cipher = self._cipher(fields, quarter, sealing=False)
        if cipher is None:
            return None
        try:
            salted = cipher.decrypt(box[:_NONCE], box[_NONCE:], entry.encode() + orjson.dumps(fields))
        except (InvalidTag, ValueError):
            raise DamagedEvent(entry.sequence) from None
        salt, plain = salted[:SALT_BYTES], salted[SALT_BYTES:]
        body: dict[str, str] = orjson.loads(plain)["body"]
        written = canonical_plaintext(fields, body, entry.sequence, entry.recorded)
        if written != plain or _sha256(salted).digest() != entry.digest:
            raise DamagedEvent(entry.sequence)
        return body, salt
