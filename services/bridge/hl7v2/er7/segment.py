"""A segment: its name and fields, split when they are looked at. Splitting and joining are each other's inverse."""

from collections.abc import Sequence
from typing import Final, Self

from services.bridge.hl7v2.er7.delimiters import HEADERS, Delimiters
from services.bridge.hl7v2.er7.escapes import decode

NULL: Final = '""'
"""What a sender writes to delete a value; an empty field leaves it as it is (HL7 v2.8.2, 2.5.3)."""


class Segment:
    """One segment as it stands in a message. It is not changed: `replaced` returns another.

    Fields, repetitions, components and subcomponents are counted from 1, as the standard does. In a header (MSH, FHS,
    BHS) field 1 is the separator and field 2 the other delimiters, which are never split.
    """

    __slots__ = ("_charset", "_delimiters", "_fields", "text")

    def __init__(self, text: str, delimiters: Delimiters, charset: str = "latin-1") -> None:
        self.text = text
        self._delimiters = delimiters
        self._charset = charset
        self._fields: list[str] | None = None

    @property
    def name(self) -> str:
        """The segment's name: `PID`, `ZPD`."""
        return self.text[:3]

    @property
    def fields(self) -> Sequence[str]:
        """The fields as they stand, with the name first, so that `fields[3]` is field 3."""
        if self._fields is None:
            split = self.text.split(self._delimiters.field)
            if split[0] in HEADERS:
                split.insert(1, self._delimiters.field)
            self._fields = split
        return self._fields

    def raw(self, field: int) -> str:
        """Return a field as it stands, repetitions and all; empty where it is absent."""
        fields = self.fields
        return fields[field] if field < len(fields) else ""

    def repetitions(self, field: int) -> list[str]:
        """Return a field's repetitions as they stand; none where the field is empty."""
        text = self.raw(field)
        if not text:
            return []
        return [text] if self._whole(field) else _split(text, self._delimiters.repetition)

    def value(self, field: int, component: int = 1, subcomponent: int = 1, repetition: int = 1) -> str:
        r"""Return what a subcomponent means, unescaped; empty where it is absent, empty or null.

        A receiver that knows fewer components than came reads the first, and one that knows more finds the rest empty
        (HL7 v2.8.2, 2.6): so a component without subcomponents is its own first.
        """
        text = self.as_sent(field, component, subcomponent, repetition)
        return "" if text == NULL else decode(text, self._delimiters, self._charset)

    def as_sent(self, field: int, component: int = 1, subcomponent: int = 1, repetition: int = 1) -> str:
        """Return a subcomponent as it stands."""
        if self._whole(field):
            return self.raw(field) if component == subcomponent == repetition == 1 else ""
        text = self.raw(field)
        for mark, number in (
            (self._delimiters.repetition, repetition),
            (self._delimiters.component, component),
            (self._delimiters.subcomponent, subcomponent),
        ):
            parts = _split(text, mark)
            if number > len(parts):
                return ""
            text = parts[number - 1]
        return text

    def is_null(self, field: int) -> bool:
        """Tell whether the sender deletes the field's value."""
        return self.raw(field) == NULL

    def components(self, field: int, repetition: int = 1) -> list[str]:
        """Return the components of a repetition, as they stand."""
        repetitions = self.repetitions(field)
        if repetition > len(repetitions):
            return []
        text = repetitions[repetition - 1]
        return [text] if self._whole(field) else _split(text, self._delimiters.component)

    def subcomponents(self, component: str) -> list[str]:
        """Return the subcomponents of a component, as they stand."""
        return _split(component, self._delimiters.subcomponent)

    def meaning(self, text: str) -> str:
        """Return what a text of this segment means, unescaped."""
        return decode(text, self._delimiters, self._charset)

    def replaced(self, field: int, text: str) -> Self:
        """Return the segment with another text in a field; those before it are made as needed."""
        fields = list(self.fields)
        fields.extend([""] * (field + 1 - len(fields)))
        fields[field] = text
        if self.name in HEADERS:
            del fields[1]
        return type(self)(self._delimiters.field.join(fields), self._delimiters, self._charset)

    def _whole(self, field: int) -> bool:
        """Tell whether a field is one that is never split: the delimiters themselves."""
        return field <= 2 and self.name in HEADERS  # noqa: PLR2004 MSH-1 and MSH-2

    def __repr__(self) -> str:
        """Say the name only: the rest may be PHI."""
        return f"<{type(self).__name__} {self.name}>"


def _split(text: str, mark: str) -> list[str]:
    return text.split(mark) if mark else [text]
