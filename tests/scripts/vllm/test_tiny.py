from pathlib import Path

import pytest

from scripts.vllm import tiny

# Stands for the trainer: says how it was called, and leaves what the trainer leaves.
STAND_IN = """#!/bin/sh
folder="$4"
mkdir -p "$folder"
echo "$@" >> "$folder/calls.txt"
echo "5 parameters" > "$folder/training.txt"
cat "$(dirname "$3")/pairs" > "$folder/fingerprint.txt"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "vllm/bin").mkdir(parents=True)
    (tmp_path / "vllm/bin/python").write_text(STAND_IN)
    (tmp_path / "vllm/bin/python").chmod(0o755)
    (tmp_path / "tiny").mkdir()
    monkeypatch.setattr(tiny, "VLLM", tmp_path / "vllm")
    monkeypatch.setattr(tiny, "TINY", tmp_path / "tiny")
    monkeypatch.setattr(tiny, "_pairs", (tmp_path / "tiny/pairs").read_text)
    return tmp_path / "tiny"


def test_the_model_is_trained_again_when_its_pairs_have_changed_and_only_then(folder: Path) -> None:
    for pairs in ("first", "first", "second"):
        (folder / "pairs").write_text(pairs)
        weights, how = tiny.tiny_model()
        assert how == "tiny Llama: 5 parameters"
    calls = (weights / "calls.txt").read_text().splitlines()
    assert len(calls) == 2
    assert "--steps" not in calls[0]


def test_the_adversary_has_weights_that_were_never_trained(folder: Path) -> None:
    (folder / "pairs").write_text("first")
    weights = tiny.random_model()
    assert weights != folder / "model"
    assert (weights / "calls.txt").read_text().strip().endswith("--steps 0")
