"""Probe of the installed software: every file still has the hash that it was installed with."""

import asyncio
import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Subject

_NAMED: Final = 5
_COMPILED: Final = ".pyc"
_OURS: Final = ("appliance", "compliance", "services")


@dataclass(slots=True)
class _Tally:
    packages: int = 0
    files: int = 0
    ours: int = 0
    changed: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    """Packages that keep no list of their files."""


async def _unchanged(subject: Subject) -> Figure:
    tally = await asyncio.to_thread(_compare, subject.machine.packages())
    if tally.changed:
        more = f" and {len(tally.changed) - _NAMED} more" if len(tally.changed) > _NAMED else ""
        raise NotShown(f"changed or gone since they were installed: {', '.join(tally.changed[:_NAMED])}{more}")
    if tally.bare:
        raise CannotTell(f"these packages keep no list of their files: {', '.join(tally.bare[:_NAMED])}")
    words = f"{tally.files} files of {tally.packages} packages have the hashes they were installed with"
    if not tally.ours:
        raise CannotTell(f"{words}, but Sealdesk itself is installed for development and keeps no hashes of its own")
    return Figure(f"{words}, {tally.ours} of Sealdesk among them")


def _compare(packages: Iterable[Distribution]) -> _Tally:
    tally = _Tally()
    for package in packages:
        tally.packages += 1
        if not package.files:
            tally.bare.append(str(package.metadata["Name"]))
        for file in package.files or ():
            if file.hash is None or file.suffix == _COMPILED:
                continue
            tally.files += 1
            tally.ours += file.parts[0] in _OURS
            if _hash(Path(str(file.locate())), file.hash.mode) != file.hash.value:
                tally.changed.append(str(file))
    return tally


def _hash(path: Path, mode: str) -> str:
    """Return a file's hash as RECORD writes it (PEP 376); empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, mode).digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


SOFTWARE: Final = Probe(
    "software.unchanged",
    "No installed program was replaced",
    "every file of every installed Python package, against the hash in its RECORD",
    "sha256sum FILE, against its line in the package's RECORD (*.dist-info/RECORD, in base64)",
    "Keep the machine as it is and find out who changed the file; then install again from the locked packages: "
    "pip install --force-reinstall --require-hashes -r requirements/runtime.txt",
    _unchanged,
)
