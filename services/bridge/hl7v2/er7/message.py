"""A message: its segments in order, and every byte between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from services.bridge.hl7v2.er7 import charset
from services.bridge.hl7v2.er7.delimiters import HEADERS, Delimiters, read_delimiters
from services.bridge.hl7v2.er7.segment import Segment
from services.bridge.hl7v2.errors import NoHeader

_BEFORE: Final = re.compile("[\ufeff\ufffe\\s\x00\x0b]*")
_FIRST_END: Final = re.compile(r"\r\n|\r|\n")
_STANDARD_END: Final = re.compile(r"(\r\n?)")
_ANY_END: Final = re.compile(r"(\r\n|\r|\n)")
_MARK: Final = "\ufeff"


class Oddity(StrEnum):
    """What a message has that the standard does not allow, and that does not keep us from reading it."""

    BEFORE = "something stands before the header"
    CHARSET = "its bytes are not of the character set that it declares"
    ENDS = "its segments do not end with a carriage return alone"
    LAST_END = "the last segment does not end"
    LINE_BREAK = "a line break stands inside a field"
    EMPTY_LINE = "a line is empty"


@dataclass(frozen=True, slots=True)
class Message:
    """One message, read without loss: `encode` gives the bytes that came.

    `ends[i]` is what stands after segment i: its line end, and empty lines.
    """

    before: str
    segments: tuple[Segment, ...]
    ends: tuple[str, ...]
    delimiters: Delimiters
    codec: str
    oddities: tuple[Oddity, ...] = ()

    @property
    def header(self) -> Segment:
        """MSH."""
        return self.segments[0]

    @property
    def version(self) -> tuple[int, ...]:
        """The version that MSH-12 says, as numbers: `2.5.1` is (2, 5, 1); empty where it says none."""
        return tuple(int(each) for each in self.header.value(12).split(".") if each.isdecimal())

    def encode(self) -> bytes:
        """Return the message's bytes."""
        return self.text().encode(self.codec)

    def text(self) -> str:
        """Return the message's text."""
        return self.before + "".join([each.text + end for each, end in zip(self.segments, self.ends, strict=True)])

    def all(self, name: str) -> list[Segment]:
        """Return the segments of a name, in order."""
        return [each for each in self.segments if each.text.startswith(name)]

    def first(self, name: str) -> Segment | None:
        """Return the first segment of a name."""
        return next((each for each in self.segments if each.text.startswith(name)), None)

    def value(self, path: str) -> str:
        """Return what a place of the first such segment means; empty where it is absent, empty or null.

        Args:
            path: like `SCH-11.4`, `PID-3[2].4.2`.

        Raises:
            ValueError: that is no path.
        """
        name, *numbers = _path(path)
        segment = self.first(name)
        return segment.value(*numbers) if segment else ""

    def __iter__(self) -> Iterator[Segment]:
        """Go through the segments."""
        return iter(self.segments)

    def __repr__(self) -> str:
        """Say the segments' names only: the rest may be PHI."""
        return f"<{type(self).__name__} {' '.join(each.name for each in self.segments)}>"


_PATH: Final = re.compile(r"([A-Z][A-Z0-9]{2})-(\d{1,3})(?:\[(\d{1,3})\])?(?:\.(\d{1,3}))?(?:\.(\d{1,3}))?")


@lru_cache(maxsize=1_024)
def _path(path: str) -> tuple[str, int, int, int, int]:
    found = _PATH.fullmatch(path)
    if not found:
        raise ValueError(f"{path!r} is no place in a message; one is SCH-11.4 or PID-3[2].4.2.")
    name, field, repetition, component, subcomponent = found.groups()
    return name, int(field), int(component or 1), int(subcomponent or 1), int(repetition or 1)


def parse(raw: bytes, fallback: str = "utf-8") -> Message:
    """Read one message.

    Args:
        raw: the message without its frame.
        fallback: the Python codec where MSH-18 says nothing; the sender's profile knows it.

    Raises:
        NoHeader: it does not begin with MSH, FHS or BHS.
        WrongDelimiters: its header does not say how it is split.
    """
    text, codec, as_declared = charset.read(raw, fallback)
    message = parse_text(text, codec)
    if as_declared:
        return message
    odd = (*message.oddities, Oddity.CHARSET)
    return Message(message.before, message.segments, message.ends, message.delimiters, codec, odd)


def parse_text(text: str, codec: str = "utf-8") -> Message:
    """Read one message from its text.

    Raises:
        NoHeader: it does not begin with MSH, FHS or BHS.
        WrongDelimiters: its header does not say how it is split.
    """
    start = _start(text)
    lines, ends = _lines(text[start:])
    delimiters = read_delimiters(lines[0])
    odd = {Oddity.BEFORE} if text[:start].strip(_MARK) else set()
    texts, ends = _joined(lines, ends, delimiters.field, odd)
    segments = tuple([Segment(each, delimiters, codec) for each in texts])
    return Message(text[:start], segments, tuple(ends), delimiters, codec, tuple(sorted(odd)))


def _start(text: str) -> int:
    """Return where the header begins.

    Raises:
        NoHeader: nowhere, or only after something else.
    """
    found = _BEFORE.match(text)
    start = found.end() if found else 0
    if text[start : start + 3] not in HEADERS:
        raise NoHeader
    return start


def _lines(text: str) -> tuple[list[str], list[str]]:
    """Split a text into lines and their ends.

    A carriage return always ends a segment. A line feed alone does so only where the first segment ends with one:
    elsewhere it is a line break that the sender left in a field.
    """
    first = _FIRST_END.search(text)
    if first is None:
        return [text], [""]
    parts = (_STANDARD_END if first.group() == "\r" else _ANY_END).split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    return (lines, ends) if lines[-1] else (lines[:-1], ends[:-1])


def _is_segment(line: str, field: str) -> bool:
    """Tell whether a line is a segment: a name of three, then a separator or nothing."""
    name = line[:3]
    return len(name) == 3 and name.isalnum() and name.isascii() and name[0].isupper() and line[3:4] in {field, ""}  # noqa: PLR2004 a name's length


def _joined(lines: Sequence[str], ends: Sequence[str], field: str, odd: set[Oddity]) -> tuple[list[str], list[str]]:
    """Put lines that are no segments to the one before: a line break inside a field, or nothing."""
    texts: list[str] = []
    after: list[str] = []
    for line, end in zip(lines, ends, strict=True):
        if _is_segment(line, field):
            texts.append(line)
            after.append(end)
        elif line.strip():
            texts[-1] += after[-1] + line
            after[-1] = end
        else:
            after[-1] += line + end
            odd.add(Oddity.EMPTY_LINE)
    if any("\n" in each or "\r" in each for each in texts):
        odd.add(Oddity.LINE_BREAK)
    if not after[-1]:
        odd.add(Oddity.LAST_END)
    if any(not each.startswith("\r") or "\n" in each for each in after if each):
        odd.add(Oddity.ENDS)
    return texts, after
