from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from tests.appliance.model.invented import vllm, weights
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm

SETTINGS = """\
clinic: {{name: Maple Street Clinic, phone: "+1 212 555 0100", zone: America/Chicago}}
scheduling_system: {{base_url: "http://127.0.0.1:9/fhir"}}
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""
MODEL = "model: {{kind: 8b-fp8, path: {0}/weights, environment: {0}/vllm}}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    weights(tmp_path / "weights")
    vllm(tmp_path / "vllm")
    path = tmp_path / "appliance.yaml"
    path.write_text((SETTINGS + MODEL).format(tmp_path))
    return path


def test_check_prints_each_finding_and_fails_without_a_gpu(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    result = CliRunner().invoke(app, ["model", "check", "--config", str(file)])
    assert result.exit_code == 1
    assert "ok  vLLM is installed and safe to run" in result.output
    assert "BAD The GPUs are there\n    There is no GPU here" in result.output
    assert "ok  The weights are unchanged" in result.output


def test_the_unit_is_printed(file: Path) -> None:
    printed = CliRunner().invoke(app, ["model", "unit", "--config", str(file)]).output
    assert printed.startswith("# Made by `sealdesk model unit`")
    assert "IPAddressDeny=any" in printed


def test_a_manifest_is_written(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"w")
    assert CliRunner().invoke(app, ["model", "manifest", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "manifest.sha256").read_text().endswith("  model.safetensors\n")


def test_a_server_is_timed(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k\n")
    with serving(FakeVllm("k").app()) as address:
        words = ["model", "bench", address, "--key-file", str(tmp_path / "key"), "--streams", "1,2", "--rounds", "1"]
        result = CliRunner().invoke(app, words)
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == ["streams", "1", "2"]


def test_without_the_section_it_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "appliance.yaml"
    file.write_text(SETTINGS.format(tmp_path))
    result = CliRunner().invoke(app, ["model", "check", "--config", str(file)])
    assert "serve-the-model.md" in str(result.exception)
