"""Looks at a closed ledger's files from outside: every tile and the checkpoint, against every entry of the database."""

from pathlib import Path
from typing import Any

from services.audit.checkpoint import Checkpoint
from services.audit.notes import open_note
from services.audit.tiles import WIDTH, tiles_of
from services.audit.tree import Frontier, leaf_hash
from services.ledger.faults import refuse
from services.ledger.schema import WRITING
from services.ledger.segment import Segment, path_of, quarters_in
from services.sealed.opening import connect
from services.signing.verifiers import LogVerifier
from tests.doubles.ledger import DATABASE, keys


def entries_of(folder: Path) -> list[tuple[int, int, bytes]]:
    """Return sequence number, time and digest of every event, over all segments."""
    found: list[tuple[int, int, bytes]] = []
    for quarter in quarters_in(folder):
        segment = Segment(folder, quarter, DATABASE)
        with segment.reading() as connection:
            found += connection.execute("SELECT sequence, recorded, digest FROM events ORDER BY sequence").fetchall()
        segment.retire()
    return found


def leaves_of(folder: Path) -> list[bytes]:
    """Return the leaf hash of every event."""
    return [
        leaf_hash(b"\x01" + sequence.to_bytes(8) + recorded.to_bytes(8) + digest)
        for sequence, recorded, digest in entries_of(folder)
    ]


def assert_log_fits(folder: Path) -> None:
    """See that the log's files hold the tree over every event, and nothing else is promised."""
    entries = entries_of(folder)
    assert [entry[0] for entry in entries] == list(range(1, len(entries) + 1))
    leaves = leaves_of(folder)
    frontier = Frontier()
    frontier.extend(leaves)
    note = open_note((folder / "log" / "checkpoint").read_bytes(), [LogVerifier(keys().signers[0].key)])
    checkpoint = Checkpoint.of(note)
    assert (checkpoint.size, checkpoint.root) == (len(leaves), frontier.root())
    for tile in tiles_of(len(leaves)):
        if not tile.level:
            start = tile.index * WIDTH
            expected = b"".join(leaves[start : start + tile.width])
            assert (folder / "log" / tile.path).read_bytes() == expected
        assert (folder / "log" / tile.path).is_file()


def intruding(folder: Path, quarter: str | None = None) -> Any:  # noqa: ANN401 the driver has no types
    """Return a second writing connection, as an intruder with the key would have."""
    return connect(path_of(folder, quarter or quarters_in(folder)[-1]), DATABASE, refuse, WRITING)
