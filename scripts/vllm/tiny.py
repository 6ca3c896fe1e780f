"""The tiny Llama of the checks: trained where it is stale, or left with random weights."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from scripts.lint.base import ROOT

VLLM: Final = ROOT / ".cache/vllm"
TINY: Final = ROOT / ".cache/tiny"


def tiny_model() -> tuple[Path, str]:
    """Return the folder of the tiny model, trained now where its pairs have changed, and how that went."""
    weights, fingerprint = TINY / "model", _pairs()
    if _made_from(weights) != fingerprint:
        _train(weights)
    how = (weights / "training.txt").read_text(encoding="utf-8").strip()
    return weights, f"tiny Llama: {how}"


def random_model() -> Path:
    """Return the folder of a model with the same shape and tokenizer, and random weights."""
    weights, fingerprint = TINY / "random", _pairs()
    if _made_from(weights) != fingerprint:
        _train(weights, "--steps", "0")
    return weights


def _pairs() -> str:
    """Write the pairs; return their fingerprint."""
    return _run([sys.executable, "-m", "scripts.tiny_llama", str(TINY)]).strip()


def _made_from(weights: Path) -> str:
    mark = weights / "fingerprint.txt"
    return mark.read_text(encoding="utf-8").strip() if mark.exists() else ""


def _train(weights: Path, *words: str) -> None:
    trainer = [str(VLLM / "bin/python"), "-m", "scripts.tiny_llama.train", str(TINY / "train.jsonl"), str(weights)]
    _run([*trainer, *words], OMP_NUM_THREADS="1")


def _run(words: list[str], **variables: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603
