"""What the Merkle tree commits to: an entry of 49 bytes for each event, without a word of what happened.

Entry: version (1 byte) || sequence (8 bytes, big-endian) || recorded (8 bytes, microseconds since 1970 UTC) ||
SHA-256(salt || canonical plaintext). The salt lies in the ciphertext beside the plaintext: whoever cannot open the
event can still prove that the entry stands in the tree, and cannot guess a short value from its hash. Leaf hash after
RFC 6962 section 2.1: SHA-256(0x00 || entry).
"""

import hashlib
import struct
from dataclasses import dataclass
from typing import Final

from services.audit.chain import Json, canonical
from services.audit.filing import Filing

VERSION: Final = 1
SALT_BYTES: Final = 16
ENTRY_BYTES: Final = 49
_HEAD: Final = struct.Struct(">BQQ")
_LEAF: Final = b"\x00"


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf, read back: `digest` is SHA-256 over the salt and the plaintext."""

    sequence: int
    recorded: int
    digest: bytes

    def encode(self) -> bytes:
        """Return the 49 bytes that enter the tree."""
        return _HEAD.pack(VERSION, self.sequence, self.recorded) + self.digest

    @property
    def hash(self) -> bytes:
        """The leaf hash of RFC 6962."""
        return hashlib.sha256(_LEAF + self.encode()).digest()

    @classmethod
    def decode(cls, entry: bytes) -> "Entry":
        """Read an entry.

        Raises:
            ValueError: it has another length or version.
        """
        if len(entry) != ENTRY_BYTES or entry[0] != VERSION:
            msg = "This is no entry of the audit ledger: it has another length or version."
            raise ValueError(msg)
        _, sequence, recorded = _HEAD.unpack_from(entry)
        return cls(sequence, recorded, entry[_HEAD.size :])


def plaintext(filing: Filing, sequence: int, recorded: int) -> bytes:
    """Return what is sealed and committed to: every recorded field, canonical JSON (sorted keys, no spaces, UTF-8)."""
    fields: dict[str, Json | dict[str, str]] = {
        "v": VERSION,
        "sequence": sequence,
        "recorded": recorded,
        "source": filing.source,
        "number": filing.number,
        "at": filing.at,
        "node": filing.node,
        "actor_kind": filing.actor_kind,
        "actor_id": filing.actor_id,
        "role": filing.role,
        "action": filing.action,
        "outcome": filing.outcome,
        "patient": filing.patient,
        "resource": filing.resource,
        "operation": filing.operation,
        "purpose": filing.purpose,
        "accountable": filing.accountable,
        "body": dict(filing.body),
    }
    return canonical(fields)


def entry_of(salt: bytes, plain: bytes, sequence: int, recorded: int) -> Entry:
    """Return the entry that commits to a plaintext."""
    return Entry(sequence, recorded, hashlib.sha256(salt + plain).digest())
