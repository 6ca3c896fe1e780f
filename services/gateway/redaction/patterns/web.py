"""Web addresses, and addresses of networks and network cards."""

import ipaddress
import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Rule, Shape
from services.gateway.redaction.spans import Span

_PATH: Final = r"[^\s<>\"'`{}|\\^]"
#: Ends of host names that nobody writes by leaving out the blank after a full stop.
_SURE_ENDS: Final = (
    "com|org|net|edu|gov|mil|info|biz|io|healthcare|clinic|hospital|dental|health|app|dev|cloud|online|site|example|"
    "website|xyz|co\\.uk|com\\.[a-z]{2}|org\\.[a-z]{2}"
)
#: Read backwards from the host's end.
_LABELS: Final = re.compile(r"[a-z0-9.\-]*+", re.ASCII)
_REACH: Final = 120
#: Names of code systems and formats, which are written as web addresses and are none of anybody's.
_SYSTEM: Final = re.compile(
    r"(?:https?://)?(?:[a-z.]{0,20}w3\.org|[a-z.]{0,20}hl7\.org|loinc\.org|snomed\.info|unitsofmeasure\.org|"
    r"www\.nlm\.nih\.gov/research/umls|www\.ama-assn\.org|www\.cms\.gov|json-schema\.org|schema\.org|"
    r"schemas\.[a-z]{2,20}\.(?:com|org)|fhir\.org)(?:[/#?\s\"']|\Z)",
    re.ASCII,
)
_OCTETS: Final = 4
_MOST: Final = 255


def _octets(value: str) -> int:
    """Weigh four numbers with dots."""
    parts = value.split("/", maxsplit=1)[0].split(":", maxsplit=1)[0].split(".")
    return 4 if len(parts) == _OCTETS and all(int(part) <= _MOST for part in parts) else 0


def _version_six(value: str) -> int:
    """Weigh groups with colons: a version 6 address or nothing (a time of day)."""
    try:
        address = ipaddress.IPv6Address(value.split("/", maxsplit=1)[0].split("%", maxsplit=1)[0])
    except ValueError:
        return 0
    return 4 if address.packed.strip(b"\0") else 0


class _Address(Shape):
    """A web address; a full stop, comma or parenthesis at its end belongs to the sentence."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the address, without what the sentence put after it; nothing where it is a mail's host."""
        if start and text[start - 1] in "@":
            return []
        found = super().look(text, start, end)
        if not found or _SYSTEM.match(text, start):
            return []
        last = found[0].end
        while last > start and text[last - 1] in ".,;:!?)]*_":
            last -= 1
        return [Span(start, last, Label.URL, 4)]


class _Host(_Address):
    """A host name without "http" or "www", known by its end; a mail address's name with dots is none."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the host and its path, unless a mail address's sign follows or stands before."""
        before = _LABELS.match(text[max(0, start - _REACH) : start + 1][::-1])
        first = start + 1 - before.end() if before else start
        found = super().look(text, first, end)
        if found and (text[found[0].end : found[0].end + 1] == "@" or text[max(0, first - 2) : first] == "@ "):
            return []
        return found


class _Start(Shape):
    """A shape that nothing of its own kind stands before."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the address where it is not the end of a longer one."""
        return [] if start and text[start - 1] in ":.-" else super().look(text, start, end)


RULES: Final[tuple[Rule, ...]] = (
    _Address(
        Label.URL,
        (r"\b(?:https?|ftps?|sftp|smb|file)://\S", r"\bmailto:\S", r"\bwww\d?\.[a-z0-9]"),
        re.compile(rf"{_PATH}++", re.ASCII),
    ),
    _Host(
        Label.URL,
        (rf"[a-z0-9]\.(?:{_SURE_ENDS})\b", r"[a-z0-9]\.[a-z]{2,6}/[a-z0-9]"),
        re.compile(rf"[a-z0-9][a-z0-9.\-]*+(?::\d{{2,5}})?(?:[/?#]{_PATH}*+)?", re.ASCII),
    ),
    _Start(
        Label.IP,
        (r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b",),
        re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?![\d])(?!\.\d)(?:/\d{1,2}(?!\d)|:\d{2,5}(?!\d))?", re.ASCII),
        _octets,
    ),
    _Start(
        Label.IP,
        (r"\b[0-9a-f]{1,4}:(?:[0-9a-f]{0,4}:){1,6}", r"::[0-9a-f]{1,4}\b"),
        re.compile(
            r"(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?![0-9a-z])(?:%[a-z0-9]{1,10})?(?:/\d{1,3})?",
            re.ASCII,
        ),
        _version_six,
    ),
    Shape(
        Label.IP,
        (r"\b[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5}\b", r"\b[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}\b"),
        re.compile(
            r"[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5,7}(?![0-9a-z])|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![0-9a-z])", re.ASCII
        ),
        lambda _value: 5,
    ),
)
