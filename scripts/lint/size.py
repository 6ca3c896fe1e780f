"""SD01: short files, short functions, few branches: 95 % within the house's figures, none beyond the hard limit.

Tables (word lists, templates) are data and are not counted.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.lint.base import PRODUCT, Finding, python_files, tree

SHARE = 0.95
TABLE = 20
"""From this many lines on, an assignment is a table and not counted."""

ONE_FILE_ON_PURPOSE = {Path("compliance/verify/sealdesk_verify.py")}
"""Carried to another machine as it is, alone; only its length is not counted."""

_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that 95 % stay within, and one that none may pass."""

    what: str
    house: int
    hard: int


FILE = Limit("lines in a file", 300, 450)
FUNCTION = Limit("lines in a function", 30, 60)
COMPLEXITY = Limit("branches in a function", 6, 10)


def complexity(function: ast.AST) -> int:
    """Return 1 plus the number of places where the function takes a decision (McCabe)."""
    return 1 + sum(isinstance(node, _BRANCHES) for node in ast.walk(function))


def table_lines(module: ast.Module) -> int:
    """Return how many lines are tables: long assignments of words or numbers at the module's top level."""
    spans = (
        (node.end_lineno or 0) - node.lineno + 1 for node in module.body if isinstance(node, ast.Assign | ast.AnnAssign)
    )
    return sum(span for span in spans if span >= TABLE)


class Size:
    """Files, functions and branches stay within the house's figures."""

    id = "SD01"

    def check(self, root: Path) -> Iterator[Finding]:
        """Yield what is beyond a hard limit, and everything beyond the house's figure where it is more than 5 %."""
        files, functions, branches = self._measure(root)
        for limit, sizes in ((FILE, files), (FUNCTION, functions), (COMPLEXITY, branches)):
            yield from self._judge(limit, sizes)

    def _measure(self, root: Path) -> tuple[list[tuple[Path, int, int]], ...]:
        files, functions, branches = [], [], []
        for path in python_files(root, *PRODUCT):
            parsed = tree(root / path)
            lines = len((root / path).read_text(encoding="utf-8").splitlines())
            if path not in ONE_FILE_ON_PURPOSE:
                files.append((path, 1, lines - table_lines(parsed)))
            for node in ast.walk(parsed):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    functions.append((path, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1))
                    branches.append((path, node.lineno, complexity(node)))
        return files, functions, branches

    def _judge(self, limit: Limit, sizes: list[tuple[Path, int, int]]) -> Iterator[Finding]:
        over = [entry for entry in sizes if entry[2] > limit.house]
        too_many = len(over) > (1 - SHARE) * len(sizes)
        for path, line, size in over:
            if too_many or size > limit.hard:
                yield Finding(
                    self.id, path, line, f"{size} {limit.what}; the house's figure is {limit.house}. Split it."
                )
