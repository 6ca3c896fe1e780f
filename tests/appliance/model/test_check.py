from pathlib import Path

import pytest

from appliance.doctor.model import Finding, Grade
from appliance.model.check import Examined, check
from appliance.model.errors import GpuMissing
from appliance.secret_files import SecretFiles
from tests.appliance.model.invented import A100, L4, settings, vllm, weights

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def good(tmp_path: Path) -> Examined:
    """A machine on which everything is right."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/model.key").write_text(f"{KEY}\n")
    (tmp_path / "secrets/model.key").chmod(0o400)
    given = settings(path=str(weights(tmp_path / "weights")), environment=str(vllm(tmp_path / "vllm")))
    return Examined(given, SecretFiles(tmp_path / "secrets"), lambda _: L4)


def bad(looked_at: Examined) -> list[Finding]:
    """Return what is not right."""
    return [finding for finding in check(looked_at) if finding.grade is not Grade.GOOD]


def test_a_right_machine_passes_every_check_with_evidence(good: Examined) -> None:
    findings = list(check(good))
    assert len(findings) == 7
    assert all(finding.grade is Grade.GOOD and finding.evidence for finding in findings)
    assert KEY not in str(findings)


def test_without_hashes_the_weights_are_not_read(good: Examined) -> None:
    (good.settings.path / "model.safetensors").write_bytes(b"other")
    assert [finding.grade for finding in check(good, hashes=False)] == [Grade.GOOD] * 6


def test_changed_weights_are_found(good: Examined) -> None:
    (good.settings.path / "model.safetensors").write_bytes(b"other")
    [finding] = bad(good)
    assert "model.safetensors is changed" in finding.evidence
    assert finding.mend


def test_an_old_vllm_is_found(good: Examined, tmp_path: Path) -> None:
    old = Examined(
        good.settings.model_copy(update={"environment": vllm(tmp_path / "old", "0.31.0")}), good.secrets, good.run
    )
    [finding] = bad(old)
    assert "0.31.0: it has known holes" in finding.evidence


def test_a_machine_without_a_gpu_is_told_what_to_do(good: Examined) -> None:
    def none(_: object) -> str:
        raise GpuMissing("There is no GPU here.", "Install the driver.")

    findings = bad(Examined(good.settings, good.secrets, none))
    assert [finding.mend for finding in findings] == ["Install the driver."] * 2


def test_a_short_key_is_found(good: Examined) -> None:
    key = good.secrets.folder / "model.key"
    key.chmod(0o600)
    key.write_text("short\n")
    [finding] = bad(good)
    assert "openssl rand" in finding.mend


def test_an_older_gpu_is_slower_and_told_so(good: Examined) -> None:
    findings = list(check(Examined(good.settings, good.secrets, lambda _: A100)))
    assert any("no FP8 arithmetic" in finding.evidence for finding in findings)


def test_the_weights_of_whisper_are_checked_too(good: Examined, tmp_path: Path) -> None:
    speech = {"path": str(tmp_path / "no-whisper"), "gpu_share": 0.05}
    given = settings(**good.settings.model_dump(exclude={"whisper"}), whisper=speech)
    [finding] = bad(Examined(given, good.secrets, good.run))
    assert finding.what == "The weights of Whisper are unchanged"
