"""The pack as files: everything in one folder, each file with its hash."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from compliance.agreements.template import template_text
from compliance.evidence import oscal
from compliance.evidence.errors import FolderInUse, FolderUnusable
from compliance.evidence.model import Pack
from compliance.evidence.overview import dumped, evidence_file, overview, result_row
from compliance.evidence.pages import EvidencePages

SUMS: Final = "SHA256SUMS"
NOTE: Final = "SHA256SUMS.note"
"""The signature over the list (`compliance.evidence.seal`); not in the list itself."""
_GUIDE: Final = Path(__file__).parents[1] / "controls" / "guide" / oscal.GUIDE
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


def pack_files(pack: Pack) -> dict[str, bytes]:
    """Return every file of the pack by its name, the list of hashes included."""
    files = {
        "overview.json": dumped(overview(pack)),
        **{evidence_file(result.probe): dumped(result_row(result)) for result in pack.results},
        **{f"evidence/{name.value}.json": dumped([dict(row) for row in rows]) for name, rows in pack.exhibits.items()},
        "agreements/template.md": template_text().encode(),
        f"oscal/{oscal.CATALOG}": dumped(oscal.catalog(pack)),
        "oscal/component-definition.json": dumped(oscal.component_definition(pack)),
        "oscal/assessment-results.json": dumped(oscal.assessment_results(pack)),
        f"oscal/{oscal.GUIDE}": _GUIDE.read_bytes(),
        **EvidencePages(pack).all(),
    }
    return {**files, SUMS: sums(files)}


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the list of hashes as `sha256sum -c` reads it."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def require_free(folder: Path) -> None:
    """Check that a pack can be written there.

    Raises:
        FolderInUse: something is in the folder.
        FolderUnusable: it is no folder, or may not be looked into.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise FolderInUse(folder)
    except OSError as error:
        raise FolderUnusable(folder, error) from None


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, readable by their owner alone; the list of hashes last, so that half a pack is known as one.

    Raises:
        FolderInUse: something is in the folder.
        FolderUnusable: a file cannot be written.
    """
    require_free(folder)
    try:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        for name, content in sorted(files.items(), key=lambda file: (file[0] == SUMS, file[0])):
            path = folder / name
            path.parent.mkdir(mode=_FOLDER_MODE, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _FILE_MODE)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
    except OSError as error:
        raise FolderUnusable(folder, error) from None
