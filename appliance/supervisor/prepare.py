"""What a process finds when it starts: its own folders, and its secrets as systemd would pass them."""

import os
import shutil
import stat
from pathlib import Path

from appliance.accounts import Account
from appliance.secret_files import SecretFiles
from appliance.supervisor.plan import OwnFolder, Plan, ProcessPlan


def prepare(plan: Plan, process: ProcessPlan) -> dict[str, str]:
    """Make a process's folders and copies of its secrets; return the variables that say where they are.

    Without an account of its own a process reads the secrets where they are.

    Raises:
        SecretsError: a secret is missing, or others can read it.
    """
    for folder in process.folders:
        _own(folder, process.account)
    if process.account is None or not process.secrets:
        return {}
    place = plan.credentials(process)
    clear_away(plan, process)
    _own(OwnFolder(place), process.account)
    secrets = SecretFiles.locate(plan.secrets)
    for name in process.secrets:
        _hand_over(secrets.read(name), place / name, process.account)
    return {"CREDENTIALS_DIRECTORY": str(place)}


def clear_away(plan: Plan, process: ProcessPlan) -> None:
    """Delete the copies of a process's secrets."""
    if process.account is not None:
        shutil.rmtree(plan.credentials(process), ignore_errors=True)


def _own(folder: OwnFolder, account: Account | None) -> None:
    made = not folder.path.exists()
    folder.path.mkdir(mode=folder.mode, parents=True, exist_ok=True)
    if not (made or folder.ours):
        return
    folder.path.chmod(folder.mode)
    if account is not None:
        os.chown(folder.path, account.uid, account.gid)


def _hand_over(content: bytes, path: Path, account: Account) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, stat.S_IRUSR)
    with os.fdopen(handle, "wb") as file:
        os.fchown(handle, account.uid, account.gid)
        file.write(content)
