import ast
import re
from pathlib import Path

import pytest

from appliance.settings.load import load
from scripts.docs.__main__ import pages
from scripts.lint.base import PRODUCT, ROOT, tracked
from services.audit.model import Action

DOCS = ROOT / "docs"
MARKDOWN = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
RUNBOOKS = sorted((DOCS / "runbooks").glob("*.md"))
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
_ROW = re.compile(r"^\| `([\w./-]+)` \| (.+) \|$", re.MULTILINE)
_NOT_ROOMS = re.compile(r"/(migrations/versions|templates|static|data|fixtures|phrases)(/|$)|^docs/|^\.")
_TESTS_OF_THEIR_OWN = {
    "doubles",
    "contract",
    "peers",
    "complaints",
    "races",
    "crash",
    "dialogues",
    "browser",
    "system",
    "bench",
    "docs",
}


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_a_generated_page_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], "Run `make docs`."


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", RUNBOOKS, ids=lambda page: page.stem)
def test_a_runbook_says_when_how_long_what_and_how_to_verify(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    positions = [text.find(part) for part in ("**When to use**", "**Duration**", "## Steps", "## Verify")]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert re.search(r"^1\. ", text, re.MULTILINE)


def rooms() -> set[str]:
    """Return every folder of the project that holds code, tests or templates."""
    folders = {path.parent.as_posix() for path in tracked(ROOT) if path.parts[0] in (*PRODUCT, "scripts")}
    folders -= set(PRODUCT)
    own = {f"tests/{path.parts[1]}" for path in tracked(ROOT) if path.parts[0] == "tests" and len(path.parts) > 2}
    return {room for room in folders if not _NOT_ROOMS.search(room)} | {
        room for room in own if room.removeprefix("tests/") in _TESTS_OF_THEIR_OWN
    }


def test_the_map_shows_every_room_and_no_other() -> None:
    shown: dict[str, str] = dict(_ROW.findall((DOCS / "map.md").read_text(encoding="utf-8")))
    assert rooms() - set(shown) == set()
    assert {room for room in shown if not (ROOT / room).is_dir()} == set()
    assert all(len(job) < 130 for job in shown.values())


def test_the_glossary_is_sorted_and_says_each_word_once() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)[1:]
    words = [row.lower() for row in rows if not row.startswith("-")]
    assert words == sorted(words)
    assert len(words) == len(set(words))


def test_every_audit_event_is_explained() -> None:
    page = (DOCS / "reference/audit-events.md").read_text(encoding="utf-8")
    assert all(re.search(rf"^\| `{action}` \| `{action.name}` \| .+ \|$", page, re.MULTILINE) for action in Action)


def test_the_example_settings_are_right() -> None:
    settings = load(DOCS / "reference/appliance.example.yaml")
    assert settings.scheduling_system.smart is not None


def test_the_settings_in_the_how_tos_are_keys_that_exist() -> None:
    schema = (ROOT / "appliance/appliance.schema.json").read_text(encoding="utf-8")
    for page in (DOCS / "how-to").glob("*.md"):
        for block in re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            keys = re.findall(r"^\s*(\w+):", block, re.MULTILINE)
            assert [key for key in keys if f'"{key}"' not in schema and key != "laser"] == []


def test_every_complaint_has_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (DOCS / "complaints.md").read_text(encoding="utf-8"))
    assert len(named) > 15
    missing = [f"{file}::{test}" for file, test in named if test not in functions(ROOT / file)]
    assert missing == []


def functions(path: Path) -> set[str]:
    """Return the names of the tests in a file."""
    if not path.exists():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_the_readme_names_the_two_commands_and_only_existing_targets() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make (\w+)", readme, re.MULTILINE))
    assert {"demo", "test"} <= named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)
