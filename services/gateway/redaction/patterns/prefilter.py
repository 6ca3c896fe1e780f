"""One pass over a text that says where any rule may have something to find."""

import threading
from collections.abc import Sequence
from typing import Final

import hyperscan

from services.gateway.redaction.patterns.compiled import database

Hit = tuple[int, int, int]
"""The index of a rule, and where its trigger begins and ends."""

_FLAGS: Final = hyperscan.HS_FLAG_SOM_LEFTMOST


def _note(rule: int, start: int, end: int, _flags: int, hits: list[Hit]) -> None:
    hits.append((rule, start, end))


class Prefilter:
    """All triggers of all rules compiled into one automaton; safe to use from many threads.

    The engine works on bytes; letters beyond ASCII become one question mark each, so that offsets stay the text's.
    """

    def __init__(self, triggers: Sequence[Sequence[str]]) -> None:
        pairs = [(each.encode("ascii"), rule) for rule, expressions in enumerate(triggers) for each in expressions]
        self._database, self._scratch = database([each for each, _ in pairs], [rule for _, rule in pairs], _FLAGS)
        self._own = threading.local()

    def hits(self, text: str) -> list[Hit]:
        """Return every place where a trigger matches, ordered by its end."""
        found: list[Hit] = []
        scratch = getattr(self._own, "scratch", None)
        if scratch is None:
            scratch = self._own.scratch = self._scratch.clone()
        self._database.scan(
            text.encode("ascii", "replace"),
            match_event_handler=_note,  # type: ignore[arg-type] # its context is the list it is given below
            scratch=scratch,
            context=found,
        )
        return found
