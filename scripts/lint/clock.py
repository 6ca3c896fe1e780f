"""SD02: the time comes from services.kernel.clock and from nowhere else in the product."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scripts.lint.base import PRODUCT, Finding, python_files, tree

READERS = {"now", "utcnow", "today"}
TYPES = {"datetime", "date", "dt"}
HOME = Path("services/kernel/clock.py")
ALONE = Path("compliance/verify/sealdesk_verify.py")
"""Runs on an auditor's computer without the rest of the product."""


class OneClock:
    """Nothing but the kernel's clock reads the machine's time of day."""

    id = "SD02"

    def check(self, root: Path) -> Iterator[Finding]:
        """Yield calls such as `datetime.now()` and `time.time()` outside the clock."""
        for path in python_files(root, *PRODUCT):
            if path in {HOME, ALONE}:
                continue
            for node in ast.walk(tree(root / path)):
                if isinstance(node, ast.Call) and _reads_time(node.func):
                    yield Finding(self.id, path, node.lineno, "reads the machine's time. Take a Clock and ask it.")


def _reads_time(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value.attr if isinstance(function.value, ast.Attribute) else getattr(function.value, "id", "")
    return (function.attr in READERS and owner in TYPES) or (function.attr == "time" and owner == "time")
