import os
import threading
from pathlib import Path

import pytest

from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note
from services.audit.witness import SIZE_TYPE, Seen, Status, cosignatures
from services.signing.verifiers import verifier_of
from services.witness.client import submission
from services.witness.errors import WitnessFolder
from services.witness.records import Records
from services.witness.service import Witness
from tests.doubles.exports import ORIGIN, Ledger, log_key, witness_key


def asked(ledger: Ledger, old: int, size: int | None = None) -> bytes:
    ledger.checkpoint()
    return submission(ledger.checkpoint(size), old, ledger.files.get).encode()


def seen(records: Records) -> Seen:
    with records.held(ORIGIN) as held:
        return held.record.seen


def test_a_checkpoint_is_kept_and_cosigned(witness: Witness, records: Records, ledger: Ledger) -> None:
    answer = witness.add_checkpoint(asked(ledger, 0))
    assert answer.status == Status.COSIGNED
    note = cosignatures(answer.body, ledger.checkpoint(), [verifier_of(witness.key)])
    with records.held(ORIGIN) as held:
        assert held.record.note == note.encode()
    ledger.grow(70)
    assert witness.add_checkpoint(asked(ledger, 300)).status == Status.COSIGNED
    assert seen(records).size == 370


def test_a_conflict_names_the_size_that_was_seen(witness: Witness, ledger: Ledger) -> None:
    witness.add_checkpoint(asked(ledger, 0, 200))
    answer = witness.add_checkpoint(asked(ledger, 100))
    assert (answer.status, answer.body, answer.content_type) == (Status.CONFLICT, b"200\n", SIZE_TYPE)


def test_what_is_refused_leaves_no_trace(witness: Witness, records: Records, ledger: Ledger) -> None:
    witness.add_checkpoint(asked(ledger, 0))
    before = seen(records)
    fork, stranger = Ledger(9).grow(400), Ledger(9, log_key(0, "sealdesk.invalid/back")).grow(4)
    unsigned = Ledger(8, log_key(7)).grow(400)
    for body, status in (
        (asked(fork, 300), Status.UNPROVEN),
        (asked(stranger, 0), Status.UNKNOWN_LOG),
        (asked(unsigned, 300), Status.UNSIGNED),
        (asked(ledger, 0, 100), Status.CONFLICT),
        (b"hello", Status.MALFORMED),
    ):
        answer = witness.add_checkpoint(body)
        assert answer.status == status
        assert b"\xe2\x80\x94" not in answer.body
    assert seen(records) == before
    assert not records.knows("sealdesk.invalid/back")


def test_nothing_is_cosigned_that_could_not_be_kept(
    witness: Witness, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WitnessFolder, match="No space left"):
        witness.add_checkpoint(asked(ledger, 0))
    monkeypatch.undo()
    assert witness.add_checkpoint(asked(ledger, 0)).status == Status.COSIGNED


def test_of_many_at_the_same_time_none_takes_the_log_back(records: Records, ledger: Ledger) -> None:
    """Several processes' worth of witnesses on one folder: each cosigned size was proven from the one before."""
    bodies = [asked(ledger, old, size) for old in (0, 100, 200) for size in (100, 200, 300) if old < size]
    answers: list[int] = []

    def ask(body: bytes) -> None:
        answers.append(Witness(Records(records._folder), witness_key()).add_checkpoint(body).status)  # noqa: SLF001

    for _ in range(4):
        threads = [threading.Thread(target=ask, args=(body,)) for body in bodies]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen(records).size == 300
    assert 1 <= answers.count(Status.COSIGNED) <= 3
    assert set(answers) == {Status.COSIGNED, Status.CONFLICT}


def test_a_crash_while_writing_leaves_the_old_record(
    records: Records, witness: Witness, ledger: Ledger, tmp_path: Path
) -> None:
    witness.add_checkpoint(asked(ledger, 0))
    (path,) = (tmp_path / "witness/logs").glob("*.json")
    path.with_name(f".{path.name}.new").write_bytes(b"half a rec")
    assert seen(records).size == 300
    assert witness.add_checkpoint(asked(ledger.grow(1), 300)).status == Status.COSIGNED
    assert Checkpoint.of(Note.parse(records.logs()[0].note)).size == 301
