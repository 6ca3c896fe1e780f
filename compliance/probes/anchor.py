"""The newest checkpoint of the ledger that a witness cosigned.

The signature is checked by the witness's key, and the log as it stands here must still give the root that was cosigned:
whoever wrote the log anew and left the old note beside it is found.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from compliance.probes.ledger_log import root_of
from compliance.probes.model import NotShown
from compliance.probes.subject import Anchor
from services.audit.checkpoint import Checkpoint, untimed
from services.audit.errors import NoteUnreadable, NoteUntrusted, TreeUnreadable
from services.audit.notes import Key, Signature, check
from services.signing.verifiers import verifier_of
from services.witness.kept import last


def anchor_in(log: Path, witnesses: Sequence[str]) -> Anchor:
    """Return what the witnesses say of the log in this folder; `witnesses` are their keys, a vkey each.

    Raises:
        NotShown: none of them has cosigned a checkpoint, a signature does not fit, or the log is another one by now.
        OSError: a file of the log cannot be read.
    """
    note = last(log)
    if note is None:
        raise NotShown("no witness has cosigned a checkpoint yet")
    try:
        found = check(note, [verifier_of(Key.parse(vkey)) for vkey in witnesses])
        signed = {(one.key.name, one.key.id) for one in found}
        cosigned = [(_time(one), one.name) for one in note.signatures if (one.name, one.key_id) in signed]
        seen = Checkpoint.of(note)
        still = root_of(log, seen.size) == seen.root
    except (NoteUnreadable, NoteUntrusted) as error:
        raise NotShown(f"the cosigned checkpoint cannot be believed: {error.what}") from None
    except TreeUnreadable as error:
        raise NotShown(f"the log no longer holds all {seen.size} entries that were cosigned: {error.what}") from None
    if not cosigned:
        raise NotShown("the cosigned checkpoint carries no signature of a witness whose key is known here")
    if not still:
        raise NotShown(
            f"the log here is another one than was cosigned: its first {seen.size} entries give another root"
        )
    at, name = max(cosigned)
    return Anchor(at, seen.size, name)


def _time(signature: Signature) -> datetime:
    """Return when a witness signed.

    Raises:
        NoteUnreadable: the signature has no time.
    """
    return datetime.fromtimestamp(untimed(signature.data)[0], UTC)
