"""The log's part of an export: tiles of the whole log, or a proof for each event, whichever is smaller."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note
from services.audit.tiles import HEIGHT, WIDTH, Load, TileReader
from services.audit.tree import HASH_BYTES, HashReader, inclusion_proof, node_hash
from services.reports.errors import NoSuchCheckpoint
from services.reports.ports import SignedLog

_KEPT: Final = 256
_PROOF_COST: Final = 28
"""A proof takes about so many times the bytes of one entry's share of the tiles."""


def checkpoint_of(log: SignedLog, size: int | None) -> tuple[Note, Checkpoint]:
    """Return the checkpoint of an export, signed by the log's present key.

    Raises:
        NoSuchCheckpoint: there is none of that size, or a former key signed it.
    """
    text = log.checkpoint(size)
    if text is None:
        raise NoSuchCheckpoint(size or 0)
    note = Note.parse(text)
    key = log.signers[0].key
    if (key.name, key.id) not in {(one.name, one.key_id) for one in note.signatures}:
        raise NoSuchCheckpoint(Checkpoint.of(note).size)
    return note, Checkpoint.of(note)


def cut_load(load: Load) -> Load:
    """Return what reads tiles as they were at an older size: a partial tile is the beginning of the full one."""

    def read(path: str) -> bytes | None:
        content = load(path)
        main, partial, width = path.partition(".p/")
        if content is not None or not partial:
            return content
        whole = load(main)
        return None if whole is None else whole[: int(width) * HASH_BYTES]

    return read


def tiles_are_smaller(count: int, size: int) -> bool:
    """Tell whether the tiles of a log of that size take less room than so many proofs."""
    return count * _PROOF_COST > size


class ProofReader:
    """Reads hashes of complete nodes; every node within a tile is computed once and kept while it is in use."""

    def __init__(self, size: int, load: Load) -> None:
        self._tiles = TileReader(size, load)
        self._kept: OrderedDict[tuple[int, int], list[list[bytes]]] = OrderedDict()

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of a node."""
        tile_level, height = divmod(level, HEIGHT)
        tile, within = divmod(index << height, WIDTH)
        return self._nodes(tile_level, tile)[height][within >> height]

    def _nodes(self, level: int, index: int) -> list[list[bytes]]:
        kept = self._kept.get((level, index))
        if kept is None:
            kept = self._kept[level, index] = _nodes_within(self._tiles.tile(level, index))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept


def _nodes_within(content: bytes) -> list[list[bytes]]:
    nodes = [[content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]]
    while len(nodes[-1]) > 1:
        below = nodes[-1]
        nodes.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return nodes


def prover(size: int, load: Load) -> Callable[[int], list[bytes]]:
    """Return what gives an inclusion proof for an index."""
    read: HashReader = ProofReader(size, load)
    return lambda index: inclusion_proof(index, size, read)
