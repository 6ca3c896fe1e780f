"""Each service's own keys, and no other's, as the system's users see it: read as several real users of this machine.

Needs root, or sudo without a password.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.secret_files import LEDGER_KEYS

ROOT = Path(__file__).parents[2]
AUDIT, GATEWAY, EGRESS, STRANGER = "nobody", "daemon", "games", "sys"


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, dict[str, list[str]]]]:
    """What each user could read: of the copies that `up` makes, of what was handed out for units, of the keyring."""
    with tempfile.TemporaryDirectory(prefix="keys-users-") as folder:
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        users = {"audit": AUDIT, "gateway": GATEWAY, "egress": EGRESS}
        command = [sys.executable, "-m", "tests.system.keys_of_users", folder, json.dumps(users), STRANGER]
        done = subprocess.run([*root, *command], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
        subprocess.run([*root, "chown", "-R", str(os.geteuid()), folder], check=True)  # noqa: S603
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout)


def test_below_up_each_user_reads_its_own_keys_and_no_others(seen: dict[str, dict[str, list[str]]]) -> None:
    assert {user: sorted(found["up"]) for user, found in seen.items()} == {
        AUDIT: sorted(f"audit.credentials/{name}" for name in LEDGER_KEYS),
        GATEWAY: ["gateway.credentials/gateway.key"],
        EGRESS: ["egress.credentials/twilio.secret"],
        STRANGER: [],
    }


def test_what_is_handed_out_for_units_only_root_reads(seen: dict[str, dict[str, list[str]]]) -> None:
    assert all(found["units"] == [] for found in seen.values())


def test_nobody_but_root_reads_the_keyring_or_what_seals_it(seen: dict[str, dict[str, list[str]]]) -> None:
    assert all(found["keyring"] == [] for found in seen.values())
