import json
from itertools import islice
from pathlib import Path

import pytest

from scripts.redaction.corpus.__main__ import main, write_test
from scripts.redaction.corpus.build import test_lines as committed_lines
from scripts.redaction.corpus.build import training_lines
from scripts.redaction.corpus.pieces import GROUPS, Line, Piece, assembled

_SETS = Path(__file__).parents[3] / "data" / "redaction"


def test_the_committed_sets_are_what_the_generator_writes(tmp_path: Path) -> None:
    write_test(tmp_path)

    for name in ("test_lines.jsonl", "roster.jsonl"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (_SETS / name).read_text(encoding="utf-8")


def test_the_test_set_has_the_promised_shares() -> None:
    lines = committed_lines()

    assert len(lines) == 2400
    assert sum(line.lang == "es" for line in lines) == 1200
    assert sum(line.style in {"dictated", "voicemail"} for line in lines) == 800
    assert 0.24 < sum(not _gold(line) for line in lines) / 2400 < 0.26
    assert len({line.text for line in lines}) > 2390


def test_spans_are_in_order_apart_and_cut_at_words() -> None:
    for line in [*committed_lines(), *islice(training_lines(3), 500)]:
        end = 0
        for start, stop, kind, group in line.spans:
            assert end <= start < stop <= len(line.text)
            assert GROUPS[kind] == group
            assert line.text[start:stop] == line.text[start:stop].strip()
            end = stop


def test_the_same_seed_writes_the_same_training_text() -> None:
    assert list(islice(training_lines(11), 50)) == list(islice(training_lines(11), 50))


def test_no_training_line_is_a_test_line() -> None:
    tested = {line.text for line in committed_lines() if len(line.text) > 25}

    assert not tested & {line.text for line in islice(training_lines(2), 3000)}


def test_pieces_become_a_text_whose_spans_hold() -> None:
    text, spans = assembled(
        [Piece("born "), Piece("the fourth of May ", "BIRTH_DATE"), Piece(" in "), Piece("Kyle", "CITY")]
    )

    assert text == "born the fourth of May in Kyle"
    assert [text[start:end] for start, end, _, _ in spans] == ["fourth of May", "Kyle"]


def test_training_lines_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "3", "9"]) == 0
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == ["train-0", "train-1", "train-2"]
    assert set(rows[0]) == {"id", "text", "spans", "style", "lang", "asked", "meta"}


def test_wrong_use_is_told() -> None:
    assert main(["everything"]) == 2


def _gold(line: Line) -> list[tuple[int, int, str, str]]:
    return [span for span in line.spans if span[3] != "neutral"]
