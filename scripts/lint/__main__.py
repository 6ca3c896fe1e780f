"""Run every house rule over the project; exit 1 when one is broken."""

import sys

from scripts.lint.base import ROOT, Rule
from scripts.lint.clock import OneClock
from scripts.lint.locks import Locks
from scripts.lint.logging_rule import FixedLogWords
from scripts.lint.marks import Marks
from scripts.lint.size import Size

RULES: tuple[Rule, ...] = (Size(), OneClock(), FixedLogWords(), Marks(), Locks())


def main() -> int:
    """Print each finding on a line of its own."""
    findings = [finding for rule in RULES for finding in rule.check(ROOT)]
    for finding in findings:
        print(finding)
    print(f"house rules: {len(RULES)} checked, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
