import json
import sys
from pathlib import Path

import pytest

from scripts.tiny_llama import __main__ as writer


def test_what_is_tested_on_was_never_trained_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(writer, "MANY", 900)
    monkeypatch.setattr(sys, "argv", ["tiny_llama", str(tmp_path)])
    writer.main()
    words = {file.stem: [line.get("text") for line in _lines(file)] for file in tmp_path.glob("*.jsonl")}
    known = set(words["train"])
    for name in ("new_words", "kept_back"):
        assert len(words[name]) == len(set(words[name])) > 200
        assert not known & set(words[name])
    assert len(words["alike"]) == writer.TESTED
    fingerprint = capsys.readouterr().out.strip()
    assert json.loads((tmp_path / "train.jsonl").read_text().partition("\n")[0])["fingerprint"] == fingerprint


def _lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text().splitlines()[1:]]
