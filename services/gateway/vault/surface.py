"""What a placeholder stands for: one value, in the forms in which it was written."""

from dataclasses import dataclass, field

from services.gateway.redaction.labels import Label


@dataclass(slots=True)
class Surface:
    """One written form of a value; its bytes can be overwritten.

    Attributes:
        value: The text in UTF-8.
        parts: How many parts of a name it has; 1 for anything else.
        typed: Whether the caller wrote it, as opposed to a tool or the system.
    """

    value: bytearray = field(repr=False)
    parts: int
    typed: bool

    def text(self) -> str:
        """Return the form as it was written."""
        return self.value.decode()

    def erase(self) -> None:
        """Overwrite the bytes with zeros."""
        self.value[:] = bytes(len(self.value))


@dataclass(slots=True)
class Entry:
    """A placeholder and the forms of its value.

    Attributes:
        kind: The type in the placeholder.
        number: Its number within the type.
        label: What kind of identifier it is; None for text that only looked like a placeholder.
        surfaces: The forms, in the order in which they were first seen.
        name: For a person, the hashes of all parts of the name.
    """

    kind: str
    number: int
    label: Label | None
    surfaces: list[Surface] = field(default_factory=list, repr=False)
    name: frozenset[int] = field(default=frozenset(), repr=False)

    def fullest(self, *, typed_only: bool) -> Surface | None:
        """Return the form with the most parts, the first of those; with `typed_only`, of the caller's own."""
        allowed = [each for each in self.surfaces if each.typed or not typed_only]
        return max(allowed, key=lambda each: each.parts, default=None)
