"""The rules of `sealdesk egress nftables` in the kernel: only the door's user leaves, and only by the allowed ports.

In network namespaces made for it. Needs nft, and root, or sudo without a password, to act as the system's users.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from appliance.nftables import nftables_rules
from tests.appliance.settings.test_egress import SMTP, TWILIO
from tests.appliance.settings_files import small_clinic
from tests.system.egress.wall import LAN, VENDOR

ROOT = Path(__file__).parents[2]
DOOR, DESK, STRANGER = "nobody", "daemon", "games"
"""System users of every Debian machine, in the parts of the door, of portal and bridge, and of anything else."""
Try = tuple[str, str, int]
TRIES: list[Try] = [
    (user, host, port) for user in (DOOR, DESK, STRANGER, "root") for host in (VENDOR, LAN) for port in (443, 8443)
]


def behind(folder: Path, **egress: object) -> tuple[set[Try], int]:
    """Return what comes through behind the rules of these settings, and how many packets were dropped."""
    file = folder / "rules.nft"
    file.write_text(nftables_rules(small_clinic(folder, egress={"user": DOOR, **egress}), DESK), encoding="utf-8")
    command = ["unshare", "-n", sys.executable, "-m", "tests.system.egress.wall", str(file), json.dumps(TRIES)]
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    root = [] if os.geteuid() == 0 else ["sudo", "-n", f"PATH={path}"]
    done = subprocess.run(  # noqa: S603
        [*root, *command], cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert all(seen["before"]), "without the rules everybody gets everywhere"
    dropped = re.search(r'counter packets (\d+) bytes \d+ log prefix "sealdesk egress drop', seen["chain"])
    assert dropped is not None, seen["chain"]
    return {each for each, through in zip(TRIES, seen["behind"], strict=True) if through}, int(dropped[1])


def test_stock_nobody_gets_beyond_the_clinics_network(tmp_path: Path) -> None:
    through, dropped = behind(tmp_path)
    assert through == {(DESK, LAN, 443), (DESK, LAN, 8443)}
    assert dropped >= len(TRIES) - len(through)


def test_the_doors_user_alone_leaves_by_the_allowed_port(tmp_path: Path) -> None:
    through, dropped = behind(tmp_path, twilio=TWILIO, smtp=SMTP)
    assert through == {(DOOR, VENDOR, 443), (DESK, LAN, 443), (DESK, LAN, 8443)}
    assert dropped >= len(TRIES) - len(through)
