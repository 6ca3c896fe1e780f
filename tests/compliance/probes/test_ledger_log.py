from pathlib import Path

import pytest

from compliance.probes.ledger_log import log_figure
from compliance.probes.model import NotShown
from services.audit.checkpoint import Checkpoint
from services.audit.notes import sign
from services.audit.tiles import WIDTH, Tile
from services.audit.tree import Frontier
from services.signing.signers import LogSigner

SIZE = WIDTH + 3
SIGNER = LogSigner("sealdesk.invalid/desk-1", bytes(32))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    hashes = [number.to_bytes(32) for number in range(SIZE)]
    frontier = Frontier()
    for each in hashes:
        frontier.append(each)
    for index, width in ((0, WIDTH), (1, SIZE - WIDTH)):
        path = tmp_path / Tile(0, index, width).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(hashes[index * WIDTH : index * WIDTH + width]))
    checkpoint = Checkpoint(SIGNER.key.name, SIZE, frontier.root())
    (tmp_path / "checkpoint").write_text(sign(checkpoint.text, [SIGNER]).encode())
    (tmp_path / "vkey").write_text(f"{SIGNER.key.vkey}\n")
    return tmp_path


def test_a_whole_log_is_read_to_its_last_tile(log: Path) -> None:
    figure = log_figure(log)
    assert figure.startswith(f"ledger: {SIZE} entries, root ")
    assert figure.endswith("recomputed from every tile, signature good")


@pytest.mark.parametrize("index", [0, 1])
def test_one_changed_byte_in_any_tile_is_found(log: Path, index: int) -> None:
    path = log / Tile(0, index, WIDTH if index == 0 else SIZE - WIDTH).path
    content = bytearray(path.read_bytes())
    content[7] ^= 1
    path.write_bytes(content)
    with pytest.raises(NotShown, match="do not give the root"):
        log_figure(log)


def test_a_missing_tile_a_strange_key_and_an_edited_checkpoint_are_found(log: Path) -> None:
    whole = (log / "checkpoint").read_text()
    (log / "checkpoint").write_text(whole.replace(f"\n{SIZE}\n", f"\n{WIDTH}\n"))
    with pytest.raises(NotShown, match="does not hold"):
        log_figure(log)
    (log / "checkpoint").write_text(whole)
    (log / "vkey").write_text(LogSigner("sealdesk.invalid/other", bytes(32)).key.vkey)
    with pytest.raises(NotShown, match="not signed by the ledger's key"):
        log_figure(log)
    (log / Tile(0, 0).path).unlink()
    with pytest.raises(NotShown, match="does not hold"):
        log_figure(log)
