"""Build the wheel offline and look into it: our packages, their data files, and nothing else."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from scripts.lint.base import PRODUCT, ROOT, tracked

_DATA = {
    ".py",
    ".html",
    ".jinja",
    ".css",
    ".js",
    ".json",
    ".svg",
    ".png",
    ".ico",
    ".yaml",
    ".mako",
    ".txt",
    ".woff2",
    ".ini",
}


def build(into: Path) -> Path:
    """Build the wheel into a folder and return its path."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 fixed words
    (wheel,) = into.glob("*.whl")
    return wheel


def problems(names: set[str]) -> list[str]:
    """Say what the wheel lacks or should not hold."""
    wanted = {path.as_posix() for path in tracked(ROOT) if path.parts[0] in PRODUCT and path.suffix in _DATA}
    strangers = {name for name in names if not name.startswith((*(f"{top}/" for top in PRODUCT), "sealdesk-"))}
    found = [f"missing from the wheel: {name}" for name in sorted(wanted - names)]
    return found + [f"should not be in the wheel: {name}" for name in sorted(strangers)]


def main() -> int:
    """Print the problems; exit 1 when there are any."""
    with tempfile.TemporaryDirectory() as folder:
        names = set(zipfile.ZipFile(build(Path(folder))).namelist())
    found = problems(names)
    print("\n".join([*found, f"wheel: {len(names)} files, {len(found)} problems"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
