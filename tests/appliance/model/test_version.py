from pathlib import Path

import pytest

from appliance.model.errors import VllmMissing
from appliance.model.version import installed
from tests.appliance.model.invented import vllm


@pytest.mark.parametrize("version", ["0.32.0", "0.32.0+cpu", "0.33.0", "0.33.0+cu129", "0.100.1", "1.0"])
def test_a_safe_one_is_taken(tmp_path: Path, version: str) -> None:
    assert installed(vllm(tmp_path, version)).startswith(version[:4])


@pytest.mark.parametrize("version", ["0.31.9", "0.9.2", "0.32.0rc1", "0.32.0.dev4+gabc", "0.4", "unknown"])
def test_an_older_one_is_refused(tmp_path: Path, version: str) -> None:
    with pytest.raises(VllmMissing, match=r"0\.32\.0 or newer"):
        installed(vllm(tmp_path, version))


def test_of_two_the_older_counts(tmp_path: Path) -> None:
    folder = vllm(tmp_path, "0.33.0")
    older = folder / "lib/python3.11/site-packages/vllm-0.20.0.dist-info"
    older.mkdir()
    (older / "METADATA").write_text("Name: vllm\nVersion: 0.20.0\n")
    with pytest.raises(VllmMissing, match=r"is 0\.20\.0"):
        installed(folder)


def test_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(VllmMissing, match="is not installed"):
        installed(tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/vllm").write_text("")
    (tmp_path / "bin/vllm").chmod(0o755)
    with pytest.raises(VllmMissing, match="does not say which"):
        installed(tmp_path)
