"""The Merkle tree of RFC 6962 section 2.1: hashes, the growing edge, and both kinds of proof.

A node has a level (0: leaf hashes) and an index within it; the node (level, index) covers the leaves from
`index * 2**level` on, `2**level` of them. Only complete nodes are stored or read; the hashes of the ragged right edge
are computed from them.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from services.audit.errors import TreeUnreadable

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_sha256 = hashlib.sha256

HashReader = Callable[[int, int], bytes]
"""Returns the hash of the complete node at a level and an index."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry: SHA-256(0x00 || entry)."""
    return _sha256(_LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two nodes: SHA-256(0x01 || left || right)."""
    return _sha256(_NODE + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over a power of two of neighbouring nodes of one level."""
    level = list(hashes)
    sha256, node = _sha256, _NODE
    while len(level) > 1:
        level = [sha256(node + level[i] + level[i + 1]).digest() for i in range(0, len(level), 2)]
    return level[0]


class Frontier:
    """A tree's growing edge: the hashes of its complete subtrees from left to right, largest first.

    It appends in amortised one hash an entry and knows the root at each size in at most 63 more.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Start empty, or where a tree of `size` stood.

        Raises:
            TreeUnreadable: there are more or fewer peaks than a tree of that size has.
        """
        self._size = size
        self._peaks = list(peaks)
        if len(self._peaks) != size.bit_count():
            msg = f"A tree of {size} entries has {size.bit_count()} peaks, not {len(self._peaks)}."
            raise TreeUnreadable(msg)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The hashes of the complete subtrees, to start from again."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Take the next leaf hash."""
        peaks, size = self._peaks, self._size
        while size & 1:
            leaf = _sha256(_NODE + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self._size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Take the next leaf hashes."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        return _bag(self._peaks)

    def copy(self) -> "Frontier":
        """Return a second edge that grows by itself."""
        return Frontier(self._size, self._peaks)


def _bag(peaks: Sequence[bytes]) -> bytes:
    """Join subtrees of falling size, from the right."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = _sha256(_NODE + peak + root).digest()
    return root


def nodes_of(start: int, end: int) -> list[tuple[int, int]]:
    """Return the complete nodes (level, index) that cover the leaves from `start` up to `end`, left to right."""
    nodes = []
    while start < end:
        widest = (end - start).bit_length() - 1
        level = min(widest, (start & -start).bit_length() - 1) if start else widest
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def _range_hash(start: int, end: int, read: HashReader) -> bytes:
    """Return the hash over the leaves from `start` up to `end`, where `start` begins a subtree of the tree."""
    return _bag([read(level, index) for level, index in nodes_of(start, end)])


def frontier_of(size: int, read: HashReader) -> Frontier:
    """Return the growing edge of a tree that is already there."""
    return Frontier(size, [read(level, index) for level, index in nodes_of(0, size)])


def root_of(size: int, read: HashReader) -> bytes:
    """Return the root that a tree had when it had `size` entries."""
    return _range_hash(0, size, read)


def _split(start: int, end: int) -> int:
    """Return where the left subtree ends: the largest power of two below the number of leaves."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, read: HashReader) -> list[bytes]:
    """Return the path from a leaf to the root of the tree with `size` entries, lowest first (section 2.1.1).

    Raises:
        TreeUnreadable: that tree has no such leaf.
    """
    if not 0 <= index < size:
        msg = f"A tree of {size} entries has no entry with index {index}."
        raise TreeUnreadable(msg)
    start, end, proof = 0, size, []
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            proof.append(_range_hash(middle, end, read))
            end = middle
        else:
            proof.append(_range_hash(start, middle, read))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, read: HashReader) -> list[bytes]:
    """Return the proof that a tree of `old` entries is the beginning of one of `new` entries (section 2.1.2).

    It is empty for equal sizes and for an old size of 0.

    Raises:
        TreeUnreadable: the old tree is the larger one.
    """
    if not 0 <= old <= new:
        msg = f"A tree of {old} entries cannot be the beginning of one of {new} entries."
        raise TreeUnreadable(msg)
    if old in {0, new}:
        return []
    start, end, proof = 0, new, []
    while old != end:
        middle = _split(start, end)
        if old <= middle:
            proof.append(_range_hash(middle, end, read))
            end = middle
        else:
            proof.append(_range_hash(start, middle, read))
            start = middle
    if start:
        proof.append(_range_hash(start, end, read))
    return proof[::-1]


def _sound(hashes: Iterable[bytes]) -> bool:
    return all(len(item) == HASH_BYTES for item in hashes)


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that a path leads to, None where no tree of that size has such a path (section 2.1.1)."""
    if not 0 <= index < size or not _sound((leaf, *proof)):
        return None
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        return None
    root = leaf
    for height, sibling in enumerate(proof):
        right = height >= inner or index >> height & 1
        root = node_hash(sibling, root) if right else node_hash(root, sibling)
    return root


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the proof shows that the tree with this size and root holds the leaf hash at that index."""
    return root_from_inclusion(index, size, leaf, proof) == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that the old tree is the beginning of the new one.

    From an empty tree there is nothing to prove, so that is never shown; equal sizes need equal roots and no proof.
    """
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof or not _sound((old_root, *proof)):
        return False
    shift = (old & -old).bit_length() - 1
    path = list(proof)
    seed = old_root if old == 1 << shift else path.pop(0)
    inner = ((old - 1) ^ (new - 1)).bit_length() - shift
    index = old - 1 >> shift
    if len(path) != inner + (index >> inner).bit_count():
        return False
    before = after = seed
    for height, sibling in enumerate(path):
        if height >= inner or index >> height & 1:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
        else:
            after = node_hash(after, sibling)
    return before == old_root and after == new_root
