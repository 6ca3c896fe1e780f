import json
from pathlib import Path

import pytest

from scripts.redaction.score import main

_LINES = [
    {"id": "1", "text": "my ssn is 123-45-6789", "spans": [[10, 21, "SSN", "SSN"]], "lang": "en", "style": "chat"},
    {"id": "2", "text": "can I come at 3:30 pm", "spans": [], "lang": "en", "style": "chat"},
    {"id": "3", "text": "mi correo es ana@example.com", "spans": [[13, 28, "EMAIL", "EMAIL"]], "lang": "es"},
]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in _LINES), encoding="utf-8")
    return file


def test_a_set_is_scored(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(lines), "--by-label", "--misses", "3"]) == 0

    shown = capsys.readouterr().out
    assert (
        "recall 100.00%  precision 100.00%  F2 100.00%  no leak 100.00% of 2  empty texts touched 0.00% of 1" in shown
    )
    assert "SSN" in shown


def test_only_one_language_is_scored_when_asked(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(lines), "--lang", "es", "--by-label"])

    shown = capsys.readouterr().out
    assert "EMAIL" in shown
    assert "SSN" not in shown


def test_a_roster_adds_what_the_words_do_not_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster, file = tmp_path / "roster.jsonl", tmp_path / "lines.jsonl"
    roster.write_text(json.dumps({"name": "Zheara Quimby", "mrn": "7741903"}) + "\n", encoding="utf-8")
    line = {"id": "4", "text": "any news on zheara quimby yet", "spans": [[12, 25, "PATIENT", "NAME"]], "lang": "en"}
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")

    assert main([str(file), "--roster", str(roster)]) == 0
    assert "recall 100.00%" in capsys.readouterr().out
