"""SD03: loggers take fixed words and named values, never a text put together on the spot (PHI hides in those)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scripts.lint.base import PRODUCT, Finding, python_files, tree

LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}


class FixedLogWords:
    """The message of a log record is a literal."""

    id = "SD03"

    def check(self, root: Path) -> Iterator[Finding]:
        """Yield logger calls whose message is not a plain string."""
        for path in python_files(root, *PRODUCT):
            for node in ast.walk(tree(root / path)):
                if isinstance(node, ast.Call) and _is_logging(node.func) and _is_built(node.args):
                    yield Finding(self.id, path, node.lineno, "logs a built text. Use fixed words and %s arguments.")


def _is_logging(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute) or function.attr not in LEVELS:
        return False
    owner = getattr(function.value, "id", getattr(function.value, "attr", ""))
    return owner.lower().lstrip("_") in {"log", "logger", "logging"}


def _is_built(arguments: list[ast.expr]) -> bool:
    return bool(arguments) and isinstance(arguments[0], ast.JoinedStr | ast.BinOp | ast.Call)
