from pathlib import Path

import pytest

from appliance.processes.units import audit_unit, egress_unit, gateway_unit
from appliance.settings.model import Settings
from tests.appliance.settings.test_egress import SENDGRID, SMTP, STRIPE, TWILIO
from tests.appliance.settings_files import small_clinic

FOLDERS = {"state": "/var/lib/sealdesk", "run": "/run/sealdesk", "secrets": "/etc/sealdesk/secrets"}


def of_egress(folder: Path, folders: object = None, **egress: object) -> list[str]:
    settings = small_clinic(folder, folders=folders or FOLDERS, egress=egress)
    return egress_unit(settings, Path("/etc/sealdesk/appliance.yaml")).splitlines()


def test_the_door_has_a_user_the_carriers_secrets_and_no_other(tmp_path: Path) -> None:
    smtp = {**SMTP, "user": "desk", "password_file": "mail.password"}
    lines = of_egress(tmp_path, twilio=TWILIO, sendgrid=SENDGRID, smtp=smtp, stripe=STRIPE, group="sealdesk-portal")
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


def test_the_doors_folders_elsewhere_may_be_written(tmp_path: Path) -> None:
    lines = of_egress(tmp_path, {"state": "/srv/s", "run": "/srv/r", "secrets": "/srv/k"}, twilio=TWILIO)
    assert "ReadWritePaths=/srv/s-egress" in lines
    assert "ReadWritePaths=/srv/r/egress" in lines


def test_the_ledger_has_a_user_its_keys_its_folders_and_no_network(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, folders=FOLDERS, audit={"group": "sealdesk"})
    lines = audit_unit(settings, Path("/etc/sealdesk/appliance.yaml")).splitlines()
    for line in (
        "User=sealdesk-audit",
        "SupplementaryGroups=sealdesk",
        "RuntimeDirectory=sealdesk/audit",
        "StateDirectory=sealdesk-audit",
        "StateDirectory=sealdesk-audit-keys",
        "StateDirectoryMode=0700",
        "PrivateNetwork=yes",
        "RestrictAddressFamilies=AF_UNIX",
    ):
        assert line in lines
    named = [line.removeprefix("LoadCredential=").split(":")[0] for line in lines if line.startswith("LoadCredential")]
    assert named == ["ledger.key", "data-keys.key", "checkpoint.key"]
    assert any(line.endswith("-m appliance.processes.audit") for line in lines)


MODEL = {"kind": "8b-fp8", "path": "/opt/m"}


def of_gateway(folder: Path, /, *, folders: object = None, model: object = None, **gateway: object) -> list[str]:
    settings: Settings = small_clinic(
        folder, folders=folders or FOLDERS, model=model, gateway={"runs": True, **gateway}
    )
    return gateway_unit(settings, Path("/etc/sealdesk/appliance.yaml")).splitlines()


def test_between_two_sockets_it_has_a_user_its_keys_and_no_network(tmp_path: Path) -> None:
    lines = of_gateway(tmp_path, model=MODEL, key_file="gateway.key", group="sealdesk-portal")
    for line in (
        "User=sealdesk-gateway",
        "Group=sealdesk-gateway",
        "SupplementaryGroups=sealdesk-portal",
        "RuntimeDirectory=sealdesk/gateway",
        "RuntimeDirectoryMode=0711",
        "StateDirectory=sealdesk-gateway",
        "LoadCredential=gateway.key:/etc/sealdesk/secrets/gateway.key",
        "LoadCredential=model.key:/etc/sealdesk/secrets/model.key",
        "PrivateNetwork=yes",
        "RestrictAddressFamilies=AF_UNIX",
        "LimitCORE=0",
        "MemorySwapMax=0",
    ):
        assert line in lines
    assert any(line.startswith("Environment=SEALDESK_CONFIG=/etc/sealdesk/appliance.yaml MALLOC") for line in lines)
    assert any(line.endswith("-m appliance.processes.gateway") for line in lines)
    assert not any("{" in line or line.startswith("IPAddress") for line in lines)


@pytest.mark.parametrize(
    ("gateway", "stays"),
    [
        ({"upstream": "http://127.0.0.1:8000"}, True),
        ({"upstream": "unix:/run/v.sock", "listen": "127.0.0.1:8090"}, True),
        ({"upstream": "https://model.clinic.example/v1"}, False),
        ({"upstream": "unix:/run/v.sock", "transcriber": "http://10.0.0.4:1"}, False),
    ],
)
def test_with_a_port_it_reaches_this_machine_alone_unless_told_otherwise(
    tmp_path: Path,
    gateway: dict[str, object],
    stays: bool,  # noqa: FBT001
) -> None:
    lines = of_gateway(tmp_path, **gateway)
    assert "PrivateNetwork=yes" not in lines
    assert ("IPAddressAllow=localhost" in lines) is stays


def test_the_gateways_folders_elsewhere_are_named(tmp_path: Path) -> None:
    elsewhere = {"state": "/srv/state", "run": "/srv/run", "secrets": "/srv/secrets"}
    lines = of_gateway(
        tmp_path, folders=elsewhere, upstream="unix:/run/v.sock", user="gw", audit_file="/srv/audit/gateway.jsonl"
    )
    assert "ReadWritePaths=/srv/run/gateway" in lines
    assert "ReadWritePaths=/srv/audit" in lines
    assert "User=gw" in lines


def test_both_give_up_the_same(tmp_path: Path) -> None:
    door, gateway = of_egress(tmp_path, twilio=TWILIO), of_gateway(tmp_path, upstream="unix:/run/v.sock")
    apart = ("#", "Description", "After", "Wants", "User", "Group", "Runtime", "State", "Load", "Environment", "Exec")
    network = ("RestrictA", "PrivateN")
    lines, others = ([line for line in each if not line.startswith((*apart, *network))] for each in (door, gateway))
    assert lines == others
    assert "NoNewPrivileges=yes" in lines


def test_the_root_of_runtime_folders_is_never_given_away(tmp_path: Path) -> None:
    lines = of_gateway(tmp_path, listen="unix:/run/gateway.sock", upstream="unix:/run/v.sock")
    assert "ReadWritePaths=/run" in lines
    assert not any(line.startswith("RuntimeDirectory") for line in lines)
