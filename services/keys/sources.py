"""Where the KEK comes from, made once and found again at each start.

- `file`: 32 bytes in a file, mode 0400, on another device than the data (74 FR 19006: keys apart from what they open).
- `credential`: what systemd put into `$CREDENTIALS_DIRECTORY` for this unit (`LoadCredentialEncrypted=`).
- `systemd`: a file sealed by systemd-creds(1) with the machine's TPM, its host key, or both; opened by the same tool.
- `pkcs11`: a key that never leaves its token.
"""

import os
import secrets
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from services.keys.errors import KekUnavailable, KeyringThere
from services.keys.kek import KEY_BYTES, Kek, RawKek
from services.keys.keyring import KekPlace
from services.keys.token import TokenKek

NAME: Final = "sealdesk-kek"
TOOL: Final = "systemd-creds"
SEALS: Final = ("tpm2", "host", "host+tpm2", "auto")
_SECONDS: Final = 60


def find_kek(place: KekPlace, environment: Mapping[str, str] = os.environ) -> Kek:
    """Return the KEK that a keyring's file names.

    Raises:
        KekUnavailable: it cannot be had here.
    """
    finders: dict[str, Callable[[Mapping[str, str]], Kek]] = {
        "file": lambda where: RawKek(_from_file(Path(where["path"]))),
        "credential": lambda where: RawKek(_from_credential(where["name"], environment)),
        "systemd": lambda where: RawKek(_unsealed(Path(where["path"]))),
        "pkcs11": lambda where: TokenKek.find(where, _pin(Path(where["pin_file"]))),
    }
    if place.kind not in finders:
        raise KekUnavailable(f"nobody knows the kind `{place.kind}`", "Install the version that wrote the keyring.")
    try:
        return finders[place.kind](place.where)
    except KeyError as missing:
        raise KekUnavailable(f"its place says no {missing}", "Restore the keyring from the backup.") from None


def make_file(path: Path, key: bytes | None = None) -> KekPlace:
    """Write a KEK into a file of its own, random where none is given.

    Raises:
        KeyringThere: the file is there.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(path, secrets.token_bytes(KEY_BYTES) if key is None else key)
    return KekPlace("file", {"path": str(path.absolute())})


def seal(path: Path, how: str, key: bytes | None = None) -> KekPlace:
    """Have systemd-creds seal a KEK into a file; `how` is one of `SEALS`.

    Raises:
        KekUnavailable: the machine has no such seal.
        KeyringThere: the file is there.
    """
    content = secrets.token_bytes(KEY_BYTES) if key is None else key
    sealed = _creds("encrypt", f"--with-key={how}", f"--name={NAME}", "-", "-", given=content)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(path, sealed)
    return KekPlace("systemd", {"path": str(path.absolute()), "with": how})


def _unsealed(path: Path) -> bytes:
    return _creds("decrypt", f"--name={NAME}", str(path), "-", given=b"")


def _creds(*arguments: str, given: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 a fixed tool, and no shell
            [TOOL, *arguments], input=given, capture_output=True, timeout=_SECONDS, check=True
        )
    except FileNotFoundError:
        raise KekUnavailable(
            "systemd-creds is not here", "Install systemd 250 or later, or use another seal."
        ) from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise KekUnavailable(
            "systemd-creds refused: the TPM or the host key is not the one that sealed it, or is not there",
            "On new hardware, or after its firmware changed: `sealdesk keys recover` with three of the five cards.",
        ) from None
    return done.stdout


def _from_credential(name: str, environment: Mapping[str, str]) -> bytes:
    folder = environment.get("CREDENTIALS_DIRECTORY")
    if folder is None:
        raise KekUnavailable("no credentials were passed to this process", f"Start it by its unit, which loads {name}.")
    return _from_file(Path(folder) / name)


def _from_file(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) or mode & 0o077:
            raise KekUnavailable(f"others can read {path}, or it is no plain file", f"Run `chmod 0400 {path}`.")
        return path.read_bytes()
    except OSError as error:
        raise KekUnavailable(
            f"{path} cannot be read ({type(error).__name__})", "Attach the device it is on, or use the recovery cards."
        ) from None


def _pin(path: Path) -> str:
    return _from_file(path).decode("utf-8", "replace").strip()


def _write(path: Path, content: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, stat.S_IRUSR)
    except FileExistsError:
        raise KeyringThere(path) from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
