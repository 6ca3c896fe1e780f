"""Checkpoints: signed when asked or a few times a second, stored before they are shown, checked by others."""

from pathlib import Path

import pytest

from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note, open_note
from services.audit.tiles import TileReader
from services.audit.tree import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from services.ledger.errors import LedgerDisk
from services.ledger.ledger import Ledger, origin_of
from services.signing.verifiers import LogVerifier
from tests.doubles.ledger import NODE, a_ledger, filings, keys
from tests.services.ledger.inspecting import assert_log_fits, intruding, leaves_of


def checkpoints(folder: Path) -> list[int]:
    connection = intruding(folder)
    sizes = [row[0] for row in connection.execute("SELECT size FROM checkpoints ORDER BY size")]
    connection.close()
    return sizes


def read(note: str) -> Checkpoint:
    return Checkpoint.of(open_note(note, [LogVerifier(keys().signers[0].key)]))


def test_an_empty_ledger_has_a_signed_checkpoint_too(folder: Path) -> None:
    a_ledger(folder).close()
    shown = read((folder / "log/checkpoint").read_text())
    assert (shown.origin, shown.size, shown.root) == (origin_of(NODE), 0, EMPTY_ROOT)


def test_not_every_event_is_signed_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.ledger.notary.INTERVAL", 3600.0)
    ledger = a_ledger(folder)
    for number in range(1, 51):
        ledger.take(filings(1, first=number))
    assert checkpoints(folder) == [0]
    assert read(ledger.checkpoint()).size == 50
    assert checkpoints(folder) == [0, 50]
    ledger.close()


def test_the_pacer_signs_without_being_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.ledger.notary.INTERVAL", 0.0)
    ledger = a_ledger(folder)
    ledger.take(filings(3))
    while Checkpoint.of(Note.parse((folder / "log/checkpoint").read_bytes())).size < 3:
        pass
    ledger.close()
    assert_log_fits(folder)


def test_asked_again_the_same_note_is_given(folder: Path, ledger: Ledger) -> None:
    ledger.take(filings(5))
    first = ledger.checkpoint()
    assert ledger.checkpoint() == first == (folder / "log/checkpoint").read_text()
    assert checkpoints(folder)[-1] == 5


def test_a_checkpoint_that_cannot_be_stored_is_not_shown(
    folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger.checkpoint()

    def failing(*_: object) -> None:
        raise LedgerDisk

    with ledger.paused(), monkeypatch.context() as patched:
        ledger.take(filings(5))
        patched.setattr("services.ledger.writer.Writer.keep_checkpoint", failing)
        with pytest.raises(LedgerDisk):
            ledger.checkpoint()
        assert (folder / "log/checkpoint").read_text() == before
    assert read(ledger.checkpoint()).size == 5


def test_every_event_is_proven_from_the_files_alone(folder: Path) -> None:
    ledger = a_ledger(folder)
    ledger.take(filings(300))
    early = read(ledger.checkpoint())
    ledger.take(filings(400, first=301))
    late = read(ledger.checkpoint())
    entry = ledger.reader.open(299).entry
    ledger.close()
    reader = TileReader(late.size, lambda path: (folder / "log" / path).read_bytes())
    for index in (0, 255, 256, 298, 699):
        proof = inclusion_proof(index, late.size, reader)
        assert verify_inclusion(index, late.size, leaves_of(folder)[index], proof, late.root)
    assert leaves_of(folder)[298] == entry.hash
    assert verify_consistency(early.size, late.size, early.root, late.root, consistency_proof(300, 700, reader))


def test_partial_tiles_go_once_the_full_one_is_there(folder: Path, ledger: Ledger) -> None:
    for first in range(1, 257, 64):
        ledger.take(filings(64, first))
        ledger.checkpoint()
    tiles = sorted(str(path.relative_to(folder / "log/tile/0")) for path in (folder / "log/tile/0").rglob("*"))
    assert tiles == ["000"]
    assert (folder / "log/tile/1/000.p/1").is_file()
