"""A ledger's log on disk for the probes: tiles, its checkpoint, and one that a witness cosigned earlier."""

import hashlib
from datetime import timedelta
from pathlib import Path

from services.audit.checkpoint import Checkpoint
from services.audit.notes import sign
from services.audit.tiles import WIDTH, Tile
from services.audit.tree import HASH_BYTES, Frontier
from services.signing.signers import LogSigner, WitnessSigner
from services.witness.kept import keep
from tests.doubles.clock import ManualClock
from tests.doubles.evidence import NOW

SIGNER = LogSigner("sealdesk.invalid/desk-1", bytes(32))
WITNESS = WitnessSigner("witness.invalid/hall", b"w" * 32, ManualClock(NOW - timedelta(hours=3)))


def root_of(hashes: list[bytes]) -> bytes:
    frontier = Frontier()
    for each in hashes:
        frontier.append(each)
    return frontier.root()


def written(log: Path, size: int, *, cosigned: int = 0, salt: int = 0) -> None:
    """Write a log of `size` invented entries; a witness has cosigned its first `cosigned` ones."""
    hashes = [hashlib.sha256(f"{salt}/{number}".encode()).digest() for number in range(size)]
    for index in range(-(-size // WIDTH)):
        part = hashes[index * WIDTH : (index + 1) * WIDTH]
        path = log / Tile(0, index, len(part)).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(part))
        assert len(part) * HASH_BYTES == path.stat().st_size
    point = Checkpoint(SIGNER.key.name, size, root_of(hashes))
    (log / "checkpoint").write_text(sign(point.text, [SIGNER]).encode())
    (log / "vkey").write_text(f"{SIGNER.key.vkey}\n")
    if cosigned:
        seen = Checkpoint(SIGNER.key.name, cosigned, root_of(hashes[:cosigned]))
        keep(log, sign(seen.text, [SIGNER, WITNESS]))
