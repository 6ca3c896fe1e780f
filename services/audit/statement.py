"""What the ledger says about itself, in events of its own tree: which key signs, which data key was destroyed.

A **certificate** stands in the body of a `ledger.key_certified` event: a note by the key before,

    sealdesk-key/v1
    <origin>
    <the new key's line>

From the entry behind it on, only checkpoints by the new key count. A **shredding** is the body of a `keys.shredded`
event whose patient is the one whose key of that quarter was destroyed (none: the key of what concerns nobody). It names
both people and commits to the sequence numbers that can no longer be opened, so that no other event can be passed off
as destroyed.
"""

import hashlib
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.audit.errors import NoteUnreadable
from services.audit.notes import Key, Note, Signer, Verifier, open_note, sign

CERTIFICATE: Final = "certificate"
"""The name of the certificate in its event's body."""
_KIND: Final = "sealdesk-key/v1"
_SEQUENCE: Final = struct.Struct(">Q")


def certificate(new: Key, signer: Signer) -> Note:
    """Return the note by which the present key hands over to the new one; both have the log's origin as their name.

    Raises:
        NoteUnreadable: the new key has another name.
    """
    if new.name != signer.key.name:
        msg = "A key of the ledger is named after the ledger's origin; the new one has another name."
        raise NoteUnreadable(msg)
    return sign(f"{_KIND}\n{new.name}\n{new.vkey}\n", [signer])


def certified(note: str, before: Verifier) -> Key:
    """Return the key that a certificate names.

    Raises:
        NoteUnreadable: it is no certificate.
        NoteUntrusted: the key before did not sign it.
    """
    kind, _, rest = open_note(note, [before]).text.partition("\n")
    origin, _, vkey = rest.partition("\n")
    key = Key.parse(vkey)
    if kind != _KIND or vkey != f"{key.vkey}\n" or not origin == key.name == before.key.name:
        msg = "This is no certificate of a key of this ledger."
        raise NoteUnreadable(msg)
    return key


def sequences_digest(sequences: Iterable[int]) -> str:
    """Return SHA-256 in hexadecimal over sequence numbers in rising order, 8 bytes big-endian each."""
    digest = hashlib.sha256()
    for sequence in sequences:
        digest.update(_SEQUENCE.pack(sequence))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Shredding:
    """The destruction of one data key: whose, of which quarter, by which two people, and what it makes unreadable."""

    epoch: str
    events: int
    sequences: str
    """`sequences_digest` over the events that can no longer be opened."""
    asked_by: str
    approved_by: str
    reason: str
    patient: str | None = field(default=None, repr=False)
    """The keyed hash; it is the event's patient, not part of its body."""

    def body(self) -> dict[str, str]:
        """Return the event's body."""
        return {
            "epoch": self.epoch,
            "events": str(self.events),
            "sequences": self.sequences,
            "asked_by": self.asked_by,
            "approved_by": self.approved_by,
            "reason": self.reason,
        }

    @classmethod
    def of(cls, patient: str | None, body: Mapping[str, str]) -> "Shredding":
        """Read an event's body.

        Raises:
            NoteUnreadable: a value is missing, or one person did both.
        """
        try:
            words = {name: body[name] for name in ("epoch", "sequences", "asked_by", "approved_by", "reason")}
            shredding = cls(events=int(body["events"]), patient=patient, **words)
        except (KeyError, ValueError):
            msg = "The event does not say which key was destroyed and by whom."
            raise NoteUnreadable(msg) from None
        people = {shredding.asked_by, shredding.approved_by}
        if len(people) == 1 or "" in people:
            msg = "Two different people have to destroy a key; the event names one."
            raise NoteUnreadable(msg)
        return shredding
