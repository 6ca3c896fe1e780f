"""The page's own script, style and icon, read once and named by their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

_STATIC = Path(__file__).parent / "static"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, its content type and a digest that changes with it."""

    content: bytes
    content_type: str
    digest: str


class Assets:
    """Every file of a static folder, single ones of the chat's that its pages use too, and those of further folders."""

    def __init__(self, folder: Path = _STATIC, *shared: str, further: tuple[Path, ...] = ()) -> None:
        folders = (folder, *further)
        files = [*(path for each in folders for path in sorted(each.iterdir())), *(_STATIC / name for name in shared)]
        self._assets = {path.name: _read(path) for path in files if path.suffix in _TYPES}

    def get(self, name: str) -> Asset | None:
        """Return the file of this name, or None."""
        return self._assets.get(name)

    def address(self, name: str) -> str:
        """Return the address of a file, with its digest, so that a browser may keep it for good."""
        return f"/static/{name}?v={self._assets[name].digest}"


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, _TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:16])
