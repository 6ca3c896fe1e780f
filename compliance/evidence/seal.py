"""The pack's seal: the audit log's key signs the list of hashes, so that nobody else can make a pack of this appliance.

`SHA256SUMS.note` is a signed note (https://c2sp.org/signed-note) over three lines: what it is, whose log, and the
SHA-256 of `SHA256SUMS`. Its first line tells it from a checkpoint and from an export's manifest.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from compliance.evidence.errors import NotSealed
from compliance.evidence.pack import NOTE, SUMS
from services.audit.errors import NoteUnreadable, NoteUntrusted
from services.audit.notes import Key, Note, Signer, check, sign
from services.signing.verifiers import verifier_of

_KIND: Final = "sealdesk-evidence/v1"


def sealed(sums: bytes, signer: Signer) -> bytes:
    """Return the note over a list of hashes: the same bytes for the same list and key."""
    return sign(_text(signer.key.name, sums), [signer]).encode().encode()


def sealed_by(folder: Path, keys: Iterable[str]) -> str:
    """Return the name of the log whose key sealed a pack; `keys` are those that are believed, a vkey each.

    Raises:
        NotSealed: there is no seal, it is none of these keys', or it is over something else.
    """
    try:
        note = Note.parse((folder / NOTE).read_bytes())
        signers = check(note, [verifier_of(Key.parse(each)) for each in keys])
        sums = (folder / SUMS).read_bytes()
    except OSError as error:
        raise NotSealed(f"{NOTE} cannot be read ({type(error).__name__})") from None
    except (NoteUnreadable, NoteUntrusted) as error:
        raise NotSealed(error.what) from None
    named = next((each.key.name for each in signers if note.text == _text(each.key.name, sums)), None)
    if named is None:
        raise NotSealed(
            "it is signed by none of the keys given" if not signers else "the signature is over other hashes"
        )
    return named


def _text(origin: str, sums: bytes) -> str:
    return f"{_KIND}\n{origin}\n{hashlib.sha256(sums).hexdigest()}\n"
