"""Reads the test vectors of github.com/transparency-dev/merkle as they lie in its `testdata` and runs them.

Each JSON file holds one case: for inclusion `leafIdx` (or `leafIndex`, as older commits write it), `treeSize`, `root`,
`leafHash`, `proof`; for consistency `size1`, `size2`, `root1`, `root2`, `proof`; in both `desc` and `wantErr`; hashes
in base64, an empty proof as `[]` or `null`. Which of the two it is, its fields say.

    python -m tests.vectors.merkle DIR [--with verifier]

DIR is that `testdata`, a folder below it, or a checkout of the repository. Exit 0: every vector gives what it wants,
1: one does not, 64: there are none. `--with verifier` asks compliance/verify/sealdesk_verify.py instead of the
ledger's own code.
"""

import base64
import importlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.audit import tree

PASSED, FAILED, USAGE = 0, 1, 64


@dataclass(frozen=True, slots=True)
class Checker:
    """What checks proofs: `services.audit.tree`, or the verifier's file."""

    inclusion: Callable[[int, int, bytes, Sequence[bytes], bytes], bool]
    consistency: Callable[[int, int, bytes, bytes, Sequence[bytes]], bool]


LEDGER = Checker(tree.verify_inclusion, tree.verify_consistency)


@dataclass(frozen=True, slots=True)
class Vector:
    """One file: what it describes, what it wants, what it gives."""

    path: Path
    kind: str
    description: str
    want_error: bool
    fields: dict[str, object]

    def _bytes(self, name: str) -> bytes:
        return base64.b64decode(str(self.fields[name] or ""))

    def _number(self, *names: str) -> int:
        return next(int(str(self.fields[name])) for name in names if name in self.fields)

    def holds(self, checker: Checker) -> bool:
        """Tell whether the checker accepts the proof."""
        proof = [base64.b64decode(item or "") for item in self.fields["proof"] or []]  # type: ignore[attr-defined]
        if self.kind == "inclusion":
            index, size = self._number("leafIdx", "leafIndex"), self._number("treeSize")
            return checker.inclusion(index, size, self._bytes("leafHash"), proof, self._bytes("root"))
        sizes = self._number("size1"), self._number("size2")
        return checker.consistency(*sizes, self._bytes("root1"), self._bytes("root2"), proof)


def vectors(folder: Path) -> Iterator[Vector]:
    """Yield every vector below the folder, in the order of their paths."""
    testdata = folder / "testdata" if (folder / "testdata").is_dir() else folder
    for path in sorted(testdata.rglob("*.json")):
        fields = json.loads(path.read_text())
        kind = "consistency" if "size1" in fields else "inclusion"
        yield Vector(path.relative_to(testdata), kind, fields["desc"], fields["wantErr"], fields)


def run(folder: Path, checker: Checker = LEDGER) -> tuple[int, list[Vector]]:
    """Return how many vectors there are, and those that did not give what they want."""
    found = list(vectors(folder))
    return len(found), [vector for vector in found if vector.holds(checker) == vector.want_error]


def main(arguments: Sequence[str]) -> int:
    """Run the vectors of a folder and say what came of it."""
    checker: Checker = LEDGER
    words = list(arguments)
    if words[1:] == ["--with", "verifier"]:
        verifier = importlib.import_module("compliance.verify.sealdesk_verify")
        checker = Checker(verifier.verify_inclusion, verifier.verify_consistency)
        words = words[:1]
    if len(words) != 1:
        sys.stderr.write("usage: python -m tests.vectors.merkle DIR [--with verifier]\n")
        return USAGE
    count, failed = run(Path(words[0]), checker)
    for vector in failed:
        sys.stdout.write(f"FAILED {vector.path}: {vector.description}\n")
    sys.stdout.write(f"{count - len(failed)} of {count} vectors gave what they want\n")
    if not count:
        return USAGE
    return FAILED if failed else PASSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
