"""What every house rule is made of: a rule looks at files and yields findings."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("appliance", "compliance", "services")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that breaks a rule."""

    rule: str
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule} {self.message}"


class Rule(Protocol):
    """One house rule."""

    id: str

    def check(self, root: Path) -> Iterator[Finding]:
        """Yield every place under `root` that breaks the rule."""
        ...


def tracked(root: Path) -> tuple[Path, ...]:
    """Return the files that belong to the project: tracked by git, or new and not ignored; relative to `root`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout  # noqa: S603 fixed words
    return tuple(path for line in listed.splitlines() if (root / (path := Path(line))).is_file())


def python_files(root: Path, *tops: str) -> Iterator[Path]:
    """Yield the Python files below the given top folders, relative to `root`."""
    for path in tracked(root):
        if path.suffix == ".py" and path.parts[0] in tops:
            yield path


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
