"""A value that is made when it is first asked for, and kept."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

Owner = TypeVar("Owner")
Made = TypeVar("Made")


class lazy(Generic[Owner, Made]):  # noqa: N801 used as `property` is
    """What `functools.cached_property` is, without its lock (which Python 3.12 drops too): several for every text.

    Two threads that ask at the same time may both make the value; it must be the same.
    """

    def __init__(self, make: Callable[[Owner], Made]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, _owner: type[Owner], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[Owner]) -> Self: ...
    @overload
    def __get__(self, instance: Owner, owner: type[Owner]) -> Made: ...
    def __get__(self, instance: Owner | None, owner: type[Owner]) -> Self | Made:
        """Make the value and keep it in the instance's dictionary, where it is found before this is asked again."""
        if instance is None:
            return self
        made = instance.__dict__[self._name] = self._make(instance)
        return made
