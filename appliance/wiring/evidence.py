"""Hands the appliance over to the probes: what they look at, from the settings in force and the doctor's findings."""

import asyncio
import re
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from appliance.audit_file import verify_file
from appliance.cli.audit import audit_files
from appliance.doctor import egress, gateway, state, system
from appliance.doctor.model import Finding, Patient
from appliance.model.units import LLAMA_UNIT, WHISPER_UNIT, llama_unit, whisper_unit
from appliance.nftables import Users, nftables_rules
from appliance.places import Places
from appliance.plans import appliance_plan
from appliance.processes.quiet_logs import QuietFormatter
from appliance.processes.units import audit_unit, egress_unit, gateway_unit
from appliance.secret_files import RAW_KEYS, SecretFiles
from appliance.settings.allowed import carrier_url, destinations
from appliance.settings.model import Settings
from appliance.settings.service import Tls
from appliance.supervisor.pids import read_pid
from appliance.wiring.audit import ledger_reader
from appliance.wiring.console import session_times
from appliance.wiring.egress import build_allow_list, build_register
from compliance.probes.anchor import anchor_in
from compliance.probes.commands import MachineCommands
from compliance.probes.kernel_clock import kernel_clock
from compliance.probes.subject import (
    Anchor,
    Checked,
    Face,
    Installed,
    Logs,
    Machine,
    Neighbours,
    Peer,
    Seal,
    Stored,
    Subject,
)
from services.audit.chain import Verdict
from services.egress.model import DestinationClass
from services.keys.keyring import place_of
from services.state.store import StateStore

_UNITS_FOLDER: Final = Path("/etc/systemd/system")
_SERVICES_USER: Final = "sealdesk"
_LOG: Final = "log"
_NAMES: Final = {
    state.DURABLE.what: "durable",
    system.CAPABILITIES.what: "system",
    egress.DOOR.what: "door",
    gateway.SETTINGS.what: "gateway_settings",
    gateway.RUNNING.what: "gateway_running",
}


def build_subject(patient: Patient, file: Path, store: StateStore, findings: Iterable[Finding]) -> Subject:
    """Return what the probes look at; `file` is the settings file, `findings` are the doctor's."""
    settings, places = patient.settings, Places.of(patient.settings)
    return Subject(
        clock=patient.clock,
        zone=settings.clinic.zone_info,
        store=store,
        stored=Stored(_folders(places), places.state_file, patient.secrets.folder, file, _seal(patient.secrets)),
        times=session_times(settings),
        allow_list=build_allow_list(settings, patient.clock),
        register=build_register(settings),
        installed=Installed(units(settings, file), _UNITS_FOLDER, nftables_rules(settings, Users(_SERVICES_USER))),
        logs=Logs(QuietFormatter(), appliance_plan(settings, file).logs),
        machine=Machine(MachineCommands(), kernel_clock, distributions),
        checked={_name(finding.what): _checked(finding) for finding in findings},
        trails={name: partial(_verdict, path) for name, path in audit_files(settings).items()},
        faces=faces(settings),
        peers=peers(settings),
        pids=_pids(settings, file),
        neighbours=_neighbours(settings),
        ledger_log=places.ledger / _LOG,
        ledger=partial(ledger_reader, settings),
    )


def units(settings: Settings, file: Path) -> dict[str, str]:
    """Return the systemd units that the settings ask for, by the name of their file."""
    made: dict[str, Callable[[], str]] = {"sealdesk-audit.service": partial(audit_unit, settings, file)}
    if settings.egress.runs:
        made["sealdesk-egress.service"] = partial(egress_unit, settings, file)
    if settings.gateway.runs:
        made["sealdesk-gateway.service"] = partial(gateway_unit, settings, file)
    model = settings.model
    if model is not None and not model.supervised:
        made[LLAMA_UNIT] = partial(llama_unit, model)
        if model.whisper is not None:
            made[WHISPER_UNIT] = partial(whisper_unit, model)
    return {name: make() for name, make in made.items()}


def faces(settings: Settings) -> tuple[Face, ...]:
    """Return the pages that people reach."""
    listening = {"the patient chat": settings.chat, "the staff console": settings.console}
    return tuple(
        Face(name, page.host, page.port, _certificate(page.tls), page.behind_tls)
        for name, page in listening.items()
        if page is not None
    )


def peers(settings: Settings) -> tuple[Peer, ...]:
    """Return the systems that the appliance talks to."""
    found = [Peer(settings.scheduling_system.name, settings.scheduling_system.base_url, "system")]
    for entry in destinations(settings.egress):
        tunnel = entry.kind is DestinationClass.SYSTEM_OF_RECORD
        mail = entry.name == "smtp"
        url = f"smtps://{entry.host}:{entry.port}" if mail else carrier_url(entry)
        found.append(Peer(entry.name, f"https://{entry.host}:{entry.port}" if tunnel else url))
    return tuple(found)


def _folders(places: Places) -> tuple[Path, ...]:
    """Return the folders in which the appliance's processes keep data."""
    kept = (places.state, places.ledger, places.data_keys_file.parent, places.gateway_state, places.egress_state)
    return tuple(folder for folder in kept if folder.is_dir())


def _neighbours(settings: Settings) -> Neighbours:
    """Return the parts that this appliance has."""
    witnesses, log = settings.audit.witnesses, Places.of(settings).ledger / _LOG

    async def anchor() -> Anchor:
        return await asyncio.to_thread(anchor_in, log, witnesses)

    return Neighbours(anchor=anchor if witnesses else None)


def _seal(secrets: SecretFiles) -> Seal | None:
    """Return what seals the keys; None where they are plain files."""
    if not secrets.keyring_file.exists():
        return None
    place = place_of(secrets.keyring_file)
    return Seal(place.kind, place.where.get("with", ""), tuple(n for n in RAW_KEYS if (secrets.folder / n).exists()))


def _verdict(path: Path) -> Verdict | None:
    """Check the chain of an audit file; None where it was never begun."""
    return verify_file(path) if path.exists() else None


def _checked(finding: Finding) -> Checked:
    return Checked(finding.what, finding.grade.value, finding.evidence)


def _name(what: str) -> str:
    """Return the name under which probes know a check."""
    return _NAMES.get(what) or re.sub(r"[^a-z]+", "_", what.lower()).strip("_")


def _certificate(tls: Tls | None) -> Path | None:
    return tls.certificate_file if tls else None


def _pids(settings: Settings, file: Path) -> dict[str, int | None]:
    """Return the processes that the settings plan, each with its id where it runs below `up`."""
    plan = appliance_plan(settings, file)
    found = {process.name: read_pid(plan.pid_file(process)) for process in plan.processes}
    return {name: pid.number if pid is not None and pid.alive else None for name, pid in found.items()}
