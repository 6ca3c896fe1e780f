"""Makes an export of every report in a process of its own: LEDGER TO [SIZE]; prints the checkpoint and each hash."""

import hashlib
import json
import sys
from pathlib import Path

from appliance.wiring.ledger_log import LedgerLog, LedgerRecorder
from services.audit.reading import LedgerQuery
from services.reports.asked import Order
from services.reports.definition import Need
from services.reports.definitions import REPORTS
from services.reports.export import Clinic, Exporter
from services.reports.preparing import prepared
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.ledger import NODE, a_ledger, keys
from tests.doubles.reports import ASKING, ZONE


def order_of(name: str, patient: str, size: int | None) -> Order:
    """Return what a person would order of a report, with all that it needs."""
    needs = REPORTS[name].needs
    query = LedgerQuery(
        patients=(patient,) if Need.PATIENT in needs else (), actors=("staff-1",) if Need.ACTOR in needs else ()
    )
    discovered = "2027-03-02" if Need.DISCOVERED in needs else ""
    return prepared(Order(query, report=name, size=size, discovered=discovered), MONDAY_MORNING)


def main(folder: str, to: str, size: str = "") -> None:
    """Export everything at one checkpoint."""
    ledger = a_ledger(Path(folder), ManualClock(), keys())
    exporter = Exporter(
        ledger.reader,
        LedgerLog(ledger, keys().signers),
        LedgerRecorder(ledger, NODE, "exports"),
        ManualClock(),
        Clinic("Riverside Family Clinic", ZONE),
    )
    events = ledger.reader.search(LedgerQuery(), limit=1000).events
    patient = next(one.filing.patient for one in events if one.filing.patient)
    at = int(size) if size else None
    hashes = {}
    for name in REPORTS:
        made = exporter.make(order_of(name, patient, at), ASKING, Path(to) / f"{name}.zip")
        at = made.size
        hashes[name] = hashlib.sha256(made.path.read_bytes()).hexdigest()
    ledger.close()
    sys.stdout.write(json.dumps({"size": at, "hashes": hashes}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
