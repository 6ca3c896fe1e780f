"""What a test makes happen inside a fake: errors, and other people's actions at an exact moment."""

import inspect
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Callback = Callable[[], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class _Failure:
    error: BaseException
    after_write: bool


class Hooks:
    """One-shot failures and callbacks per method, used up in the order they were set."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._failures: defaultdict[str, deque[_Failure]] = defaultdict(deque)
        self._before: defaultdict[str, deque[Callback]] = defaultdict(deque)
        self._after: defaultdict[str, deque[Callback]] = defaultdict(deque)

    def fail_next(self, method: str, error: BaseException, *, after_write: bool = False, times: int = 1) -> None:
        """Raise `error` from the next `times` calls, before the effect or, with `after_write`, after it."""
        self._failures[method].extend([_Failure(error, after_write)] * times)

    def before(self, method: str, callback: Callback) -> None:
        """Run `callback` just before the next call takes effect."""
        self._before[method].append(callback)

    def after(self, method: str, callback: Callback) -> None:
        """Run `callback` just after the next call took effect, before its answer is given."""
        self._after[method].append(callback)

    async def enter(self, method: str) -> _Failure | None:
        """Note the call, run what comes before it, and raise a failure that comes before the effect."""
        self.calls.append(method)
        await _run_next(self._before[method])
        failures = self._failures[method]
        failure = failures.popleft() if failures else None
        if failure is not None and not failure.after_write:
            raise failure.error
        return failure

    async def leave(self, method: str, failure: _Failure | None) -> None:
        """Run what comes after the effect, and raise a failure that comes after it."""
        await _run_next(self._after[method])
        if failure is not None:
            raise failure.error


async def _run_next(callbacks: deque[Callback]) -> None:
    if not callbacks:
        return
    outcome = callbacks.popleft()()
    if inspect.isawaitable(outcome):
        await outcome
