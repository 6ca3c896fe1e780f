"""Starts the whole demo clinic: simulated EHR, outbox page, bridge and portal, and says where to look."""

import asyncio
import os
import shutil
import socket
import sys
import tempfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.outbox.carriers import CERTIFICATE, KEYS
from appliance.demo.people import Person, cast
from appliance.demo.settings import MAIL_SENDER, NUMBER, ZONE, Home, Ports, carrier_secrets, demo_settings
from appliance.errors import ProcessError
from appliance.plans import appliance_processes
from appliance.processes.quiet_logs import start_logging
from appliance.secret_files import create_missing_keys
from appliance.settings.load import load
from appliance.supervisor.pids import read_pid
from appliance.supervisor.plan import Plan, Probe, ProcessPlan
from appliance.supervisor.supervisor import Supervisor
from services.kernel.clock import Clock, SystemClock
from services.kernel.language import Language
from services.kernel.wording import say_day

SETTINGS = "appliance.yaml"
WANTED = Ports(chat=8080, ehr=8081, outbox=8082, relay=8083)
READY_WITHIN = 60.0
_FRESH = ("state", "state-gateway", "state-egress", "secrets", "carriers")
_OURS = {*_FRESH, "run", SETTINGS}
_LONGEST_RUN = 85
_STORIES = {
    "pat-001": "has one cleaning",
    "pat-015": "has a video visit",
    "pat-017": "has one check-up",
    "pat-002": "has two visits on one day",
    "pat-006": "has a series, which a person changes",
}


def launch(folder: Path, language: Language) -> None:
    """Run the demo until Ctrl-C.

    Raises:
        ProcessError: the folder holds something else, a demo runs there already, or a process did not start.
    """
    home = folder.absolute()
    plan, ports = prepare(home)
    start_logging()
    asyncio.run(Supervisor(plan).run(lambda: announce(home, ports, language, SystemClock()), READY_WITHIN))


def prepare(home: Path) -> tuple[Plan, Ports]:
    """Make a fresh folder with new random keys and settings; return the processes to start and their ports."""
    clear(home)
    places = Home(home, run_folder(home))
    ports = Ports(*(free_port(wanted) for wanted in (WANTED.chat, WANTED.ehr, WANTED.outbox, WANTED.relay)))
    keys = open_accounts(places)
    file = home / SETTINGS
    file.write_text(demo_settings(places, ports, keys), encoding="utf-8")
    (home / "state").mkdir(mode=0o700)
    settings = load(file)
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


def announce(home: Path, ports: Ports, language: Language, clock: Clock) -> None:
    """Print the three addresses and whom to be."""
    today = clock.now().astimezone(ZoneInfo(ZONE)).date()
    people = "\n".join(_introduce(person) for person in to_try(today))
    sys.stdout.write(
        _WORDS[language].format(
            chat=ports.chat, ehr=ports.ehr, outbox=ports.outbox, people=people, file=home / SETTINGS
        )
    )
    sys.stdout.flush()


def to_try(today: date) -> list[Person]:
    """Return invented patients whose stories are worth playing."""
    by_id = {person.id: person for person in cast(today)}
    return [by_id[person_id] for person_id in _STORIES]


def _introduce(person: Person) -> str:
    born = date.fromisoformat(person.birth_date)
    day = say_day(born, Language.EN, year=True).partition(", ")[2]
    return f"  {person.given} {person.family}, born {day} ({born:%m/%d/%Y}): {_STORIES[person.id]}"


_WORDS = {
    Language.EN: """
The demo clinic is open. Everybody in it is invented.

  Patient chat        http://127.0.0.1:{chat}/
  The clinic's view   http://127.0.0.1:{ehr}/clinic
  Outbox (texts)      http://127.0.0.1:{outbox}/

Be one of these patients; the one-time code arrives in the outbox:
{people}

In another terminal: sealdesk chat --config {file}
Ctrl-C stops everything.
""",
    Language.ES: """
La clínica de demostración está abierta. Todas las personas son inventadas.

  Chat de pacientes      http://127.0.0.1:{chat}/
  La vista de la clínica http://127.0.0.1:{ehr}/clinic
  Mensajes enviados      http://127.0.0.1:{outbox}/

Sea una de estas personas; el código de un solo uso llega a los mensajes:
{people}

En otra terminal: sealdesk chat --config {file}
Ctrl-C detiene todo.
""",
}
