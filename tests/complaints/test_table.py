"""The table of complaints and the tests keep up with each other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TABLE = (ROOT / "docs/complaints.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)


def names_in(path: Path) -> set[str]:
    """Return the names of the tests in a file, also those in a class."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {name for name in functions if name.startswith("test_")}


def test_each_test_in_the_table_exists() -> None:
    missing = [f"{file}::{name}" for file, name in NAMED if name not in names_in(ROOT / file)]
    assert missing == []


def test_each_complaint_has_a_source_an_answer_and_a_test() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 30
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == 4, row
        assert all(cells), row
        assert "::test_" in cells[3], row


def test_each_test_of_a_complaint_is_in_the_table() -> None:
    named = {name for _, name in NAMED}
    files = [path for path in HERE.glob("test_*.py") if path.name != "test_table.py"]
    assert {name for path in files for name in names_in(path)} - named == set()
