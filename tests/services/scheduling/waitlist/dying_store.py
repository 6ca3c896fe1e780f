"""A store whose process dies at a write that the test names."""

from collections.abc import Callable
from typing import TypeVar

from services.kernel.store import Store
from services.scheduling.waitlist.ports import WaitlistTx

T = TypeVar("T")


class ProcessDied(BaseException):
    """The process was killed here; no handler may catch it."""


class DyingStore:
    """`Store[WaitlistTx]` over another one; every write counts."""

    def __init__(self, store: Store[WaitlistTx]) -> None:
        self._store = store
        self._die_at: int | None = None
        self._committed = False
        self.writes = 0
        self.deaths = 0

    def die_at(self, write: int, *, committed: bool) -> None:
        """Die at the write of this number, counted from now, before or after its commit."""
        self.writes, self._die_at, self._committed = 0, write, committed

    async def write(self, work: Callable[[WaitlistTx], T]) -> T:
        self.writes += 1
        dies = self.writes == self._die_at
        if dies:
            self._die_at = None
            self.deaths += 1
        if dies and not self._committed:
            raise ProcessDied
        result = await self._store.write(work)
        if dies:
            raise ProcessDied
        return result

    async def read(self, work: Callable[[WaitlistTx], T]) -> T:
        return await self._store.read(work)
