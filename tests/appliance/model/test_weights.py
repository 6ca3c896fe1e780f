import subprocess
from pathlib import Path

import pytest

from appliance.model.errors import WeightsWrong
from appliance.model.weights import MANIFEST, read_manifest, recognise, verify, write_manifest
from appliance.settings.language_model import Kind
from tests.appliance.model.invented import weights


def test_weights_as_in_their_manifest_are_right(tmp_path: Path) -> None:
    assert verify(weights(tmp_path / "w")).startswith("2 files as in manifest.sha256")


def test_the_manifest_is_one_that_sha256sum_reads(tmp_path: Path) -> None:
    folder = weights(tmp_path / "w")
    done = subprocess.run(["sha256sum", "-c", MANIFEST], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603, S607
    assert done.stdout == "config.json: OK\nmodel.safetensors: OK\n"


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    folder = weights(tmp_path / "w")
    (folder / "model.safetensors").write_bytes(b"w" * 999 + b"x")
    with pytest.raises(WeightsWrong, match=r"model\.safetensors is changed"):
        verify(folder)


def test_a_missing_and_an_added_file_are_found(tmp_path: Path) -> None:
    folder = weights(tmp_path / "w")
    (folder / "model.safetensors").rename(folder / "other.safetensors")
    with pytest.raises(WeightsWrong, match=r"model\.safetensors is missing; other\.safetensors is not in"):
        verify(folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "original/consolidated.00.pth", "modeling.py"])
def test_what_runs_code_when_it_is_read_is_refused_even_in_the_manifest(tmp_path: Path, name: str) -> None:
    folder = weights(tmp_path / "w")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"")
    write_manifest(folder)
    with pytest.raises(WeightsWrong, match="would run code"):
        verify(folder)


@pytest.mark.parametrize("text", ["", "abc  x\n", f"{'0' * 64}  ../x\n", f"{'0' * 64}  /etc/x\n", f"{'0' * 64} x\n"])
def test_another_file_is_no_manifest(tmp_path: Path, text: str) -> None:
    folder = weights(tmp_path / "w")
    (folder / MANIFEST).write_text(text)
    with pytest.raises(WeightsWrong, match="no manifest"):
        read_manifest(folder)


def test_weights_without_a_manifest_are_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = weights(tmp_path / "w")
    (folder / MANIFEST).unlink()
    with pytest.raises(WeightsWrong, match="sealdesk model manifest"):
        verify(folder)


def test_a_missing_or_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsWrong, match="There is no folder"):
        write_manifest(tmp_path / "nowhere")
    with pytest.raises(WeightsWrong, match="There are no files"):
        write_manifest(tmp_path)


def test_what_a_download_tool_leaves_is_no_weight(tmp_path: Path) -> None:
    folder = weights(tmp_path / "w")
    (folder / ".cache").mkdir()
    (folder / ".cache/lock").write_text("")
    assert verify(folder)


@pytest.mark.parametrize(
    ("kind", "layers", "quantised"),
    [
        (Kind.SMALL_FP8, 32, "compressed-tensors"),
        (Kind.SMALL_BF16, 32, None),
        (Kind.LARGE_FP8, 80, "fp8"),
        (Kind.LARGE_W4A16, 80, "gptq"),
    ],
)
def test_each_kind_is_recognised_and_no_other(tmp_path: Path, kind: Kind, layers: int, quantised: str | None) -> None:
    folder = weights(tmp_path / "w", layers=layers, quantised=quantised)
    assert f"{layers} layers" in recognise(folder, kind)
    others = [each for each in Kind if each is not kind and each.value[:2] != kind.value[:2]]
    for other in others:
        with pytest.raises(WeightsWrong, match="Set model"):
            recognise(folder, other)


def test_a_folder_that_says_nothing_of_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(WeightsWrong, match=r"config\.json cannot be read"):
        recognise(tmp_path, Kind.SMALL_FP8)
