"""Checks a pack that was made before: that its files are those that were written, and how it stands today."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from compliance.controls.model import Control
from compliance.evidence.errors import FolderUnusable, NoPack
from compliance.evidence.overview import read_results
from compliance.evidence.pack import NOTE, SUMS
from compliance.evidence.standing import Judged, judge
from compliance.probes.sign_offs import SignOff

_LINE: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9_./-]+)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the hash of the list of hashes, files that differ, and how each control stands now."""

    digest: str
    files: int
    differing: tuple[str, ...]
    judged: tuple[Judged, ...]


def check_pack(folder: Path, now: datetime) -> Checked:
    """Read a pack and hold it against its hashes and against the time.

    Raises:
        NoPack: there is none, or its overview cannot be read.
        FolderUnusable: the folder cannot be read.
    """
    try:
        listed = (folder / SUMS).read_bytes()
        wanted = {name: digest for digest, name in _LINE.findall(listed.decode("utf-8", "replace"))}
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {SUMS, NOTE}
        found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in there & wanted.keys()}
    except FileNotFoundError:
        raise NoPack(folder) from None
    except OSError as error:
        raise FolderUnusable(folder, error) from None
    differing = sorted((there ^ wanted.keys()) | {name for name, digest in found.items() if wanted[name] != digest})
    judged = _judged(folder, wanted, now)
    return Checked(hashlib.sha256(listed).hexdigest(), len(wanted), tuple(differing), judged)


def _judged(folder: Path, names: Mapping[str, str], now: datetime) -> tuple[Judged, ...]:
    try:
        files = {name: json.loads((folder / name).read_bytes()) for name in names if name.endswith(".json")}
        results = read_results(files)
        return tuple(_again(row, results, now) for row in files["overview.json"]["controls"])
    except (OSError, ValueError, KeyError, TypeError):
        raise NoPack(folder) from None


def _again(row: Mapping[str, Any], results: Mapping[str, Any], now: datetime) -> Judged:
    """Judge a control anew by what its pack says was seen."""
    control = Control(**{name: row[name] for name in Control.model_fields})
    signed = row["sign_off"]
    sign_off = SignOff(**{**signed, "at": datetime.fromisoformat(signed["at"])}) if signed else None
    return judge(control, results, sign_off, now)
