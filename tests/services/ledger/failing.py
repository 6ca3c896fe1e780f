"""A database whose disk fails at one chosen statement: before it is done, or after it was done all the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from services.ledger.schema import WRITING
from services.sealed.opening import connect, driver


@dataclass
class Plan:
    """Fail the `at`-th writing statement from now on (from 1), before or after it took effect; 0: never."""

    at: int = 0
    after: bool = False
    words: str = "disk I/O error"
    seen: list[str] = field(default_factory=list)

    def count(self, statement: str) -> bool:
        self.seen.append(statement)
        return len(self.seen) == self.at

    def start(self, at: int, *, after: bool, words: str = "disk I/O error") -> None:
        self.at, self.after, self.words, self.seen = at, after, words, []


class FailingConnection:
    def __init__(self, inner: Any, plan: Plan) -> None:  # noqa: ANN401 the driver has no types
        self._inner = inner
        self._plan = plan

    def _do(self, statement: str, call: Any) -> Any:  # noqa: ANN401 the driver has no types
        if statement.startswith("SELECT") or not self._plan.count(statement):
            return call()
        if self._plan.after:
            call()
        raise driver.OperationalError(self._plan.words)

    def execute(self, statement: str, values: Iterable[Any] = ()) -> Any:  # noqa: ANN401 the driver has no types
        return self._do(statement, lambda: self._inner.execute(statement, values))

    def executemany(self, statement: str, rows: Iterable[Any]) -> Any:  # noqa: ANN401 the driver has no types
        return self._do(statement, lambda: self._inner.executemany(statement, rows))

    def close(self) -> None:
        self._inner.close()


def install(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Let every writing connection fail as the plan says."""
    plan = Plan()

    def failing(path: Any, key: Any, refuse: Any, manner: Any) -> Any:  # noqa: ANN401 passed on as they are
        connection = connect(path, key, refuse, manner)
        return FailingConnection(connection, plan) if manner is WRITING else connection

    monkeypatch.setattr("services.ledger.segment.connect", failing)
    return plan
