from datetime import timedelta
from pathlib import Path

import pytest

from compliance.probes.anchor import anchor_in
from compliance.probes.model import NotShown
from compliance.probes.subject import Anchor
from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note, sign
from services.signing.signers import LogSigner, WitnessSigner
from services.witness.kept import keep
from tests.doubles.clock import ManualClock
from tests.doubles.evidence import NOW

LOG = LogSigner("sealdesk.invalid/desk-1", bytes(32))
CHECKPOINT = Checkpoint("sealdesk.invalid/desk-1", 812, bytes(32))


def witness(name: str, hours: int, seed: bytes = b"w" * 32) -> WitnessSigner:
    return WitnessSigner(name, seed, ManualClock(NOW - timedelta(hours=hours)))


def cosigned(folder: Path, *witnesses: WitnessSigner) -> None:
    keep(folder, sign(CHECKPOINT.text, [LOG, *witnesses]))


def test_the_newest_cosignature_of_a_known_witness_counts(tmp_path: Path) -> None:
    hall, annex = witness("witness.invalid/hall", 30), witness("witness.invalid/annex", 3)
    cosigned(tmp_path, hall, annex)
    both = [hall.key.vkey, annex.key.vkey]
    assert anchor_in(tmp_path, both) == Anchor(NOW - timedelta(hours=3), 812, "witness.invalid/annex")
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
    good = sign(CHECKPOINT.text, [LOG, hall])
    other = Checkpoint(CHECKPOINT.origin, 900, bytes(32)).text
    keep(tmp_path, Note(other, good.signatures))
    with pytest.raises(NotShown, match="cannot be believed"):
        anchor_in(tmp_path, [hall.key.vkey])


def test_the_logs_own_signature_is_no_witness(tmp_path: Path) -> None:
    cosigned(tmp_path, witness("witness.invalid/hall", 1))
    with pytest.raises(NotShown):
        anchor_in(tmp_path, [LOG.key.vkey])
