"""The words of the rules; tests/system/test_nftables.py loads them into a kernel."""

from pathlib import Path

import pytest

from appliance.accounts import Account
from appliance.nftables import Users, nftables_rules
from tests.appliance.settings.test_egress import EHR, SMTP, TWILIO
from tests.appliance.settings_files import small_clinic

BY_NAME = {"base_url": "https://ehr.clinic.example:9443/r4", "ca_file": "/etc/ca.pem"}
BY_ADDRESS = {**BY_NAME, "base_url": "https://10.20.0.5:9443/r4"}


def rules(folder: Path, *, clock: str = "", resolver: str | None = None, **sections: object) -> list[str]:
    def there(name: str) -> Account | None:
        return Account(name, 7, 7) if name == clock else None

    text = nftables_rules(small_clinic(folder, **sections), Users("sealdesk", resolver), there)
    assert text.count("{") == text.count("}")
    return [line.strip() for line in text.splitlines()]


def askers(lines: list[str]) -> str:
    """Return who may ask for names: here and on the LAN it is the same."""
    (kept_out,) = [line for line in lines if line.startswith("meta l4proto { tcp, udp } th dport { 53,")]
    who = kept_out.partition("meta skuid != ")[2].partition(" goto")[0]
    let_out = [line for line in lines if "th dport 53 accept" in line]
    assert len(let_out) == (2 if who else 0)
    assert all(line.startswith(f"meta skuid {who} ip") for line in let_out)
    return who


def test_stock_the_firewall_lets_nobody_out(tmp_path: Path) -> None:
    lines = rules(tmp_path)
    assert "type filter hook output priority filter; policy drop;" in lines
    ways = [line for line in lines if " accept" in line]
    assert ways == [
        'oifname "lo" accept',
        "ct state established,related accept",
        "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept",
        'meta skuid 0 udp dport { 67, 547 } accept comment "an address for this machine"',
    ]
    assert askers(lines) == ""


def test_the_allow_lists_ports_are_open_for_the_doors_user_alone(tmp_path: Path) -> None:
    egress = {"twilio": TWILIO, "smtp": SMTP, "destinations": [{**EHR, "port": 8443}], "user": "door"}
    lines = rules(tmp_path, egress=egress)
    beyond = [line for line in lines if "!= @private" in line]
    assert [line.partition(" comment")[0] for line in beyond] == [
        'meta skuid { "door" } ip daddr != @private4 tcp dport { 443, 8443 } accept',
        'meta skuid { "door" } ip6 daddr != @private6 tcp dport { 443, 8443 } accept',
    ]
    assert any(line.startswith('meta skuid { "door" } ip daddr @lan4 tcp dport { 587 } accept') for line in lines)


@pytest.mark.parametrize(
    ("sections", "who"),
    [
        ({"scheduling_system": BY_NAME}, '{ "sealdesk" }'),
        ({"scheduling_system": BY_NAME, "egress": {"bridge_user": "bridge"}}, '{ "bridge" }'),
        ({"scheduling_system": BY_ADDRESS}, ""),
        ({"scheduling_system": BY_NAME, "network": {"hosts": {"ehr.clinic.example": "10.20.0.5"}}}, ""),
        ({"egress": {"twilio": TWILIO, "user": "door"}}, '{ "door" }'),
        ({"egress": {"smtp": SMTP, "user": "door"}, "network": {"hosts": {SMTP["host"]: "10.20.0.6"}}}, ""),
        ({"egress": {"twilio": {**TWILIO, "stand_in_port": 9}, "user": "door"}}, ""),
        ({"egress": {"twilio": TWILIO, "user": "door"}, "scheduling_system": BY_NAME}, '{ "door", "sealdesk" }'),
        ({"egress": {"twilio": TWILIO, "user": "door"}, "resolver": "unbound"}, '{ "door", "unbound" }'),
        ({"resolver": "unbound"}, ""),
    ],
)
def test_names_are_asked_for_by_those_alone_that_cannot_do_without(
    tmp_path: Path, sections: dict[str, object], who: str
) -> None:
    assert askers(rules(tmp_path, **sections)) == who  # type: ignore[arg-type]


def test_the_bridge_reaches_the_scheduling_systems_port_on_the_lan_and_no_other(tmp_path: Path) -> None:
    smart = {"client_id": "x", "token_url": "https://login.clinic.example/token"}
    lines = rules(tmp_path, scheduling_system={**BY_NAME, "smart": smart}, egress={"bridge_user": "bridge"})
    system = [line for line in lines if "scheduling system" in line]
    assert [line.partition(" comment")[0] for line in system] == [
        'meta skuid { "bridge" } ip daddr @lan4 tcp dport { 443, 9443 } accept'
    ]


def test_a_model_server_elsewhere_on_the_lan_is_reached(tmp_path: Path) -> None:
    gateway = {"runs": True, "upstream": "https://10.20.0.9:8443/v1"}
    assert any("tcp dport { 8443 } accept" in line for line in rules(tmp_path, gateway=gateway))
    assert not any("tcp dport" in line for line in rules(tmp_path, gateway={**gateway, "runs": False}))


def test_the_time_is_asked_for_by_the_program_that_sets_it(tmp_path: Path) -> None:
    assert 'meta skuid { "_chrony" } ip6 daddr @lan6 udp dport 123 accept' in rules(tmp_path, clock="_chrony")
    assert not any("123" in line for line in rules(tmp_path))


def test_the_clinics_ranges_are_those_of_the_settings(tmp_path: Path) -> None:
    lines = rules(tmp_path, network={"lan": ["100.64.0.0/16", "fd12::/16"]})
    assert "elements = { 100.64.0.0/16 }" in lines
    assert "elements = { fd12::/16 }" in lines


def test_the_directory_is_open_to_the_portals_user_at_its_own_port(tmp_path: Path) -> None:
    directory = {
        "issuer": "https://dir.clinic.lan:8443/x",
        "client_id": "s",
        "ca_file": "/ca.pem",
        "groups": {"d": ["it"]},
    }
    lines = rules(tmp_path, console={"directory": directory})
    assert any(line.startswith('meta skuid { "sealdesk" } ip daddr @lan4 tcp dport { 8443 } accept') for line in lines)
    assert askers(lines) == '{ "sealdesk" }'
    named = rules(tmp_path, console={"directory": directory}, network={"hosts": {"dir.clinic.lan": "10.20.0.4"}})
    assert askers(named) == ""
