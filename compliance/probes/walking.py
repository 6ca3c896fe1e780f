"""Walks a folder for a probe: what may not be looked into ends the walk, for what was passed over shows nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

from compliance.probes.model import CannotTell


def files_below(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder by rising name.

    Raises:
        CannotTell: a folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        where = Path(str(error.filename)).name
        raise CannotTell(f"{where}/ cannot be looked into ({type(error).__name__}); run it as root") from None

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        yield from (Path(root) / name for name in sorted(names))
