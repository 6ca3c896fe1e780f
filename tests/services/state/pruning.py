"""A process that records and removes what the ledger has, as fast as it can, until it is killed.

Run: `python -m tests.services.state.pruning STATE SOCKET`; it says "begun" when the ledger answers.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from services.audit_line.client import LedgerLine
from services.audit_line.courier import LineCourier, Patience
from services.kernel.clock import SystemClock
from services.state.store import open_state
from tests.contract.store_world import an_event

KEY = bytes(range(32))
PATIENCE = Patience(start=30, acknowledge=30, between=0.01, again=0.01)


async def main(path: Path, socket: Path) -> None:
    """Record in groups, and remove everything that the ledger acknowledged."""
    line, clock = LedgerLine(socket), SystemClock()
    store = open_state(path, KEY, node="desk-1", courier=LineCourier("state", line, PATIENCE, line.close))
    await store.write(lambda tx: tx.audit.record(an_event()))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    while True:
        writes = (store.write(lambda tx: tx.audit.record(an_event())) for _ in range(7))
        await asyncio.gather(*writes, store.prune(clock.now() + timedelta(days=365)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
