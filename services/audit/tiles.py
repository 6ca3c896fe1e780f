"""The tree as plain files in the layout of C2SP tlog-tiles (https://c2sp.org/tlog-tiles), without I/O.

A tile holds up to 256 neighbouring hashes: at level 0 leaf hashes, above it the hash over each full tile of the level
below. A tile narrower than 256 is partial and has its width in its name; it may go once the full one is there.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from services.audit.errors import TreeUnreadable
from services.audit.tree import HASH_BYTES, fold

HEIGHT: Final = 8
WIDTH: Final = 1 << HEIGHT
TILE_BYTES: Final = WIDTH * HASH_BYTES
_GROUP: Final = 1000
_TOP_LEVEL: Final = 63
_KEPT: Final = 64

Load = Callable[[str], bytes | None]
"""Returns a tile's content by its path below the log's folder, None where there is no such file."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Which tile: its level, its index within the level, and how many hashes it holds."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies below the log's folder, such as `tile/0/x001/x234/067.p/5`."""
        rest, last = divmod(self.index, _GROUP)
        parts = [f"{last:03d}"]
        while rest:
            rest, group = divmod(rest, _GROUP)
            parts.append(f"x{group:03d}")
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{self.level}/{'/'.join(reversed(parts))}{partial}"

    @classmethod
    def parse(cls, path: str) -> "Tile":
        """Read a path.

        Raises:
            TreeUnreadable: it is not the path of a tile.
        """
        tile = cls._guess(path)
        if tile is None or tile.path != path or tile.level > _TOP_LEVEL or not 0 < tile.width <= WIDTH:
            msg = "This is not the path of a tile."
            raise TreeUnreadable(msg)
        return tile

    @classmethod
    def _guess(cls, path: str) -> "Tile | None":
        main, _, width = path.partition(".p/")
        kind, _, rest = main.partition("/")
        level, _, groups = rest.partition("/")
        digits = groups.replace("/", "").replace("x", "")
        if kind != "tile" or not (level.isdecimal() and digits.isdecimal() and (width.isdecimal() or not width)):
            return None
        return cls(int(level), int(digits), int(width) if width else WIDTH)


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield every tile of a tree with `size` entries, level by level, the partial one of each level last."""
    yield from new_tiles(0, size)


def new_tiles(old: int, new: int) -> Iterator[Tile]:
    """Yield the tiles that a tree of `new` entries has and one of `old` entries had not, level by level."""
    level = 0
    while new >> level * HEIGHT:
        before, now = old >> level * HEIGHT, new >> level * HEIGHT
        full, width = divmod(now, WIDTH)
        yield from (Tile(level, index) for index in range(before // WIDTH, full))
        if width and now != before:
            yield Tile(level, full, width)
        level += 1


class TileReader:
    """Reads hashes of complete nodes out of the tiles of a tree with `size` entries; it is a `HashReader`."""

    def __init__(self, size: int, load: Load) -> None:
        self._size = size
        self._load = load
        self._kept: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of a node.

        Raises:
            TreeUnreadable: the tree has no such complete node, or its tile is missing or too short.
        """
        if index + 1 << level > self._size or index < 0:
            msg = f"A tree of {self._size} entries has no complete node {index} at level {level}."
            raise TreeUnreadable(msg)
        tile_level, height = divmod(level, HEIGHT)
        first = index << height
        content = self.tile(tile_level, first // WIDTH)
        start = first % WIDTH * HASH_BYTES
        hashes = content[start : start + (HASH_BYTES << height)]
        if not height:
            return hashes
        return fold([hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)])

    def tile(self, level: int, index: int) -> bytes:
        """Return a tile's content for this size: its own file, or the beginning of a wider one."""
        kept = self._kept.get((level, index))
        if kept is None:
            kept = self._kept[level, index] = self._read(level, index)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end((level, index))
        return kept

    def _read(self, level: int, index: int) -> bytes:
        width = min(WIDTH, (self._size >> level * HEIGHT) - index * WIDTH)
        for tile in dict.fromkeys((Tile(level, index, width), Tile(level, index))):
            content = self._load(tile.path)
            if content is None:
                continue
            if len(content) != tile.width * HASH_BYTES:
                msg = f"The file {tile.path} of the log has {len(content)} bytes; it should have {tile.width * 32}."
                raise TreeUnreadable(msg)
            return content[: width * HASH_BYTES]
        msg = f"The file {Tile(level, index, width).path} of the log is missing."
        raise TreeUnreadable(msg)


class Tiling:
    """Makes the tiles while a tree grows: takes leaf hashes, gives the files that came to be since the last time."""

    def __init__(self, size: int = 0, load: Load = lambda _: None) -> None:
        """Start empty, or behind a tree of `size` whose partial tiles `load` reads.

        Raises:
            TreeUnreadable: a partial tile is missing.
        """
        self._size = self._written = size
        self._edges: list[bytearray] = []
        self._full: list[tuple[Tile, bytes]] = []
        while size >> len(self._edges) * HEIGHT:
            level = len(self._edges)
            index, width = divmod(size >> level * HEIGHT, WIDTH)
            edge = TileReader(size, load).tile(level, index) if width else b""
            self._edges.append(bytearray(edge))

    @property
    def size(self) -> int:
        """How many leaf hashes were taken."""
        return self._size

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Take the next leaf hashes."""
        if not self._edges:
            self._edges.append(bytearray())
        for leaf in leaves:
            edge = self._edges[0]
            edge += leaf
            self._size += 1
            if len(edge) == TILE_BYTES:
                self._close(0)

    def _close(self, level: int) -> None:
        content = bytes(self._edges[level])
        self._edges[level].clear()
        hashes = [content[at : at + HASH_BYTES] for at in range(0, TILE_BYTES, HASH_BYTES)]
        above = (self._size >> level * HEIGHT) // WIDTH
        self._full.append((Tile(level, above - 1), content))
        if level + 1 == len(self._edges):
            self._edges.append(bytearray())
        self._edges[level + 1] += fold(hashes)
        if len(self._edges[level + 1]) == TILE_BYTES:
            self._close(level + 1)

    def take(self) -> list[tuple[Tile, bytes]]:
        """Return the new tiles, full ones first, then the partial ones that a checkpoint of this size needs."""
        files, self._full = self._full, []
        for level, edge in enumerate(self._edges):
            width = len(edge) // HASH_BYTES
            grown = self._size >> level * HEIGHT != self._written >> level * HEIGHT
            if width and grown:
                files.append((Tile(level, (self._size >> level * HEIGHT) // WIDTH, width), bytes(edge)))
        self._written = self._size
        return files

    def full(self) -> list[tuple[Tile, bytes]]:
        """Return only the full tiles since the last time, to keep memory small while no checkpoint is due."""
        files, self._full = self._full, []
        return files
