"""Marked lines are read as records of a set, and the committed ones score as they should."""

from pathlib import Path

import pytest

from scripts.redaction.marked import marked_records, plain
from scripts.redaction.score import answering, records, scored
from scripts.redaction.tally import NEUTRAL
from services.gateway.redaction.pipeline import Mode

SETS = Path("tests/data/redaction")


def test_a_mark_is_a_span_of_the_plain_line() -> None:
    text, spans = plain("see <neutral|Dr.> <NAME|Roe> on <DATE|5/1>")
    assert text == "see Dr. Roe on 5/1"
    assert [(text[start:end], label) for start, end, label in spans] == [
        ("Dr.", NEUTRAL),
        ("Roe", "NAME"),
        ("5/1", "DATE"),
    ]


def test_comments_and_empty_lines_are_no_records(tmp_path: Path) -> None:
    file = tmp_path / "few_es.txt"
    file.write_text("# what\n\nsoy <NAME|Ana>\n", encoding="utf-8")
    assert list(marked_records(file)) == [
        {"id": "few_es-3", "text": "soy Ana", "lang": "es", "spans": [[4, 7, "NAME", "NAME"]]}
    ]
    assert list(records(file, lang="en")) == []


@pytest.mark.parametrize("file", sorted(SETS.glob("clean_*.txt")), ids=lambda file: file.stem)
def test_lines_with_nothing_in_them_are_left_alone(file: Path) -> None:
    tally = scored(records(file), answering(None, Mode.STRICT))
    assert tally.empty > 90
    assert tally.touched <= 0.04 * tally.empty, tally.false


@pytest.mark.parametrize("file", sorted(SETS.glob("identifying_*.txt")), ids=lambda file: file.stem)
def test_who_is_meant_is_found_and_little_else(file: Path) -> None:
    tally = scored(records(file), answering(None, Mode.STRICT))
    assert tally.texts > 60
    assert tally.recall() >= 0.955, tally.missed
    assert tally.precision() >= 0.97, tally.false
    for label in ("MRN", "PHONE"):
        assert tally.recall(label) == 1, tally.missed[label]
