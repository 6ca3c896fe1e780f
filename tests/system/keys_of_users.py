"""Run by root: hands keys out as `up` and as the unit do, then tries to read all of them as each user of a list."""

import json
import os
import pwd
import sys
from pathlib import Path

import yaml

from appliance.handing_out import hand_out
from appliance.plans import appliance_plan
from appliance.secret_files import OUR_KEYS, create_missing_keys
from appliance.settings.load import load
from appliance.settings.model import Settings
from appliance.supervisor.prepare import prepare
from services.kernel.clock import SystemClock
from services.keys.keyring import FILE, Keyring
from services.keys.sources import find_kek, make_file
from tests.appliance.settings.test_egress import TWILIO


def settings_in(folder: Path, users: dict[str, str]) -> Settings:
    """Write the settings of a clinic whose processes have a user each, and its keys in a sealed keyring."""
    file = folder / "appliance.yaml"
    content = {
        "clinic": {"name": "Maple Street Clinic", "phone": "+1 212 555 0100", "zone": "America/Chicago"},
        "scheduling_system": {"base_url": "http://127.0.0.1:9/fhir"},
        "folders": {each: str(folder / each) for each in ("state", "run", "secrets")},
        "audit": {"user": users["audit"], "node": "desk-1"},
        "gateway": {"runs": True, "user": users["gateway"], "upstream": "unix:/run/v.sock", "key_file": "gateway.key"},
        "egress": {"user": users["egress"], "twilio": TWILIO},
    }
    file.write_text(yaml.safe_dump(content))
    secrets = folder / "secrets"
    create_missing_keys(secrets)
    place = make_file(folder / "usb" / "kek")
    ring = Keyring.make(secrets / FILE, find_kek(place), place)
    for name in OUR_KEYS:
        ring.add(name, SystemClock().now(), (secrets / name).read_bytes())
        (secrets / name).unlink()
    for name in ("gateway.key", "twilio.secret"):
        (secrets / name).touch(mode=0o400)
        (secrets / name).write_text("invented-words-1234567890")
    return load(file)


def everything(folder: Path) -> list[Path]:
    """Return every file below a folder, as root knows them."""
    return [each for each in folder.rglob("*") if each.is_file()]


def readable(user: str, files: dict[str, list[Path]], folders: dict[str, Path]) -> dict[str, list[str]]:
    """Return, in a child that became this user, which files it can read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        account = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
        found = {
            name: [str(path.relative_to(folders[name])) for path in paths if can_read(path)]
            for name, paths in files.items()
        }
        os.write(writing, json.dumps(found).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    answer: dict[str, list[str]] = json.loads(content)
    return answer


def can_read(path: Path) -> bool:
    """Tell whether we can read a file."""
    try:
        path.read_bytes()
    except OSError:
        return False
    return True


def main(folder: Path, users: dict[str, str], stranger: str) -> None:
    """Hand out, and print what each user reads of it."""
    folder.chmod(0o711)
    settings = settings_in(folder, users)
    plan = appliance_plan(settings, folder / "appliance.yaml")
    plan.run.mkdir(mode=0o711)
    plan.run.chmod(0o711)
    for process in plan.processes:
        prepare(plan, process)
    units = folder / "handed-out"
    hand_out(settings, units)
    folders = {"up": plan.run, "units": units, "keyring": folder}
    files = {
        "up": everything(plan.run),
        "units": everything(units),
        "keyring": [folder / "secrets" / FILE, folder / "usb" / "kek"],
    }
    for name, some in files.items():
        if not some or not all(can_read(each) for each in some):
            message = f"{name}: root finds nothing to read"
            raise AssertionError(message)
    found = {user: readable(user, files, folders) for user in (*users.values(), stranger)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3])
