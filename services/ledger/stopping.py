"""Ends a question that is being worked on inside the database's library, which only its own progress handler can.

The stop that holds for a question goes with its context, so readers need not hand it on.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

_STEPS: Final = 20_000
"""Instructions of the database between two looks at the stop: about a millisecond."""


class Stop:
    """Tells the database when to end a question."""

    def __init__(self, seconds: float, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._ends = timer() + seconds
        self._off = False

    def call_off(self) -> None:
        """End it at the next look."""
        self._off = True

    def due(self) -> bool:
        """Tell whether it ends now."""
        return self._off or self._timer() >= self._ends


_PRESENT: Final[ContextVar[Stop | None]] = ContextVar("stop", default=None)


@contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """Let what is asked within the block end by this stop."""
    before = _PRESENT.set(stop)
    try:
        yield
    finally:
        _PRESENT.reset(before)


@contextmanager
def watched(connection: Any) -> Iterator[None]:  # noqa: ANN401 the driver has no types
    """Let a connection look at the stop of the present question while it works, if there is one."""
    stop = _PRESENT.get()
    if stop is None:
        yield
        return
    connection.set_progress_handler(stop.due, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
