"""Hands each service its own keys and no others: root unwraps the keyring at start, in one place, once.

Below systemd a oneshot unit (`sealdesk keys unit`) writes them into a folder for each service that root alone can read;
each service's unit takes its own from there by LoadCredential (systemd.exec(5)), so that no service can open the
keyring, or see another's keys. `sealdesk up` does the same for the processes that it starts (`appliance.supervisor`).
"""

import os
import shutil
import stat
from pathlib import Path
from typing import Final

from appliance.key_change import KeyChange
from appliance.own_secrets import own_secrets
from appliance.places import Places
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings

HANDED_OUT: Final = Path("/run/sealdesk-keys")
"""Below /run, so in memory; root's alone."""
KEYS_UNIT: Final = "sealdesk-keys.service"


def where_from(settings: Settings, service: str) -> Path:
    """Return where a service's unit takes its secrets from: where there is a keyring, what was handed out."""
    secrets = SecretFiles(settings.folders.secrets)
    return HANDED_OUT / service if secrets.keyring_file.exists() else secrets.folder


def hand_out(settings: Settings, to: Path = HANDED_OUT) -> dict[str, tuple[str, ...]]:
    """Write each service's keys into a folder of its own; return what each has.

    A change of keys that was interrupted is finished before: files and keys fit one another afterwards.

    Raises:
        SealdeskError: the keyring cannot be opened, or a secret is missing; nothing is handed out then.
    """
    secrets = SecretFiles(settings.folders.secrets)
    if secrets.keyring_file.exists():
        KeyChange(secrets.keyring(), Places.of(settings)).finish()
    content = {
        service: {name: secrets.read(name) for name in names}
        for service, names in own_secrets(settings, secrets).items()
    }
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    to.chmod(0o700)
    for service, own in content.items():
        folder = to / service
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        for name, secret in own.items():
            _write(folder / name, secret)
    return {service: tuple(own) for service, own in content.items()}


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, stat.S_IRUSR)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
