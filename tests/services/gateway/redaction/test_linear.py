"""Ten times the text is ten times the work, whatever it is made of: counted, not timed."""

import json
from datetime import date
from pathlib import Path

import pytest

from scripts.redaction.score import records
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.roster.records import patients_from_lines
from services.gateway.redaction.roster.roster import Roster
from tests.bench.tool_result import tool_result
from tests.doubles.scanning import counting, work

DATA = Path(__file__).parents[3] / "data" / "redaction"
ROSTER = (DATA / "roster.jsonl").read_text(encoding="utf-8").splitlines()
SAID = "\n".join(record["text"] for record in list(records(DATA / "test_lines.jsonl"))[:150])
NOTES = "\n".join(record["text"] for record in records(DATA / "clean_1_en.txt"))
TEXTS = {
    "tool result": tool_result([json.loads(line) for line in ROSTER], 3000),
    "lines": SAID,
    "one line": SAID.replace("\n", " "),
    "small letters": SAID.lower(),
    "capitals": SAID.upper(),
    "notes": NOTES,
    "digits": "512-555-0100 ",
    "names": "Maria Santos, ",
    "accents": SAID.replace("i", "í\u200b"),
    "said": "five one two double five, oh one hundred ",
    "one word": "abcdefgh",
    "marks": ", (",
}
SIZE, TIMES = 6_000, 10


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return build_redactor(Roster(patients_from_lines(ROSTER)), today=lambda: date(2026, 11, 23))


@pytest.mark.parametrize("kind", TEXTS)
def test_the_work_grows_with_the_text_and_no_faster(
    kind: str, redactor: Redactor, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = counting(monkeypatch)
    text = (TEXTS[kind] * SIZE)[:SIZE]
    work(redactor, text, counter)  # what is looked up once for the process is no part of it
    calls, characters = work(redactor, text, counter)
    more_calls, more_characters = work(redactor, text * TIMES, counter)
    assert more_calls < 1.5 * TIMES * calls
    assert more_characters < 1.5 * TIMES * characters
