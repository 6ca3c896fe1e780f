"""Secrets from a directory, one file each, laid out as systemd credentials (systemd.exec(5), LoadCredential).

`$CREDENTIALS_DIRECTORY` goes first; else `folders.secrets`. Contents are never printed and never part of an error.

Where a keyring stands in the folder (`sealdesk keys init`), keys that have no file of their own are unwrapped from it.
"""

import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from appliance.errors import SecretsError
from services.keys.keyring import FILE as KEYRING
from services.keys.keyring import Keyring, names_in, place_of
from services.keys.sources import find_kek

KEY_BYTES = 32
_MOST_KEYS = 2
STATE_KEY = "state.key"
REFERENCES_KEY = "references.key"
"""What patients' references in the audit log come from, once `state.key` was changed: its first content, for good."""
PEPPER = "pepper.key"
COOKIE_KEY = "cookie.key"
WAITLIST_KEY = "waitlist.key"
RAW_KEYS = (STATE_KEY, PEPPER, COOKIE_KEY, WAITLIST_KEY)
LEDGER_KEY = "ledger.key"
DATA_KEYS_KEY = "data-keys.key"
CHECKPOINT_KEY = "checkpoint.key"
LEDGER_KEYS = (LEDGER_KEY, DATA_KEYS_KEY, CHECKPOINT_KEY)
"""The audit process's own: the ledger's files, the database of data keys, and the seed that signs checkpoints."""
OUR_KEYS = (*RAW_KEYS, *LEDGER_KEYS)
REPLACEABLE = (WAITLIST_KEY,)
"""Keys that seal nothing: made anew where they are missing, also on a machine that has data."""


@dataclass(frozen=True, slots=True)
class SecretFiles:
    """The secrets of this process."""

    folder: Path
    _opened: dict[tuple[int, int], Keyring] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The keyring, by its file's identity: what seals it may take a second to ask."""

    @classmethod
    def locate(cls, configured: Path, environment: Mapping[str, str] = os.environ) -> "SecretFiles":
        """Return the secrets that systemd passed to this process, else those of the configured folder."""
        given = environment.get("CREDENTIALS_DIRECTORY")
        return cls(Path(given) if given else configured)

    def path(self, name: str) -> Path:
        """Return the path of a secret that nobody else can read.

        Raises:
            SecretsError: it is missing, not a plain file, or others can read it.
        """
        path = self.folder / name
        try:
            status = path.stat()
        except OSError as error:
            msg = f"The secret {path} cannot be opened ({type(error).__name__})."
            raise SecretsError(msg, _restore(name)) from None
        if not stat.S_ISREG(status.st_mode):
            raise SecretsError(f"The secret {path} is not a plain file.", "Replace it with a file.")
        if status.st_mode & 0o077:
            raise SecretsError(f"Other users can read the secret {path}.", f"Run `chmod 0400 {path}`.")
        return path

    @property
    def keyring_file(self) -> Path:
        """Where the keyring stands, if there is one."""
        return self.folder / KEYRING

    def keyring(self) -> Keyring:
        """Open the keyring.

        Raises:
            KeysError: there is none, it is damaged, or what seals it is not at hand.
        """
        place = place_of(self.keyring_file)
        status = self.keyring_file.stat()
        identity = status.st_ino, status.st_mtime_ns
        if identity not in self._opened:
            self._opened.clear()
            self._opened[identity] = Keyring.open(self.keyring_file, find_kek(place))
        return self._opened[identity]

    def wraps(self, name: str) -> bool:
        """Tell whether the keyring holds a key that has no file of its own."""
        return not (self.folder / name).exists() and self.keyring_file.exists() and name in names_in(self.keyring_file)

    def holds(self, name: str) -> bool:
        """Tell whether a secret is there, as a file or in the keyring."""
        return (self.folder / name).exists() or self.wraps(name)

    def read(self, name: str) -> bytes:
        """Return the content of a secret.

        Raises:
            SecretsError: as for `path`, or it cannot be read.
            KeysError: it is in the keyring, and the keyring cannot be opened.
        """
        if self.wraps(name):
            return self.keyring().key(name)
        path = self.path(name)
        try:
            return path.read_bytes()
        except OSError as error:
            msg = f"The secret {path} cannot be read ({type(error).__name__})."
            raise SecretsError(msg, "It must belong to the user of this process.") from None

    def key(self, name: str) -> bytes:
        """Return a key of 32 bytes, written raw or as 64 hexadecimal digits.

        Raises:
            SecretsError: as for `read`, or the content is not such a key.
        """
        content = self.read(name)
        if len(content) == KEY_BYTES:
            return content
        try:
            key = bytes.fromhex(content.decode("ascii").strip())
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            msg = f"The secret {self.folder / name} is not a key of {KEY_BYTES} bytes."
            raise SecretsError(msg, _restore(name))
        return key

    def references(self) -> bytes:
        """Return what patients' references come from: `state.key`, as it was first.

        Raises:
            SecretsError: as for `key`.
            KeysError: the keyring cannot be opened.
        """
        return self.key(REFERENCES_KEY if self.holds(REFERENCES_KEY) else STATE_KEY)


def header_key(secrets: SecretFiles, name: str) -> str:
    """Return a key that may stand in an HTTP header.

    Raises:
        SecretsError: it cannot be read, or holds something else than visible ASCII on one line.
    """
    written = secrets.read(name).strip()
    if not written or any(not 0x21 <= byte <= 0x7E for byte in written):  # noqa: PLR2004
        raise SecretsError(f"The secret {name} is no key.", "Write one word of visible ASCII characters into it.")
    return written.decode("ascii")


def header_keys(secrets: SecretFiles, name: str) -> list[str]:
    """Return the keys of a file, one a line: one, or two while one is being replaced.

    Raises:
        SecretsError: it cannot be read, or holds something else than one or two lines of visible ASCII.
    """
    lines = secrets.read(name).split()
    if not 1 <= len(lines) <= _MOST_KEYS or any(not 0x21 <= byte <= 0x7E for line in lines for byte in line):  # noqa: PLR2004
        raise SecretsError(f"The secret {name} holds no keys.", "Write one key on a line, two while one is replaced.")
    return [line.decode("ascii") for line in lines]


def create_missing_keys(folder: Path, names: Iterable[str] = OUR_KEYS) -> list[str]:
    """Write each of these keys that is not there yet, random, mode 0400; return the names of the new ones."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    for name in names:
        if SecretFiles(folder).wraps(name):
            continue
        try:
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        made.append(name)
    return made


def make_keys(secrets_folder: SecretFiles, names: Iterable[str], now: datetime) -> list[str]:
    """Make each of these keys that is not there yet: in the keyring where there is one, else as files.

    Returns:
        The names of the new ones.

    Raises:
        KeysError: the keyring cannot be opened.
    """
    if not secrets_folder.keyring_file.exists():
        return create_missing_keys(secrets_folder.folder, names)
    held = names_in(secrets_folder.keyring_file)
    missing = [name for name in names if name not in held and not (secrets_folder.folder / name).exists()]
    if missing:
        ring = secrets_folder.keyring()
        for name in missing:
            ring.add(name, now)
    return missing


def _restore(name: str) -> str:
    """Say how to get a secret; a new key opens nothing that another one has sealed, so it is never the first advice."""
    if name in REPLACEABLE:
        return f"Make a new one: `head -c {KEY_BYTES} /dev/urandom > {name} && chmod 0400 {name}`"
    if name in OUR_KEYS:
        new = f"`head -c {KEY_BYTES} /dev/urandom > {name} && chmod 0400 {name}`"
        return f"Restore it from the backup, for a new key opens no data that is there. On a new machine only: {new}"
    return (
        "Put the file there, owned by this user, with mode 0400: it comes from the person who registered Sealdesk "
        "with the EHR"
    )
