"""The demo clinic with a past: its ledger holds a million events of six years before anything is started.

    python -m tests.system.long_demo --folder FOLDER --events 1000000

Run like `sealdesk demo`: Ctrl-C stops it. The events are taken over by the ledger's own code, with the demo's own keys.
"""

import argparse
import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from appliance.demo.announce import announce
from appliance.demo.launch import READY_WITHIN, SETTINGS, prepare
from appliance.processes.quiet_logs import start_logging
from appliance.secret_files import SecretFiles
from appliance.settings.load import load
from appliance.settings.model import Settings
from appliance.supervisor.supervisor import Supervisor
from appliance.wiring.audit import build_ledger
from services.audit.filing import Filing
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from tests.bench.ledger_events import START, events, patient
from tests.doubles.clock import ManualClock

YEARS: Final = 6
SOURCE: Final = "gateway"
"""A source that the demo itself files nothing for, so that the events' numbers begin at one."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PATIENTS: Final = 400
"""Fewer than a clinic has: each takes a data key a quarter, and each key is on the disk before it is used."""
_GROUP: Final = 2_000


def of_six_years(count: int, now: datetime) -> Iterator[Filing]:
    """Yield so many events, the last of them a minute before now."""
    apart = YEARS * 365 * 86_400 * 1_000_000 // count
    known = {patient(number): patient(number % _PATIENTS) for number in range(20_000)}
    shift = (now - timedelta(minutes=1) - _EPOCH) // timedelta(microseconds=1) - (START + count * apart)
    for filing in events(count, 1, apart, SOURCE):
        whom = None if filing.patient is None else known[filing.patient]
        yield replace(filing, at=filing.at + shift, patient=whom)


def fill(settings: Settings, count: int) -> None:
    """Let the ledger take them over, its clock going with them."""
    made = of_six_years(count, SystemClock().now())
    clock = ManualClock(_EPOCH)
    first = next(made)
    clock.set(_EPOCH + timedelta(microseconds=first.at))
    opened = build_ledger(settings, SecretFiles.locate(settings.folders.secrets), clock)
    group = [first]
    try:
        for filing in made:
            group.append(filing)
            if len(group) == _GROUP:
                _take(opened.ledger.take, clock, group)
                group = []
        _take(opened.ledger.take, clock, group)
        opened.ledger.checkpoint()
    finally:
        opened.close()


def _take(take: object, clock: ManualClock, group: list[Filing]) -> None:
    if group and callable(take):
        clock.set(_EPOCH + timedelta(microseconds=group[-1].at))
        take(group)


def main(folder: Path, count: int) -> None:
    """Fill the ledger, then run the demo until Ctrl-C."""
    home = folder.absolute()
    plan, ports = prepare(home)
    fill(load(home / SETTINGS), count)
    start_logging()
    said = Supervisor(plan).run(lambda: announce(home / SETTINGS, ports, Language.EN, SystemClock()), READY_WITHIN)
    asyncio.run(said)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--events", type=int, default=1_000_000)
    given = parser.parse_args()
    main(given.folder, given.events)
