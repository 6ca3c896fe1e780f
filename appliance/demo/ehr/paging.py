"""Pages of a search: a snapshot behind an opaque cursor (http://hl7.org/fhir/R4/http.html#paging)."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from appliance.demo.ehr.outcome import FhirError, bad_request

_KEPT = 5000
_MAX_COUNT = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """What is left of a search: the references, where this page starts, its size and its includes."""

    references: tuple[str, ...]
    offset: int
    count: int
    includes: tuple[str, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Return the references of this page."""
        return self.references[self.offset : self.offset + self.count]

    @property
    def following(self) -> "Page | None":
        """Return the next page, or None after the last one."""
        offset = self.offset + self.count
        return replace(self, offset=offset) if self.count and offset < len(self.references) else None


class Cursors:
    """The open cursors of a server; the oldest expire."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._made = 0

    def keep(self, page: Page) -> str:
        """Store a page and return its cursor."""
        self._made += 1
        cursor = f"c{self._made:x}"
        self._pages[cursor] = page
        if len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        return cursor

    def open(self, cursor: str) -> Page:
        """Return the page of a cursor.

        Raises:
            FhirError: 410 when it has expired or never was.
        """
        if cursor not in self._pages:
            raise FhirError(410, "expired", "This page is gone; search again")
        return self._pages[cursor]


def page_size(query: list[tuple[str, str]], default: int) -> int:
    """Return `_count`, at most 1,000.

    Raises:
        FhirError: 400 when it is not a whole number.
    """
    text = next((value for name, value in query if name == "_count"), str(default))
    if not text.isdigit():
        raise bad_request("_count must be a whole number")
    return min(int(text), _MAX_COUNT)
