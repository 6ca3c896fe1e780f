"""What the ledger says about itself, in events of its own tree: which key signs, which data key is gone, which events.

A **certificate** stands in the body of a `ledger.key_certified` event: a note by the key before,

    sealdesk-key/v1
    <origin>
    <the new key's line>

From the entry behind it on, only checkpoints by the new key count.

A **shredding** is the body of a `keys.shredded` event, without a patient of its own: which data keys two people had
destroyed, and a commitment to the entries that can no longer be opened, so that no other event can be passed off as
destroyed.

A **removal** is the body of a `ledger.quarter_removed` event: up to which entry the oldest events were taken out of the
database at the end of their retention, and that entry itself (49 bytes, no word of what happened). So the hash that
stands in the tree shows when the youngest of them was recorded, and no younger one can be passed off as removed.

All must be readable as long as the log: they are sealed with the key of (nobody, `kept`), which no order destroys.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.audit.errors import NoteUnreadable
from services.audit.leaf import Entry
from services.audit.model import Action
from services.audit.notes import Key, Note, Signer, Verifier, open_note, sign

CERTIFICATE: Final = "certificate"
"""The name of the certificate in its event's body."""
KEPT: Final = "kept"
"""Takes the quarter's place in the data key of statements."""
STATEMENTS: Final = frozenset(
    {Action.LEDGER_KEY_CERTIFIED.value, Action.DATA_KEY_SHREDDED.value, Action.LEDGER_QUARTER_REMOVED.value}
)
"""The actions whose events are sealed with that key."""
PEOPLE: Final = 2
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


class Closed:
    """Counts the entries that a destruction closes, key by key; sequence numbers of one patient must rise.

    The commitment is SHA-256 over a line for each patient, sorted: the keyed hash (empty for nobody), how many entries,
    and SHA-256 over their sequence numbers, 8 bytes big-endian each.
    """

    def __init__(self) -> None:
        self.events = 0
        self._keys: dict[str, tuple[int, hashlib._Hash]] = {}

    def take(self, patient: str | None, sequence: int) -> None:
        """Count an entry."""
        count, digest = self._keys.get(patient or "") or (0, hashlib.sha256())
        digest.update(_SEQUENCE.pack(sequence))
        self._keys[patient or ""] = count + 1, digest
        self.events += 1

    def digest(self) -> str:
        """Return the commitment in hexadecimal."""
        whole = hashlib.sha256()
        for patient, (count, digest) in sorted(self._keys.items()):
            whole.update(f"{patient} {count} {digest.hexdigest()}\n".encode())
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Shredding:
    """The destruction of data keys of one quarter: whose, on whose word, and what it makes unreadable."""

    epoch: str
    people: tuple[str, ...]
    """Who ordered it, two people or more."""
    events: int
    entries: str
    """`Closed.digest` over the entries that can no longer be opened."""
    reason: str
    patients: tuple[str, ...] = field(default=(), repr=False)
    """Keyed hashes; empty means every key of the quarter that was still there."""
    order: str = ""
    """The signed order, as it was given."""

    def body(self) -> dict[str, str]:
        """Return the event's body."""
        return {
            "epoch": self.epoch,
            "people": " ".join(self.people),
            "events": str(self.events),
            "entries": self.entries,
            "reason": self.reason,
            "patients": " ".join(self.patients),
            "order": self.order,
        }

    @classmethod
    def of(cls, body: Mapping[str, str]) -> "Shredding":
        """Read an event's body.

        Raises:
            NoteUnreadable: a value is missing, or it names fewer than two people.
        """
        try:
            words = {name: body[name] for name in ("epoch", "entries", "reason", "order")}
            people, patients = tuple(body["people"].split()), tuple(body["patients"].split())
            shredding = cls(people=people, events=int(body["events"]), patients=patients, **words)
        except (KeyError, ValueError):
            msg = "The event does not say which keys were destroyed and by whom."
            raise NoteUnreadable(msg) from None
        if len(set(people)) < PEOPLE:
            msg = "Two different people have to destroy a key; the event names fewer."
            raise NoteUnreadable(msg)
        return shredding


@dataclass(frozen=True, slots=True)
class Removal:
    """A quarter's events went out of the database once their retention was over; their hashes stay in the tree."""

    quarter: str
    last: int
    """The sequence number up to which no event is there any more."""
    entry: Entry | None
    """The entry of that number; None where the quarter held no event."""

    def body(self) -> dict[str, str]:
        """Return what the event's body says of it."""
        entry = "" if self.entry is None else self.entry.encode().hex()
        return {"quarter": self.quarter, "last": str(self.last), "entry": entry}
