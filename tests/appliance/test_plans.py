from pathlib import Path

import pytest

from appliance import plans
from appliance.accounts import Account
from appliance.cli.lifecycle import first_start, same_user
from appliance.errors import ProcessError, SecretsError
from appliance.places import Places
from appliance.plans import appliance_plan, require_accounts
from appliance.secret_files import KEY_BYTES, STATE_KEY, WAITLIST_KEY
from appliance.settings.model import Settings
from appliance.supervisor.health import Health, ProcessStatus
from appliance.supervisor.plan import ProcessPlan
from tests.appliance.settings_files import fresh_secrets, small_clinic

GATEWAY, MODEL = Account("sealdesk-gateway", 901, 801), Account("sealdesk-model", 902, 802)
EGRESS = Account("sealdesk-egress", 903, 803)


def served(folder: Path, **gateway: object) -> Settings:
    model = {"kind": "8b-fp8", "path": "/opt/m", "socket": str(folder / "vllm/vllm.sock"), "supervised": True}
    return small_clinic(folder, gateway={"runs": True, **gateway}, model=model)


def named(settings: Settings) -> dict[str, ProcessPlan]:
    plan = appliance_plan(settings, settings.folders.state / "appliance.yaml")
    return {process.name: process for process in plan.processes}


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be root on a machine that has our users."""
    accounts = {
        "sealdesk-gateway": GATEWAY,
        "sealdesk-model": MODEL,
        "sealdesk-egress": EGRESS,
        "root": Account("root", 0, 0),
    }
    monkeypatch.setattr(plans, "own_account", accounts.get)


def test_without_a_gateway_there_are_three_processes(tmp_path: Path) -> None:
    assert list(named(small_clinic(tmp_path))) == ["audit", "bridge", "portal"]


def test_the_gateway_and_the_model_server_are_supervised_where_the_settings_say_so(tmp_path: Path) -> None:
    found = named(served(tmp_path))
    assert list(found) == ["audit", "bridge", "portal", "gateway", "model"]
    assert [name for name, process in found.items() if process.vital] == ["audit", "bridge", "portal"]
    assert found["gateway"].probe.socket == tmp_path / "run/gateway/gateway.sock"
    assert found["model"].probe.socket == tmp_path / "vllm/vllm.sock"
    assert found["model"].command()[1:5] == ["-m", "appliance.cli.main", "model", "serve"]
    assert found["gateway"].secrets == ("model.key",)


def test_at_a_port_the_gateway_is_asked_there_with_its_key(tmp_path: Path) -> None:
    settings = served(tmp_path, listen="127.0.0.1:8090", key_file="gateway.key")
    assert named(settings)["gateway"].probe.headers == {}
    fresh_secrets(settings)
    (settings.folders.secrets / "gateway.key").write_text("word\n")
    (settings.folders.secrets / "gateway.key").chmod(0o400)
    probe = named(settings)["gateway"].probe
    assert (probe.url, probe.socket) == ("http://127.0.0.1:8090/health", None)
    assert probe.headers == {"authorization": "Bearer word"}


@pytest.mark.usefixtures("as_root")
def test_root_gives_each_a_user_and_the_model_servers_socket_to_the_gateways_group(tmp_path: Path) -> None:
    settings = served(tmp_path)
    found = named(settings)
    assert found["gateway"].account == GATEWAY
    assert found["model"].account == Account("sealdesk-model", 902, GATEWAY.gid)
    assert found["bridge"].account is found["portal"].account is None
    assert appliance_plan(settings, tmp_path).shared


@pytest.mark.usefixtures("as_root")
def test_a_user_who_is_not_there_is_told_before_anything_starts(tmp_path: Path) -> None:
    require_accounts(served(tmp_path))
    with pytest.raises(ProcessError, match=r"no system user nobody-here \(gateway.user\)"):
        require_accounts(served(tmp_path, user="nobody-here"))


def test_without_root_all_share_one_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "own_account", lambda _name: None)
    settings = served(tmp_path, user="nobody-here")
    require_accounts(settings)
    assert named(settings)["gateway"].account is None
    assert not appliance_plan(settings, tmp_path).shared


def test_status_says_plainly_who_shares_a_user() -> None:
    def running(name: str, user: str | None) -> ProcessStatus:
        return ProcessStatus(name, 1, Health(ok=True, evidence=""), user)

    apart = [running("portal", "root"), running("gateway", "sealdesk-gateway"), running("model", None)]
    assert same_user(apart) == []
    (note,) = same_user([running("portal", "alice"), running("gateway", "alice")])
    assert note.startswith("note: gateway runs as alice, as the other processes do: only its socket keeps them apart.")


def test_a_missing_key_is_told_before_anything_starts(tmp_path: Path) -> None:
    settings = served(tmp_path)
    secrets = fresh_secrets(settings)
    with pytest.raises(SecretsError, match=r"model\.key cannot be opened"):
        first_start(settings, secrets)


def test_a_key_that_is_new_with_a_version_is_made_on_a_machine_with_data(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path)
    secrets = fresh_secrets(settings)
    first_start(settings, secrets)
    Places.of(settings).state_file.touch()
    (secrets.folder / WAITLIST_KEY).unlink()
    (said,) = first_start(settings, secrets)
    assert WAITLIST_KEY in said
    assert len(secrets.key(WAITLIST_KEY)) == KEY_BYTES
    (secrets.folder / STATE_KEY).unlink()
    with pytest.raises(SecretsError, match="cannot be opened"):
        first_start(settings, secrets)


def open_door(folder: Path, **egress: object) -> Settings:
    twilio = {"account": "AC" + "0" * 32, "key": "SK" + "1" * 32, "number": "+12125550100"}
    return small_clinic(folder, egress={"twilio": twilio, **egress})


def test_the_door_runs_where_anything_may_leave(tmp_path: Path) -> None:
    found = named(open_door(tmp_path))
    assert list(found) == ["audit", "bridge", "portal", "egress"]
    assert not found["egress"].vital
    assert found["egress"].probe.socket == tmp_path / "run/egress/egress.sock"
    assert found["egress"].secrets == ("twilio.secret",)
    assert found["bridge"].secrets == found["portal"].secrets == ()


@pytest.mark.usefixtures("as_root")
def test_root_gives_the_door_a_user_of_its_own(tmp_path: Path) -> None:
    found = named(open_door(tmp_path))
    assert found["egress"].account == EGRESS
    assert [folder.path for folder in found["egress"].folders] == [tmp_path / "run/egress", tmp_path / "state-egress"]
    with pytest.raises(ProcessError, match=r"no system user nobody-here \(egress.user\)"):
        require_accounts(open_door(tmp_path, user="nobody-here"))
