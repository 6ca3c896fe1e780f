from datetime import timedelta
from pathlib import Path

import pytest

from compliance.probes.anchor import anchor_in
from compliance.probes.model import NotShown
from compliance.probes.subject import Anchor
from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note, sign
from services.signing.signers import WitnessSigner
from services.witness.kept import keep
from tests.compliance.probes.logs_here import SIGNER, written
from tests.doubles.clock import ManualClock
from tests.doubles.evidence import NOW

LOG = SIGNER
SIZE = 300


def witness(name: str, hours: int, seed: bytes = b"w" * 32) -> WitnessSigner:
    return WitnessSigner(name, seed, ManualClock(NOW - timedelta(hours=hours)))


def cosigned(folder: Path, *witnesses: WitnessSigner) -> Checkpoint:
    """Write a log that went on by 400 entries after these witnesses cosigned it."""
    written(folder, SIZE)
    point = Checkpoint.of(Note.parse((folder / "checkpoint").read_bytes()))
    keep(folder, sign(point.text, [LOG, *witnesses]))
    written(folder, SIZE + 400)
    return point


def test_the_newest_cosignature_of_a_known_witness_counts(tmp_path: Path) -> None:
    hall, annex = witness("witness.invalid/hall", 30), witness("witness.invalid/annex", 3)
    cosigned(tmp_path, hall, annex)
    both = [hall.key.vkey, annex.key.vkey]
    assert anchor_in(tmp_path, both) == Anchor(NOW - timedelta(hours=3), SIZE, "witness.invalid/annex")
    assert anchor_in(tmp_path, both[:1]).at == NOW - timedelta(hours=30)


def test_a_log_that_nobody_cosigned_is_no_anchor(tmp_path: Path) -> None:
    with pytest.raises(NotShown, match="no witness has cosigned"):
        anchor_in(tmp_path, [witness("witness.invalid/hall", 1).key.vkey])


@pytest.mark.parametrize("known", [[], ["witness.invalid/other"]])
def test_a_stranger_counts_for_nothing(tmp_path: Path, known: list[str]) -> None:
    cosigned(tmp_path, witness("witness.invalid/hall", 1))
    keys = [witness(name, 1, b"x" * 32).key.vkey for name in known]
    with pytest.raises(NotShown, match="no signature of a witness whose key is known"):
        anchor_in(tmp_path, keys)


def test_a_signature_that_does_not_fit_is_found(tmp_path: Path) -> None:
    hall = witness("witness.invalid/hall", 1)
    good = sign(cosigned(tmp_path, hall).text, [LOG, hall])
    other = Checkpoint(LOG.key.name, 900, bytes(32)).text
    keep(tmp_path, Note(other, good.signatures))
    with pytest.raises(NotShown, match="cannot be believed"):
        anchor_in(tmp_path, [hall.key.vkey])


def test_the_logs_own_signature_is_no_witness(tmp_path: Path) -> None:
    cosigned(tmp_path, witness("witness.invalid/hall", 1))
    with pytest.raises(NotShown):
        anchor_in(tmp_path, [LOG.key.vkey])


def test_a_log_that_was_written_anew_beside_the_old_note_is_found(tmp_path: Path) -> None:
    hall = witness("witness.invalid/hall", 1)
    cosigned(tmp_path, hall)
    assert anchor_in(tmp_path, [hall.key.vkey]).size == SIZE
    written(tmp_path, SIZE + 400, salt=1)
    with pytest.raises(NotShown, match="the log here is another one than was cosigned"):
        anchor_in(tmp_path, [hall.key.vkey])


def test_a_log_that_was_cut_below_what_was_cosigned_is_found(tmp_path: Path) -> None:
    hall = witness("witness.invalid/hall", 1)
    cosigned(tmp_path, hall)
    for tile in (tmp_path / "tile/0").rglob("*"):
        if tile.is_file() and tile.name != "000":
            tile.unlink()
    with pytest.raises(NotShown, match="no longer holds all 300 entries"):
        anchor_in(tmp_path, [hall.key.vkey])
