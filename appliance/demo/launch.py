"""Starts the whole demo clinic: simulated EHR, outbox page, bridge and portal, and says where to look."""

import asyncio
import os
import shutil
import socket
import tempfile
from dataclasses import astuple
from pathlib import Path
from zoneinfo import ZoneInfo

from appliance.demo.announce import announce
from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.clinic import build_clinic
from appliance.demo.outbox.carriers import CERTIFICATE, KEYS, STAFF
from appliance.demo.settings import MAIL_SENDER, NUMBER, ZONE, Home, Ports, carrier_secrets, demo_settings
from appliance.demo.staff import enrol_staff, write_staff
from appliance.demo.waiting import entries
from appliance.errors import ProcessError
from appliance.plans import appliance_processes
from appliance.processes.quiet_logs import start_logging
from appliance.secret_files import SecretFiles, create_missing_keys
from appliance.settings.load import load
from appliance.settings.model import Settings
from appliance.supervisor.pids import read_pid
from appliance.supervisor.plan import Plan, Probe, ProcessPlan
from appliance.supervisor.supervisor import Supervisor
from appliance.wiring.state import open_state_with
from services.audit.courier import NoLedger
from services.kernel.clock import Clock, SystemClock
from services.kernel.language import Language
from services.state.transaction import SealedTx

SETTINGS = "appliance.yaml"
WANTED = Ports(chat=8080, ehr=8081, outbox=8082, relay=8083, console=8084)
READY_WITHIN = 60.0
_FRESH = ("state", "state-gateway", "state-egress", "state-audit", "state-audit-keys", "secrets", "carriers")
_OURS = {*_FRESH, "run", SETTINGS}
_LONGEST_RUN = 85


def launch(folder: Path, language: Language, *, stripe: bool = False) -> None:
    """Run the demo until Ctrl-C; with `stripe`, fees are paid on a stand-in of its page.

    Raises:
        ProcessError: the folder holds something else, a demo runs there already, or a process did not start.
    """
    home = folder.absolute()
    plan, ports = prepare(home, stripe=stripe)
    start_logging()
    asyncio.run(Supervisor(plan).run(lambda: announce(home / SETTINGS, ports, language, SystemClock()), READY_WITHIN))


def prepare(home: Path, *, stripe: bool = False) -> tuple[Plan, Ports]:
    """Make a fresh folder with new random keys and settings; return the processes to start and their ports."""
    clear(home)
    places = Home(home, run_folder(home))
    ports = Ports(*(free_port(wanted) for wanted in astuple(WANTED)))
    keys = open_accounts(places)
    file = home / SETTINGS
    file.write_text(demo_settings(places, ports, keys, stripe=stripe), encoding="utf-8")
    (home / "state").mkdir(mode=0o700)
    settings = load(file)
    asyncio.run(_fill(settings, places, SystemClock()))
    return Plan(places.run, _clinic(places, ports) + appliance_processes(settings, file), places.secrets), ports


def open_accounts(home: Home) -> CarrierKeys:
    """Make the appliance's keys, and accounts at the stand-ins: each side gets what it needs, in its own folder."""
    certificate = home.carriers / CERTIFICATE
    certificate.mkdir(mode=0o700, parents=True)
    make_certificate(certificate, SystemClock())
    keys = CarrierKeys.fresh(NUMBER, MAIL_SENDER)
    keys.write(home.carriers / KEYS)
    create_missing_keys(home.secrets)
    for name, secret in carrier_secrets(keys).items():
        (home.secrets / name).touch(mode=0o600, exist_ok=False)
        (home.secrets / name).write_text(secret, encoding="ascii")
        (home.secrets / name).chmod(0o400)
    return keys


async def _fill(settings: Settings, home: Home, clock: Clock) -> None:
    """Put those who wait for an earlier time onto the appliance's own list, and make the front desk's accounts."""
    zone, now = ZoneInfo(ZONE), clock.now()
    clinic = build_clinic(now.astimezone(zone).date().isoformat(), zone)
    secrets = SecretFiles.locate(settings.folders.secrets)
    store = open_state_with(settings, secrets, NoLedger())  # handed over when the demo has started

    def put(tx: SealedTx) -> None:
        for entry in entries(clinic, zone, now):
            tx.waitlist.entries.put(entry)

    try:
        await store.write(put)
        write_staff(home.carriers / STAFF, await enrol_staff(store, clock))
    finally:
        await store.close()


def _clinic(home: Home, ports: Ports) -> tuple[ProcessPlan, ...]:
    """Return the processes around the appliance: the clinic's system, and everything beyond the clinic."""
    ehr, outbox = f"http://127.0.0.1:{ports.ehr}", f"http://127.0.0.1:{ports.outbox}"
    return (
        ProcessPlan(
            "ehr",
            "appliance.demo.ehr",
            Probe(f"{ehr}/fhir/metadata", headers={"accept": "application/fhir+json"}),
            ("--port", str(ports.ehr), "--zone", ZONE),
        ),
        ProcessPlan(
            "outbox",
            "appliance.demo.outbox",
            Probe(f"{outbox}/"),
            (
                *("--port", str(ports.outbox), "--zone", ZONE),
                *("--folder", str(home.carriers), "--mail-port", str(ports.relay)),
                *("--console", f"http://127.0.0.1:{ports.console}/"),
                *("--chat", f"http://127.0.0.1:{ports.chat}"),
            ),
        ),
    )


def clear(home: Path) -> None:
    """Remove what an earlier demo left; a folder that holds anything else is left alone.

    Raises:
        ProcessError: it holds something else, or a demo runs there.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    strangers = {path.name for path in home.iterdir()} - _OURS
    if strangers:
        raise ProcessError(f"{home} holds something that is not a demo's.", "Choose another folder with --folder.")
    running = read_pid(run_folder(home, make=False) / "supervisor.pid")
    if running is not None and running.alive:
        raise ProcessError(f"A demo runs already in {home} (process {running.number}).", "Stop it with Ctrl-C there.")
    for folder in (*(home / name for name in _FRESH), run_folder(home, make=False) / "logs"):
        shutil.rmtree(folder, ignore_errors=True)
    (home / SETTINGS).unlink(missing_ok=True)


def run_folder(home: Path, *, make: bool = True) -> Path:
    """Return the folder of the sockets: beside the state, or where that path is too long for a socket, in /tmp."""
    run = home / "run"
    if len(str(run)) > _LONGEST_RUN:
        run = Path(tempfile.gettempdir()) / f"sealdesk-demo-{os.getuid()}"
    if make:
        run.mkdir(mode=0o700, parents=True, exist_ok=True)
    return run


def free_port(wanted: int) -> int:
    """Return the wanted loopback port, or any free one where it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ProcessError("No loopback port is free.", "Stop what takes them all.")
