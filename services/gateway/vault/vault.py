"""One conversation's vault: a value gets its placeholder once and keeps it through all turns and tool calls."""

import hashlib
import secrets
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.gateway.errors import TooMuchSeen
from services.gateway.redaction.labels import Label
from services.gateway.redaction.seen import Seen
from services.gateway.redaction.spans import Span
from services.gateway.redaction.traces import Trace, meet, trace_of
from services.gateway.redaction.view import View
from services.gateway.refusals import VaultFull
from services.gateway.vault.canonical import canonical, family, name_tokens
from services.gateway.vault.ordinary import ORDINARY
from services.gateway.vault.passages import Passage, Passages
from services.gateway.vault.placeholder import LARGEST, LITERAL, TYPES, written
from services.gateway.vault.surface import Entry, Surface

MOST_BYTES: Final = 512 * 1024
_DIGEST: Final = 16
_MOST_LOOKED: Final = 4096
_DOCTOR_ALONE: Final = frozenset({hash("dr")})


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a placeholder stands for; `value` is None where the caller may not be told."""

    value: str | None


class Vault:
    """Placeholders and values of one conversation, in memory; safe to share between threads.

    Values are known by a keyed digest of their canonical form. `destroy` overwrites what can be overwritten: the
    values and the key. Copies that Python's strings leave behind are beyond reach until memory is used again.

    Attributes:
        passages: What was made of the conversation's texts; None where it has but one request.
    """

    def __init__(self, most_bytes: int = MOST_BYTES, passages: Passages | None = None) -> None:
        self.passages = passages
        self._most_bytes = most_bytes
        self._bytes = 0
        self._key = bytearray(secrets.token_bytes(32))
        self._entries: dict[tuple[str, int], Entry] = {}
        self._by_value: dict[bytes, tuple[Entry, Surface]] = {}
        self._people: dict[int, list[Entry]] = {}
        self._counts: Counter[str] = Counter()
        self._seen = Seen(ORDINARY)
        self._looked: dict[bytes, tuple[int, tuple[Span, ...]]] = {}
        self._traces: list[Trace] = []
        self._lock = threading.RLock()
        self._destroyed = False

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def destroyed(self) -> bool:
        """Whether its values are gone."""
        return self._destroyed

    def digest(self, *parts: str) -> bytes:
        """Return a keyed digest by which this vault knows a text again."""
        return hashlib.blake2b("\x00".join(parts).encode(), key=self._key, digest_size=_DIGEST).digest()

    def placeholder(self, label: Label, text: str, *, typed: bool) -> str:
        """Return the placeholder of a value, a new one if it was not seen before.

        Args:
            label: What kind of identifier it is.
            text: The value as written.
            typed: Whether the caller wrote it.

        Raises:
            VaultFull: no further value has room.
        """
        with self._lock:
            written_as = self.digest("as written", label, text)
            entry, surface = self._by_value.get(written_as) or self._value(label, text)
            self._by_value[written_as] = entry, surface
            surface.typed = surface.typed or typed
            return written(entry.kind, entry.number)

    def _value(self, label: Label, text: str) -> tuple[Entry, Surface]:
        """Return the entry of a value in whatever form, a new one if it was not seen before."""
        key = self.digest(family(label), canonical(label, text))
        known = self._by_value.get(key)
        if known is None:
            known = self._keep(key, self._linked(label, text) or self._new(TYPES[label], label), text)
            self._learn(label, text)
        return known

    def literal(self, text: str, *, typed: bool) -> str:
        """Return the placeholder of a text that only looks like one; it comes back exactly as typed."""
        with self._lock:
            key = self.digest(LITERAL, text)
            entry, surface = self._by_value.get(key) or self._keep(key, self._new(LITERAL, None), text)
            surface.typed = surface.typed or typed
            return written(entry.kind, entry.number)

    def resolve(self, kind: str, number: int, *, typed_only: bool = False) -> Resolved | None:
        """Return what a placeholder stands for, or None when this conversation has no such placeholder.

        With `typed_only` the value is a form that the caller wrote, and None if there is none.
        """
        with self._lock:
            entry = self._entries.get((kind, number))
            if entry is None:
                return None
            surface = entry.fullest(typed_only=typed_only)
            return Resolved(surface.text() if surface else None)

    def knows(self, label: Label, text: str) -> bool:
        """Tell whether a value belongs to this conversation."""
        with self._lock:
            known = self.digest(family(label), canonical(label, text)) in self._by_value
            return known or (label is Label.NAME and self._linked(label, text) is not None)

    def seen(self, view: View) -> list[Span]:
        """Return where values of this conversation stand in a text, parts of names included.

        A client sends the whole conversation with every call, and the same words stand in many results of tools: so
        what was found in a text is kept, as places and labels, until another value is learned.
        """
        with self._lock:
            text = self.digest("looked at", view.raw)
            learned, spans = self._looked.get(text, (-1, ()))
            if learned != self.learned:
                spans = tuple(self._seen.find(view))
                while len(self._looked) >= _MOST_LOOKED:
                    self._looked.pop(next(iter(self._looked)))
                self._looked[text] = self.learned, spans
            return list(spans)

    @property
    def learned(self) -> int:
        """How many values were learned, in whatever form."""
        return len(self._traces)

    def holds(self, passage: Passage) -> bool:
        """Tell whether what was made of a text still holds: no value learned since can stand in it."""
        learned = self.learned
        if passage.learned != learned:
            if meet(self._traces[passage.learned :], passage.traces):
                return False
            passage.learned = learned
        return not self._destroyed

    def may_be_in(self, words: frozenset[int], *, numbers: bool) -> bool:
        """Tell whether a value could stand in a text with these words (hashes, folded), without reading it."""
        return self._seen.may_be_in(words, numbers=numbers)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry in the order it was made."""
        yield from self._entries.values()

    def destroy(self) -> None:
        """Overwrite the values and the key, and forget everything; a destroyed vault resolves nothing."""
        with self._lock:
            for entry in self._entries.values():
                for surface in entry.surfaces:
                    surface.erase()
            self._key[:] = bytes(len(self._key))
            for each in (self._entries, self._by_value, self._counts, self._looked, self._people):
                each.clear()
            self._seen.forget()
            self._traces.clear()
            if self.passages is not None:
                self.passages.close()
            self._destroyed = True

    def _learn(self, label: Label, text: str) -> None:
        try:
            self._seen.learn(label, text)
        except TooMuchSeen as full:
            raise VaultFull(full.what, "Start a new conversation.") from None
        self._traces.append(trace_of(label, text))  # last: whoever counts it finds the value, too

    def _new(self, kind: str, label: Label | None) -> Entry:
        if self._destroyed or self._counts[kind] >= LARGEST:
            raise VaultFull("The conversation holds too many identifiers.", "Start a new conversation.")
        self._counts[kind] += 1
        entry = Entry(kind, self._counts[kind], label)
        self._entries[kind, entry.number] = entry
        return entry

    def _keep(self, key: bytes, entry: Entry, text: str) -> tuple[Entry, Surface]:
        value = bytearray(text.encode())
        self._bytes += len(value)
        if self._bytes > self._most_bytes:
            raise VaultFull("The conversation holds too many identifiers.", "Start a new conversation.")
        parts = len(name_tokens(text)) if entry.label is Label.NAME else 1
        if entry.label is Label.NAME:
            self._call(entry, _name(text))
        surface = Surface(value, parts, typed=False)
        entry.surfaces.append(surface)
        self._by_value[key] = entry, surface
        return entry, surface

    def _call(self, entry: Entry, name: frozenset[int]) -> None:
        """Add parts to the name of somebody."""
        for part in name - entry.name:
            self._people.setdefault(part, []).append(entry)
        entry.name |= name

    def _linked(self, label: Label, text: str) -> Entry | None:
        """Return the one person whose name this is a part or a fuller form of; None for nobody, and for two."""
        if label is not Label.NAME:
            return None
        name = _name(text)
        if not name or name == _DOCTOR_ALONE:
            return None
        sharing = {id(each): each for part in name for each in self._people.get(part, ())}
        people = [each for each in sharing.values() if name <= each.name or each.name <= name]
        return people[0] if len(people) == 1 else None


def _name(text: str) -> frozenset[int]:
    return frozenset(hash(part) for part in name_tokens(text))
