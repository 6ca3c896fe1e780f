"""Fills the small disk it is given, in a process of its own, and prints as JSON what happened.

Called with a directory and how its space is limited: `mount` (a tiny file system) or `limit` (a file-size limit).
"""

import asyncio
import json
import resource
import sys
from pathlib import Path

from services.audit.courier import NoLedger
from services.audit.model import AuditEvent
from services.state.store import StateStore, open_state
from services.state.transaction import SealedTx
from tests.contract.store_world import an_event, an_operation

KEY = bytes(range(32))
LIMIT = 2_000_000
GROUP = 20


def change(tx: SealedTx, number: int) -> None:
    """Keep a change of a few kilobytes together with its audit record."""
    tx.operations.add(an_operation(id=f"op_{number}", words="x" * 4000))
    event: AuditEvent = an_event(operation=f"op_{number}")
    tx.audit.record(event)


async def fill(store: StateStore, first: int, group: int) -> tuple[list[int], list[BaseException]]:
    """Write groups until one fails; return the numbers that were acknowledged, and the errors."""
    kept: list[int] = []
    while True:
        numbers = range(first + len(kept), first + len(kept) + group)
        works = [store.write(lambda tx, n=n: change(tx, n)) for n in numbers]  # type: ignore[misc]
        results = await asyncio.gather(*works, return_exceptions=True)
        kept += [number for number, result in zip(numbers, results, strict=True) if result is None]
        errors = [result for result in results if result is not None]
        if errors:
            return kept, errors


def numbers_of(tx: SealedTx) -> list[int]:
    """Return the numbers of the changes that are there."""
    return sorted(int(operation.id.removeprefix("op_")) for operation in tx.operations.open())


async def main(directory: Path, how: str) -> None:
    """Fill the disk, look at what is there, make room, go on."""
    ballast = directory / "ballast"
    ballast.write_bytes(bytes(400_000))
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, resource.RLIM_INFINITY))
    store = open_state(directory / "state.db", KEY, node="desk-1", courier=NoLedger())
    kept, errors = await fill(store, 0, GROUP)
    more, again = await fill(store, 1_000_000, 1)
    there = await store.read(numbers_of)
    ballast.unlink()
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 * LIMIT, resource.RLIM_INFINITY))
    await store.write(lambda tx: change(tx, 2_000_000))
    verdict = await store.read(lambda tx: tx.audit.verify())
    await store.check()
    outcome = {
        "errors": sorted({type(error).__name__ for error in [*errors, *again]}),
        "kept": [*kept, *more],
        "there": there,
        "after": await store.read(numbers_of),
        "chain_intact": verdict.intact,
        "records": verdict.count,
    }
    await store.close()
    print(json.dumps(outcome))  # noqa: T201 the answer to the test


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
