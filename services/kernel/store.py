"""The state-store port: one function is one transaction."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")
TxT_co = TypeVar("TxT_co", covariant=True)


class Store(Protocol[TxT_co]):
    """Runs functions on the state, each in one transaction that commits whole or not at all."""

    async def write(self, work: Callable[[TxT_co], T]) -> T:
        """Run `work` and commit; when it raises, nothing of it remains. Durable when this returns."""
        ...

    async def read(self, work: Callable[[TxT_co], T]) -> T:
        """Run `work` on a consistent snapshot; it must not write."""
        ...
