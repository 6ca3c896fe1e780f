from pathlib import Path

import pytest
from pydantic import ValidationError

from appliance.addresses import gateway_secrets, gateway_upstream, gateway_url
from appliance.settings.gateway import GatewaySettings
from appliance.settings.load import WrongSettings, load
from services.gateway.payload.limits import Limits
from services.gateway.redaction.pipeline import Mode
from tests.appliance.settings.test_load import GOOD, problems, write
from tests.appliance.settings_files import small_clinic

MODEL = {"kind": "8b-fp8", "path": "/opt/models/llama", "socket": "/run/sealdesk-model/vllm.sock"}


def test_nothing_runs_unless_somebody_says_so() -> None:
    settings = GatewaySettings()
    assert not settings.runs
    assert settings.must_be_verified
    assert (settings.roster.source, settings.roster.until_loaded) == ("ehr", "refuse")


def test_the_caps_and_modes_are_the_gateways_own() -> None:
    assert Limits(**GatewaySettings().limits.model_dump()) == Limits()
    assert {Mode(mode) for mode in ("scheduling", "strict")} == set(Mode)
    assert Mode(GatewaySettings().mode) is Mode.SCHEDULING


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"listen": "8090"}, "pattern"),
        ({"listen": "unix:relative"}, "pattern"),
        ({"listen": "0.0.0.0:8090"}, "key_file is needed"),
        ({"listen": "gateway.clinic.example:8090"}, "key_file is needed"),
        ({"upstream": "ftp://127.0.0.1"}, "pattern"),
        ({"user": "Root!"}, "pattern"),
        ({"key_file": "../state.key"}, "pattern"),
        ({"mode": "lax"}, "scheduling"),
        ({"vault_minutes": 0}, "greater than or equal to 1"),
        ({"limits": {"tokens": 0}}, "greater than or equal to 1"),
        ({"limits": {"token": 9}}, "Extra inputs"),
        ({"roster": {"source": "file"}}, "file is needed where source is file"),
        ({"roster": {"source": "hl7"}}, "ehr"),
        ({"roster": {"every_minutes": 0}}, "greater than or equal to 1"),
        ({"run": True}, "Extra inputs"),
    ],
)
def test_what_is_not_right(values: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        GatewaySettings.model_validate(values)


@pytest.mark.parametrize("listen", ["unix:/run/x.sock", "127.0.0.1:8090", "[::1]:8090", "localhost:8090"])
def test_this_machine_alone_needs_no_key(listen: str) -> None:
    assert GatewaySettings(listen=listen).private


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (
            "understanding:\n  engine: llama\n",
            "appliance.yaml:8 understanding.engine - is not right - llama needs a redacting gateway: set ",
        ),
        (
            "gateway:\n  runs: true\n",
            "appliance.yaml:7 gateway.upstream - is not right - upstream is needed where there is no section model",
        ),
        (
            "model:\n  kind: 8b-fp8\n  path: /opt/m\n  socket: /run/m.sock\n"
            "understanding:\n  engine: llama\n  gateway: unix:/run/m.sock\n",
            "appliance.yaml:13 understanding.gateway - is not right - is the model server's own socket",
        ),
        ("gateway:\n  rosters: 1\n", "appliance.yaml:8 gateway.rosters - is not a known key - did you mean roster?"),
        (
            "gateway:\n  roster:\n    source: adt\n",
            "appliance.yaml:9 gateway.roster.source - has a value that is not known - allowed: 'ehr', 'file' or 'none'",
        ),
    ],
)
def test_a_problem_says_file_line_key_and_what_is_allowed(tmp_path: Path, extra: str, expected: str) -> None:
    (found,) = problems(tmp_path, GOOD + extra)
    assert found.startswith(expected)


def test_a_gateway_named_elsewhere_is_enough(tmp_path: Path) -> None:
    text = GOOD + "understanding:\n  engine: llama\n  gateway: https://gateway.clinic.example\n"
    assert gateway_url(load(write(tmp_path, text))) == "https://gateway.clinic.example"


def test_llama_without_a_gateway_is_refused_in_the_environment_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEALDESK_UNDERSTANDING__ENGINE", "llama")
    with pytest.raises(WrongSettings, match="environment SEALDESK_UNDERSTANDING__ENGINE - is not right - llama needs"):
        load(write(tmp_path, GOOD))


def test_where_the_gateway_is_and_what_is_behind_it(tmp_path: Path) -> None:
    none = small_clinic(tmp_path)
    assert (gateway_url(none), gateway_upstream(none)) == (None, None)
    ours = small_clinic(tmp_path, gateway={"runs": True}, model=MODEL)
    assert gateway_url(ours) == f"unix:{tmp_path}/run/gateway/gateway.sock"
    assert gateway_upstream(ours) == "unix:/run/sealdesk-model/vllm.sock"
    assert gateway_secrets(ours) == ("", "model.key")
    other = {"runs": True, "listen": "127.0.0.1:8090", "upstream": "http://127.0.0.1:1", "key_file": "gateway.key"}
    far = small_clinic(tmp_path, gateway=other, model=MODEL)
    assert (gateway_url(far), gateway_upstream(far)) == ("http://127.0.0.1:8090", "http://127.0.0.1:1")
    assert gateway_secrets(far) == ("gateway.key", "")
