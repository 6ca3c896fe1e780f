"""The pages of the audit section, as its tabs show them."""

from typing import Final

SEARCH: Final = "/audit"
EXPORTS: Final = "/audit/exports"
REVIEWS: Final = "/audit/reviews"
DISCLOSURES: Final = "/audit/disclosures"
HOLDS: Final = "/audit/holds"
_TABS: Final = (
    ("Search", SEARCH),
    ("Exports", EXPORTS),
    ("Disclosures", DISCLOSURES),
    ("Reviews", REVIEWS),
    ("Holds", HOLDS),
)


def tabs(here: str, overdue: int) -> list[dict[str, object]]:
    """Return the tabs; `overdue` reviews are counted on theirs."""
    return [
        {"title": title, "path": path, "here": path == here, "count": (overdue or None) if path == REVIEWS else None}
        for title, path in _TABS
    ]
