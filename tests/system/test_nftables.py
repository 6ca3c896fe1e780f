"""The rules of `sealdesk egress nftables` in the kernel: only the door's user leaves, and only by the allowed ports.

In network namespaces made for it. Needs nft, and root, or sudo without a password, to act as the system's users.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from appliance.nftables import Users, nftables_rules
from tests.appliance.settings.test_egress import SMTP, TWILIO
from tests.appliance.settings_files import small_clinic
from tests.system.egress.wall import HERE, LAN, METADATA, SHARED, VENDOR

ROOT = Path(__file__).parents[2]
DOOR, BRIDGE, STRANGER, RESOLVER = "nobody", "daemon", "games", "proxy"
"""System users of every Debian machine, in the parts of the door, of portal and bridge, of anything else, and of a
resolver."""
EVERYBODY = (DOOR, BRIDGE, STRANGER, RESOLVER, "root")
Try = tuple[str, str, int]
TRIES: list[Try] = [(user, host, port) for user in EVERYBODY for host in (VENDOR, LAN) for port in (53, 443, 853, 8443)]
TRIES += [(user, HERE, 53) for user in EVERYBODY]
TRIES += [(user, host, 443) for user in EVERYBODY for host in (SHARED, METADATA)]
BY_NAME = {"base_url": "https://ehr.clinic.example:8443/r4", "ca_file": "/etc/ca.pem"}
PINNED = {"hosts": {"ehr.clinic.example": LAN}}
SYSTEM = (BRIDGE, LAN, 8443)


def behind(folder: Path, resolver: str | None = None, **sections: object) -> set[Try]:
    """Return what comes through behind the rules of these settings; the rest is dropped, counted and logged."""
    file = folder / "rules.nft"
    given: dict[str, object] = {"scheduling_system": BY_NAME, "network": PINNED, **sections}
    egress = {"user": DOOR, **given.pop("egress", {})}  # type: ignore[dict-item]
    settings = small_clinic(folder, egress=egress, **given)
    file.write_text(nftables_rules(settings, Users(BRIDGE, resolver)), encoding="utf-8")
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
    through = {each for each, came in zip(TRIES, seen["behind"], strict=True) if came}
    assert int(dropped[1]) >= len(TRIES) - len(through)
    return through


def names_of(through: set[Try]) -> set[Try]:
    """Return the questions for names among what came through."""
    return {each for each in through if each[2] in {53, 853}}


def test_stock_nobody_gets_out_but_the_bridge_to_the_scheduling_system(tmp_path: Path) -> None:
    assert behind(tmp_path) == {SYSTEM}


def test_the_doors_user_alone_leaves_by_the_allowed_port_and_asks_for_names(tmp_path: Path) -> None:
    through = behind(tmp_path, egress={"twilio": TWILIO, "smtp": SMTP})
    assert through == {(DOOR, VENDOR, 443), SYSTEM, (DOOR, LAN, 53), (DOOR, HERE, 53)}


def test_a_scheduling_system_by_name_lets_the_bridge_ask_and_nobody_else(tmp_path: Path) -> None:
    assert behind(tmp_path, network={}) == {SYSTEM, (BRIDGE, LAN, 53), (BRIDGE, HERE, 53)}


def test_a_resolver_on_this_machine_asks_the_clinics_for_the_door_and_for_nobody_else(tmp_path: Path) -> None:
    through = behind(tmp_path, RESOLVER, egress={"twilio": TWILIO})
    assert names_of(through) == {(user, host, 53) for user in (DOOR, RESOLVER) for host in (LAN, HERE)}


def test_a_clinics_network_in_the_carriers_range_is_reached_where_it_is_named(tmp_path: Path) -> None:
    smtp = {**SMTP, "port": 443}
    assert (DOOR, SHARED, 443) not in behind(tmp_path, egress={"smtp": smtp})
    through = behind(tmp_path, egress={"smtp": smtp}, network={"lan": ["100.64.0.0/10"]})
    assert (DOOR, SHARED, 443) in through
    assert not any(host == METADATA for _, host, _ in through)


def test_named_ranges_are_the_only_ones_and_the_rest_is_not_the_internet_either(tmp_path: Path) -> None:
    through = behind(tmp_path, egress={"twilio": TWILIO}, network={"lan": ["100.64.0.0/16"]})
    assert through == {(DOOR, VENDOR, 443), (DOOR, HERE, 53), (BRIDGE, HERE, 53)}
