"""What is checked before a reply leaves.

- A placeholder may only become a value of this conversation; before the caller is verified, only one that the caller
  typed.
- Canaries, secret words that the system prompt or tool data carry, never appear.
- Nobody of the clinic's roster is named whom this conversation does not know.
- No address that the model wrote carries a value out (a placeholder inside a URL, an image that would be fetched).
- No function is called that the request did not offer.

Whatever fails raises `ReplyUnsafe`; the caller gets a safe sentence instead, and the audit trail an event.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from services.gateway.ports import OtherPatients
from services.gateway.redaction.labels import Label
from services.gateway.refusals import ReplyUnsafe
from services.gateway.vault.placeholder import LONGEST_TAIL, found_in
from services.gateway.vault.vault import Vault

#: A canary in a prompt announces itself: `canary-` and at least eight characters.
_CANARY: Final = re.compile(r"canary[-_:][A-Za-z0-9]{8,64}", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}:)?//\S*|\bwww\.\S*", re.IGNORECASE)
#: In an attribute of HTML an address goes on to the end of the quotes, blanks and all.
_ATTRIBUTE: Final = re.compile(
    r"""=\s{0,3}\\{0,3}(["'])\s{0,3}(?:[a-z][a-z0-9+.-]{1,20}:)?//(?:(?!\1).)*""", re.IGNORECASE
)
_IMAGE: Final = re.compile(r"!\[[^\]\n]{0,200}\]\(\s*(?:https?:)?//|<img\b", re.IGNORECASE)
_WINDOW: Final = 240
_LONGEST_RUN: Final = 2048


@dataclass(frozen=True, slots=True)
class Rules:
    """What the replies of one request may hold.

    Attributes:
        typed_only: The caller is not verified: only what the caller typed may come back.
        canaries: Words that must not appear.
        functions: The functions that may be called.
        others: Looks for people of the roster; None where there is no roster.
    """

    typed_only: bool = False
    canaries: tuple[str, ...] = ()
    functions: frozenset[str] = frozenset()
    others: OtherPatients | None = None


def canaries_in(text: str) -> Iterable[str]:
    """Return the canaries of a prompt."""
    return _CANARY.findall(text) if "canary" in text.lower() else ()


@dataclass(slots=True)
class Resolver:
    """Gives a restorer its values, as far as the rules allow."""

    vault: Vault
    rules: Rules
    dropped: Callable[[str], None] = lambda _kind: None

    def __call__(self, kind: str, number: int) -> str | None:
        """Return the value of a placeholder; None when this conversation has no such placeholder.

        Raises:
            ReplyUnsafe: it has one that this caller may not be told yet.
        """
        known = self.vault.resolve(kind, number, typed_only=self.rules.typed_only)
        if known is None:
            return None
        if known.value is None:
            raise ReplyUnsafe("not_verified")
        return known.value


@dataclass(slots=True)
class Guard:
    """Watches one stream of text, before its values are put back (`before`) and after (`after`)."""

    rules: Rules
    vault: Vault
    _run: str = field(default="", repr=False)
    _window: str = field(default="", repr=False)
    _held: str = field(default="", repr=False)
    _seen: str = field(default="", repr=False)

    def before(self, piece: str) -> None:
        """Check what the model wrote.

        Raises:
            ReplyUnsafe: a value would leave inside an address, or it names somebody else of the roster.
        """
        run = self._run + piece
        if "//" in run or "www." in run or "![" in run or "<img" in run.lower():
            self._check_addresses(run)
        self._run = _last_run(run)
        if self.rules.others is not None:
            self._window = (self._window + piece)[-_WINDOW - len(piece) :]
            self._check_others(self.rules.others)

    def after(self, said: str, room: int = 0) -> str:
        """Return what may be said now; a tail that begins a canary is held back until it is none.

        Args:
            said: What the restorer gave.
            room: How many characters may be held back; 0 at the end.

        Raises:
            ReplyUnsafe: a canary appears.
        """
        if not self.rules.canaries:
            return said
        self._seen = (self._seen + said.lower())[-LONGEST_TAIL - len(said) :]
        if any(_begun(canary) in self._seen for canary in self.rules.canaries):
            raise ReplyUnsafe("canary")
        text = self._held + said
        keep = min(room, len(text), _tail_of_canary(self._seen, self.rules.canaries))
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    @property
    def held(self) -> int:
        """How many characters are held back now."""
        return len(self._held)

    def _check_addresses(self, run: str) -> None:
        if _IMAGE.search(run):
            raise ReplyUnsafe("image")
        for address in (*_ADDRESS.finditer(run), *_ATTRIBUTE.finditer(run)):
            reach = run[address.start() : address.end() + LONGEST_TAIL]
            if any(found.start <= len(address[0]) for found in found_in(reach)):
                raise ReplyUnsafe("address")

    def _check_others(self, others: OtherPatients) -> None:
        if any(not self.vault.knows(Label.NAME, name) for name in others(self._window)):
            raise ReplyUnsafe("other_patient")


def _last_run(text: str) -> str:
    """Return the end of a text in which an address or an image could have begun: its last unbroken line."""
    line = text[-_LONGEST_RUN:]
    return line[line.rfind("\n") + 1 :] if "\n" in line else line


def _begun(canary: str) -> str:
    """Return so much of a canary as proves it: one character more than is ever held back."""
    return canary[: LONGEST_TAIL + 1].lower()


def _tail_of_canary(lowered: str, canaries: Iterable[str]) -> int:
    longest = 0
    for canary in canaries:
        begun = _begun(canary)
        for length in range(min(len(begun) - 1, LONGEST_TAIL, len(lowered)), longest, -1):
            if lowered.endswith(begun[:length]):
                longest = length
                break
    return longest
