"""Fills the small disk it is given with events, in a process of its own, and prints as JSON what happened.

Called with a directory and how its space is limited: `mount` (a tiny file system) or `limit` (a file-size limit).
"""

import json
import resource
import signal
import sys
from pathlib import Path

from services.audit.reading import LedgerQuery
from services.ledger.errors import LedgerError
from services.ledger.ledger import Ledger
from tests.doubles.ledger import a_ledger, filings

LIMIT = 1_500_000
BODY = {"filling": "x" * 3_000}


def fill(ledger: Ledger, group: int) -> str:
    """Take events over until it fails; return how."""
    while True:
        try:
            ledger.take(filings(group, ledger.last_taken("state") + 1, body=BODY))
        except LedgerError as error:
            return type(error).__name__


def main(directory: Path, how: str) -> None:
    """Fill the disk, look at what is there, make room, go on."""
    ballast = directory / "ballast"
    ballast.write_bytes(bytes(600_000))
    ledger = a_ledger(directory / "ledger")
    if how == "limit":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, resource.RLIM_INFINITY))
    errors = {fill(ledger, 20), fill(ledger, 1), fill(ledger, 1)}
    kept = ledger.last_taken("state")
    there = sum(1 for _ in ledger.reader.stream(LedgerQuery()))
    ballast.unlink()
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    after = ledger.take(filings(5, kept + 1)).last
    checked = ledger.check()
    ledger.close()
    outcome = {"errors": sorted(errors), "kept": kept, "there": there, "after": after, "checked": checked}
    print(json.dumps(outcome))  # noqa: T201 the answer to the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
