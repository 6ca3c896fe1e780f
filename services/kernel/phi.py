"""Values that are protected health information (PHI, 45 CFR 160.103) and must not slip into a log."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Phi(Generic[T]):
    """A PHI value that shows itself only to a caller that asks by name.

    `repr`, `str` and format all give `[PHI]`, so a stray log line or traceback discloses nothing.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """Return the value; each call site is a place where PHI is used on purpose."""
        return self._value

    def __repr__(self) -> str:
        return "[PHI]"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "[PHI]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phi) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Phi, self._value))
