"""The hash chain over audit records: pure functions that make it and check it.

Leaf hash: SHA-256(0x00 || canonical JSON of the record), after RFC 6962 section 2.1's domain separation.
Chain hash: SHA-256(0x01 || previous chain hash || leaf hash); before the first record stands 32 zero bytes.
The body enters the leaf as SHA-256(salt || canonical JSON of the body), so that a short value cannot be guessed from
its hash (45 CFR 164.312(c)(2), mechanism to authenticate).

A chain alone shows an edited, missing, added or reordered record. A cut tail and a chain rewritten from some point on
are seen only against a head remembered elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

VERSION = 1
GENESIS = bytes(32)
SALT_BYTES = 16
_LEAF = b"\x00"
_NODE = b"\x01"

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)

Json = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Record:
    """One audit event as it is stored.

    `at` is microseconds since 1970-01-01 UTC; `patient` is a keyed hash in hexadecimal, never the id itself.
    """

    sequence: int
    node: str
    at: int
    actor_kind: str
    actor_id: str
    action: str
    outcome: str
    patient: str | None
    resource: str | None
    operation: str | None
    purpose: str
    accountable: bool
    body: Mapping[str, str] = field(repr=False)
    salt: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A record with the two hashes that were stored beside it."""

    record: Record
    leaf: bytes
    chain: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stood: the last sequence number (0 before the first record) and its chain hash."""

    sequence: int
    chain: bytes


EMPTY = Head(0, GENESIS)


class FaultKind(StrEnum):
    """What is wrong with a chain."""

    EDITED = "edited"
    """The stored leaf hash is not the hash of the record's content."""
    BROKEN = "broken"
    """The stored chain hash does not follow from the record before."""
    MISSING = "missing"
    """A sequence number is absent."""
    OUT_OF_ORDER = "out_of_order"
    """A sequence number comes again or goes back."""
    TRUNCATED = "truncated"
    """The chain ends before the remembered head."""
    REWRITTEN = "rewritten"
    """The chain differs from the remembered head at its sequence number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, and at which sequence number."""

    kind: FaultKind
    sequence: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: how many records were read, the recomputed head, and the faults (none: intact)."""

    count: int
    head: Head
    faults: tuple[Fault, ...]

    @property
    def intact(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults


def canonical(value: Mapping[str, "Json | Mapping[str, str]"]) -> bytes:
    """Return the JSON of an object with sorted keys and no spaces, in UTF-8 (RFC 8785 for these types)."""
    return _CANONICAL.encode(value).encode()


def body_digest(salt: bytes, body: Mapping[str, str]) -> bytes:
    """Return SHA-256 over the salt and the body."""
    return hashlib.sha256(salt + canonical(dict(body))).digest()


def leaf_hash(record: Record) -> bytes:
    """Return the hash of everything the record says."""
    content: dict[str, Json] = {
        "v": VERSION,
        "sequence": record.sequence,
        "node": record.node,
        "at": record.at,
        "actor_kind": record.actor_kind,
        "actor_id": record.actor_id,
        "action": record.action,
        "outcome": record.outcome,
        "patient": record.patient,
        "resource": record.resource,
        "operation": record.operation,
        "purpose": record.purpose,
        "accountable": record.accountable,
        "body": body_digest(record.salt, record.body).hex(),
    }
    return hashlib.sha256(_LEAF + canonical(content)).digest()


def chain_hash(previous: bytes, leaf: bytes) -> bytes:
    """Return the chain hash that follows `previous` with `leaf`."""
    return hashlib.sha256(_NODE + previous + leaf).digest()


def link(previous: Head, record: Record) -> Link:
    """Chain `record` behind `previous`.

    Raises:
        ValueError: the record's sequence number is not the next one.
    """
    if record.sequence != previous.sequence + 1:
        msg = "An audit record must carry the next sequence number. Read the head in the same transaction."
        raise ValueError(msg)
    leaf = leaf_hash(record)
    return Link(record, leaf, chain_hash(previous.chain, leaf))


RESTORED = "state.restored"
"""The action of an event that declares numbers in front of its own to be gone with a backup."""


def _declares(record: Record, expected: int) -> bool:
    """Tell whether a record says that the numbers from the expected one up to its own were taken away by a backup."""
    if record.action != RESTORED or record.body.get("last") != str(record.sequence - 1):
        return False
    first = record.body.get("first", "")
    return first.isdecimal() and int(first) <= expected


class _Check:
    """The state of one pass over a chain; every hash is computed from content, stored ones are only compared."""

    def __init__(self, remembered: Head | None, begins: Head = EMPTY) -> None:
        self._remembered = remembered
        self._faults: list[Fault] = []
        self._head = begins
        self._count = 0
        self._compare_with_memory()

    def _fault(self, kind: FaultKind, sequence: int) -> None:
        self._faults.append(Fault(kind, sequence))

    def _compare_with_memory(self) -> None:
        seen = self._remembered
        if seen is not None and seen.sequence == self._head.sequence and seen.chain != self._head.chain:
            self._fault(FaultKind.REWRITTEN, seen.sequence)

    def _order(self, record: Record) -> None:
        sequence, expected = record.sequence, self._head.sequence + 1
        if sequence > expected and not _declares(record, expected):
            self._fault(FaultKind.MISSING, expected)
        elif sequence < expected:
            self._fault(FaultKind.OUT_OF_ORDER, sequence)

    def take(self, stored: Link) -> None:
        """Check the next record as it was read."""
        sequence = stored.record.sequence
        self._order(stored.record)
        leaf = leaf_hash(stored.record)
        chain = chain_hash(self._head.chain, leaf)
        if leaf != stored.leaf:
            self._fault(FaultKind.EDITED, sequence)
        elif chain != stored.chain:
            self._fault(FaultKind.BROKEN, sequence)
        self._head = Head(sequence, chain)
        self._count += 1
        self._compare_with_memory()

    def verdict(self) -> Verdict:
        """Return what was found."""
        seen = self._remembered
        if seen is not None and seen.sequence > self._head.sequence:
            self._fault(FaultKind.TRUNCATED, self._head.sequence + 1)
        return Verdict(self._count, self._head, tuple(self._faults))


def first_changed(before: Link | None, links: Iterable[Link]) -> int | None:
    """Return the number of the first record that is not as it was recorded; None where each is.

    Args:
        before: the record in front of them, where it is still there: the first must follow from it.
        links: records in their order; behind a number that is not there only the content is compared.
    """
    head = EMPTY if before is None else Head(before.record.sequence, before.chain)
    for stored in links:
        sequence, leaf = stored.record.sequence, leaf_hash(stored.record)
        follows = sequence == head.sequence + 1
        if leaf != stored.leaf or (follows and chain_hash(head.chain, leaf) != stored.chain):
            return sequence
        head = Head(sequence, stored.chain)
    return None


def verify_chain(links: Iterable[Link], remembered: Head | None = None, begins: Head = EMPTY) -> Verdict:
    """Recompute a whole chain from its records, in the order given.

    Args:
        links: every stored record from the first on, with its stored hashes.
        remembered: a head noted earlier in another place; without it a cut tail cannot be seen.
        begins: behind which record the chain begins, where older ones were removed.
    """
    check = _Check(remembered, begins)
    for stored in links:
        check.take(stored)
    return check.verdict()
