"""The keyring: every long-lived key of this appliance, each wrapped by the KEK, in one small file.

A key has a name (the name of the secret that processes ask for) and numbers, 1 and up: a new number replaces the one
before. `next` is a key that a database is being changed to; it becomes `current` once that is done, so a power cut in
between leaves both at hand. `retired` keys open what was sealed before. A wrapped digest of the list shows at opening
whether a line was taken out, put back or exchanged.
"""

import hashlib
import json
import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from services.keys.errors import KeyringDamaged, KeyringThere, NoKeyring, NoSuchKey, WrongKek
from services.keys.kek import KEY_BYTES, Kek

FILE: Final = "keyring.json"
VERSION: Final = 1
_LIST: Final = "keyring"
_MODE: Final = stat.S_IRUSR | stat.S_IWUSR


class Status(StrEnum):
    """What a key is for now."""

    CURRENT = "current"
    NEXT = "next"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One key as the file holds it."""

    name: str
    number: int
    status: Status
    made: datetime
    wrapped: bytes = field(repr=False)

    @property
    def label(self) -> str:
        """Name and number: what the wrapping is bound to."""
        return f"{self.name}/{self.number}"


@dataclass(frozen=True, slots=True)
class KekPlace:
    """Where the KEK comes from: a kind (`file`, `credential`, `systemd`, `pkcs11`) and what finds it."""

    kind: str
    where: dict[str, str] = field(default_factory=dict)


class Keyring:
    """An opened keyring; each change is on the disk when it returns, whole or not at all."""

    def __init__(self, path: Path, kek: Kek, place: KekPlace, keys: Iterable[Wrapped]) -> None:
        self._path = path
        self._kek = kek
        self.place = place
        self._keys = list(keys)

    @classmethod
    def make(cls, path: Path, kek: Kek, place: KekPlace) -> "Keyring":
        """Make an empty one.

        Raises:
            KeyringThere: the file is there.
        """
        if path.exists():
            raise KeyringThere(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ring = cls(path, kek, place, ())
        ring._save()
        return ring

    @classmethod
    def open(cls, path: Path, kek: Kek) -> "Keyring":
        """Open the keyring of a file.

        Raises:
            NoKeyring: there is none.
            WrongKek: it was sealed with another KEK.
            KeyringDamaged: it is not what was written.
        """
        place, kek_id, keys, proof = _read(path)
        if kek_id != kek.id:
            raise WrongKek
        try:
            fits = secrets.compare_digest(kek.unwrap(_LIST, proof), _digest(place, keys))
        except WrongKek:
            fits = False
        if not fits:
            raise KeyringDamaged(path)
        return cls(path, kek, place, keys)

    @property
    def kek(self) -> Kek:
        """What wraps its keys."""
        return self._kek

    @property
    def kek_id(self) -> str:
        """What tells the KEK from another."""
        return self._kek.id

    def contents(self) -> tuple[Wrapped, ...]:
        """Return what it holds, wrapped, in the order of its making."""
        return tuple(self._keys)

    def names(self) -> tuple[str, ...]:
        """Return the names of its keys."""
        return tuple(dict.fromkeys(each.name for each in self._keys))

    def key(self, name: str, status: Status = Status.CURRENT) -> bytes:
        """Return a key of 32 bytes.

        Raises:
            NoSuchKey: it holds none of that name and status.
        """
        return self._unwrap(self._find(name, status))

    def add(self, name: str, made: datetime, key: bytes | None = None, status: Status = Status.CURRENT) -> None:
        """Add a key, random where none is given; a current one retires the one before."""
        number = 1 + max((each.number for each in self._keys if each.name == name), default=0)
        content = secrets.token_bytes(KEY_BYTES) if key is None else key
        if status is Status.CURRENT:
            self._keys = [_retired(each) if each.name == name else each for each in self._keys]
        self._keys.append(Wrapped(name, number, status, made, self._kek.wrap(f"{name}/{number}", content)))
        self._save()

    def settle(self, name: str) -> None:
        """Make the next key the current one.

        Raises:
            NoSuchKey: there is no next one.
        """
        coming = self._find(name, Status.NEXT)
        self._keys = [
            replace(each, status=Status.CURRENT) if each is coming else _retired(each) if each.name == name else each
            for each in self._keys
        ]
        self._save()

    def drop(self, name: str, status: Status) -> None:
        """Forget the keys of this name and status; what they sealed can never be opened again."""
        self._keys = [each for each in self._keys if not (each.name == name and each.status is status)]
        self._save()

    def wrap_anew(self, kek: Kek, place: KekPlace) -> None:
        """Wrap every key by another KEK; the old one opens nothing afterwards, except old copies of the file."""
        opened = [(each, self._unwrap(each)) for each in self._keys]
        self._keys = [replace(each, wrapped=kek.wrap(each.label, key)) for each, key in opened]
        self._kek, self.place = kek, place
        self._save()

    def _find(self, name: str, status: Status) -> Wrapped:
        found = [each for each in self._keys if each.name == name and each.status is status]
        if not found:
            raise NoSuchKey(name)
        return found[-1]

    def _unwrap(self, each: Wrapped) -> bytes:
        return self._kek.unwrap(each.label, each.wrapped)

    def _save(self) -> None:
        """Write a new file beside, flush it, and put it in place of the old one."""
        content = {
            "version": VERSION,
            "kek": {"id": self._kek.id, "kind": self.place.kind, "where": self.place.where},
            "keys": [_line(each) for each in self._keys],
            "proof": self._kek.wrap(_LIST, _digest(self.place, self._keys)).hex(),
        }
        beside = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(content, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        _sync_folder(self._path.parent)


def place_of(path: Path) -> KekPlace:
    """Return where a keyring's KEK comes from, without opening it.

    Raises:
        NoKeyring: there is none.
        KeyringDamaged: it is not what was written.
    """
    return _read(path)[0]


def names_in(path: Path) -> tuple[str, ...]:
    """Return the names of the keys that a keyring holds, without opening it.

    Raises:
        NoKeyring: there is none.
        KeyringDamaged: it is not what was written.
    """
    return tuple(dict.fromkeys(each.name for each in _read(path)[2]))


def _retired(each: Wrapped) -> Wrapped:
    return replace(each, status=Status.RETIRED) if each.status is Status.CURRENT else each


def _line(each: Wrapped) -> dict[str, Any]:
    return {
        "name": each.name,
        "number": each.number,
        "status": each.status.value,
        "made": each.made.isoformat(),
        "wrapped": each.wrapped.hex(),
    }


def _digest(place: KekPlace, keys: Iterable[Wrapped]) -> bytes:
    listed = json.dumps([VERSION, place.kind, place.where, [_line(each) for each in keys]], sort_keys=True)
    return hashlib.sha256(listed.encode()).digest()


def _read(path: Path) -> tuple[KekPlace, str, list[Wrapped], bytes]:
    try:
        content = json.loads(path.read_text("utf-8"))
        kek = content["kek"]
        keys = [_wrapped(each) for each in content["keys"]]
        if content["version"] != VERSION:
            raise KeyringDamaged(path)
        return KekPlace(kek["kind"], dict(kek["where"])), kek["id"], keys, bytes.fromhex(content["proof"])
    except FileNotFoundError:
        raise NoKeyring(path) from None
    except (ValueError, KeyError, TypeError):
        raise KeyringDamaged(path) from None


def _wrapped(line: dict[str, Any]) -> Wrapped:
    made = datetime.fromisoformat(line["made"])
    return Wrapped(line["name"], line["number"], Status(line["status"]), made, bytes.fromhex(line["wrapped"]))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
