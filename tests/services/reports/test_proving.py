"""Proofs and tiles as an export holds them."""

import pytest

from services.audit.tiles import Tiling
from services.audit.tree import Frontier, verify_inclusion
from services.reports.proving import cut_load, prover, tiles_are_smaller

LEAVES = [bytes([number % 251]) * 32 for number in range(70_000)]


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 1_000, 65_536, 65_537, 70_000])
def test_proofs_lead_to_the_root_of_their_size(size: int) -> None:
    tiling, frontier = Tiling(), Frontier()
    tiling.extend(LEAVES)
    files = {tile.path: content for tile, content in tiling.take()}
    frontier.extend(LEAVES[:size])
    proof = prover(size, cut_load(files.get))
    for index in {0, size // 3, size // 2, size - 1}:
        assert verify_inclusion(index, size, LEAVES[index], proof(index), frontier.root())


def test_a_partial_tile_is_the_beginning_of_the_full_one() -> None:
    files = {"tile/0/001": bytes(range(256)) * 32}
    load = cut_load(files.get)
    assert load("tile/0/001.p/3") == files["tile/0/001"][:96]
    assert load("tile/0/001") == files["tile/0/001"]
    assert load("tile/0/002.p/3") is None
    assert load("tile/0/002") is None


def test_few_events_of_a_large_log_are_proven_one_by_one() -> None:
    assert not tiles_are_smaller(100, 1_000_000)
    assert tiles_are_smaller(100_000, 1_000_000)
