#!/usr/bin/env python3
"""Check an export of a Sealdesk audit ledger on any machine, without trust in Sealdesk.

    python3 sealdesk_verify.py EXPORT --vkey KEY [--witness KEY]... [--checkpoint FILE]... [--policy FILE] [--json]

EXPORT is the folder or the zip that an export wrote. Needed: Python 3.11 and the package `cryptography`; this one file
imports nothing else, makes no connection and writes nothing, but for a temporary file that it takes away again.

    --vkey KEY         the ledger's key, as you were given it before: a line NAME+ID+BASE64, or a file with such lines
    --witness KEY      a witness's key, likewise; may be given more than once
    --checkpoint FILE  a checkpoint of this ledger that you kept, or got from a witness, or a mail with one, as it was
                       saved; may be given more than once. The one inside the export proves nothing here
    --policy FILE      all of these keys in one file (https://c2sp.org/tlog-policy)
    --json             print the findings for a machine

Exit status: 0 valid; 1 invalid: something was changed, is missing or does not fit; 2 unanchored: nothing is wrong, but
nobody beside the ledger's own key vouches for it (no trusted key, no witness, no checkpoint you kept); 3 diverged: the
log is another one than the one you or a witness saw before; 64: nothing was found out: wrong usage, a file that cannot
be opened, or you stopped it.

What is read: every file of the export, every hash of the log (RFC 6962 tree, C2SP tiles), every event's plaintext.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 an auditor's computer may have an older one; say so, instead of a traceback
    sys.stderr.write("sealdesk_verify.py needs Python 3.11 or newer.\n")
    sys.exit(64)

import argparse
import base64
import csv
import email
import hashlib
import io
import json
import mmap
import re
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, Final, Protocol, TextIO

try:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.stderr.write("sealdesk_verify.py needs the package `cryptography`: python3 -m pip install cryptography\n")
    sys.exit(64)

VALID, INVALID, UNANCHORED, DIVERGED, USAGE = 0, 1, 2, 3, 64
WORDS: Final = {VALID: "VALID", INVALID: "INVALID", UNANCHORED: "UNANCHORED", DIVERGED: "DIVERGED"}

HASH: Final = 32
WIDTH: Final = 256
TILE: Final = WIDTH * HASH
_ED25519, _COSIGNATURE, _ML_DSA = 1, 4, 6
_KEY_ID, _TIME = 4, 8
_SMALL: Final = 64 << 20
_LONGEST_LINE: Final = 1 << 22
_LONGEST_NOTE: Final = 1 << 20
_MOST_SIGNATURES: Final = 100
_MOST_KEPT: Final = 1000
_LONGEST_FINDING: Final = 600
_BIGGEST: Final = 1 << 62
_SWELLING: Final = 200
_CHUNK: Final = 1 << 20
_SKEW: Final = 300_000_000
_PEOPLE: Final = 2
_MOST_FINDINGS: Final = 20
_HEAD: Final = struct.Struct(">BQQ")
_ROW: Final = struct.Struct(">Q16s")
_LOCAL: Final = struct.Struct("<26sHH")
_DESCRIPTOR: Final = 24
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MANIFEST, _MANIFEST_NOTE = "manifest.json", "manifest.json.note"
_EVENTS, _PROOFS, _STATEMENTS, _CSV = "events.ndjson", "proofs.ndjson", "statements.ndjson", "events.csv"
_FHIR = "fhir.ndjson"
_OURS: Final = frozenset(
    (_EVENTS, _PROOFS, _STATEMENTS, _CSV, _FHIR, "report.csv", "report.pdf", "report.ndjson", "README.txt")
)
_CHECKPOINT, _VKEY, _WITNESSED, _CONSISTENCY = "log/checkpoint", "log/vkey", "log/witnessed", "log/consistency"
_CERTIFIED, _SHREDDED, _REMOVED = "ledger.key_certified", "keys.shredded", "ledger.quarter_removed"
_YEARS: Final = 6
_ENTRY_BYTES: Final = 49
_LINE: Final = re.compile(rb'\{"index":(0|[1-9]\d{0,18}),"salt":"((?:[0-9a-f]{2})+)",')
_PROOF: Final = re.compile(rb'\{"proof":(\[[^\]]*\]),')
_NAME: Final = re.compile(r"[^\s+]+")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")


class Invalid(Exception):
    """Something in the export is not as it should be."""


class Usage(Exception):
    """The command cannot be run like this."""


# ------------------------------------------------------------------ the tree (RFC 6962 section 2.1)

_sha256 = hashlib.sha256
EMPTY_ROOT: Final = _sha256(b"").digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two nodes."""
    return _sha256(b"\x01" + left + right).digest()


def fold(level: list[bytes]) -> bytes:
    """Return the hash over a power of two of neighbouring nodes."""
    sha256 = _sha256
    while len(level) > 1:
        level = [sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level), 2)]
    return level[0]


def bag(peaks: Sequence[bytes]) -> bytes:
    """Return the root over subtrees of falling size."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def grow(peaks: list[bytes], size: int, subtree: bytes) -> None:
    """Add the next subtree to the peaks over `size` subtrees of its size."""
    while size & 1:
        subtree = node_hash(peaks.pop(), subtree)
        size >>= 1
    peaks.append(subtree)


def _sound(hashes: Iterable[bytes]) -> bool:
    return all(len(item) == HASH for item in hashes)


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that an inclusion proof leads to, None where its form is wrong."""
    if not 0 <= index < size or not _sound((leaf, *proof)):
        return None
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        return None
    root = leaf
    for height, sibling in enumerate(proof):
        right = height >= inner or index >> height & 1
        root = node_hash(sibling, root) if right else node_hash(root, sibling)
    return root


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the tree with this size and root holds the leaf hash at that index."""
    return root_from_inclusion(index, size, leaf, proof) == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the old tree is the beginning of the new one."""
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof or not _sound((old_root, *proof)):
        return False
    shift = (old & -old).bit_length() - 1
    path = list(proof)
    seed = old_root if old == 1 << shift else path.pop(0)
    inner, index = ((old - 1) ^ (new - 1)).bit_length() - shift, old - 1 >> shift
    if len(path) != inner + (index >> inner).bit_count():
        return False
    before = after = seed
    for height, sibling in enumerate(path):
        if height >= inner or index >> height & 1:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
        else:
            after = node_hash(after, sibling)
    return before == old_root and after == new_root


def unbase64(text: str) -> bytes:
    """Decode base64 that is written the one way it should be; ValueError otherwise."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError
    return raw


# ------------------------------------------------------------------ keys, notes and checkpoints as C2SP writes them


@dataclass(frozen=True)
class Key:
    """A public key of signed notes; kinds: 1 Ed25519, 4 Ed25519 cosignature, 6 ML-DSA-44."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The key id of https://c2sp.org/signed-note."""
        return _sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @classmethod
    def parse(cls, line: str) -> "Key":
        """Read NAME+ID+BASE64; ValueError where it is none."""
        name, _, rest = line.strip().partition("+")
        key_id, _, material = rest.partition("+")
        raw = unbase64(material)
        key = cls(name, raw[0] if raw else 0, raw[1:])
        if (
            not _NAME.fullmatch(name)
            or key.id.hex() != key_id
            or len(key.public) != {_ED25519: 32, _COSIGNATURE: 32, _ML_DSA: 1312}.get(key.kind)
        ):
            raise ValueError
        return key

    def verify(self, text: str, data: bytes) -> bool:
        """Tell whether `data` is this key's signature of the note's text."""
        message = text.encode()
        if self.kind != _ED25519:
            if len(data) <= _TIME or data[0] >> 7:
                return False
            time, data = int.from_bytes(data[:_TIME]), data[_TIME:]
            message = f"cosignature/v1\ntime {time}\n{text}".encode()
            if self.kind == _ML_DSA:
                message = _subtree_message(self.name, text, time)
        try:
            _public(self).verify(data, message)
        except InvalidSignature:
            return False
        return True


def _public(key: Key) -> Any:  # noqa: ANN401 one of two classes, the second only in newer versions of cryptography
    if key.kind != _ML_DSA:
        return Ed25519PublicKey.from_public_bytes(key.public)
    try:
        from cryptography.hazmat.primitives.asymmetric import mldsa  # noqa: PLC0415 not in every version

        return mldsa.MLDSA44PublicKey.from_public_bytes(key.public)
    except (ImportError, UnsupportedAlgorithm):
        message = f"The key of {key.name} is of ML-DSA-44; install a newer `cryptography` to check it."
        raise Usage(message) from None


def _subtree_message(name: str, text: str, time: int) -> bytes:
    point = Checkpoint.parse(text)
    words = [bytes([len(word)]) + word for word in (name.encode(), point.origin.encode())]
    return b"".join(
        (
            b"subtree/v1\n\x00",
            words[0],
            struct.pack(">Q", time),
            words[1],
            struct.pack(">QQ", 0, point.size),
            point.root,
        )
    )


@dataclass(frozen=True)
class Note:
    """A text with signature lines: (name, key id, signature)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def parse(cls, raw: bytes, what: str) -> "Note":
        """Read a signed note."""
        try:
            text, blank, lines = raw.decode().rpartition("\n\n")
            signatures = tuple(map(_signature, lines.removesuffix("\n").split("\n", _MOST_SIGNATURES)))
        except ValueError:
            blank = ""
        if len(raw) > _LONGEST_NOTE or not blank or not lines.endswith("\n") or _CONTROL.search(text + lines):
            message = f"{what} is no signed note."
            raise Invalid(message)
        return cls(text + "\n", signatures)

    def by(self, key: Key) -> bool:
        """Tell whether the key signed; a signature of this key that does not fit is Invalid."""
        mine = [data for name, key_id, data in self.signatures if (name, key_id) == (key.name, key.id)]
        for data in mine:
            if not key.verify(self.text, data):
                message = f"A signature of {key.name} does not fit what it should have signed."
                raise Invalid(message)
        return bool(mine)


def _signature(line: str) -> tuple[str, bytes, bytes]:
    dash, name, encoded = line.split(" ")
    raw = unbase64(encoded)
    if dash != "\u2014" or not _NAME.fullmatch(name) or len(raw) <= _KEY_ID:
        raise ValueError
    return name, raw[:_KEY_ID], raw[_KEY_ID:]


@dataclass(frozen=True)
class Checkpoint:
    """A log's name, its number of entries and its root hash."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read a note's text."""
        lines = text.split("\n")
        try:
            origin, size, encoded = lines[:3]
            root = unbase64(encoded)
            number = int(size) if re.fullmatch(r"0|[1-9][0-9]{0,18}", size) else -1
        except ValueError:
            origin, root, number = "", b"", -1
        if not origin or number < 0 or len(root) != HASH or lines[-1]:
            message = "A checkpoint does not have the form of one."
            raise Invalid(message)
        return cls(origin, number, root)


# ------------------------------------------------------------------ what the auditor trusts


@dataclass
class Trust:
    """Keys and checkpoints that the auditor brings along; `groups` and `quorum` as in a C2SP policy."""

    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str = ""
    remembered: list[tuple[str, Note]] = field(default_factory=list)

    def witnessed(self, note: Note, own: set[bytes]) -> dict[str, str]:
        """Return the witnesses that cosigned, and when they say they did; a key of the ledger itself is none."""
        return {
            name: _when(key, note) for name, key in self.witnesses.items() if key.public not in own and note.by(key)
        }

    def enough(self, names: Iterable[str]) -> bool:
        """Tell whether these witnesses are as many as the auditor asks for: one, or the policy's quorum."""
        if not self.quorum:
            return any(True for _ in names)
        return self.quorum != "none" and self._holds(self.quorum, set(names))

    def _holds(self, name: str, names: set[str]) -> bool:
        if name in self.witnesses:
            return name in names
        needed, members = self.groups[name]
        return sum(self._holds(member, names) for member in members) >= needed

    def add_witness(self, name: str, key: Key) -> None:
        """Take a witness's key; ValueError where the name or the key was there before, or is the ledger's own."""
        known = {one.public for one in (*self.witnesses.values(), *self.logs)}
        if name in {*self.witnesses, *self.groups, "none"} or key.public in known:
            raise ValueError
        self.witnesses[name] = _as_witness(key)

    def read_policy(self, path: str) -> None:
        """Take a policy file's lines: log, witness, group, quorum."""
        for line in _argument_bytes(path).decode(errors="replace").splitlines():
            words = line.split("#")[0].split()
            try:
                if words:
                    self._policy_line(words[0], words[1:])
            except (ValueError, IndexError, KeyError):
                message = f"{path}: this line of the policy is not understood: {line.strip()}"
                raise Usage(message) from None

    def _policy_line(self, kind: str, words: list[str]) -> None:
        if kind == "log":
            self.logs.append(Key.parse(words[0]))
        elif kind == "witness":
            self.add_witness(words[0], Key.parse(words[1]))
        elif kind == "group":
            self._group(words[0], words[1], words[2:])
        elif kind == "quorum" and not self.quorum and words[0] in {"none", *self.witnesses, *self.groups}:
            self.quorum = words[0]
        else:
            raise ValueError

    def _group(self, name: str, needed: str, members: list[str]) -> None:
        count = {"any": 1, "all": len(members)}.get(needed) or int(needed)
        strangers = set(members) - {*self.witnesses, *self.groups}
        taken = {"none", *self.witnesses, *self.groups}
        if strangers or name in taken or len(set(members)) < len(members) or not 0 < count <= len(members):
            raise ValueError
        self.groups[name] = count, members


def _when(key: Key, note: Note) -> str:
    """Return the time of a witness's newest cosignature, in words."""
    times = [
        int.from_bytes(data[:_TIME]) for name, key_id, data in note.signatures if (name, key_id) == (key.name, key.id)
    ]
    return f"{key.name} on {_second(max(times)).replace('T', ' at ')} UTC" if max(times) < 1 << 37 else key.name


def _as_witness(key: Key) -> Key:
    """Read a plain Ed25519 key as the key of cosignatures, as policies of older tools write it."""
    return Key(key.name, _COSIGNATURE, key.public) if key.kind == _ED25519 else key


def _argument_bytes(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(_SMALL + 1)
    except (OSError, ValueError) as error:
        message = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}."
        raise Usage(message) from None
    if len(content) > _SMALL:
        message = f"{path} is too long for what it should be."
        raise Usage(message)
    return content


def _is_key(argument: str) -> bool:
    try:
        return bool(Key.parse(argument))
    except ValueError:
        return False


def _keys(argument: str) -> list[Key]:
    """Read a key given in the command line, or a file of keys."""
    lines = [argument] if _is_key(argument) else _argument_bytes(argument).decode(errors="replace").splitlines()
    try:
        keys = [Key.parse(line) for line in lines if line.strip() and not line.startswith("#")]
    except ValueError:
        keys = []
    if not keys:
        message = f"{argument} is no key: expected NAME+ID+BASE64, or a file with such lines."
        raise Usage(message)
    return keys


def trust_of(options: argparse.Namespace) -> Trust:
    """Read what the command line names."""
    trust = Trust()
    for argument in options.vkey:
        trust.logs += _keys(argument)
    for argument in options.witness:
        for key in _keys(argument):
            _add_witness(trust, key)
    if options.policy:
        trust.read_policy(options.policy)
    for path in options.checkpoint:
        trust.remembered += [(path, note) for note in _kept(path, Path(options.export), trust)]
    return trust


def _add_witness(trust: Trust, key: Key) -> None:
    if key.public in {one.public for one in trust.witnesses.values()}:
        return
    try:
        trust.add_witness(key.name if key.name not in trust.witnesses else f"{key.name} ({key.id.hex()})", key)
    except ValueError:
        message = f"The key of {key.name} is the ledger's own: a ledger cannot be its own witness."
        raise Usage(message) from None


def _lies_in(path: str, export: Path) -> bool:
    try:
        return export.is_dir() and Path(path).resolve().is_relative_to(export.resolve())
    except (OSError, ValueError):
        return False  # it cannot be opened either, which is said then


def _kept(path: str, export: Path, trust: Trust) -> list[Note]:
    """Read a checkpoint that the auditor kept, or those in a mail that the auditor kept."""
    if _lies_in(path, export):
        message = f"{path} lies in the export itself. Give a checkpoint that you kept before you got this export."
        raise Usage(message)
    try:
        notes = notes_in(_argument_bytes(path), path)
        for note in notes:
            Checkpoint.parse(note.text)
            for key in (*trust.logs, *trust.witnesses.values()):
                note.by(key)
    except Invalid:
        message = f"{path} is no checkpoint and no mail with one, or was damaged."
        raise Usage(message) from None
    return notes


# ------------------------------------------------------------------ a checkpoint in a mail

_QUOTED = re.compile(r"^[>|\s]+|\s+$")


def notes_in(raw: bytes, what: str) -> list[Note]:
    """Return the signed notes in a file: it is one itself, or a mail that holds some, saved whole or as text.

    A mail program may have quoted the lines or wrapped the long ones; what a note consists of, all of them keep.
    """
    try:
        return [Note.parse(raw, what)]
    except Invalid:
        found = [note for text in _mail_texts(raw) for note in _notes_of(text, what)]
    if not found:
        message = f"There is no signed note in {what}."
        raise Invalid(message)
    return list(dict.fromkeys(found))


def _mail_texts(raw: bytes) -> Iterator[str]:
    """Yield the plain texts of a mail; of any other file, the text that it is."""
    mail = email.message_from_bytes(raw)
    if mail.get("Subject") is None and mail.get("MIME-Version") is None:
        yield _decoded_text(raw)
        return
    for part in mail.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/plain" else None
        if isinstance(content, bytes):
            yield _decoded_text(content)


def _decoded_text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _notes_of(text: str, what: str) -> Iterator[Note]:
    """Yield the notes in a text: three lines of a checkpoint, an empty one, and lines that begin with a dash."""
    lines = [_QUOTED.sub("", line) for line in text.splitlines()]
    for place in range(1, len(lines) - 1):
        if re.fullmatch(r"[0-9]{1,19}", lines[place]) and re.fullmatch(r"[A-Za-z0-9+/]{43}=", lines[place + 1]):
            signed = _signed(lines[place + 2 :])
            if signed:
                note = "\n".join([*lines[place - 1 : place + 2], "", *signed, ""])
                yield Note.parse(note.encode(), what)


def _signed(lines: Sequence[str]) -> list[str]:
    """Return the signature lines behind a checkpoint's; one that was wrapped is put together again."""
    found: list[str] = []
    for line in lines[1:] if lines and not lines[0] else ():
        if line.startswith("\u2014 "):
            found.append(line)
        elif found and re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", line):
            found[-1] += line if found[-1].count(" ") > 1 else f" {line}"
        else:
            break
    return found


# ------------------------------------------------------------------ the export's files


class Source(Protocol):
    """Where the files are."""

    def names(self) -> set[str]:
        """Return every file's path."""
        ...

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        ...


class Folder:
    """An export as a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> set[str]:
        """Return every file's path."""
        return {path.relative_to(self._root).as_posix() for path in self._root.rglob("*") if path.is_file()}

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        try:
            return (self._root / path).open("rb")
        except PermissionError:
            message = f"The file {path} cannot be opened: you have no right to read it."
            raise Usage(message) from None


class Archive:
    """An export as a zip; a folder around all files is passed over."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self._refuse_tricks(path)
        names = [name for name in self._zip.namelist() if not name.endswith("/")]
        heads = [name[: -len(_MANIFEST)] for name in names if PurePosixPath(name).name == _MANIFEST]
        if len(heads) > 1:
            message = "The archive holds more than one export: check each by itself."
            raise Invalid(message)
        self._prefix = heads[0] if heads else ""
        self._names = {
            name.removeprefix(self._prefix) if name.startswith(self._prefix) else f"../{name}": name for name in names
        }
        if len(self._names) != len(names):
            message = "The archive holds two files under one name."
            raise Invalid(message)

    def _refuse_tricks(self, path: Path) -> None:
        """Refuse what another program would unpack otherwise, and what swells without end."""
        listed, length = self._zip.infolist(), path.stat().st_size
        if any(one.flag_bits & 1 for one in listed):
            message = "The archive is locked with a password. Unpack it and give its folder."
            raise Usage(message)
        if sum(one.file_size for one in listed) > _SWELLING * length + _SMALL:
            message = "The archive would swell to more than two hundred times its size: no export does."
            raise Invalid(message)
        end = room = 0
        with path.open("rb") as stream:
            for one in sorted(listed, key=lambda one: one.header_offset):
                self._refuse_gap(one.header_offset - end, room)
                stream.seek(one.header_offset)
                _, name, extra = _LOCAL.unpack(stream.read(_LOCAL.size))
                end = one.header_offset + _LOCAL.size + name + extra + one.compress_size
                room = _DESCRIPTOR if one.flag_bits & 8 else 0
        self._refuse_gap(self._zip.start_dir - end, room)

    @staticmethod
    def _refuse_gap(gap: int, room: int) -> None:
        if not 0 <= gap <= room:
            message = "The archive hides something between its files: another program may unpack other ones."
            raise Invalid(message)

    def names(self) -> set[str]:
        """Return every file's path; what lies outside the export's folder with `../` in front."""
        return set(self._names)

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        return self._zip.open(self._names[path])  # type: ignore[return-value]


class Hashing(io.RawIOBase):
    """Passes a stream on and hashes it, at most `limit` bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit
        self._digest = _sha256()
        self.length = 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def close(self) -> None:
        """Close the stream as well."""
        self._stream.close()
        super().close()

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 any writable buffer
        """Read the next bytes."""
        data = self._stream.read(min(len(buffer), self._left + 1))
        self._digest.update(data)
        self.length += len(data)
        self._left -= len(data)
        if self._left < 0:
            message = "A file is longer than its manifest says."
            raise Invalid(message)
        buffer[: len(data)] = data
        return len(data)

    def hexdigest(self) -> str:
        """Return the SHA-256 of what was read."""
        return self._digest.hexdigest()


# ------------------------------------------------------------------ findings


@dataclass
class Report:
    """What was found, in sentences."""

    wrong: list[str] = field(default_factory=list)
    diverged: list[str] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    unanchored: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)
    covers: str = ""
    """Which entries somebody else vouches for, in words."""

    def fault(self, sentence: str) -> None:
        """Note what is wrong; a thousand sentences are enough."""
        if len(self.wrong) < _MOST_KEPT:
            self.wrong.append(sentence)

    def status(self) -> int:
        """Return the exit status."""
        if self.wrong:
            return INVALID
        if self.diverged:
            return DIVERGED
        return UNANCHORED if self.unanchored else VALID

    def json(self) -> str:
        """Return the findings for a machine."""
        status = self.status()
        lists = {title: [_plain(one) for one in sentences] for title, sentences in self._lists().items()}
        return json.dumps({"status": WORDS[status].lower(), "exit": status, "covers": self.covers, **lists}, indent=2)

    def _lists(self) -> dict[str, list[str]]:
        return {
            "wrong": self.wrong,
            "diverged": self.diverged,
            "unanchored": self.unanchored,
            "checked": self.checked,
            "unproven": self.unproven,
        }

    def text(self) -> str:
        """Return the findings for people."""
        summary = {
            VALID: f"nothing that was checked was changed, and somebody else vouches for {self.covers}.",
            INVALID: "do not rely on this export. Something was changed, is missing or does not fit.",
            UNANCHORED: "nothing is wrong in itself, but whoever holds the ledger's key could have made all of it.",
            DIVERGED: "this is not the log that was seen before. Entries were changed or taken back since.",
        }[self.status()]
        parts = [f"{WORDS[self.status()]}: {summary}\n"]
        titles = ("Wrong", "Diverged", "Not anchored", "Checked", "What this cannot prove")
        for title, sentences in zip(titles, self._lists().values(), strict=True):
            if sentences:
                parts.append(f"\n{title}\n" + "".join(f"  - {_plain(one)}\n" for one in sentences[:_MOST_FINDINGS]))
            if len(sentences) >= _MOST_KEPT:
                parts.append("  - and many more\n")
            elif len(sentences) > _MOST_FINDINGS:
                parts.append(f"  - and {len(sentences) - _MOST_FINDINGS} more\n")
        return "".join(parts)


def _plain(sentence: str) -> str:
    """Return a sentence without what could paint over others on a screen: names in it come from the export."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in sentence[:_LONGEST_FINDING])
    return shown + ("..." if len(sentence) > _LONGEST_FINDING else "")


@dataclass
class Read:
    """A file that was read: its length and hash."""

    length: int
    digest: str

    def hexdigest(self) -> str:
        """Return its SHA-256."""
        return self.digest


class Files:
    """The export's files as its manifest lists them; each is read once, by whoever checks its content."""

    def __init__(self, source: Source, report: Report) -> None:
        self._source = source
        self._report = report
        self.there = source.names()
        self.listed: dict[str, tuple[int, str]] = {}
        self._read: dict[str, Read | Hashing] = {}

    def small(self, path: str, limit: int = _SMALL) -> bytes:
        """Return a small file's content."""
        self._need(path)
        with self._source.open(path) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            message = f"The file {path} is too long."
            raise Invalid(message)
        self._read[path] = Read(len(content), _sha256(content).hexdigest())
        return content

    def _need(self, path: str) -> None:
        if path not in self.there:
            message = f"The file {path} is missing."
            raise Invalid(message)

    def open(self, path: str) -> io.BufferedReader:
        """Open a file so that what is read is hashed."""
        self._need(path)
        self._read[path] = hashing = Hashing(self._source.open(path), self.listed[path][0])
        return io.BufferedReader(hashing, _CHUNK)

    def lines(self, path: str) -> Iterator[bytes]:
        """Yield a file's lines with their newline."""
        with self.open(path) as stream:
            while line := stream.readline(_LONGEST_LINE):
                if not line.endswith(b"\n"):
                    message = f"A line of {path} is cut off or too long."
                    raise Invalid(message)
                yield line

    def compare(self) -> None:
        """Compare every listed file with its hash, reading those that nobody read to their end."""
        for path, (length, digest) in self.listed.items():
            if path not in self.there:
                self._report.fault(f"The file {path} is missing.")
                continue
            if path not in self._read or self._read[path].length != length:
                self._drain(path)
            read = self._read[path]
            if (read.length, read.hexdigest()) != (length, digest):
                self._report.fault(f"The file {path} is not the one that was exported: its hash is another one.")

    def _drain(self, path: str) -> None:
        with self.open(path) as stream:
            try:
                while stream.read(_CHUNK):
                    pass
            except Invalid:
                return  # longer than listed: its length shows it


# ------------------------------------------------------------------ the log: every hash of every tile


def tile_path(level: int, index: int, width: int) -> str:
    """Return a tile's path (https://c2sp.org/tlog-tiles)."""
    rest, last = divmod(index, 1000)
    parts = [f"{last:03d}"]
    while rest:
        rest, group = divmod(rest, 1000)
        parts.append(f"x{group:03d}")
    return f"tile/{level}/{'/'.join(reversed(parts))}" + (f".p/{width}" if width < WIDTH else "")


def _hashes(content: bytes) -> list[bytes]:
    return [content[at : at + HASH] for at in range(0, len(content), HASH)]


class Log:
    """Reads the tiles of level 0 from left to right, keeps the roots at the wanted sizes, checks the levels above."""

    def __init__(self, files: Files, folder: str, size: int, wanted: Iterable[int]) -> None:
        self._files = files
        self._folder = folder
        self._size = size
        self._wanted = sorted({one for one in (*wanted, size) if one <= size})
        self._peaks: list[bytes] = []
        self._above = bytearray()
        self._tile = b""
        self._read = 0
        self.roots = {0: EMPTY_ROOT}

    @staticmethod
    def is_there(files: Files, folder: str) -> bool:
        """Tell whether the export holds tiles."""
        return any(path.startswith(f"{folder}tile/") for path in files.there)

    def holds(self, index: int, leaf: bytes) -> bool:
        """Tell whether the log has this leaf hash there; indices must rise."""
        return index < self._size and self.leaf(index) == leaf

    def leaf(self, index: int) -> bytes:
        """Return the leaf hash at an index; indices must rise. Nothing where the log ends before."""
        while self._read <= index < self._size:
            self._advance()
        at = index % WIDTH * HASH
        return self._tile[at : at + HASH] if index < self._size else b""

    def _content(self, level: int, index: int, width: int) -> bytes:
        path = self._folder + tile_path(level, index, width)
        whole = self._folder + tile_path(level, index, WIDTH)
        if path not in self._files.there and whole in self._files.there:
            return self._files.small(whole, TILE)[: width * HASH]  # the log grew on since: its beginning is the same
        content = self._files.small(path, TILE)
        if len(content) != width * HASH:
            message = f"The file {path} has another length than its name says."
            raise Invalid(message)
        return content

    def _advance(self) -> None:
        index = self._read // WIDTH
        width = min(WIDTH, self._size - self._read)
        self._tile = self._content(0, index, width)
        hashes = _hashes(self._tile)
        for size in self._wanted:
            if 0 < size - self._read <= width:
                self.roots[size] = self._root_within(hashes[: size - self._read])
        if width == WIDTH:
            subtree = fold(hashes)
            grow(self._peaks, index, subtree)
            self._above += subtree
        self._read += width

    def _root_within(self, hashes: list[bytes]) -> bytes:
        peaks: list[bytes] = []
        for size, leaf in enumerate(hashes):
            grow(peaks, size, leaf)
        return bag([*self._peaks, *peaks])

    def finish(self) -> bytes:
        """Read what is left, check every tile above, and return the root of the whole log."""
        while self._read < self._size:
            self._advance()
        level, expected = 1, bytes(self._above)
        while expected:
            self._check_level(level, expected)
            full = len(expected) // TILE
            expected = b"".join(fold(_hashes(expected[at * TILE : (at + 1) * TILE])) for at in range(full))
            level += 1
        return self.roots[self._size]

    def _check_level(self, level: int, expected: bytes) -> None:
        for index in range(-(-len(expected) // TILE)):
            part = expected[index * TILE : (index + 1) * TILE]
            if self._content(level, index, len(part) // HASH) != part:
                message = f"The tile {tile_path(level, index, len(part) // HASH)} does not follow from the level below."
                raise Invalid(message)


class Proofs:
    """Checks events by the proofs that stand in the same order in `proofs.ndjson`."""

    def __init__(self, files: Files, point: Checkpoint) -> None:
        self._lines = files.lines(_PROOFS)
        self._point = point

    def holds(self, index: int, leaf: bytes) -> bool:
        """Tell whether the next proof shows this leaf hash at that index."""
        fields = _object(next(self._lines, b"{}"), _PROOFS)
        if fields.get("index") != index:
            return False
        return verify_inclusion(index, self._point.size, leaf, _decoded(fields.get("proof")), self._point.root)

    def finish(self) -> None:
        """Refuse proofs that belong to no event."""
        if next(self._lines, None) is not None:
            message = f"{_PROOFS} holds more proofs than there are events."
            raise Invalid(message)


def _decoded(value: object) -> list[bytes]:
    try:
        return [unbase64(str(item)) for item in value]  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return [b""]


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


def _refuse(_: str) -> Any:  # noqa: ANN401 never returns
    raise ValueError


# A name that stands twice would be read one way here and another way elsewhere; there are no fractions in an export.
_DECODE: Final = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=_refuse, parse_constant=_refuse).raw_decode


def _object(raw: bytes, what: str) -> dict[str, Any]:
    try:
        text = raw.decode().strip()
        value, end = _DECODE(text)
    except (ValueError, RecursionError):
        text, value, end = "", None, 0
    if not isinstance(value, dict) or end != len(text):
        message = f"{what} does not have the form of an export."
        raise Invalid(message)
    return value


# ------------------------------------------------------------------ events


@dataclass(slots=True)
class Event:
    """One line of events: where it stands in the log, its leaf hash, and what it says (of a shredded one, little)."""

    index: int
    leaf: bytes
    recorded: int
    fields: dict[str, Any]
    shredded: bool

    @classmethod
    def read(cls, line: bytes) -> "Event":
        """Compute an event's leaf hash from its plaintext."""
        match = _LINE.match(line)
        if match is None:
            return cls._shredded(line)
        plain = b"{" + line[match.end() : -1]
        fields = _object(plain, "An event")
        if not _is_event(fields):
            message = "An event does not have the fields that a ledger records."
            raise Invalid(message)
        index, recorded = int(match[1]), fields["recorded"]
        digest = _sha256(bytes.fromhex(match[2].decode()) + plain).digest()
        return cls(index, _leaf(index, fields["sequence"], recorded, digest), recorded, fields, shredded=False)

    @classmethod
    def _shredded(cls, line: bytes) -> "Event":
        fields = _object(line, "An event")
        try:
            index, recorded, digest = fields["index"], fields["recorded"], bytes.fromhex(fields["digest"])
            leaf = _leaf(index, fields["sequence"], recorded, digest)
        except (KeyError, TypeError, ValueError):
            leaf = b""
        formed = fields.keys() == _ENTRY and fields["shredded"] is True and type(fields["patient"]) in _OPTIONAL
        if not leaf or not formed or fields["epoch"] != quarter_of(recorded):
            message = "A line is neither an event nor the entry of a destroyed one."
            raise Invalid(message)
        return cls(index, leaf, recorded, fields, shredded=True)


_TEXTS: Final = (
    "source", "node", "actor_kind", "actor_id", "role", "action", "outcome", "patient", "resource", "operation",
    "purpose",
)  # fmt: skip
_FIELDS: Final = frozenset((*_TEXTS, "v", "sequence", "recorded", "number", "at", "accountable", "body"))
_ENTRY: Final = frozenset(("index", "shredded", "sequence", "recorded", "digest", "patient", "epoch"))
_OPTIONAL: Final = frozenset((str, type(None)))
_texts: Final = itemgetter(*_TEXTS)
_numbers: Final = itemgetter("v", "recorded", "at", "number")


def _is_event(fields: dict[str, Any]) -> bool:
    """Tell whether these are the fields of an event, each of its type, and none beside them."""
    if fields.keys() != _FIELDS:
        return False
    numbers, body = _numbers(fields), fields["body"]
    return (
        set(map(type, numbers)) == {int}
        and min(numbers) >= 0
        and max(numbers) < 1 << 57
        and numbers[0] == 1
        and _OPTIONAL.issuperset(map(type, _texts(fields)))
        and type(fields["accountable"]) is bool
        and type(body) is dict
        and set(map(type, body.values())) <= {str}
    )


def _leaf(index: Any, sequence: Any, recorded: Any, digest: bytes) -> bytes:  # noqa: ANN401 whatever the file says
    """Return the leaf hash of an entry; empty where its numbers are none."""
    if type(index) is not int or type(recorded) is not int or type(sequence) is not int:
        return b""
    if sequence != index + 1 or len(digest) != HASH:
        return b""
    if not 0 <= index < 1 << 62 or not 0 <= recorded < 1 << 57:
        return b""
    return _sha256(b"\x00" + _HEAD.pack(1, sequence, recorded) + digest).digest()


def quarter_of(micros: int) -> str:
    """Return the quarter an instant lies in, like 2026Q4."""
    at = _EPOCH + timedelta(microseconds=micros)
    return f"{at.year:04}Q{(at.month - 1) // 3 + 1}"


def retained_until(quarter: str) -> int:
    """Return the end of a quarter's retention, six years after its own: microseconds since 1970."""
    year, number = int(quarter[:4]), int(quarter[5])
    end = datetime(year + number // 4 + _YEARS, 3 * (number % 4) + 1, 1, tzinfo=UTC)
    return (end - _EPOCH) // timedelta(microseconds=1)


def _unhex(text: Any) -> bytes:  # noqa: ANN401 whatever the file says
    try:
        return bytes.fromhex(text)
    except (TypeError, ValueError):
        return b""


@dataclass
class Group:
    """The entries whose key is said to be destroyed: one patient, one quarter."""

    count: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def take(self, sequence: int) -> None:
        """Count one in."""
        self.count += 1
        self.digest.update(sequence.to_bytes(8))


class Statements:
    """What the ledger says about its keys, and which entries can no longer be opened."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.certificates: dict[int, str] = {}
        self._shreddings: dict[int, dict[str, str]] = {}
        self._removals: list[Event] = []
        self._gone = ""
        self._groups: dict[tuple[str, str], Group] = {}

    def take(self, event: Event) -> None:
        """Look at an event."""
        if event.shredded:
            key = event.fields["epoch"], str(event.fields.get("patient") or "")
            self._groups.setdefault(key, Group()).take(event.index + 1)
            return
        action = event.fields.get("action")
        if action == _CERTIFIED:
            self.certificates[event.index] = str(_body(event).get("certificate"))
        elif action == _SHREDDED:
            self._shreddings[event.index] = _body(event)
        elif action == _REMOVED:
            self._removals.append(event)

    def removed(self, count: int, leaf: bytes) -> None:
        """See that an event says why the first entries are no more; `leaf` is the hash of the last of them.

        The event holds that last entry, so that its time is known: six years must be over since.
        """
        said = [one for one in self._removals if _body(one).get("last") == str(count)]
        for event in said:
            entry = _unhex(_body(event).get("entry"))
            if len(entry) != _ENTRY_BYTES or _sha256(b"\x00" + entry).digest() != leaf:
                continue
            self._gone = quarter_of(_HEAD.unpack_from(entry)[2])
            if event.recorded < retained_until(self._gone):
                self._report.fault(f"Entries 1 to {count} were removed before six years were over.")
            self._report.unproven.append(
                f"What entries 1 to {count} said: entry {event.index + 1} says that they were removed at the end of "
                f"their retention, the last of them from {self._gone}. Their hashes are still there."
            )
            return
        why = "the event about it names another last entry." if said else "no event says that they were removed."
        self._report.fault(f"Entries 1 to {count} are missing, and {why}")

    def check(self, *, whole: bool) -> None:
        """Every entry that cannot be opened must be covered by an event that names two people."""
        left = dict(self._groups)
        for index, body in sorted(self._shreddings.items()):
            epoch, patients = str(body.get("epoch")), set(str(body.get("patients")).split())
            covered = sorted(key for key in left if key[0] == epoch and (not patients or key[1] in patients))
            self._one(index, body, {patient: left.pop((epoch, patient)) for _, patient in covered}, whole=whole)
        for (epoch, _), group in left.items():
            self._report.fault(f"{group.count} entries of {epoch} are said to be destroyed, but no event says so.")
        count = sum(group.count for group in self._groups.values())
        if count:
            self._report.unproven.append(
                f"What {count} entries said, and about whom: their keys were destroyed. That they stand there, and "
                "when, is proven."
            )

    def _one(self, index: int, body: dict[str, str], covered: dict[str, Group], *, whole: bool) -> None:
        if len(set(str(body.get("people")).split())) < _PEOPLE:
            self._report.fault(f"By entry {index + 1} keys were destroyed without two people.")
        digest = _sha256()
        for patient, group in covered.items():
            digest.update(f"{patient} {group.count} {group.digest.hexdigest()}\n".encode())
        count = str(sum(group.count for group in covered.values()))
        gone = bool(self._gone) and str(body.get("epoch")) <= self._gone
        if whole and not gone and (count, digest.hexdigest()) != (body.get("events"), body.get("entries")):
            self._report.fault(
                f"Other entries cannot be opened than those whose keys entry {index + 1} says were destroyed."
            )


def _body(event: Event) -> dict[str, str]:
    body = event.fields.get("body")
    return body if isinstance(body, dict) else {}


class Order:
    """Positions rise, times never go back, and each source's numbers come one after the other."""

    def __init__(self, report: Report, *, whole: bool) -> None:
        self._report = report
        self._whole = whole
        self._numbers: dict[str, tuple[int, int]] = {}
        self._unknown = 0
        self._ahead = 0
        self._now = int(time.time() * 1_000_000) + _SKEW
        self._future = 0
        self._said: list[str] = []
        self.index = -1
        self.removed = 0
        """How many entries stand before the first event of a whole log."""
        self.first: int | None = None
        self.recorded = 0
        self.count = 0

    def take(self, event: Event) -> None:
        """Look at the next event."""
        sequence = event.index + 1
        if self.first is None:
            self.first = sequence
            if self._whole:
                self.removed = self._unknown = event.index
                self.index = event.index - 1
        if event.index <= self.index or (self._whole and event.index != self.index + 1):
            self._report.fault(f"Entry {sequence} does not stand where it should: expected entry {self.index + 2}.")
        if event.recorded < self.recorded:
            self._report.fault(f"Entry {sequence} is dated back: the entry before it was recorded later.")
        self.index, self.recorded = event.index, event.recorded
        self._future += event.recorded > self._now
        self.count += 1
        if event.shredded:
            self._unknown += 1
        else:
            self._number(event)

    def _number(self, event: Event) -> None:
        source, number = str(event.fields["source"]), event.fields["number"]
        last, unknown = self._numbers.get(source, (0, 0))
        most = last + 1 + self._unknown - unknown if self._whole else number
        if not last < number <= most:
            self._report.fault(
                f"Entry {event.index + 1} has number {number} of {source}, behind number {last}: "
                "an event was left out, put in, or taken over twice."
            )
        self._numbers[source] = number, self._unknown
        self._declared(event)
        self._ahead += event.fields["at"] > event.recorded + _SKEW

    def _declared(self, event: Event) -> None:
        """Keep what somebody put on record about a backup, or about the ledger's clock."""
        action, body = event.fields.get("action"), _body(event)
        if action == "state.restored":
            self._said.append(
                f"Entry {event.index + 1}: {event.fields.get('actor_id')} declared that a backup of "
                f"{body.get('backup_of')} put `{body.get('source')}` back. It no longer holds its events "
                f"{body.get('first')} to {body.get('last')}; this log does."
            )
        elif action == "ledger.clock_accepted":
            self._said.append(
                f"Entry {event.index + 1}: {event.fields.get('actor_id')} let the log go on while its clock stood "
                "before the last entry. Entries behind it bear that entry's time until the clock caught up; when "
                "things happened, each event says itself."
            )

    def remarks(self) -> None:
        """Say what is odd but no fault."""
        self._report.checked += self._said[:_MOST_FINDINGS]
        if self._future:
            self._report.unproven.append(
                f"When {self._future} entries were recorded: later than now, they say; the ledger's clock or this "
                "computer's is wrong."
            )
        if self._ahead:
            self._report.unproven.append(
                f"When {self._ahead} events happened: later than the ledger recorded them, they say; a clock was wrong."
            )


# ------------------------------------------------------------------ the table


_FORMULA: Final = re.compile(
    r"[\t\r\n]|[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]"
)
_encode: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def cell(value: Any) -> str:  # noqa: ANN401 any JSON value
    """Return a value as the table shows it; what a spreadsheet would run has an apostrophe in front."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


@lru_cache(maxsize=1024)
def _second(seconds: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")


def _instant(value: Any) -> str:  # noqa: ANN401 whatever the event says
    if value is None:
        return ""
    seconds, micros = divmod(int(value), 1_000_000)
    return f"{_second(seconds)}.{micros:06}Z"


def _canonical(value: Any) -> str | None:  # noqa: ANN401 whatever the event says
    return None if value is None else _encode(value)


def _field(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda fields: fields.get(name)


_PLAIN = (
    "sequence", "source", "number", "node", "actor_kind", "actor_id", "role", "action", "outcome", "patient",
    "resource", "operation", "purpose", "accountable",
)  # fmt: skip
_COLUMNS: Final[dict[str, Callable[[dict[str, Any]], Any]]] = {
    **{name: _field(name) for name in _PLAIN},
    "recorded": lambda fields: _instant(fields.get("recorded")),
    "at": lambda fields: _instant(fields.get("at")),
    "body": lambda fields: _canonical(fields.get("body")),
    "state": lambda fields: "shredded" if fields.get("shredded") else "opened",
}


class _Lines:
    """The lines of a table, and how long the row that they make is so far."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._codec = "utf-8-sig"
        self.length = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(_LONGEST_LINE)
        self.length += len(line)
        if self.length >= _LONGEST_LINE:
            message = f"A row of {_CSV} is too long."
            raise Invalid(message)
        if not line:
            raise StopIteration
        text = line.decode(self._codec)
        self._codec = "utf-8"
        return text


class Table:
    """Compares `events.csv` with the events, whatever its order: expected rows wait in a temporary file."""

    def __init__(self, files: Files, report: Report, stream: IO[bytes]) -> None:
        self._files = files
        self._report = report
        self._stream = stream
        self._count = 0
        self._last = -1
        header = next(self._rows(), [])
        known = [(place, _COLUMNS[name]) for place, name in enumerate(header) if name in _COLUMNS]
        self._places, self._columns = [place for place, _ in known], [column for _, column in known]
        self._strange = [name for name in header if name not in _COLUMNS]
        self._place = header.index("sequence") if "sequence" in header else None
        if len(set(header)) < len(header):
            message = f"{_CSV} has two columns of one name."
            raise Invalid(message)

    def take(self, event: Event) -> None:
        """Keep what the event's row must say."""
        cells = [cell(column(event.fields)) for column in self._columns]
        try:
            self._stream.write(_ROW.pack(event.index + 1, _row_hash(cells)))
        except OSError as error:
            raise _no_room(error) from None
        self._count += 1

    def compare(self) -> None:
        """Read the table and compare every row."""
        if self._place is None:
            message = f"{_CSV} has no column `sequence`."
            raise Invalid(message)
        try:
            self._stream.flush()
        except OSError as error:
            raise _no_room(error) from None
        seen = bytearray(self._count // 8 + 1)
        wrong, rows = [], 0
        with self._expected() as expected:
            for rows, row in enumerate(islice(self._rows(), 1, None), 1):  # noqa: B007 wanted behind the loop
                place = self._fits(row, expected)
                if place is None or seen[place >> 3] >> (place & 7) & 1:
                    wrong.append(row[self._place] if len(row) > self._place else "?")
                else:
                    seen[place >> 3] |= 1 << (place & 7)
        if wrong:
            shown = ", ".join(re.sub(r"[^0-9]", "?", one)[:20] for one in wrong[:5])
            self._report.fault(f"{len(wrong)} rows of {_CSV} do not say what the events say (sequence {shown}).")
        if rows != self._count:
            self._report.fault(f"{_CSV} has {rows} rows for {self._count} events.")
        self._report.checked.append(f"{rows} rows of {_CSV} against the events")
        if self._strange:
            self._report.unproven.append(f"These columns of {_CSV}, which no event holds: {', '.join(self._strange)}.")

    def _rows(self) -> Iterator[list[str]]:
        csv.field_size_limit(_LONGEST_LINE)
        with self._files.open(_CSV) as raw:
            lines = _Lines(raw)
            try:
                for row in csv.reader(lines, strict=True):
                    lines.length = 0
                    yield row
            except (csv.Error, UnicodeDecodeError):
                message = f"{_CSV} is no table: a cell is not closed, or it is not text in UTF-8."
                raise Invalid(message) from None

    def _expected(self) -> "mmap.mmap | io.BytesIO":
        if not self._count:
            return io.BytesIO()
        return mmap.mmap(self._stream.fileno(), 0, access=mmap.ACCESS_READ)

    def _fits(self, row: list[str], rows: "mmap.mmap | io.BytesIO") -> int | None:
        """Return the event's place when the row says what it should."""
        try:
            sequence = int(row[self._place or 0])
            expected = _ROW.pack(sequence, _row_hash([row[place] for place in self._places]))
        except (ValueError, IndexError, struct.error):
            return None
        place = self._found(expected[:8], rows)
        self._last = self._last if place is None else place
        return place if place is not None and self._at(place, rows) == expected else None

    def _found(self, sequence: bytes, rows: "mmap.mmap | io.BytesIO") -> int | None:
        """Return the place of a sequence number: beside the last one in most tables."""
        for place in (self._last + 1, self._last - 1):
            if 0 <= place < self._count and self._at(place, rows)[:8] == sequence:
                return place
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._at(middle, rows)[:8]
            if found == sequence:
                return middle
            low, high = (middle + 1, high) if found < sequence else (low, middle)
        return None

    @staticmethod
    def _at(place: int, rows: "mmap.mmap | io.BytesIO") -> bytes:
        rows.seek(place * _ROW.size)
        return rows.read(_ROW.size)


def _row_hash(cells: list[str]) -> bytes:
    joined = "\x1f".join(cells)
    if joined.count("\x1f") >= len(cells):
        joined = repr(cells)  # a cell holds the mark between cells: words could move from one into the next
    return _sha256(joined.encode("utf-8", "surrogatepass")).digest()[:16]


# ------------------------------------------------------------------ FHIR


class Fhir:
    """Compares the lines of `fhir.ndjson` (AuditEvent, R4) with the events, which stand in the same order."""

    def __init__(self, files: Files, report: Report) -> None:
        self._lines = files.lines(_FHIR)
        self._report = report
        self._wrong: list[int] = []
        self._count = 0

    def take(self, event: Event) -> None:
        """Look at the next line: it must be this event's."""
        self._count += 1
        line = next(self._lines, b"{}")
        if not _tells(_object(line, _FHIR), event):
            self._wrong.append(event.index + 1)

    def finish(self) -> None:
        """Say what was found."""
        if self._wrong:
            shown = ", ".join(map(str, self._wrong[:5]))
            self._report.fault(
                f"{len(self._wrong)} lines of {_FHIR} do not say what the events say (sequence {shown})."
            )
        if next(self._lines, None) is not None:
            self._report.fault(f"{_FHIR} has more lines than there are events.")
        self._report.checked.append(f"{self._count} lines of {_FHIR}: number, times, action, outcome, who, body")


def _tells(resource: dict[str, Any], event: Event) -> bool:
    fields, period = event.fields, resource.get("period")
    same = resource.get("id") == str(event.index + 1) and resource.get("recorded") == _instant(event.recorded)
    if event.shredded or not same or not isinstance(period, dict):
        return same and event.shredded
    who = {fields.get("patient")} | ({fields.get("actor_id")} if fields.get("actor_kind") != "service" else set())
    return (
        period.get("start") == _instant(fields.get("at"))
        and resource.get("outcomeDesc") == fields.get("outcome")
        and fields.get("action") in set(_strings(resource.get("subtype"), "code"))
        and who <= {None, *_strings(resource, "value")}
        and {value or "-" for value in _body(event).values()} <= set(_strings(resource, "valueString"))
    )


def _strings(value: Any, name: str) -> Iterator[str]:  # noqa: ANN401 any JSON value
    """Yield every text that stands under a name, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from _strings(one, name)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key == name and isinstance(one, str):
                yield one
            else:
                yield from _strings(one, name)


# ------------------------------------------------------------------ the whole check


@contextmanager
def _scratch() -> Iterator[IO[bytes]]:
    """Lend a temporary file; that there is no room for it is no fault of the export."""
    try:
        stream = tempfile.TemporaryFile()  # noqa: SIM115 closed below, whatever a full disk says to that
    except OSError as error:
        raise _no_room(error) from None
    try:
        yield stream
    finally:
        with suppress(OSError):
            stream.close()


def _no_room(error: OSError) -> Usage:
    message = f"There is no room for a temporary file ({error.strerror}). Set TMPDIR to a folder with room."
    return Usage(message)


class Check:
    """One pass over an export; what it finds goes into the report."""

    def __init__(self, source: Source, trust: Trust) -> None:
        self.report = Report()
        self._trust = trust
        self._files = Files(source, self.report)
        self._manifest: dict[str, Any] = {}
        self._statements = Statements(self.report)
        self._before = b""
        self._own: set[bytes] = set()
        self._certified: list[Key] = []
        self._signers: set[Key] = set()
        self._first = 1
        self._anchored = 0
        self._seen = False

    def run(self) -> Report:
        """Check everything; what cannot even be read ends the check as invalid."""
        try:
            self._run()
        except Invalid as error:
            self.report.fault(str(error))
        return self.report

    def _run(self) -> None:
        only_log = _MANIFEST not in self._files.there and "checkpoint" in self._files.there
        folder = "" if only_log else "log/"
        if not only_log:
            self._read_manifest()
        note = Note.parse(self._files.small(f"{folder}checkpoint"), "The checkpoint")
        point = Checkpoint.parse(note.text)
        older = self._older(folder)
        log = None
        if only_log or self._whole or Log.is_there(self._files, folder):
            log = Log(self._files, folder, point.size, (Checkpoint.parse(one.text).size for _, one in older))
        if not only_log:
            self._read_events(point, log)
        self._finish_log(log, point)
        keys = self._keys(note, folder)
        if not only_log:
            self._finish_manifest(point, keys)
        self._trusted(note)
        self._anchors(note, point, older, log)

    # what the manifest says

    @property
    def _whole(self) -> bool:
        return self._manifest.get("scope") == "whole"

    def _read_manifest(self) -> None:
        self._raw_manifest = self._files.small(_MANIFEST)
        self._manifest = _object(self._raw_manifest, _MANIFEST)
        try:
            for one in self._manifest["files"]:
                self._files.listed[str(one["path"])] = one["bytes"], str(one["sha256"])
            named = self._manifest["checkpoint"], self._manifest["events"]
            formed = self._manifest["version"] == 1 and all(isinstance(one, dict) for one in named)
            formed = formed and len(self._files.listed) == len(self._manifest["files"])
        except (KeyError, TypeError):
            formed = False
        lengths = [length for length, _ in self._files.listed.values()]
        if not formed or any(type(one) is not int or not 0 <= one < _BIGGEST for one in lengths):
            formed = False
        if not formed or any(_strange(path) for path in self._files.listed):
            message = f"{_MANIFEST} does not have the form of an export."
            raise Invalid(message)
        for path in {_EVENTS, _CHECKPOINT, _VKEY} - set(self._files.listed):
            self.report.fault(f"The manifest does not name {path}.")
        self._unlisted()

    def _unlisted(self) -> None:
        strangers = self._files.there - set(self._files.listed) - {_MANIFEST, _MANIFEST_NOTE}
        for path in sorted(strangers):
            if path.startswith("log/") or path in _OURS:
                self.report.fault(f"The file {path} is not part of the export; somebody put it there.")
            elif len(self.report.unproven) < _MOST_KEPT:
                self.report.unproven.append(
                    f"Anything about {path}: it is not part of the export. Somebody put it there; do not rely on it."
                )

    def _finish_manifest(self, point: Checkpoint, keys: set[Key]) -> None:
        said = self._manifest["checkpoint"]
        root = base64.b64encode(point.root).decode()
        if (self._manifest.get("origin"), said.get("size"), said.get("root")) != (point.origin, point.size, root):
            self.report.fault("The manifest names another checkpoint than the export holds.")
        self._files.compare()
        note = Note.parse(self._files.small(_MANIFEST_NOTE), _MANIFEST_NOTE)
        text = f"sealdesk-export/v1\n{point.origin}\n{_sha256(self._raw_manifest).hexdigest()}\n"
        if note.text != text:
            self.report.fault("The manifest is not the one that was signed.")
        elif not (signers := {one for one in keys if note.by(one)}):
            self.report.fault("The manifest is not signed by the ledger's key.")
        else:
            self._signers |= signers
            self.report.checked.append(f"{len(self._files.listed)} files against the signed manifest")
        other = sorted(set(self._files.listed) - {_EVENTS, _PROOFS, _STATEMENTS, _CSV, _FHIR})
        only_hash = [path for path in other if not path.startswith("log/")]
        if only_hash:
            self.report.unproven.append(
                f"That {', '.join(only_hash)} say the same as the events: they are the files that the ledger signed."
            )

    # events

    def _read_events(self, point: Checkpoint, log: Log | None) -> None:
        proofs = Proofs(self._files, point) if _PROOFS in self._files.listed else None
        if log is None and proofs is None:
            message = "The export holds neither the log's tiles nor proofs."
            raise Invalid(message)
        with _scratch() as stream:
            table = Table(self._files, self.report, stream) if _CSV in self._files.listed else None
            self._check_events(point, [one for one in (log, proofs) if one is not None], table)

    def _check_events(self, point: Checkpoint, holders: Sequence[Log | Proofs], table: Table | None) -> None:
        order = Order(self.report, whole=self._whole)
        fhir = Fhir(self._files, self.report) if _FHIR in self._files.listed else None
        takers = [one.take for one in (self._statements, table, fhir) if one is not None]
        for event in self._each_event(order, holders):
            for take in takers:
                take(event)
        self._counted(order, point)
        for ending in (fhir, *(one for one in holders if isinstance(one, Proofs))):
            if ending is not None:
                ending.finish()
        if _STATEMENTS in self._files.listed:
            self._read_statements(point)
        self._statements.check(whole=self._whole)
        if table is not None:
            table.compare()

    def _each_event(self, order: Order, holders: Sequence[Log | Proofs]) -> Iterator[Event]:
        for line in self._files.lines(_EVENTS):
            try:
                event = Event.read(line)
            except Invalid as error:
                self.report.fault(f"Behind entry {order.index + 1}: {error}")
                continue
            if order.first is None and self._whole and event.index and isinstance(holders[0], Log):
                self._before = holders[0].leaf(event.index - 1)
            order.take(event)
            if not event.leaf or not all(one.holds(event.index, event.leaf) for one in holders):
                self.report.fault(f"Entry {event.index + 1} is not what the log holds there: it was changed.")
            yield event

    def _counted(self, order: Order, point: Checkpoint) -> None:
        said = self._manifest["events"]
        self._first = order.first or 1
        last = order.index + 1 if order.count else None
        if (said.get("count"), said.get("first"), said.get("last")) != (order.count, order.first, last):
            self.report.fault(f"The export holds {order.count} events; its manifest says {said.get('count')}.")
        if self._whole and order.count + order.removed != point.size:
            self.report.fault(f"The log has {point.size} entries, but {order.count} are in the export.")
        if order.removed:
            self._statements.removed(order.removed, self._before)
        order.remarks()
        scope = "entries"
        if self._whole:
            scope = f"every entry from {order.first} on" if order.removed else "every entry"
        self.report.checked.append(
            f"{order.count} events, recomputed from their plaintext: {scope} of a log of {point.size}"
        )
        if not self._whole:
            self.report.unproven.append(
                "That these are all events which fit what was asked, and all that the log says about its keys: this is "
                "a part of the log. Whether some were left out shows only an export of the whole log."
            )

    def _read_statements(self, point: Checkpoint) -> None:
        for line in self._files.lines(_STATEMENTS):
            match = _PROOF.match(line)
            if match is None:
                message = f"{_STATEMENTS} does not have the form of an export."
                raise Invalid(message)
            event = Event.read(b"{" + line[match.end() :])
            proof = _decoded(_object(b'{"proof":' + match[1] + b"}", _STATEMENTS).get("proof"))
            if not event.leaf or not verify_inclusion(event.index, point.size, event.leaf, proof, point.root):
                self.report.fault(f"Statement {event.index + 1} is not what the log holds there: it was changed.")
            elif not event.shredded:
                self._statements.take(event)

    # the log

    def _finish_log(self, log: Log | None, point: Checkpoint) -> None:
        if log is None:
            return
        if log.finish() != point.root:
            self.report.fault("The log's hashes do not lead to the root that the checkpoint names.")
        self.report.checked.append(f"every hash of {point.size} entries, up to the signed root")

    # keys

    def _keys(self, note: Note, folder: str) -> set[Key]:
        """Return the keys that may sign now, following the certificates: one, or two right behind a certificate."""
        point = Checkpoint.parse(note.text)
        try:
            shown = Key.parse(self._files.small(f"{folder}vkey").decode(errors="replace"))
        except ValueError:
            message = "log/vkey is no key."
            raise Invalid(message) from None
        chain = self._chain(point.origin)
        self._own = {shown.public, *(key.public for _, key in chain)}
        present = {shown} if not chain else {chain[-1][1]}
        if len(chain) > 1 and chain[-1][0] + 1 == point.size:
            present.add(chain[-2][1])
        if shown not in present or shown.name != point.origin:
            self.report.fault("log/vkey is not the key that the log's own certificates lead to.")
        signers = {one for one in present if note.by(one)}
        if not signers:
            self.report.fault("The checkpoint is not signed by the ledger's key.")
        self._signers = signers
        self._certified = [key for _, key in chain] or [shown]
        return present

    def _chain(self, origin: str) -> list[tuple[int, Key]]:
        """Return the keys that the certificates name and at which entries, the first signer where it is known."""
        chain: list[tuple[int, Key]] = []
        for index, text in sorted(self._statements.certificates.items()):
            note = Note.parse(text.encode(), f"The certificate in entry {index + 1}")
            lines = note.text.split("\n")
            try:
                new = Key.parse(lines[2])
                formed = lines == ["sealdesk-key/v1", origin, lines[2], ""]
            except (ValueError, IndexError):
                formed = False
            if not formed:
                self.report.fault(f"The certificate in entry {index + 1} does not have the form of one.")
                continue
            before = [key for _, key in chain[-1:]] or self._trust.logs
            signers = [(-1, one) for one in before if note.by(one)]
            if chain and not signers:
                self.report.fault(f"The new key in entry {index + 1} is not certified by the one before.")
            chain += [(index, new)] if chain else [*signers[:1], (index, new)]
        return chain

    def _trusted(self, note: Note) -> None:
        """See that a key of the auditor signed, or certified the one that did: a later one proves nothing of it.

        The manifest, which names the checkpoint, counts as well as the checkpoint.
        """
        chain = self._certified
        ways = [chain[: place + 1] for place, key in enumerate(chain) if key in self._signers]
        also = [one for one in self._trust.logs if one not in chain and note.by(one)]
        if also or any(set(way) & set(self._trust.logs) for way in ways):
            self.report.checked.append(f"{len(chain)} keys, from yours to the one that signs now")
        elif self._trust.logs:
            hint = (
                " It may have gone with the entries that were removed: ask for the key of now." if self._before else ""
            )
            self.report.fault(
                f"The log is signed by another key than yours, and no certificate leads from yours to it.{hint}"
            )
        else:
            self.report.unanchored.append(
                "You named no key of the ledger (--vkey). The export's own key was used; anyone can make one."
            )

    # anchors

    def _older(self, folder: str) -> list[tuple[str, Note]]:
        older = list(self._trust.remembered)
        path = f"{folder}witnessed"
        if path in self._files.there:
            older.append(("", Note.parse(self._files.small(path), path)))
        return older

    def _anchors(self, note: Note, point: Checkpoint, older: Sequence[tuple[str, Note]], log: Log | None) -> None:
        self._witnesses(note, point)
        for path, one in older:
            self._compare_older(path, one, point, log)
        self.report.covers = f"entries 1 to {self._anchored} of {point.size}"
        if not self._seen or self._anchored < min(self._first, point.size):
            self.report.unanchored.append(
                "No witness whose key you named cosigned, and you gave no checkpoint (--witness, --checkpoint), or "
                "none that reaches what is exported. Whoever holds the ledger and its key could have changed entries "
                "or cut the end off."
            )
        elif self._anchored < point.size:
            self.report.unproven.append(
                f"Entries {self._anchored + 1} to {point.size} against the holder of the ledger's key: they are newer "
                "than the last checkpoint that somebody else holds."
            )
        self.report.unproven += [
            "That everything which happened was recorded.",
            f"That nothing was recorded behind entry {point.size}: compare with a newer checkpoint.",
        ]

    def _witnesses(self, note: Note, point: Checkpoint) -> None:
        seen = self._trust.witnessed(note, self._own)
        if self._trust.enough(seen):
            self._anchored = point.size
            self._seen = True
            self.report.checked.append(f"{point.size} entries, cosigned by {', '.join(sorted(seen.values()))}")

    def _compare_older(self, path: str, older: Note, point: Checkpoint, log: Log | None) -> None:
        """Compare an older state with this log: one the auditor kept, or one in the export that witnesses cosigned."""
        seen, names = Checkpoint.parse(older.text), {} if path else self._trust.witnessed(older, self._own)
        if not path and not self._trust.enough(names):
            return
        cosigned = ", ".join(sorted(names.values()))
        whose = f"The checkpoint in {path}" if path else f"The checkpoint that was cosigned by {cosigned}"
        if seen.origin != point.origin:
            self.report.diverged.append(f"{whose} is of the log {seen.origin}; this is {point.origin}.")
        elif seen.size > point.size:
            self.report.diverged.append(
                f"{whose} shows {seen.size} entries, this export {point.size}: entries were taken away, "
                "or the export was made before that checkpoint. Ask for a new export."
            )
        elif not self._continues(seen, point, log, path):
            self.report.diverged.append(
                f"{whose} has another root at {seen.size} entries: entries before that were changed."
            )
        else:
            self._anchored = max(self._anchored, seen.size)
            self._seen = True
            self.report.checked.append(f"{whose}: this log begins with its {seen.size} entries")

    def _continues(self, seen: Checkpoint, point: Checkpoint, log: Log | None, path: str) -> bool:
        if log is not None:
            return log.roots.get(seen.size) == seen.root
        if seen.size == point.size:
            return seen.root == point.root
        if path or _CONSISTENCY not in self._files.listed:
            message = (
                "The checkpoint cannot be compared: this export is a part without the log's tiles. "
                "Ask for the whole log, or give the checkpoint that the export itself names."
            )
            raise Usage(message)
        proof = _decoded(self._files.small(_CONSISTENCY).decode(errors="replace").split())
        return verify_consistency(seen.size, point.size, seen.root, point.root, proof)


def _strange(path: str) -> bool:
    """Tell whether a path would lead out of the export."""
    pure = PurePosixPath(path)
    return pure.is_absolute() or ".." in pure.parts or "\\" in path or path in {"", _MANIFEST, _MANIFEST_NOTE}


def verify(path: Path, trust: Trust) -> Report:
    """Check an export.

    Raises:
        Usage: there is nothing at that path, or a checkpoint cannot be compared with this export.
    """
    if not path.exists():
        message = f"There is no {path}."
        raise Usage(message)
    report = Report()
    try:
        source: Source = Folder(path) if path.is_dir() else Archive(path)
        return Check(source, trust).run()
    except Usage:
        raise
    except PermissionError:
        message = f"{path} cannot be opened: you have no right to read it."
        raise Usage(message) from None
    except Invalid as error:
        report.fault(str(error))
    except zipfile.BadZipFile:
        report.fault("This is neither the folder of an export nor a whole zip archive of one.")
    except Exception as error:  # noqa: BLE001 whatever a damaged file does, it is no valid export
        report.fault(f"The export cannot be read ({type(error).__name__}): it was damaged or changed.")
    return report


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    made = argparse.ArgumentParser(
        prog="sealdesk_verify.py",
        description="Check an export of a Sealdesk audit ledger. It says what is wrong, and what it cannot prove.",
        epilog="Exit status: 0 valid; 1 invalid: something was changed, is missing or does not fit; 2 unanchored: "
        "nothing is wrong, but nobody beside the holder of the ledger's key vouches for it; 3 diverged: this is "
        "another log than the one that you or a witness saw before; 64: nothing was found out, the message says why.",
    )
    made.add_argument("export", help="the folder or zip of an export")
    made.add_argument("--vkey", action="append", default=[], help="the ledger's key: NAME+ID+BASE64, or a file")
    made.add_argument("--witness", action="append", default=[], help="a witness's key, likewise; may be repeated")
    made.add_argument(
        "--checkpoint", action="append", default=[], help="a checkpoint you kept from before; may be repeated"
    )
    made.add_argument("--policy", help="a C2SP policy file with the ledger's and the witnesses' keys")
    made.add_argument("--json", action="store_true", help="print the findings for a machine")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    try:
        options = parser().parse_args(arguments)
        report = verify(Path(options.export), trust_of(options))
        _say(sys.stdout, report.json() + "\n" if options.json else report.text())
    except SystemExit as stop:
        return USAGE if stop.code else VALID
    except Usage as error:
        _say(sys.stderr, f"{_plain(str(error))}\n")
        return USAGE
    except KeyboardInterrupt:
        _say(sys.stderr, "Stopped before the end: nothing was found out.\n")
        return USAGE
    return report.status()


def _say(stream: TextIO, text: str) -> None:
    """Write to a terminal of whatever alphabet; whoever reads only the beginning may close it."""
    encoding = stream.encoding or "utf-8"
    with suppress(BrokenPipeError):
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


if __name__ == "__main__":
    sys.exit(main())
