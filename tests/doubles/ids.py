"""Identifiers a test can foresee."""

from collections import Counter


class CountingIds:
    """`services.kernel.ids.Ids` that counts per kind: `op_0001`, `op_0002`, `chat_0001`."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def new(self, kind: str) -> str:
        self._count[kind] += 1
        return f"{kind}_{self._count[kind]:04d}"
