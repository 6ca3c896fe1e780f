"""The witness's one service: add-checkpoint."""

from dataclasses import dataclass, replace

from services.audit.errors import NoteUnreadable
from services.audit.notes import Key, Signer, sign
from services.audit.witness import SIZE_TYPE, Status, Submission, judge
from services.signing.verifiers import verifier_of
from services.witness.records import Records


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: an HTTP status, a body and its type."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"


class Witness:
    """Cosigns checkpoints of the logs it knows; threads and processes may share its folder."""

    def __init__(self, records: Records, signer: Signer) -> None:
        self._records = records
        self._signer = signer

    @property
    def key(self) -> Key:
        """The key that its cosignatures are checked with."""
        return self._signer.key

    def add_checkpoint(self, body: bytes) -> Answer:
        """Answer a submission: the cosignature, kept before it is given away, or why not.

        Raises:
            WitnessFolder: what was seen cannot be read or kept; nothing was cosigned.
        """
        try:
            submission = Submission.parse(body)
        except NoteUnreadable as error:
            return Answer(Status.MALFORMED, f"{error.what}\n".encode())
        origin = submission.note.text.partition("\n")[0]
        if not self._records.knows(origin):
            return _said(Status.UNKNOWN_LOG)
        with self._records.held(origin) as held:
            verifiers = [verifier_of(key) for key in held.record.keys]
            verdict = judge(submission, verifiers, held.record.seen)
            if verdict.status is Status.CONFLICT:
                return Answer(verdict.status, f"{held.record.seen.size}\n".encode(), SIZE_TYPE)
            if verdict.status is not Status.COSIGNED:
                return _said(verdict.status)
            cosigned = sign(submission.note.text, [self._signer])
            kept = submission.note.with_signatures(cosigned.signatures)
            held.keep(replace(held.record, note=kept.encode()))
        return Answer(Status.COSIGNED, "".join(one.line for one in cosigned.signatures).encode())


def _said(status: Status) -> Answer:
    return Answer(status, f"{status.name.lower().replace('_', ' ')}\n".encode())
