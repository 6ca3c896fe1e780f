"""SD05: lock files pin by hash and name no registry, so that any mirror can serve them."""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.lint.base import Finding, tracked

_INDEX = re.compile(r"--(?:index-url|extra-index-url|find-links|trusted-host)|https?://")
_PIN = re.compile(r"^[A-Za-z0-9][\w.\[\]-]*==")


class Locks:
    """Python locks carry hashes and no index; npm locks carry integrity and no `resolved`."""

    id = "SD05"

    def check(self, root: Path) -> Iterator[Finding]:
        """Yield index addresses, unhashed pins and resolved addresses."""
        for path in tracked(root):
            if path.parent == Path("requirements") and path.suffix == ".txt":
                yield from self._python(root, path)
            elif path.name == "package-lock.json":
                yield from self._npm(root, path)

    def _python(self, root: Path, path: Path) -> Iterator[Finding]:
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if _INDEX.search(line):
                yield Finding(self.id, path, number, "names a registry. Compile with `make lock`.")
            if _PIN.match(line) and not (number < len(lines) and "--hash=" in lines[number]):
                yield Finding(self.id, path, number, "is pinned without a hash. Compile with `make lock`.")

    def _npm(self, root: Path, path: Path) -> Iterator[Finding]:
        for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines(), 1):
            if '"resolved"' in line:
                yield Finding(
                    self.id, path, number, "names a registry. Lock with omit-lockfile-registry-resolved=true."
                )
