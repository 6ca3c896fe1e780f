from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.errors import TreeUnreadable
from services.audit.tiles import Tile, TileReader, Tiling, new_tiles, tiles_of
from services.audit.tree import Frontier, frontier_of, inclusion_proof, leaf_hash, root_of, verify_inclusion

LEAVES = [leaf_hash(str(number).encode()) for number in range(70_000)]


def files_of(sizes: list[int]) -> dict[str, bytes]:
    """What lies on the disk when checkpoints were made at these sizes."""
    tiling, files = Tiling(), dict[str, bytes]()
    for size in sizes:
        tiling.extend(LEAVES[tiling.size : size])
        files |= {tile.path: content for tile, content in tiling.take()}
    return files


def edge_of(size: int) -> Frontier:
    frontier = Frontier()
    frontier.extend(LEAVES[:size])
    return frontier


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 255, 17), "tile/1/255.p/17"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(0, 1000, 1), "tile/0/x001/000.p/1"),
        (Tile(63, 0, 255), "tile/63/000.p/255"),
    ],
)
def test_a_tile_has_the_path_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.parse(path) == tile


@given(st.integers(0, 63), st.integers(0, 10**12), st.integers(1, 256))
def test_a_path_reads_back(level: int, index: int, width: int) -> None:
    assert Tile.parse(Tile(level, index, width).path) == Tile(level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0", "tile/0/x000/001", "tile/64/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/",
        "tile/00/000", "tile/0/1234", "tile/0/001/002", "tile/0/x001", "tile/entries/000", "tile/0/000.p/05",
        "checkpoint", "", "tile/0/00\u0661",
    ],
)  # fmt: skip
def test_another_path_is_refused(path: str) -> None:
    with pytest.raises(TreeUnreadable, match="not the path of a tile"):
        Tile.parse(path)


def test_a_tree_of_70000_has_the_tiles_of_the_specifications_example() -> None:
    tiles = list(tiles_of(70_000))
    assert [sum(tile.level == level and tile.width == 256 for tile in tiles) for level in range(3)] == [273, 1, 0]
    assert [tile for tile in tiles if tile.width < 256] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@settings(max_examples=40)
@given(st.lists(st.integers(0, 1200), min_size=1, max_size=4).map(sorted))
def test_growing_gives_the_tiles_that_the_sizes_need(sizes: list[int]) -> None:
    files = files_of(sizes)
    expected: set[str] = set()
    for before, size in zip([0, *sizes], sizes, strict=False):
        expected |= {tile.path for tile in new_tiles(before, size)}
    assert set(files) == expected
    assert {tile.path for tile in tiles_of(sizes[-1])} <= set(files)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 1200), min_size=1, max_size=3).map(sorted), st.data())
def test_hashes_read_back_from_tiles(sizes: list[int], data: st.DataObject) -> None:
    files = files_of(sizes)
    for size in sizes:
        read = TileReader(size, files.get)
        assert root_of(size, read) == edge_of(size).root()
        assert frontier_of(size, read).peaks == edge_of(size).peaks
        index = data.draw(st.integers(0, size - 1))
        proof = inclusion_proof(index, size, read)
        assert verify_inclusion(index, size, LEAVES[index], proof, edge_of(size).root())


def test_three_levels_read_back() -> None:
    files = files_of([70_000])
    assert root_of(70_000, TileReader(70_000, files.get)) == edge_of(70_000).root()
    assert len(files["tile/2/000.p/1"]) == 32


@settings(max_examples=40)
@given(st.integers(0, 1200), st.integers(0, 600))
def test_tiling_goes_on_behind_what_is_on_the_disk(size: int, more: int) -> None:
    files = files_of([size])
    tiling = Tiling(size, files.get)
    tiling.extend(LEAVES[size : size + more])
    files |= {tile.path: content for tile, content in tiling.take()}
    assert files == files_of([size, size + more])
    assert tiling.take() == []


def test_full_tiles_can_be_taken_before_a_checkpoint_is_due() -> None:
    tiling, files = Tiling(), dict[str, bytes]()
    for start in range(0, 2000, 100):
        tiling.extend(LEAVES[start : start + 100])
        files |= {tile.path: content for tile, content in tiling.full()}
    assert set(files) == {f"tile/0/{index:03d}" for index in range(7)}
    files |= {tile.path: content for tile, content in tiling.take()}
    assert files == files_of([2000])


def test_a_partial_tile_may_go_once_the_full_one_is_there() -> None:
    files = files_of([100, 300])
    del files["tile/0/000.p/100"]
    assert root_of(100, TileReader(100, files.get)) == edge_of(100).root()


def spoil(change: Callable[[dict[str, bytes]], object]) -> TileReader:
    files = files_of([300])
    change(files)
    return TileReader(300, files.get)


def test_a_missing_tile_is_named() -> None:
    with pytest.raises(TreeUnreadable, match=r"tile/0/001\.p/44 of the log is missing"):
        root_of(300, spoil(lambda files: files.pop("tile/0/001.p/44")))


def test_a_cut_tile_is_named() -> None:
    with pytest.raises(TreeUnreadable, match=r"tile/0/001\.p/44 of the log has 7 bytes; it should have 1408"):
        root_of(300, spoil(lambda files: files.update({"tile/0/001.p/44": b"1234567"})))


def test_an_incomplete_node_is_not_read() -> None:
    with pytest.raises(TreeUnreadable, match="no complete node"):
        spoil(lambda _: None)(9, 0)
