"""How much of a text is looked at: work that can be counted, where a clock would only measure the machine."""

import re
import sys
from collections.abc import Callable, Iterator

import pytest

from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.view import View

_ROOM = "services.gateway.redaction."


class Counter:
    """Counts the characters that expressions pass over."""

    def __init__(self) -> None:
        self.characters = 0


class Counted:
    """A compiled expression that counts the characters it passes over."""

    def __init__(self, pattern: re.Pattern[str], counter: Counter) -> None:
        self._pattern = pattern
        self._counter = counter

    def __getattr__(self, name: str) -> object:
        """Return what counts the whole text: `findall`, `split`, `sub`; other attributes are the expression's own."""
        own = getattr(self._pattern, name)
        return self._whole(own) if name in {"findall", "split", "sub"} else own

    def _whole(self, own: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object) -> object:
            self._counter.characters += len(str(given[-1]))
            return own(*given)

        return counted

    def _read(self, found: "re.Match[str] | None", text: str, place: tuple[int, ...]) -> "re.Match[str] | None":
        first, last = [*place, len(text)][:2] if place else (0, len(text))
        self._counter.characters += (found.end() if found else last) - first
        return found

    def search(self, text: str, *place: int) -> "re.Match[str] | None":
        """Count to the end of what is found, or of the text."""
        return self._read(self._pattern.search(text, *place), text, place)

    def match(self, text: str, *place: int) -> "re.Match[str] | None":
        """Count what matched; one that doesn't is taken to fail at once."""
        found = self._pattern.match(text, *place)
        return self._read(found, text, place) if found else None

    def finditer(self, text: str, *place: int) -> "Iterator[re.Match[str]]":
        """Count what is passed from one find to the next."""
        at = place[0] if place else 0
        for found in self._pattern.finditer(text, *place):
            self._counter.characters += found.end() - at
            at = found.end()
            yield found
        self._counter.characters += (place[1] if len(place) > 1 else len(text)) - at


def counting(patch: pytest.MonkeyPatch) -> Counter:
    """Let every expression that a module of the redaction keeps count what it reads, from now on."""
    counter = Counter()
    for name, module in list(sys.modules.items()):
        if name.startswith(_ROOM):
            for key, value in list(vars(module).items()):
                if isinstance(value, re.Pattern):
                    patch.setattr(module, key, Counted(value, counter))
    return counter


def work(redactor: Redactor, text: str, counter: Counter) -> tuple[int, int]:
    """Return the calls that finding a text's identifiers makes, and the characters that expressions pass over."""
    calls, before = 0, counter.characters

    def note(*_event: object) -> None:
        nonlocal calls
        calls += 1

    view = View(text)
    sys.setprofile(note)
    try:
        redactor.find(view)
    finally:
        sys.setprofile(None)
    return calls, counter.characters - before
