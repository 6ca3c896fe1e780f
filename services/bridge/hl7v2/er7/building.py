"""Messages of our own: every value escaped, nothing left at the end of a field or segment that says nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NewType

from services.bridge.hl7v2.er7.delimiters import HEADERS, STANDARD, Delimiters
from services.bridge.hl7v2.er7.escapes import encode
from services.bridge.hl7v2.er7.segment import Segment

Written = NewType("Written", str)
"""A field's text as it stands in a message."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Writes with the delimiters and the character set of one receiver.

    A character that the set has not is written as `?`, as the set's codec does: a receiver that cannot read a letter is
    not sent bytes that mean another.
    """

    delimiters: Delimiters = STANDARD
    codec: str = "utf-8"

    def value(self, text: str) -> Written:
        """Return a field of one value."""
        return self.components(text)

    def components(self, *components: str | Sequence[str]) -> Written:
        """Return a field of components; one given as a sequence is made of subcomponents."""
        written = [
            self._escaped(each) if isinstance(each, str) else self._joined(each, self.delimiters.subcomponent)
            for each in components
        ]
        return Written(self._trimmed(written, self.delimiters.component))

    def repetitions(self, *fields: Written) -> Written:
        """Return a field that repeats."""
        return Written(self.delimiters.repetition.join(fields))

    def segment(self, name: str, fields: Mapping[int, Written]) -> Segment:
        """Return a segment; fields are counted from 1, and what is not given is empty.

        For MSH the first two fields are the delimiters, whatever is given.
        """
        texts = [fields.get(number, "") for number in range(1, max(fields, default=0) + 1)]
        if name in HEADERS:
            texts = [self.delimiters.declared, *texts[2:]]
        return Segment(self._trimmed([name, *texts], self.delimiters.field), self.delimiters, self.codec)

    def message(self, segments: Sequence[Segment]) -> bytes:
        """Return the bytes of a message, each segment ended by a carriage return."""
        return "".join([f"{each.text}\r" for each in segments]).encode(self.codec, "replace")

    def _joined(self, parts: Sequence[str], mark: str) -> str:
        return self._trimmed([self._escaped(each) for each in parts], mark)

    def _escaped(self, text: str) -> str:
        return encode(text, self.delimiters)

    @staticmethod
    def _trimmed(parts: Sequence[str], mark: str) -> str:
        return mark.join(parts).rstrip(mark) if mark else "".join(parts[:1])
