from dataclasses import replace

import pytest

from services.audit.checkpoint import Checkpoint
from services.audit.errors import NoteUnreadable, NoteUntrusted
from services.audit.notes import sign
from services.audit.tree import EMPTY_ROOT, consistency_proof
from services.audit.witness import MOST_PROOF_LINES, Seen, Status, Submission, cosignatures, judge
from services.signing.verifiers import verifier_of
from tests.doubles.exports import Ledger, log_key, witness_key

LEDGER = Ledger(5).grow(300)
KEYS = [verifier_of(log_key().key)]
WITNESS = witness_key()


def seen(size: int, ledger: Ledger = LEDGER) -> Seen:
    return Seen(size, Checkpoint.of(ledger.checkpoint(size)).root)


def asked(old: int, size: int = 300, ledger: Ledger = LEDGER) -> Submission:
    return Submission(old, tuple(consistency_proof(old, size, ledger.reader())), ledger.checkpoint(size))


@pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 1), (0, 300), (1, 300), (256, 257), (299, 300), (300, 300)])
def test_a_log_that_goes_on_is_cosigned(old: int, size: int) -> None:
    verdict = judge(asked(old, size), KEYS, seen(old))
    assert verdict.status is Status.COSIGNED
    assert verdict.seen == seen(size)


def test_a_log_nobody_named_is_unknown() -> None:
    assert judge(asked(0), [], Seen()).status is Status.UNKNOWN_LOG


def test_a_checkpoint_by_another_key_is_forbidden() -> None:
    assert judge(asked(0), [verifier_of(log_key(3).key)], Seen()).status is Status.UNSIGNED
    spoiled = replace(
        asked(0), note=replace(LEDGER.checkpoint(), text=Checkpoint("sealdesk.invalid/front", 9, bytes(32)).text)
    )
    assert judge(spoiled, KEYS, Seen()).status is Status.UNSIGNED


def test_a_note_that_is_no_checkpoint_is_malformed() -> None:
    submission = Submission(0, (), sign("a text\n", [log_key()]))
    assert judge(submission, KEYS, Seen()).status is Status.MALFORMED


def test_an_old_size_beyond_the_checkpoint_is_malformed() -> None:
    assert judge(replace(asked(100, 200), old=201), KEYS, seen(201)).status is Status.MALFORMED


@pytest.mark.parametrize("last", [99, 101, 300])
def test_another_old_size_than_was_seen_is_a_conflict(last: int) -> None:
    assert judge(asked(100), KEYS, seen(last)).status is Status.CONFLICT


def test_another_root_at_the_same_size_is_a_conflict() -> None:
    other = Ledger(6).grow(300)
    assert judge(asked(300, 300, other), KEYS, seen(300)).status is Status.CONFLICT


@pytest.mark.parametrize("old", [1, 100, 256, 299])
def test_a_fork_is_not_proven(old: int) -> None:
    other = Ledger(6).grow(300)
    assert judge(asked(old, 300, other), KEYS, seen(old)).status is Status.UNPROVEN


def test_a_wrong_proof_is_not_proven() -> None:
    good = asked(100)
    for proof in ((), good.proof[:-1], good.proof[::-1], (*good.proof, bytes(32)), (bytes(32), *good.proof[1:])):
        assert judge(replace(good, proof=proof), KEYS, seen(100)).status is Status.UNPROVEN
    assert judge(replace(asked(0), proof=(bytes(32),)), KEYS, Seen()).status is Status.UNPROVEN
    assert judge(replace(asked(300), proof=(bytes(32),)), KEYS, seen(300)).status is Status.UNPROVEN


def test_an_empty_log_has_the_root_of_nothing() -> None:
    note = sign(Checkpoint("sealdesk.invalid/front", 0, bytes(32)).text, [log_key()])
    assert judge(Submission(0, (), note), KEYS, Seen()).status is Status.CONFLICT
    note = sign(Checkpoint("sealdesk.invalid/front", 0, EMPTY_ROOT).text, [log_key()])
    assert judge(Submission(0, (), note), KEYS, Seen()).status is Status.COSIGNED


def test_a_submission_reads_back() -> None:
    for submission in (asked(0), asked(100), asked(300)):
        assert Submission.parse(submission.encode()) == submission


@pytest.mark.parametrize(
    "head",
    [
        "old",
        "old -1",
        "old 01",
        "old x",
        "new 1",
        "old 1\nAAA",
        "old 1\n" + "AAAA\n" * MOST_PROOF_LINES + "AAAA",
        "old  1",
    ],
)
def test_what_is_no_submission_is_refused(head: str) -> None:
    note = LEDGER.checkpoint().encode()
    with pytest.raises(NoteUnreadable):
        Submission.parse(f"{head}\n\n{note}".encode())
    with pytest.raises(NoteUnreadable):
        Submission.parse(head.encode())


def test_a_submission_that_is_too_long_is_refused() -> None:
    with pytest.raises(NoteUnreadable):
        Submission.parse(b"old 0\n\n" + b"x" * (1 << 20))


def test_a_witnesss_lines_go_into_the_note() -> None:
    note = LEDGER.checkpoint()
    lines = [one.line for signer in (WITNESS, witness_key(1)) for one in sign(note.text, [signer]).signatures]
    whole = cosignatures("".join(lines).encode(), note, [verifier_of(WITNESS.key)])
    assert [one.name for one in whole.signatures] == [log_key().key.name, WITNESS.key.name]


@pytest.mark.parametrize("answer", [b"", b"yes\n", "\u2014 a b\n".encode()])
def test_an_answer_without_lines_is_refused(answer: bytes) -> None:
    with pytest.raises(NoteUnreadable):
        cosignatures(answer, LEDGER.checkpoint(), [verifier_of(WITNESS.key)])


def test_an_answer_by_somebody_else_is_refused() -> None:
    note = LEDGER.checkpoint()
    (line,) = sign(note.text, [witness_key(1)]).signatures
    with pytest.raises(NoteUntrusted, match="not with its own"):
        cosignatures(line.line.encode(), note, [verifier_of(WITNESS.key)])
    (line,) = sign(LEDGER.checkpoint(9).text, [WITNESS]).signatures
    with pytest.raises(NoteUntrusted, match="does not fit"):
        cosignatures(line.line.encode(), note, [verifier_of(WITNESS.key)])
