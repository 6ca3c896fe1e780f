"""`log/witnessed`: the newest checkpoint of the ledger that a witness cosigned, beside the log's other files."""

import os
from pathlib import Path
from typing import Final

from services.audit.checkpoint import Checkpoint
from services.audit.errors import NoteUnreadable
from services.audit.notes import Note

WITNESSED: Final = "witnessed"


def last(log: Path) -> Note | None:
    """Return what was kept in a log's folder; None where nothing, or nothing readable, was."""
    try:
        note = Note.parse((log / WITNESSED).read_bytes())
        Checkpoint.of(note)
    except (FileNotFoundError, NoteUnreadable):
        return None
    return note


def keep(log: Path, note: Note) -> Note:
    """Keep a cosigned checkpoint unless a newer one is there; the same one again gets the further cosignatures.

    Raises:
        OSError: it cannot be written.
    """
    before = last(log)
    if before is not None:
        if before.text == note.text:
            note = before.with_signatures(note.signatures)
        elif Checkpoint.of(before).size >= Checkpoint.of(note).size:
            return before
    draft = log / f".{WITNESSED}.new"
    with draft.open("wb") as stream:
        stream.write(note.encode().encode())
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(log / WITNESSED)
    return note
