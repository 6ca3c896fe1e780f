import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.errors import TreeUnreadable
from services.audit.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    fold,
    frontier_of,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

SIZES = st.integers(1, 300)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def naive(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word by word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + naive(hashes[:k]) + naive(hashes[k:])).digest()


class Nodes:
    """Every complete node of a tree, made by the definition alone."""

    def __init__(self, hashes: list[bytes]) -> None:
        self.hashes = hashes

    def __call__(self, level: int, index: int) -> bytes:
        part = self.hashes[index << level : index + 1 << level]
        assert len(part) == 1 << level, "only complete nodes may be asked for"
        return naive(part)


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT == root_of(0, Nodes([]))


@given(SIZES)
def test_the_growing_edge_has_the_root_of_the_definition(size: int) -> None:
    frontier = Frontier()
    frontier.extend(leaves(size))
    assert frontier.root() == naive(leaves(size))
    assert root_of(size, Nodes(leaves(size))) == frontier.root()


@given(SIZES, SIZES)
def test_an_edge_goes_on_from_where_it_stood(size: int, more: int) -> None:
    hashes = leaves(size + more)
    first = Frontier()
    first.extend(hashes[:size])
    for edge in (Frontier(first.size, first.peaks), frontier_of(size, Nodes(hashes[:size])), first.copy()):
        edge.extend(hashes[size:])
        assert edge.root() == naive(hashes)
    assert first.root() == naive(hashes[:size])


def test_an_edge_with_the_wrong_number_of_peaks_is_refused() -> None:
    with pytest.raises(TreeUnreadable, match="has 2 peaks, not 1"):
        Frontier(3, [bytes(32)])


@given(st.integers(0, 8))
def test_folding_is_the_root_of_a_power_of_two(height: int) -> None:
    assert fold(leaves(1 << height)) == naive(leaves(1 << height))


@given(SIZES, st.data())
def test_each_inclusion_proof_holds_for_its_entry_alone(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, Nodes(hashes))
    root = naive(hashes)
    assert verify_inclusion(index, size, hashes[index], proof, root)
    assert verify_inclusion(other, size, hashes[index], proof, root) == (index == other)
    assert verify_inclusion(index, size, hashes[other], proof, root) == (index == other)


@given(SIZES, SIZES)
def test_each_consistency_proof_holds_for_its_two_sizes_alone(one: int, two: int) -> None:
    old, new = sorted((one, two))
    hashes = leaves(new)
    proof = consistency_proof(old, new, Nodes(hashes))
    roots = naive(hashes[:old]), naive(hashes)
    assert verify_consistency(old, new, *roots, proof)
    if old < new:
        assert not verify_consistency(new, old, *roots, proof)
        assert not verify_consistency(old, new, roots[1], roots[0], proof)
        assert not verify_consistency(old, new, *roots, [*proof, roots[0]])


def flipped(value: bytes, bit: int) -> bytes:
    raw = bytearray(value)
    raw[bit // 8] ^= 1 << bit % 8
    return bytes(raw)


@given(st.integers(2, 200), st.integers(0, 255), st.data())
def test_a_flipped_bit_anywhere_spoils_an_inclusion_proof(size: int, bit: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, Nodes(hashes))
    place = data.draw(st.integers(0, len(proof) - 1))
    root = naive(hashes)
    assert not verify_inclusion(index, size, flipped(hashes[index], bit), proof, root)
    assert not verify_inclusion(index, size, hashes[index], proof, flipped(root, bit))
    proof[place] = flipped(proof[place], bit)
    assert not verify_inclusion(index, size, hashes[index], proof, root)


@given(st.integers(2, 200), st.integers(0, 255), st.data())
def test_a_flipped_bit_anywhere_spoils_a_consistency_proof(size: int, bit: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    old = data.draw(st.integers(1, size - 1))
    proof = consistency_proof(old, size, Nodes(hashes))
    place = data.draw(st.integers(0, len(proof) - 1))
    roots = naive(hashes[:old]), naive(hashes)
    assert not verify_consistency(old, size, flipped(roots[0], bit), roots[1], proof)
    assert not verify_consistency(old, size, roots[0], flipped(roots[1], bit), proof)
    proof[place] = flipped(proof[place], bit)
    assert not verify_consistency(old, size, *roots, proof)


def test_nothing_is_shown_from_the_empty_tree() -> None:
    assert consistency_proof(0, 5, Nodes(leaves(5))) == []
    assert not verify_consistency(0, 5, EMPTY_ROOT, naive(leaves(5)), [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_a_proof_of_no_entry_is_refused(index: int, size: int) -> None:
    with pytest.raises(TreeUnreadable, match="has no entry with index"):
        inclusion_proof(index, size, Nodes(leaves(size)))
    assert not verify_inclusion(index, size, leaf_hash(b""), [], leaf_hash(b""))


def test_a_tree_is_not_the_beginning_of_a_smaller_one() -> None:
    with pytest.raises(TreeUnreadable, match="cannot be the beginning"):
        consistency_proof(6, 5, Nodes(leaves(5)))


def test_leaves_and_nodes_are_hashed_apart() -> None:
    assert leaf_hash(b"a" * 64) != node_hash(b"a" * 32, b"a" * 32)
