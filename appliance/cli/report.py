"""`sealdesk report`: the evidence pack of the control catalogue, sign-offs, and the check of an earlier pack."""

import asyncio
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from appliance.cli.hush import hushed
from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.doctor.model import Patient
from appliance.errors import ApplianceError
from appliance.secret_files import SecretFiles
from appliance.settings.load import find_file
from appliance.wiring.evidence import build_subject
from appliance.wiring.evidence_pack import collect, collected, pack_signer
from compliance.controls.load import load_catalogue
from compliance.controls.model import Control
from compliance.evidence.model import Pack, figures
from compliance.evidence.pack import NOTE, SUMS, pack_files, require_free, write_files
from compliance.evidence.seal import sealed
from compliance.evidence.signing import signable, signed
from compliance.evidence.standing import Standing
from compliance.probes.sign_offs import SignOff, sign_offs
from services.kernel.clock import SystemClock

_SHORT: Final = 60


class DocumentUnreadable(ApplianceError):
    """The signed document cannot be read."""

    code = "document_unreadable"


def hipaa(config: Path | None, staff: str, folder: Path, *, as_json: bool) -> int:
    """Make an evidence pack: look, sign it, record in the trail that it was made, then write it.

    Raises:
        SealdeskError: the log's key, which signs the pack, is not there or does not open.
        FolderInUse: something is in the folder.
        FolderUnusable: a file cannot be written.
    """
    actor = staff_actor(staff)
    require_free(folder)
    file = find_file(config)
    settings = settings_of(config)
    patient = Patient(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())
    signer = pack_signer(settings, patient.secrets)

    async def run() -> Pack:
        async with opened_state(settings) as store:
            pack = await collect(patient, file, store)
            files = pack_files(pack)
            files[NOTE] = sealed(files[SUMS], signer)
            event = collected(pack, files, actor)
            await store.write(lambda tx: tx.audit.record(event))
        write_files(folder, files)
        return pack

    with hushed():  # a probe's figure says it better
        pack = asyncio.run(run())
    found = figures(pack)
    if as_json:
        _say(json.dumps({"folder": str(folder), "figures": found}))
        return 0
    _say(f"The pack is in {folder}: open {folder / 'index.html'}.")
    _say(f"It is signed by {signer.key.name}; the audit trail has its hash.")
    _say(f"{found['specifications_shown']} of {found['specifications']} specifications are shown today:")
    for standing in Standing:
        _say(f"  {found[f'specifications_{standing}']:3} {standing.value.replace('_', ' ')}")
    _say(
        f"{found['probes']} probes looked: {found['probes_pass']} passed, {found['probes_fail']} failed, "
        f"{found['probes_cannot_tell']} can't tell, {found['probes_not_applicable']} do not apply."
    )
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
        words = _words(control, found.get(control.id), settings.clinic.zone_info)
        _say(f"{control.id:22} {words:44} {control.title[:_SHORT]}")
    return 0


def _words(control: Control, found: SignOff | None, zone: ZoneInfo) -> str:
    if found is None:
        return "not signed off"
    at = found.at.astimezone(zone)
    return f"{at:%Y-%m-%d} by {found.by}, due {_due(control, found).astimezone(zone):%Y-%m-%d}"


def _due(control: Control, found: SignOff) -> datetime:
    return found.at + timedelta(days=control.fresh_days)


def _row(control: Control, found: SignOff | None) -> dict[str, str | None]:
    return {
        "control": control.id,
        "title": control.title,
        "by": found.by if found else None,
        "at": found.at.isoformat() if found else None,
        "document_sha256": found.document if found else None,
        "due": _due(control, found).isoformat() if found else None,
    }


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
