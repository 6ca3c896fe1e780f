"""A smaller run of what `make tamper` does in full."""

from pathlib import Path

import pytest

from compliance.verify import sealdesk_verify as verifier
from tests.doubles.ledger import keys
from tests.tamper import run
from tests.tamper.attacks import KINDS
from tests.tamper.ledger_files import EDITS, Base, exported
from tests.tamper.scene import scene

TRIALS = 5
CLEAN = 20


@pytest.mark.parametrize("name", KINDS)
def test_every_trial_of_a_class_is_detected(name: str, tmp_path: Path) -> None:
    kind, outcome = KINDS[name], run.run_class(name, TRIALS, tmp_path)
    assert outcome.detected(kind) == TRIALS
    if kind.needs_witness:
        assert outcome.alone == {verifier.UNANCHORED: TRIALS}, "without a witness it is called unanchored, not valid"


def test_every_edit_of_a_ledgers_files_is_detected(tmp_path: Path) -> None:
    outcome = run.run_pages(len(EDITS), tmp_path)
    assert outcome.refused + outcome.detected(KINDS["delete"]) == len(EDITS)
    assert outcome.refused < len(EDITS), "what the ledger cannot know, the verifier finds"


def test_an_untouched_ledger_is_valid(tmp_path: Path) -> None:
    base = Base(tmp_path)
    trusted = ("--vkey", keys().signers[0].key.vkey, "--checkpoint", str(tmp_path / "kept"))
    (tmp_path / "kept").write_text(base.seen.encode())
    for place in (base.rest, base.live):
        files = exported(place)
        assert files is not None
        assert run.checked(files, tmp_path, *trusted) == verifier.VALID


def test_clean_logs_are_valid(tmp_path: Path) -> None:
    assert [run.clean(number, tmp_path) for number in range(CLEAN)] == [verifier.VALID] * CLEAN


def test_the_scenes_themselves_are_not_called_tampered(tmp_path: Path) -> None:
    honest = scene(0)
    assert run.checked(honest.honest, tmp_path, "--vkey", run.VKEY, "--witness", run.WITNESS_KEY) == verifier.VALID
    assert run.checked(honest.careful(honest.again()), tmp_path, "--vkey", run.VKEY) == verifier.INVALID


def test_the_run_fails_when_something_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run.main(["--trials", "1", "--clean", "1"]) == 0
    monkeypatch.setattr(verifier, "verify", lambda *_: verifier.Report())
    assert run.main(["--trials", "1", "--clean", "1"]) == 1
