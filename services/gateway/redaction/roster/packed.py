"""Sorted arrays instead of dictionaries: some 20 bytes an entry, so that a large clinic's roster stays small.

Before each array stands a filter of one byte per slot, several slots for each entry: nearly every look-up of something
that is not there ends at the filter.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

_VALUE_BITS: Final = 24
_VALUES: Final = 1 << _VALUE_BITS
_KEY_MASK: Final = (1 << 40) - 1
_SLOTS_EACH: Final = 8
_CHUNK: Final = 1 << 16


def _packed(numbers: Iterable[int]) -> "array[int]":
    """Return the numbers in order, each once; a million of them never become a million objects. An array is used up."""
    packed = numbers if isinstance(numbers, array) else array("Q", numbers)
    view = np.frombuffer(packed, np.uint64)
    view.sort()
    again = view[1:] == view[:-1]
    if not again.any():
        return packed
    once = array("Q")
    once.frombytes(np.concatenate((view[:1], view[1:][~again])).tobytes())
    return once


def _filter(keys: "array[int]", shift: int = 0) -> bytes:
    """Return a filter of at least eight slots for each key, a power of two of them."""
    slots = np.zeros(1 << max(4, (len(keys) * _SLOTS_EACH - 1).bit_length()), np.uint8)
    view = np.frombuffer(keys, np.uint64)
    for first in range(0, len(view), _CHUNK):
        slots[(view[first : first + _CHUNK] >> np.uint64(shift)) & np.uint64(len(slots) - 1)] = 1
    return slots.tobytes()


class PackedSet:
    """A set of whole numbers from 0 to 2^64 - 1."""

    __slots__ = ("_filter", "_mask", "_numbers")

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = _packed(numbers)
        self._filter = _filter(self._numbers)
        self._mask = len(self._filter) - 1

    def __contains__(self, number: int) -> bool:
        if not self._filter[number & self._mask]:
            return False
        at = bisect_left(self._numbers, number)
        return at < len(self._numbers) and self._numbers[at] == number

    def __len__(self) -> int:
        return len(self._numbers)


def entry(text: str, value: int) -> int:
    """Return a text and its number as one whole number, as `PackedMap` keeps them."""
    return (hash(text) & _KEY_MASK) << _VALUE_BITS | value


class PackedMap:
    """From texts to small whole numbers (below 2^24), several for one text if need be.

    Only 40 bits of each text's hash are kept: a caller that must be certain compares what it gets with the text. The
    hash is the process's own (keyed) one; nothing here is ever stored.
    """

    __slots__ = ("_entries", "_filter", "_mask")

    def __init__(self, pairs: Iterable[tuple[str, int]] = (), entries: "array[int] | None" = None) -> None:
        """Keep pairs, or entries that `entry` made of them."""
        self._entries = _packed((entry(text, value) for text, value in pairs) if entries is None else entries)
        self._filter = _filter(self._entries, _VALUE_BITS)
        self._mask = len(self._filter) - 1

    def __getitem__(self, text: str) -> list[int]:
        """Return the numbers kept for a text, none when there is none."""
        return self.all((text,))

    def all(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers kept for any of the texts."""
        slots, mask = self._filter, self._mask
        found: list[int] = []
        for key in map(hash, texts):
            if slots[key & mask]:
                found += self._at((key & _KEY_MASK) << _VALUE_BITS)
        return found

    def first(self, text: str) -> int | None:
        """Return the smallest number kept for a text, or None."""
        key = hash(text)
        return next(self._at((key & _KEY_MASK) << _VALUE_BITS), None) if self._filter[key & self._mask] else None

    def _at(self, first: int) -> Iterator[int]:
        """Yield the numbers of one key."""
        entries = self._entries
        at = bisect_left(entries, first)
        while at < len(entries) and entries[at] < first + _VALUES:
            yield entries[at] - first
            at += 1

    def __len__(self) -> int:
        return len(self._entries)
