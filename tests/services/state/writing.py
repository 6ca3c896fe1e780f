"""Writes without end, in a process that will be killed; prints each number once its commit is acknowledged."""

import asyncio
import sys
from pathlib import Path

from services.audit.courier import NoLedger
from services.state.store import open_state
from tests.services.state.filling import change

KEY = bytes(range(32))


async def main(path: Path, first: int) -> None:
    """Write in groups of changing size."""
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    number = first
    while True:
        numbers = range(number, number + 1 + number % 7)
        await asyncio.gather(*(store.write(lambda tx, n=n: change(tx, n)) for n in numbers))  # type: ignore[misc]
        number = numbers.stop
        sys.stdout.write("".join(f"{n}\n" for n in numbers))
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
