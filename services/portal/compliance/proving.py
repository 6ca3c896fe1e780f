"""An event's proof, worked out step by step: plaintext, entry, leaf, path, root, signature (RFC 6962, C2SP notes)."""

import hashlib
from dataclasses import dataclass, field

from services.audit.checkpoint import Checkpoint
from services.audit.errors import AuditError
from services.audit.leaf import entry_of, plaintext
from services.audit.notes import Key, Note, check
from services.audit.reading import Found
from services.audit.tree import node_hash, root_from_inclusion
from services.portal.compliance.ports import Proof
from services.signing.verifiers import verifier_of


@dataclass(frozen=True, slots=True)
class Step:
    """One hash of the path: the neighbour, on which side it stands, and what both give together."""

    neighbour: bytes
    left: bool
    result: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What was proven here, by the server; every part of it can be done again elsewhere.

    `fits` says whether the opened fields give the digest of the entry; None where its key was destroyed. `signed` is
    whether the log's own key signed the checkpoint.
    """

    plain: bytes = field(repr=False)
    fits: bool | None
    steps: tuple[Step, ...]
    root: bytes
    checkpoint: Checkpoint
    included: bool
    signed: bool

    @property
    def sound(self) -> bool:
        """Tell whether nothing contradicts it."""
        return self.included and self.signed and self.fits is not False


def proven(found: Found, proof: Proof, vkey: str) -> Shown:
    """Check an event against its proof and its checkpoint.

    Raises:
        AuditError: the checkpoint or the key cannot be read.
    """
    note, key = Note.parse(proof.checkpoint), Key.parse(vkey)
    checkpoint = Checkpoint.of(note)
    leaf = found.entry.hash
    root = root_from_inclusion(proof.index, proof.size, leaf, proof.hashes)
    placed = proof.index == found.sequence - 1 and proof.size == checkpoint.size
    plain = b"" if found.salt is None else plaintext(found.filing, found.sequence, found.recorded)
    return Shown(
        plain=plain,
        fits=None if found.salt is None else entry_of(found.salt, plain, found.sequence, found.recorded) == found.entry,
        steps=steps_of(proof.index, proof.size, leaf, proof.hashes),
        root=checkpoint.root,
        checkpoint=checkpoint,
        included=placed and root == checkpoint.root and found.entry.sequence == found.sequence,
        signed=_signed(note, key) and key.name == checkpoint.origin,
    )


def steps_of(index: int, size: int, leaf: bytes, hashes: tuple[bytes, ...]) -> tuple[Step, ...]:
    """Return the path from a leaf upwards, with the hash after each step (RFC 9162, section 2.1.3.2)."""
    node, last, result, steps = index, size - 1, leaf, []
    for neighbour in hashes:
        left = bool(node & 1) or node == last
        result = node_hash(neighbour, result) if left else node_hash(result, neighbour)
        if left and not node & 1:
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        node, last = node >> 1, last >> 1
        steps.append(Step(neighbour, left, result))
    return tuple(steps)


def _signed(note: Note, key: Key) -> bool:
    try:
        return bool(check(note, [verifier_of(key)]))
    except AuditError:
        return False


def digest_of(salt: bytes, plain: bytes) -> str:
    """Return SHA-256 over salt and plaintext in hexadecimal."""
    return hashlib.sha256(salt + plain).hexdigest()
