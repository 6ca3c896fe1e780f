"""`sealdesk report check`: whether a pack is as it was made, whose it is, and how it stands today."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from appliance.cli.opening import settings_of
from appliance.wiring.evidence_pack import trusted_keys
from compliance.evidence.check import check_pack
from compliance.evidence.errors import NotSealed
from compliance.evidence.seal import sealed_by
from compliance.evidence.standing import Judged, Standing
from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError

_DIFFERS, _UNSURE = 1, 2
_UNKNOWN: Final = (
    "Whose pack it is was NOT checked: no key of the log is known here. Give it with --vkey (the log's file log/vkey)."
)


def check(config: Path | None, folder: Path, vkeys: Sequence[str], *, as_json: bool) -> int:
    """Check the hashes and the seal of a pack, and print how it stands today.

    Returns 1 where a file differs or the seal is not the log's, 2 where no key of the log is known.

    Raises:
        NoPack: the folder holds no pack.
    """
    found = check_pack(folder, SystemClock().now())
    keys = [key for each in vkeys for key in _key(each)] or _own(config)
    signed, why = _seal(folder, keys)
    status = _DIFFERS if found.differing or why else 0 if signed else _UNSURE
    counts = _counts(found.judged)
    if as_json:
        content = {"pack_sha256": found.digest, "files": found.files, "differing": found.differing, "signed_by": signed}
        _say(json.dumps({**content, "today": counts}))
        return status
    for name in found.differing:
        _say(f"NOT as it was made: {name}")
    _say(why or (f"It is signed by {signed}." if signed else _UNKNOWN))
    if not found.differing:
        _say(f"{found.files} files are as they were made. The hash of {folder.name}/SHA256SUMS is {found.digest};")
        _say("the audit trail's event evidence.collected holds the same one, or this is another pack.")
    _say("Of the 42 specifications, by this pack and today's date: " + ", ".join(f"{n} {w}" for w, n in counts.items()))
    return status


def _key(given: str) -> list[str]:
    """Return a key as it was typed, or those of the file that was named."""
    path = Path(given)
    return path.read_text(encoding="utf-8").split() if path.is_file() else [given]


def _own(config: Path | None) -> list[str]:
    """Return the key of this machine's own log; an auditor's computer has neither settings nor log."""
    try:
        return trusted_keys(settings_of(config))
    except SealdeskError:
        if config is not None:
            raise
        return []


def _seal(folder: Path, keys: Sequence[str]) -> tuple[str | None, str]:
    """Return who signed the pack, or why that cannot be believed."""
    if not keys:
        return None, ""
    try:
        return sealed_by(folder, keys), ""
    except NotSealed as error:
        return None, f"NOT signed by the log: {error.what}"


def _counts(judged: Sequence[Judged]) -> dict[str, int]:
    ours = [each.standing for each in judged if each.control.specification]
    return {standing.value: ours.count(standing) for standing in Standing}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
