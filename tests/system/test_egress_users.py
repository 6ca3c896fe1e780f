"""Each socket of the egress process admits the system user of its own service, and no other, by the kernel's word.

The real process and its callers run as different users of this machine. Needs root, or sudo without a password.
"""

import json
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from appliance.audit_file import verify_file
from tests.appliance.settings.test_egress import EHR

ROOT = Path(__file__).parents[2]
DOOR, BRIDGE, PORTAL, STRANGER, GROUP = "nobody", "daemon", "games", "sys", "users"
"""System users and a group of every Debian machine. All callers are in the group, so that the files let them in."""

HUNG_UP = ("ConnectionResetError", "BrokenPipeError")
"""What a caller sees who is hung up on, by how far it had come with its own words."""


@dataclass(frozen=True)
class Calls:
    """What each user was told at each socket, what one outside the group was told, and what was recorded."""

    answers: dict[str, dict[str, str]]
    without_the_group: str
    refused: list[dict[str, Any]]

    def let_in(self, where: str, word: str) -> set[str]:
        """Return the users whom a socket answered with this word."""
        return {user for user, told in self.answers.items() if word in told[where]}


@pytest.fixture(scope="module")
def calls() -> Iterator[Calls]:
    with tempfile.TemporaryDirectory(prefix="egress-users-") as name:
        folder = Path(name)
        audit = folder / "state-egress/egress-audit.jsonl"
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        prepare = (
            f"install -d -m 711 {folder} {folder}/run && install -d -m 711 -o {DOOR} {folder}/run/egress && "
            f"install -d -m 700 -o {DOOR} {folder}/state-egress"
        )
        subprocess.run([*root, "sh", "-c", prepare], check=True)  # noqa: S603
        (folder / "secrets").mkdir(mode=0o755)
        command = [sys.executable, "-m", "tests.system.egress.callers", str(settings_in(folder))]
        done = subprocess.run([*root, *command], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
        subprocess.run([*root, "chown", "-R", str(os.geteuid()), str(folder)], check=True)  # noqa: S603
        assert done.returncode == 0, done.stderr
        seen = json.loads(done.stdout)
        assert verify_file(audit).intact
        lines = [json.loads(line) for line in audit.read_text().splitlines()]
        refused = [line["body"] for line in lines if line["action"] == "egress.refused"]
        yield Calls(seen["answers"], seen["without the group"], refused)


def settings_in(folder: Path) -> Path:
    """Write the settings of a clinic whose processes have a user each."""
    settings = {
        "clinic": {"name": "Maple Street Clinic", "phone": "+1 212 555 0100", "zone": "America/Chicago"},
        "scheduling_system": {"base_url": "http://127.0.0.1:9/fhir"},
        "folders": {each: str(folder / each) for each in ("state", "run", "secrets")},
        "egress": {
            "destinations": [EHR],
            "user": DOOR,
            "group": GROUP,
            "bridge_user": BRIDGE,
            "portal_user": PORTAL,
        },
    }
    file = folder / "appliance.yaml"
    file.write_text(yaml.safe_dump(settings))
    file.chmod(0o644)
    return file


def test_the_bridges_tunnels_are_the_bridges_alone(calls: Calls) -> None:
    assert calls.let_in("tunnel", "class_off") == {BRIDGE}
    others = {calls.answers[user]["tunnel"] for user in (PORTAL, STRANGER, DOOR, "root")}
    assert all(any(word in each for word in (*HUNG_UP, "wrong_peer")) for each in others)


def test_the_office_is_the_portals_and_roots(calls: Calls) -> None:
    assert calls.let_in("office", "200") == {PORTAL, "root"}
    assert {calls.answers[user]["office"] for user in (BRIDGE, STRANGER, DOOR)} <= {"", *HUNG_UP}


def test_who_is_not_in_the_group_does_not_even_reach_the_file(calls: Calls) -> None:
    assert calls.without_the_group == "PermissionError"


def test_each_refusal_is_on_record_with_the_user(calls: Calls) -> None:
    uid = {user: str(pwd.getpwnam(user).pw_uid) for user in (BRIDGE, PORTAL, STRANGER, DOOR, "root")}
    wrong = [body["uid"] for body in calls.refused if body["reason"] == "wrong_peer"]
    at_tunnel, at_office = [PORTAL, STRANGER, DOOR, "root"], [BRIDGE, STRANGER, DOOR]
    assert sorted(wrong) == sorted(uid[user] for user in (*at_tunnel, *at_office))
