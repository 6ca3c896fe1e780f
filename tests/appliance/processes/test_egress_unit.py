from pathlib import Path

from appliance.nftables import nftables_rules
from appliance.processes.egress_unit import egress_unit
from tests.appliance.settings.test_egress import EHR, SENDGRID, SMTP, STRIPE, TWILIO
from tests.appliance.settings_files import small_clinic

FOLDERS = {"state": "/var/lib/sealdesk", "run": "/run/sealdesk", "secrets": "/etc/sealdesk/secrets"}


def unit(folder: Path, folders: object = None, **egress: object) -> list[str]:
    settings = small_clinic(folder, folders=folders or FOLDERS, egress=egress)
    return egress_unit(settings, Path("/etc/sealdesk/appliance.yaml")).splitlines()


def test_it_has_a_user_the_carriers_secrets_and_no_other(tmp_path: Path) -> None:
    smtp = {**SMTP, "user": "desk", "password_file": "mail.password"}
    lines = unit(tmp_path, twilio=TWILIO, sendgrid=SENDGRID, smtp=smtp, stripe=STRIPE, group="sealdesk-portal")
    for line in (
        "User=sealdesk-egress",
        "Group=sealdesk-egress",
        "SupplementaryGroups=sealdesk-portal",
        "RuntimeDirectory=sealdesk/egress",
        "RuntimeDirectoryMode=0711",
        "StateDirectory=sealdesk-egress",
        "LimitCORE=0",
    ):
        assert line in lines
    named = [line.removeprefix("LoadCredential=").split(":")[0] for line in lines if line.startswith("LoadCredential")]
    assert named == ["twilio.secret", "sendgrid.key", "mail.password", "stripe.key"]
    assert any(line.endswith("-m appliance.processes.egress") for line in lines)
    assert not any("{" in line for line in lines)


def test_folders_elsewhere_may_be_written(tmp_path: Path) -> None:
    lines = unit(tmp_path, {"state": "/srv/s", "run": "/srv/r", "secrets": "/srv/k"}, twilio=TWILIO)
    assert "ReadWritePaths=/srv/s-egress" in lines
    assert "ReadWritePaths=/srv/r/egress" in lines


def rules(folder: Path, **egress: object) -> list[str]:
    return [line.strip() for line in nftables_rules(small_clinic(folder, egress=egress), "sealdesk").splitlines()]


def test_stock_the_firewall_lets_nobody_beyond_the_lan(tmp_path: Path) -> None:
    lines = rules(tmp_path)
    assert "type filter hook output priority filter; policy drop;" in lines
    ways = [line for line in lines if " accept" in line and "@lan" not in line]
    assert ways == [
        'oifname "lo" accept',
        "ct state established,related accept",
        "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept",
        'meta skuid 0 udp dport { 67, 547 } accept comment "an address for this machine"',
    ]
    assert not any("!= @lan" in line or "sealdesk-egress" in line for line in lines)


def test_the_firewall_opens_the_ports_of_the_allow_list_for_the_doors_user_alone(tmp_path: Path) -> None:
    lines = rules(tmp_path, twilio=TWILIO, smtp=SMTP, destinations=[{**EHR, "port": 8443}], user="door")
    beyond = [line for line in lines if "!= @lan" in line]
    assert beyond == [
        'meta skuid "door" ip daddr != @lan4 tcp dport { 443, 8443 } accept',
        'meta skuid "door" ip6 daddr != @lan6 tcp dport { 443, 8443 } accept',
    ]
    assert 'meta skuid "door" ip daddr @lan4 tcp dport { 587 } accept' in lines
    assert lines.count("}") + sum("}" in line and "{" not in line and line != "}" for line in lines) == 4
