"""What a witness is asked and what it answers (https://c2sp.org/tlog-witness, add-checkpoint), as pure rules.

A witness keeps one thing for each log: the last size and root it cosigned. It cosigns a checkpoint only when a proof
shows that the log it saw last is the beginning of this one; so nobody can show it one log and somebody else another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from services.audit.checkpoint import Checkpoint
from services.audit.errors import NoteUnreadable, NoteUntrusted
from services.audit.notes import Note, Verifier, check, encoded, unbase64
from services.audit.tree import EMPTY_ROOT, verify_consistency

MOST_PROOF_LINES: Final = 63
LARGEST: Final = 1 << 20
"""Bytes of a submission; post-quantum signatures are nearly 5 kB each."""
SIZE_TYPE: Final = "text/x.tlog.size"


class Status(IntEnum):
    """The answers of add-checkpoint, as HTTP numbers them."""

    COSIGNED = 200
    MALFORMED = 400
    UNSIGNED = 403
    UNKNOWN_LOG = 404
    CONFLICT = 409
    """The submission starts at another size than the witness saw last, or names another root for it."""
    UNPROVEN = 422


@dataclass(frozen=True, slots=True)
class Seen:
    """The last state of a log that a witness cosigned."""

    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class Submission:
    """What a log sends: the size it believes the witness saw last, the proof from there, and its checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def encode(self) -> bytes:
        """Return the body of the request, or the file that is carried to a witness."""
        lines = "".join(f"{line}\n" for line in encoded(self.proof))
        return f"old {self.old}\n{lines}\n{self.note.encode()}".encode()

    @classmethod
    def parse(cls, body: bytes) -> "Submission":
        """Read it.

        Raises:
            NoteUnreadable: it is none.
        """
        head, blank, note = body.partition(b"\n\n")
        msg = "This is no submission to a witness: expected `old SIZE`, a proof, and a checkpoint."
        if not blank or len(body) > LARGEST:
            raise NoteUnreadable(msg)
        first, *lines = head.decode(errors="replace").split("\n")
        word, _, size = first.partition(" ")
        try:
            old, proof = int(size), tuple(unbase64(line) for line in lines)
        except ValueError:
            raise NoteUnreadable(msg) from None
        if word != "old" or str(old) != size or old < 0 or len(proof) > MOST_PROOF_LINES:
            raise NoteUnreadable(msg)
        return cls(old, proof, Note.parse(note))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a witness decides: only with `COSIGNED` it keeps `seen` and signs."""

    status: Status
    seen: Seen


def judge(submission: Submission, log_keys: Sequence[Verifier], seen: Seen) -> Verdict:
    """Decide on a submission of a log whose keys and last state are these; no keys: the log is unknown."""
    if not log_keys:
        return Verdict(Status.UNKNOWN_LOG, seen)
    try:
        checkpoint = Checkpoint.of(submission.note)
    except NoteUnreadable:
        return Verdict(Status.MALFORMED, seen)
    try:
        signed = check(submission.note, log_keys)
    except NoteUntrusted:
        signed = ()
    if not signed:
        return Verdict(Status.UNSIGNED, seen)
    return Verdict(_compare(submission, checkpoint, seen), Seen(checkpoint.size, checkpoint.root))


def _compare(submission: Submission, checkpoint: Checkpoint, seen: Seen) -> Status:
    if submission.old > checkpoint.size:
        return Status.MALFORMED
    if submission.old != seen.size:
        return Status.CONFLICT
    if checkpoint.size == seen.size and checkpoint.root != seen.root:
        return Status.CONFLICT
    if seen.size == 0:
        sound = checkpoint.size > 0 or checkpoint.root == EMPTY_ROOT
        return Status.COSIGNED if sound and not submission.proof else Status.UNPROVEN
    proven = verify_consistency(seen.size, checkpoint.size, seen.root, checkpoint.root, submission.proof)
    return Status.COSIGNED if proven else Status.UNPROVEN


def cosignatures(answer: bytes, note: Note, witnesses: Iterable[Verifier]) -> Note:
    """Return the note with what a witness answered; lines by other keys are left out.

    Raises:
        NoteUnreadable: the answer holds no signature lines.
        NoteUntrusted: a line by the witness's key does not fit, or there is none by it.
    """
    known = {(one.key.name, one.key.id): one for one in witnesses}
    answered = Note.parse(note.text.encode() + b"\n" + answer)
    signed = {(one.key.name, one.key.id) for one in check(answered, known.values())}
    if not signed:
        msg = "The witness answered, but not with its own signature."
        raise NoteUntrusted(msg)
    return note.with_signatures(one for one in answered.signatures if (one.name, one.key_id) in signed)
