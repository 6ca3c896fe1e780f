"""Hands one outbox's events to the ledger, in order, each exactly once: a thread with one line.

At the start it asks which number was taken last, so a kill of either side at any moment loses nothing and repeats
nothing. Whatever fails is tried again with the same events, for what the ledger has it does not write again.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final

from services.audit.chain import RESTORED
from services.audit.courier import Intake, Outbox
from services.audit.errors import LedgerDown, NotAcknowledged
from services.audit.filing import Filing
from services.audit_line.errors import LedgerRefused, OutboxBehind
from services.kernel.errors import SealdeskError

BATCH: Final = 1_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long, in seconds.

    Attributes:
        start: from the start the ledger may take so long to answer before it is held to be down.
        acknowledge: so long whoever recorded an event waits for it to be acknowledged.
        between: between two questions whether the ledger could take events, while there are none.
        again: after what failed.
    """

    start: float = 20.0
    acknowledge: float = 10.0
    between: float = 2.0
    again: float = 0.2


@dataclass(slots=True)
class _State:
    """What is known; guarded by the courier's condition."""

    taken: int | None = None
    trouble: SealdeskError | None = None
    stopping: bool = False
    nudged: bool = False
    waiting: list[tuple[int, "Future[None]"]] = field(default_factory=list)


class LineCourier:
    """`services.audit.courier.Courier` on a thread of its own."""

    def __init__(
        self,
        source: str,
        ledger: Intake,
        patience: Patience = Patience(),
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Hand over nothing before `begin`.

        Args:
            source: the outbox's name in the ledger.
            ledger: what takes its events.
            patience: how long.
            ended: called when the handing over has ended.
        """
        self._source = source
        self._ledger = ledger
        self._patience = patience
        self._ended = ended
        self._condition = threading.Condition()
        self._state = _State()
        self._known: Future[None] = Future()
        self._thread: threading.Thread | None = None

    def begin(self, outbox: Outbox) -> None:
        """Begin to hand over what the outbox holds."""
        self._thread = threading.Thread(target=self._run, args=(outbox,), name=f"courier-{self._source}", daemon=True)
        self._thread.start()

    async def known(self) -> None:
        """Wait until the ledger answered, for as long as a start may take."""
        if self._known.done():
            return
        try:
            await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._known)), self._patience.start)
        except TimeoutError:
            self._is_known()

    def require(self) -> None:
        """See that the ledger takes events.

        Raises:
            LedgerDown: it is known that it does not, or did not answer since the start.
        """
        with self._condition:
            trouble, known = self._state.trouble, self._state.taken is not None
        if trouble is not None:
            raise LedgerDown(trouble.what.rstrip("."))
        if not known:
            raise LedgerDown

    async def settled(self, number: int, *, patient: bool = True) -> None:
        """Wait until the ledger has the event of this number and all before it.

        Raises:
            NotAcknowledged: it does not have it yet.
        """
        waiting = self._wait_for(number, patient=patient)
        if waiting is None:
            return
        try:
            await asyncio.wait_for(asyncio.wrap_future(waiting), self._patience.acknowledge)
        except TimeoutError:
            raise NotAcknowledged from None

    def _wait_for(self, number: int, *, patient: bool) -> "Future[None] | None":
        with self._condition:
            state = self._state
            if number <= (state.taken or 0):
                return None
            if state.stopping or (state.trouble is not None and not patient):
                raise NotAcknowledged
            waiting: Future[None] = Future()
            state.waiting = [each for each in state.waiting if not each[1].done()]
            state.waiting.append((number, waiting))
            state.nudged = True
            self._condition.notify_all()
            return waiting

    def acknowledged(self) -> int:
        """Return the number up to which the ledger has the events durably, 0 while it is in trouble."""
        with self._condition:
            return 0 if self._state.trouble is not None else self._state.taken or 0

    def close(self) -> None:
        """End the thread; what is left is handed over after the next start."""
        with self._condition:
            self._state.stopping = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._ended()

    def _run(self, outbox: Outbox) -> None:
        while True:
            pause = self._once(outbox)
            with self._condition:
                self._condition.wait_for(self._due, pause)
                self._state.nudged = False
                if self._state.stopping:
                    return

    def _due(self) -> bool:
        """Tell whether there is something to do before the pause is over."""
        state = self._state
        return state.stopping or (state.nudged and state.trouble is None)

    def _once(self, outbox: Outbox) -> float:
        """Hand over what there is; return how long to rest after that."""
        try:
            self._begin(outbox)
            self._carry(outbox)
        except SealdeskError as error:
            self._failed(error)
            return self._patience.again
        except Exception as error:  # noqa: BLE001 the thread must outlive anything; nothing is acknowledged meanwhile
            _log.error("events could not be handed to the audit ledger: %s", type(error).__name__)
            self._failed(LedgerDown("the outbox cannot be read"))
            return self._patience.again
        self._well()
        return self._patience.between

    def _begin(self, outbox: Outbox) -> None:
        """Ask where the ledger stands, at the start and after every failure."""
        if self._state.taken is not None and self._state.trouble is None:
            return
        taken, last = self._ledger.last_taken(self._source), outbox.last()
        if taken > last:
            raise OutboxBehind(self._source, taken, last)
        if taken:
            self._same(outbox.after(taken - 1, BATCH), taken)
        self._acknowledge(taken)

    def _same(self, found: Sequence[Filing], taken: int) -> None:
        """Give the newest event that was taken once more: where another stands under its number, the ledger says so."""
        if found and found[0].number == taken and not any(_declares(each, taken) for each in found):
            self._ledger.take(found[:1])

    def _carry(self, outbox: Outbox) -> None:
        while True:
            batch = outbox.after(self._state.taken or 0, BATCH)
            self._ledger.take(batch)
            if not batch:
                return
            self._acknowledge(batch[-1].number)
            if len(batch) < BATCH and not self._more():
                return

    def _more(self) -> bool:
        """Tell whether somebody waits for what came meanwhile."""
        with self._condition:
            return not self._state.stopping and any(not each.done() for _, each in self._state.waiting)

    def _acknowledge(self, number: int) -> None:
        with self._condition:
            state = self._state
            state.taken = number
            done = [future for wanted, future in state.waiting if wanted <= number]
            state.waiting = [each for each in state.waiting if each[0] > number]
        for future in done:
            if future.set_running_or_notify_cancel():
                future.set_result(None)

    def _failed(self, error: SealdeskError) -> None:
        with self._condition:
            before, self._state.trouble = self._state.trouble, error
            starting = self._state.taken is None and not self._known.done()
        if type(before) is not type(error):
            name = error.name if isinstance(error, LedgerRefused) else type(error).__name__
            _log.error("the audit ledger takes no events of %s: %s", self._source, name)
        if not starting or isinstance(error, (LedgerRefused, OutboxBehind)):
            self._is_known()

    def _well(self) -> None:
        with self._condition:
            before, self._state.trouble = self._state.trouble, None
        if before is not None:
            _log.warning("the audit ledger takes events of %s again", self._source)
        self._is_known()

    def _is_known(self) -> None:
        with self._condition:
            if not self._known.done():
                self._known.set_result(None)


def _declares(filing: Filing, number: int) -> bool:
    """Tell whether an event says that a number was taken away by a backup."""
    if filing.action != RESTORED:
        return False
    first, last = (filing.body.get(name, "") for name in ("first", "last"))
    return first.isdecimal() and last.isdecimal() and int(first) <= number <= int(last)
