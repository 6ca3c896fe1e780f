"""SD04: nothing unfinished, switched off or private to one machine in the project's text."""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.lint.base import Finding, tracked

_SPLIT = "|".join(  # written in halves, so that this file does not find itself
    ("TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:")
)
MARKS = (
    (re.compile(rf"\b(?:{_SPLIT})\b"), "is a note to oneself. Do it, or file an issue."),
    (re.compile("pragma: " + "no cover"), "hides code from coverage. Test it or remove it."),
    (re.compile(r"pytest\.(?:mark\.)?" + r"(?:skip|xfail)"), "switches a test off. Mend it or remove it."),
    (re.compile(r"(?<![\w.])/(?:work|home|root|Users)/(?!\*)[\w.-]+"), "is a path of one machine. Use a relative one."),
)
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".sh",
    ".yaml",
    ".yml",
    ".json",
    ".js",
    ".mjs",
    ".css",
    ".html",
    ".jinja",
    "",
}
_ELSEWHERE = ("package-lock.json",)


class Marks:
    """No unfinished marks, no switched-off tests, no private paths."""

    id = "SD04"

    def check(self, root: Path) -> Iterator[Finding]:
        """Yield each line that holds such a mark."""
        for path in tracked(root):
            if path.suffix in TEXT and path.name not in _ELSEWHERE:
                yield from self._lines(root, path)

    def _lines(self, root: Path, path: Path) -> Iterator[Finding]:
        for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines(), 1):
            for pattern, message in MARKS:
                if found := pattern.search(line):
                    yield Finding(self.id, path, number, f"'{found.group()}' {message}")
