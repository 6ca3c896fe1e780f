"""The keyring is opened once at start; each service finds its own keys and no others, in its folder and in its unit."""

from pathlib import Path

import pytest

from appliance.handing_out import hand_out
from appliance.key_change import KeyChange
from appliance.own_secrets import own_secrets
from appliance.places import Places
from appliance.processes.keys_unit import keys_unit
from appliance.processes.units import audit_unit, gateway_unit
from appliance.secret_files import (
    DATA_KEYS_KEY,
    LEDGER_KEY,
    LEDGER_KEYS,
    OUR_KEYS,
    RAW_KEYS,
    STATE_KEY,
    SecretFiles,
    create_missing_keys,
)
from appliance.settings.model import Settings
from services.kernel.clock import SystemClock
from services.keys.errors import KekUnavailable
from services.keys.keyring import KekPlace, Keyring, Status
from services.keys.sources import find_kek, make_file
from tests.appliance.settings.test_egress import TWILIO
from tests.appliance.settings_files import small_clinic

CONFIG = Path("/etc/sealdesk/appliance.yaml")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A clinic with every key in a keyring, and two secrets of others beside it."""
    secrets = tmp_path / "secrets"
    create_missing_keys(secrets)
    place = make_file(tmp_path / "usb" / "kek")
    ring = Keyring.make(secrets / "keyring.json", find_kek(place), place)
    for name in OUR_KEYS:
        ring.add(name, SystemClock().now(), (secrets / name).read_bytes())
        (secrets / name).unlink()
    for name in ("gateway.key", "twilio.secret"):
        (secrets / name).touch(mode=0o600)
        (secrets / name).write_text("one-word-of-a-secret")
    gateway = {"runs": True, "upstream": "unix:/run/v.sock", "key_file": "gateway.key"}
    return small_clinic(tmp_path, gateway=gateway, egress={"twilio": TWILIO})


def test_each_service_gets_what_it_needs_and_nothing_else(settings: Settings, tmp_path: Path) -> None:
    secrets, to = SecretFiles(settings.folders.secrets), tmp_path / "run" / "keys"
    handed = hand_out(settings, to)
    assert handed == {
        "audit": LEDGER_KEYS,
        "portal": (*RAW_KEYS, "gateway.key"),
        "bridge": (),
        "gateway": ("gateway.key",),
        "egress": ("twilio.secret",),
    }
    for service, names in handed.items():
        folder = to / service
        assert sorted(each.name for each in folder.iterdir()) == sorted(names)
        assert folder.stat().st_mode & 0o777 == 0o700
        for name in names:
            assert (folder / name).read_bytes() == secrets.read(name)
            assert (folder / name).stat().st_mode & 0o777 == 0o400
    assert to.stat().st_mode & 0o777 == 0o700


def test_a_key_that_is_new_takes_the_old_ones_place(settings: Settings, tmp_path: Path) -> None:
    to = tmp_path / "run" / "keys"
    hand_out(settings, to)
    ring = SecretFiles(settings.folders.secrets).keyring()
    KeyChange(ring, Places.of(settings)).run(STATE_KEY, SystemClock().now())
    assert "references.key" in own_secrets(settings, SecretFiles(settings.folders.secrets))["portal"]
    hand_out(settings, to)
    assert (to / "portal" / STATE_KEY).read_bytes() == ring.key(STATE_KEY)
    assert (to / "portal" / "references.key").read_bytes() == ring.key(STATE_KEY, Status.RETIRED)


def test_a_change_that_was_interrupted_is_finished_first(settings: Settings, tmp_path: Path) -> None:
    ring = SecretFiles(settings.folders.secrets).keyring()
    ring.add(LEDGER_KEY, SystemClock().now(), status=Status.NEXT)
    coming = ring.key(LEDGER_KEY, Status.NEXT)
    hand_out(settings, tmp_path / "keys")
    assert (tmp_path / "keys" / "audit" / LEDGER_KEY).read_bytes() == coming


def test_without_what_seals_the_keyring_nothing_is_handed_out(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "usb" / "kek").unlink()
    with pytest.raises(KekUnavailable):
        hand_out(settings, tmp_path / "keys")
    assert not (tmp_path / "keys").exists()


def test_a_services_unit_takes_its_keys_from_its_own_folder(settings: Settings) -> None:
    lines = audit_unit(settings, CONFIG).splitlines()
    taken = [line for line in lines if line.startswith("LoadCredential=")]
    assert taken == [f"LoadCredential={name}:/run/sealdesk-keys/audit/{name}" for name in LEDGER_KEYS]
    assert "After=sealdesk-keys.service" in lines
    assert "Requires=sealdesk-keys.service" in lines
    gateway = gateway_unit(settings, CONFIG)
    assert "LoadCredential=gateway.key:/run/sealdesk-keys/gateway/gateway.key" in gateway
    assert DATA_KEYS_KEY not in gateway


def test_the_keys_unit_is_roots_and_reaches_no_network(settings: Settings) -> None:
    lines = keys_unit(settings, CONFIG).splitlines()
    for line in (
        "Type=oneshot",
        "RemainAfterExit=yes",
        "RuntimeDirectory=sealdesk-keys",
        "RuntimeDirectoryMode=0700",
        "PrivateNetwork=yes",
        "DeviceAllow=/dev/tpmrm0 rw",
        "Before=sealdesk-audit.service sealdesk-gateway.service sealdesk-egress.service",
        f"Environment=SEALDESK_CONFIG={CONFIG}",
    ):
        assert line in lines
    assert any(line.endswith("-m appliance.cli.main keys hand-out") for line in lines)
    assert not any(line.startswith(("User=", "LoadCredential")) or "{" in line for line in lines)


def test_a_kek_that_systemd_holds_is_given_to_that_unit_alone(settings: Settings) -> None:
    ring = SecretFiles(settings.folders.secrets).keyring()
    ring.wrap_anew(ring.kek, KekPlace("credential", {"name": "sealdesk-kek"}))
    assert "LoadCredentialEncrypted=sealdesk-kek" in keys_unit(settings, CONFIG).splitlines()
    assert "Encrypted" not in audit_unit(settings, CONFIG)
