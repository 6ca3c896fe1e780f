import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from appliance.model.command import llama, whisper
from appliance.model.errors import ModelNotConfigured
from appliance.model.units import llama_unit, whisper_unit
from appliance.settings.language_model import LanguageModelSettings
from tests.appliance.model.invented import settings

SPEECH = {"gpu_share": 0.7, "whisper": {}}


def started(unit: str) -> list[str]:
    """Return the words that systemd would start, as it would read them."""
    line = unit.partition("ExecStart=")[2].partition("\nRestart=")[0].replace("\\\n", " ")
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line)]


def variables(unit: str) -> dict[str, str]:
    """Return the variables that systemd would set."""
    lines = [line.removeprefix("Environment=") for line in unit.splitlines() if line.startswith("Environment=")]
    words = [word.replace("%%", "%") for line in lines for word in shlex.split(line)]
    return {name: value for name, _, value in (word.partition("=") for word in words)}


@pytest.mark.parametrize("given", [settings(), settings(kind="70b-w4a16", gpus=2, path="/srv/70 b/100%")])
def test_the_unit_starts_exactly_the_rendered_command(given: LanguageModelSettings) -> None:
    unit = llama_unit(given)
    assert started(unit) == list(llama(given).words)
    assert variables(unit) == llama(given).environment


def test_the_second_unit_starts_speech_to_text() -> None:
    given = settings(**SPEECH)
    assert given.whisper is not None
    assert started(whisper_unit(given)) == list(whisper(given, given.whisper).words)


def test_without_speech_there_is_no_second_unit() -> None:
    with pytest.raises(ModelNotConfigured):
        whisper_unit(settings())


@pytest.mark.parametrize(
    "line",
    [
        "IPAddressDeny=any",
        "IPAddressAllow=localhost",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "LimitCORE=0",
        "UMask=0007",
        "CapabilityBoundingSet=",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
    ],
)
def test_what_it_does_not_need_is_taken_away(line: str) -> None:
    assert line in llama_unit(settings()).splitlines()
    assert line in whisper_unit(settings(**SPEECH)).splitlines()


def test_several_machines_may_talk_to_one_another_and_nobody_else() -> None:
    unit = llama_unit(settings(nodes={"addresses": ["10.9.0.1", "10.9.0.2"], "interface": "wg0"}))
    assert "IPAddressAllow=localhost 10.9.0.1 10.9.0.2" in unit.splitlines()


def test_the_key_comes_from_a_file() -> None:
    unit = llama_unit(settings())
    assert "EnvironmentFile=/etc/sealdesk/secrets/sealdesk-model.env" in unit.splitlines()


def test_each_directive_stands_once() -> None:
    lines = [line.split("=")[0] for line in llama_unit(settings()).splitlines() if "=" in line and line[0].isalpha()]
    repeated = {name for name in lines if lines.count(name) > 1}
    assert repeated <= {"Environment", "DeviceAllow"}


def test_systemd_itself_finds_nothing_wrong_where_it_is_at_hand(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    unit = tmp_path / "sealdesk-model.service"
    unit.write_text(llama_unit(settings(environment=str(tmp_path))))
    if analyze is not None:
        done = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True, check=False)  # noqa: S603
        assert "Unknown" not in done.stderr
    assert unit.stat().st_size > 1000
