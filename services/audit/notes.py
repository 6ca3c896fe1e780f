"""Signed notes (https://c2sp.org/signed-note): a text, a blank line, a line for each signature.

What signs and what checks is behind two small protocols; the room `services.signing` holds Ed25519 and ML-DSA-44. A
line by an unknown key is passed over, whatever it holds; one by a known key must fit, or the whole note is refused.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Protocol

from services.audit.errors import NoteUnreadable, NoteUntrusted

KEY_ID_BYTES: Final = 4
MOST_SIGNATURES: Final = 64
_LARGEST: Final = 1 << 20
_DASH: Final = "\u2014"
_NAME: Final = re.compile(r"[^\s+]+")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")


def unbase64(text: str) -> bytes:
    """Decode base64 that is written the one way it should be: a spare bit is a changed bit.

    Raises:
        ValueError: it is not.
    """
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        msg = "not canonical base64"
        raise ValueError(msg)
    return raw


def encoded(hashes: Iterable[bytes]) -> list[str]:
    """Return hashes in base64, as proofs are written."""
    return [base64.b64encode(item).decode() for item in hashes]


class KeyKind(IntEnum):
    """The signature types this project knows (the byte before the public key)."""

    ED25519 = 0x01
    """A log's Ed25519 signature over the text."""
    COSIGNATURE = 0x04
    """A witness's Ed25519 signature with its time (https://c2sp.org/tlog-cosignature)."""
    ML_DSA_44 = 0x06
    """An ML-DSA-44 signature with its time, by a log or a witness."""


PUBLIC_BYTES: Final[dict[int, int]] = {KeyKind.ED25519: 32, KeyKind.COSIGNATURE: 32, KeyKind.ML_DSA_44: 1312}


@dataclass(frozen=True, slots=True)
class Key:
    """A public key of notes: its name, its kind and its bytes."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        """Refuse a name that a note cannot carry."""
        if not _NAME.fullmatch(self.name):
            msg = "The name of a key must not be empty and has no space and no plus sign."
            raise NoteUnreadable(msg)

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name || newline || kind || public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:KEY_ID_BYTES]

    @property
    def vkey(self) -> str:
        """The key in a line: name+id+base64(kind || public key)."""
        material = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{material}"

    @classmethod
    def parse(cls, vkey: str) -> "Key":
        """Read such a line.

        Raises:
            NoteUnreadable: it is none, or the id does not fit.
        """
        msg = "This is no key of a signed note: expected NAME+ID+BASE64 in one line."
        name, _, rest = vkey.strip().partition("+")
        key_id, _, material = rest.partition("+")
        try:
            raw = unbase64(material)
        except ValueError:
            raise NoteUnreadable(msg) from None
        if len(raw) < 2 or not _NAME.fullmatch(name):  # noqa: PLR2004 a kind and at least one byte
            raise NoteUnreadable(msg)
        key = cls(name, raw[0], raw[1:])
        if key.id.hex() != key_id or len(key.public) != PUBLIC_BYTES.get(key.kind, len(key.public)):
            raise NoteUnreadable(msg)
        return key


class Signer(Protocol):
    """Signs notes with one key."""

    @property
    def key(self) -> Key:
        """The public half."""
        ...

    def sign(self, text: str) -> bytes:
        """Return the signature bytes that stand behind the key id in the note's line."""
        ...


class Verifier(Protocol):
    """Checks signatures of one key."""

    @property
    def key(self) -> Key:
        """The key."""
        ...

    def verify(self, text: str, signature: bytes) -> bool:
        """Tell whether the bytes behind the key id are this key's signature of the text."""
        ...


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: whose, and its bytes behind the key id."""

    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note, with its newline."""
        return f"{_DASH} {self.name} {base64.b64encode(self.key_id + self.data).decode()}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read a line without its newline.

        Raises:
            NoteUnreadable: it is no signature line.
        """
        parts = line.split(" ")
        try:
            dash, name, encoded = parts
            raw = unbase64(encoded)
        except ValueError:
            dash, name, raw = "", "", b""
        if dash != _DASH or not _NAME.fullmatch(name) or len(raw) <= KEY_ID_BYTES:
            msg = "A line of the signed note is no signature."
            raise NoteUnreadable(msg)
        return cls(name, raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures, unchecked; `text` ends with a newline."""

    text: str
    signatures: tuple[Signature, ...]

    def encode(self) -> str:
        """Return the note as it stands in a file."""
        return f"{self.text}\n{''.join(signature.line for signature in self.signatures)}"

    def with_signatures(self, more: Iterable[Signature]) -> "Note":
        """Return the note with further signatures, each key once; a newer one replaces an older one."""
        lines = {(one.name, one.key_id): one for one in (*self.signatures, *more)}
        return Note(self.text, tuple(lines.values()))

    @classmethod
    def parse(cls, note: str | bytes) -> "Note":
        """Read a note.

        Raises:
            NoteUnreadable: it is no signed note.
        """
        text, lines = _cut(note)
        if not 1 <= len(lines) <= MOST_SIGNATURES:
            msg = f"A signed note has 1 to {MOST_SIGNATURES} signatures, not {len(lines)}."
            raise NoteUnreadable(msg)
        return cls(text, tuple(Signature.parse(line) for line in lines))


def _cut(note: str | bytes) -> tuple[str, list[str]]:
    try:
        whole = note.decode() if isinstance(note, bytes) else note
    except UnicodeDecodeError:
        whole = "\x00"
    text, blank, signatures = whole.rpartition("\n\n")
    if len(whole) > _LARGEST or _CONTROL.search(whole) or not blank or not signatures.endswith("\n"):
        msg = "This is no signed note: expected a text, a blank line and signature lines."
        raise NoteUnreadable(msg)
    return text + "\n", signatures[:-1].split("\n")


def sign(text: str, signers: Sequence[Signer]) -> Note:
    """Return the text signed by each signer.

    Raises:
        NoteUnreadable: the text does not end with a newline or holds control characters.
    """
    if not text.endswith("\n") or _CONTROL.search(text):
        msg = "The text of a signed note ends with a newline and holds no other control characters."
        raise NoteUnreadable(msg)
    return Note(text, tuple(Signature(one.key.name, one.key.id, one.sign(text)) for one in signers))


def check(note: Note, verifiers: Iterable[Verifier]) -> tuple[Verifier, ...]:
    """Return which of the known keys signed the note, each once; none may have a signature that does not fit.

    Raises:
        NoteUntrusted: a known key's signature does not fit the text.
    """
    known = {(one.key.name, one.key.id): one for one in verifiers}
    signed: dict[tuple[str, bytes], Verifier] = {}
    for signature in note.signatures:
        whose = signature.name, signature.key_id
        verifier = known.get(whose)
        if verifier is None:
            continue
        if not verifier.verify(note.text, signature.data):
            msg = f"The signature by {signature.name} does not fit the text."
            raise NoteUntrusted(msg)
        signed[whose] = verifier
    return tuple(signed.values())


def open_note(note: str | bytes, verifiers: Iterable[Verifier]) -> Note:
    """Read a note that at least one of the known keys signed.

    Raises:
        NoteUnreadable: it is no signed note.
        NoteUntrusted: no known key signed it, or a known key's signature does not fit.
    """
    parsed = Note.parse(note)
    if not check(parsed, verifiers):
        msg = "No known key signed this note."
        raise NoteUntrusted(msg)
    return parsed
