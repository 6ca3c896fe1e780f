"""Challenges that were given out: each is good once, for a few minutes, in the browser that got it."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

GOOD_FOR: Final = timedelta(minutes=5)
_BYTES: Final = 32
_KEPT: Final = 10_000


@dataclass(slots=True)
class Challenges:
    """The challenges that nobody has answered yet, in memory; the oldest make room."""

    _open: OrderedDict[bytes, tuple[str, datetime]] = field(default_factory=OrderedDict, repr=False)

    def give(self, browser: str, now: datetime) -> bytes:
        """Return a new challenge for this browser."""
        challenge = secrets.token_bytes(_BYTES)
        self._open[challenge] = (browser, now + GOOD_FOR)
        if len(self._open) > _KEPT:
            self._open.popitem(last=False)
        return challenge

    def take(self, challenge: bytes, browser: str, now: datetime) -> bool:
        """Use a challenge up; tell whether it was this browser's and in time."""
        given = self._open.pop(challenge, None)
        return given is not None and given[0] == browser and now < given[1]
