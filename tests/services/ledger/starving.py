"""A ledger in a process that has no file descriptors left; called with its folder, prints as JSON what was said.

First the open ledger has so many left, then one is opened with so many; each time everything is let go again behind it.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import services.ledger.notary
from services.audit.reading import LedgerQuery
from services.ledger.errors import LedgerError
from tests.doubles.ledger import a_ledger, filings

ALL, FEW = 4096, 128
MOST_LEFT = 12


@contextmanager
def left(free: int) -> Iterator[None]:
    """Take every descriptor but so many."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, ALL))
    taken: list[int] = []
    try:
        while True:
            taken.append(os.dup(0))
    except OSError:
        for _ in range(free):
            os.close(taken.pop())
    try:
        yield
    finally:
        for descriptor in taken:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (ALL, ALL))


def said(work: Callable[[], object]) -> str:
    """Do something and return the error's name, empty where there was none."""
    try:
        work()
    except LedgerError as error:
        return type(error).__name__
    return ""


def main(folder: Path) -> dict[str, object]:
    setattr(services.ledger.notary, "INTERVAL", 3600.0)  # noqa: B010 its thread would take the descriptors as they come
    ledger = a_ledger(folder)
    number, open_ledger, opened = 1, [], []
    for free in range(3):
        with left(free):
            taken = said(lambda first=number: ledger.take(filings(1, first)))  # type: ignore[misc]
            works = (ledger.checkpoint, ledger.check, lambda: ledger.reader.search(LedgerQuery()))
            open_ledger += [taken, *map(said, works)]
        number = ledger.last_taken("state") + 1
        ledger.take(filings(1, number))
        number += 1
        ledger.checkpoint()
    ledger.close()
    for free in range(MOST_LEFT):
        with left(free):
            opened.append(said(lambda: a_ledger(folder).close()))
    again = a_ledger(folder)
    checked = again.check()
    again.close()
    return {"open": open_ledger, "opened": opened, "events": number - 1, "checked": checked}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")
