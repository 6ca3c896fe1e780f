import subprocess
from pathlib import Path

import pytest

from scripts.lint.base import Rule
from scripts.lint.clock import OneClock
from scripts.lint.locks import Locks
from scripts.lint.logging_rule import FixedLogWords
from scripts.lint.marks import Marks
from scripts.lint.size import Size

NOTE = "TO" + "DO"


def found(rule: Rule, folder: Path, path: str, text: str) -> list[int]:
    if not (folder / ".git").exists():
        subprocess.run(["git", "init", "-q", str(folder)], check=True)  # noqa: S603, S607 git
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [finding.line for finding in rule.check(folder)]


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "dt.date.today()", "datetime.datetime.utcnow()", "time.time()"])
def test_reading_the_time_elsewhere_is_found(tmp_path: Path, call: str) -> None:
    assert found(OneClock(), tmp_path, "services/x.py", f"a = 1\nb = {call}\n") == [2]


@pytest.mark.parametrize("call", ["clock.now()", "loop.time()", "time.monotonic()"])
def test_asking_a_clock_is_right(tmp_path: Path, call: str) -> None:
    assert found(OneClock(), tmp_path, "services/x.py", f"a = {call}\n") == []


@pytest.mark.parametrize("message", ['f"patient {name}"', '"patient " + name', '"patient {}".format(name)'])
def test_a_built_log_text_is_found(tmp_path: Path, message: str) -> None:
    assert found(FixedLogWords(), tmp_path, "services/x.py", f"log.warning({message})\n") == [1]


def test_fixed_words_with_values_are_right(tmp_path: Path) -> None:
    assert found(FixedLogWords(), tmp_path, "services/x.py", 'log.warning("failed: %s", kind)\n') == []


@pytest.mark.parametrize("line", [f"# {NOTE}: later", "see /ho" + "me/someone/notes", "x = 1  # pragma: " + "no cover"])
def test_unfinished_and_private_marks_are_found(tmp_path: Path, line: str) -> None:
    assert found(Marks(), tmp_path, "docs/x.md", f"fine\n{line}\n") == [2]


def test_long_functions_are_found_when_they_are_many(tmp_path: Path) -> None:
    long = "def f() -> None:\n" + "    x = 1\n" * 40
    assert found(Size(), tmp_path, "services/x.py", long) == [1]
    short = "".join(f"def g{number}() -> None:\n    x = 1\n" for number in range(30))
    assert found(Size(), tmp_path, "services/y.py", short) == []


def test_one_huge_function_is_found_among_many_short_ones(tmp_path: Path) -> None:
    short = "".join(f"def g{number}() -> None:\n    x = 1\n" for number in range(100))
    assert found(Size(), tmp_path, "services/y.py", short) == []
    huge = "def f() -> None:\n" + "    x = 1\n" * 70
    assert found(Size(), tmp_path, "services/x.py", huge) == [1]


def test_a_lock_that_names_a_registry_or_lacks_a_hash_is_found(tmp_path: Path) -> None:
    good = "a==1 \\\n    --hash=sha256:00\n"
    assert found(Locks(), tmp_path, "requirements/a.txt", good) == []
    assert found(Locks(), tmp_path, "requirements/a.txt", f"--index-url https://x.example\n{good}b==2\n") == [1, 4]


def test_a_resolved_address_in_an_npm_lock_is_found(tmp_path: Path) -> None:
    lock = '{\n"a": {"integrity": "sha512-x"},\n"b": {"resolved": "https://x.example/b.tgz"}\n}\n'
    assert found(Locks(), tmp_path, "tests/peers/x/package-lock.json", lock) == [3]


def test_a_long_table_does_not_count_as_code(tmp_path: Path) -> None:
    table = "WORDS = (\n" + '    "word",\n' * 600 + ")\n"
    assert found(Size(), tmp_path, "services/x.py", table) == []
    code = "".join(f"x{number} = {number}\n" for number in range(460))
    assert found(Size(), tmp_path, "services/x.py", code) == [1]
