import os
from pathlib import Path

import pytest

from appliance.errors import ProcessError, SecretsError
from appliance.model.command import llama, whisper
from appliance.model.errors import ModelNotConfigured, VllmMissing
from appliance.model.serve import serve
from appliance.secret_files import SecretFiles
from appliance.settings.language_model import LanguageModelSettings
from tests.appliance.model.invented import settings, vllm

KEY = "0123456789abcdef0123456789abcdef"


class Became:
    """Notes what the process would have become."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.variables: dict[str, str] = {}

    def __call__(self, program: str, words: list[str], variables: dict[str, str]) -> None:
        assert program == words[0]
        self.words, self.variables = words, variables


@pytest.fixture
def secrets(tmp_path: Path) -> SecretFiles:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/model.key").write_text(KEY)
    (tmp_path / "secrets/model.key").chmod(0o400)
    return SecretFiles(tmp_path / "secrets")


def served(given: LanguageModelSettings, secrets: SecretFiles, *, speech: bool = False) -> Became:
    """Return what the process became."""
    became = Became()
    surroundings = {"PATH": "/usr/bin", "HTTPS_PROXY": "http://proxy.example", "HF_TOKEN": "t", "VLLM_API_KEY": "old"}
    before = os.umask(0o022)
    try:
        serve(given, secrets, speech=speech, caches=Path("/c"), environment=surroundings, become=became)
    finally:
        os.umask(before)
    return became


def test_it_becomes_exactly_the_rendered_command(tmp_path: Path, secrets: SecretFiles) -> None:
    given = settings(environment=str(vllm(tmp_path / "v")))
    became = served(given, secrets)
    command = llama(given, Path("/c"))
    assert became.words == list(command.words)
    assert became.variables == {**command.environment, "PATH": "/usr/bin", "VLLM_API_KEY": KEY}


def test_speech_to_text_is_started_the_same_way(tmp_path: Path, secrets: SecretFiles) -> None:
    given = settings(environment=str(vllm(tmp_path / "v")), whisper={}, gpu_share=0.7)
    assert given.whisper is not None
    assert served(given, secrets, speech=True).words == list(whisper(given, given.whisper, Path("/c")).words)


def test_speech_that_is_not_configured_is_told(tmp_path: Path, secrets: SecretFiles) -> None:
    with pytest.raises(ModelNotConfigured):
        served(settings(environment=str(vllm(tmp_path / "v"))), secrets, speech=True)


def test_an_old_vllm_is_never_started(tmp_path: Path, secrets: SecretFiles) -> None:
    with pytest.raises(VllmMissing):
        served(settings(environment=str(vllm(tmp_path / "v", "0.31.2"))), secrets)


def test_without_a_key_it_is_never_started(tmp_path: Path) -> None:
    with pytest.raises(SecretsError):
        served(settings(environment=str(vllm(tmp_path / "v"))), SecretFiles(tmp_path))


def test_a_program_that_does_not_start_is_told(tmp_path: Path, secrets: SecretFiles) -> None:
    def fails(*_: object) -> None:
        raise PermissionError

    before = os.umask(0o022)
    try:
        with pytest.raises(ProcessError, match="cannot be started"):
            serve(
                settings(environment=str(vllm(tmp_path / "v"))),
                secrets,
                caches=tmp_path,
                environment={},
                become=fails,
            )
    finally:
        os.umask(before)
