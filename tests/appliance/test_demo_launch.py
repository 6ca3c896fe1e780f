import socket
import tempfile
from pathlib import Path

import pytest

from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.launch import clear, free_port, prepare, run_folder
from appliance.demo.settings import MAIL_SENDER, NUMBER, Home, Ports, carrier_secrets, demo_settings
from appliance.errors import ProcessError
from appliance.secret_files import RAW_KEYS
from appliance.settings.allowed import destinations
from appliance.settings.load import load

PORTS = Ports(8080, 8081, 8082, 8083, 8084)


def test_the_demos_settings_are_right(tmp_path: Path) -> None:
    file = tmp_path / "appliance.yaml"
    keys = CarrierKeys.fresh(NUMBER, MAIL_SENDER)
    file.write_text(demo_settings(Home(tmp_path, tmp_path / "run"), PORTS, keys), encoding="utf-8")
    settings = load(file)
    assert settings.clinic.name == "Maple Street Clinic"
    assert settings.messaging.sender == "egress"
    assert {entry.host: entry.port for entry in destinations(settings.egress)} == {
        "twilio.localhost": 8082,
        "sendgrid.localhost": 8082,
        "relay.localhost": 8083,
    }
    assert not any(secret in file.read_text() for secret in carrier_secrets(keys).values())
    assert settings.policy.rules_for("laser").needs_provider_approval


def test_with_stripe_fees_are_paid_by_card_and_by_no_page_of_the_clinics(tmp_path: Path) -> None:
    file = tmp_path / "appliance.yaml"
    keys = CarrierKeys.fresh(NUMBER, MAIL_SENDER)
    text = demo_settings(Home(tmp_path, tmp_path / "run"), PORTS, keys, stripe=True)
    file.write_text(text, encoding="utf-8")
    settings = load(file)
    assert (settings.payments.stripe, settings.payments.page_url) == (True, None)
    assert {entry.host for entry in destinations(settings.egress)} >= {"stripe.localhost"}
    assert not any(secret in text for secret in carrier_secrets(keys).values())


def test_each_start_has_fresh_keys_and_no_old_state(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    plan, _ = prepare(home)
    assert [process.name for process in plan.processes] == ["ehr", "outbox", "audit", "bridge", "portal", "egress"]
    first = [(home / "secrets" / name).read_bytes() for name in RAW_KEYS]
    (home / "state" / "state.db").write_text("old")
    prepare(home)
    assert [(home / "secrets" / name).read_bytes() for name in RAW_KEYS] != first
    assert (home / "state" / "state.db").read_bytes()[:3] != b"old"
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ProcessError, match="holds something that is not a demo's"):
        clear(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        assert free_port(port) not in (0, port)


def test_a_path_too_long_for_a_socket_is_avoided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    home = tmp_path / ("long" * 40)
    assert run_folder(home).parent == tmp_path
    assert len(str(run_folder(Path("/srv/demo"), make=False) / "bridge.sock")) < 100
