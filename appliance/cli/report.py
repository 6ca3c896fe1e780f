"""`sealdesk report`: the evidence pack of the control catalogue, sign-offs, and the check of an earlier pack."""

import asyncio
import json
import logging
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.doctor.model import Patient
from appliance.errors import ApplianceError
from appliance.secret_files import SecretFiles
from appliance.settings.load import find_file
from appliance.wiring.evidence import build_subject
from appliance.wiring.evidence_pack import collect, collected
from compliance.controls.load import load_catalogue
from compliance.controls.model import Control
from compliance.evidence.check import check_pack
from compliance.evidence.model import Pack, figures
from compliance.evidence.pack import pack_files, require_free, write_files
from compliance.evidence.signing import signable, signed
from compliance.evidence.standing import Judged, Standing
from compliance.probes.sign_offs import SignOff, sign_offs
from services.kernel.clock import SystemClock

_DIFFERS: Final = 1
_SHORT: Final = 60


class DocumentUnreadable(ApplianceError):
    """The signed document cannot be read."""

    code = "document_unreadable"


def hipaa(config: Path | None, staff: str, folder: Path, *, as_json: bool) -> int:
    """Make an evidence pack: look, record in the trail that it was made, then write it.

    Raises:
        FolderInUse: something is in the folder.
        FolderUnusable: a file cannot be written.
    """
    logging.disable(logging.WARNING)  # a probe's figure says it better
    actor = staff_actor(staff)
    require_free(folder)
    file = find_file(config)
    settings = settings_of(config)
    patient = Patient(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())

    async def run() -> Pack:
        async with opened_state(settings) as store:
            pack = await collect(patient, file, store)
            files = pack_files(pack)
            event = collected(pack, files, actor)
            await store.write(lambda tx: tx.audit.record(event))
        write_files(folder, files)
        return pack

    pack = asyncio.run(run())
    found = figures(pack)
    if as_json:
        _say(json.dumps({"folder": str(folder), "figures": found}))
        return 0
    _say(f"The pack is in {folder}: open {folder / 'index.html'}.")
    _say(f"{found['specifications_shown']} of {found['specifications']} specifications are shown today:")
    for standing in Standing:
        _say(f"  {found[f'specifications_{standing}']:3} {standing.value.replace('_', ' ')}")
    _say(f"{found['probes']} probes looked: {found['probes_pass']} passed, {found['probes_fail']} failed.")
    return 0


def sign_off(config: Path | None, staff: str, control: str, document: Path) -> int:
    """Record that somebody signed a control's form or paper.

    Raises:
        UnknownControl: there is no such control, or nobody signs it.
        DocumentUnreadable: the document cannot be read.
    """
    settings, clock, actor = settings_of(config), SystemClock(), staff_actor(staff)
    try:
        content = document.read_bytes()
    except OSError as error:
        what = f"The document {document} cannot be read ({type(error).__name__})."
        raise DocumentUnreadable(what, "Check the path.") from None
    event = signed(control, content, actor, clock.now(), load_catalogue())

    async def run() -> None:
        async with opened_state(settings) as store:
            await store.write(lambda tx: tx.audit.record(event))

    asyncio.run(run())
    _say(f"Signed off: {control}, by {actor.id}. Keep the document for six years.")
    _say(f"Its SHA-256: {event.body['document_sha256']}")
    return 0


def list_sign_offs(config: Path | None, *, as_json: bool) -> int:
    """Print each control that people sign, who signed it last, and when it is due again."""
    settings, file = settings_of(config), find_file(config)
    patient = Patient(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())

    async def run() -> dict[str, SignOff]:
        async with opened_state(settings) as store:
            return await sign_offs(build_subject(patient, file, store, ()))

    found = asyncio.run(run())
    controls = signable(load_catalogue())
    if as_json:
        _say(json.dumps({"sign_offs": [_row(control, found.get(control.id)) for control in controls]}))
        return 0
    for control in controls:
        _say(f"{control.id:22} {_words(control, found.get(control.id)):44} {control.title[:_SHORT]}")
    return 0


def check(folder: Path, *, as_json: bool) -> int:
    """Check the hashes of a pack, and print how it stands today; 1 where a file differs.

    Raises:
        NoPack: the folder holds no pack.
    """
    found = check_pack(folder, SystemClock().now())
    counts = _counts(found.judged)
    if as_json:
        content = {"pack_sha256": found.digest, "files": found.files, "differing": found.differing, "today": counts}
        _say(json.dumps(content))
        return _DIFFERS if found.differing else 0
    for name in found.differing:
        _say(f"NOT as it was made: {name}")
    if not found.differing:
        _say(f"{found.files} files are as they were made. The hash of {folder.name}/SHA256SUMS is {found.digest};")
        _say("the audit trail's event evidence.collected holds the same one, or this is another pack.")
    _say("Of the 42 specifications, by this pack and today's date: " + ", ".join(f"{n} {w}" for w, n in counts.items()))
    return _DIFFERS if found.differing else 0


def _counts(judged: Sequence[Judged]) -> dict[str, int]:
    ours = [each.standing for each in judged if each.control.specification]
    return {standing.value: ours.count(standing) for standing in Standing}


def _words(control: Control, found: SignOff | None) -> str:
    if found is None:
        return "not signed off"
    return f"{found.at:%Y-%m-%d} by {found.by}, due {_due(control, found)}"


def _due(control: Control, found: SignOff) -> str:
    return f"{found.at + timedelta(days=control.fresh_days):%Y-%m-%d}"


def _row(control: Control, found: SignOff | None) -> dict[str, str | None]:
    return {
        "control": control.id,
        "title": control.title,
        "by": found.by if found else None,
        "at": found.at.isoformat() if found else None,
        "document_sha256": found.document if found else None,
        "due": _due(control, found) if found else None,
    }


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
