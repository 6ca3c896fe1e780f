"""References between resources (http://hl7.org/fhir/R4/references.html): only those into the same server count."""

import re
from dataclasses import dataclass
from functools import lru_cache

from services.bridge.fhir.invariants import Json
from services.scheduling.errors import NotFound

_ID = re.compile(r"[A-Za-z0-9\-.]{1,128}")
_DOTS = frozenset({".", ".."})
_HISTORY = "/_history/"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference points: type and logical id, with the name shown for it."""

    type: str
    id: str
    display: str

    @property
    def reference(self) -> str:
        """Return `Type/id`."""
        return f"{self.type}/{self.id}"


def valid_id(text: str) -> bool:
    """Tell whether a logical id is safe in a path (longer than R4's 64, as some vendors' are)."""
    return _ID.fullmatch(text) is not None and text not in _DOTS


def target(value: object, base_url: str) -> Target | None:
    """Read a Reference; None for contained, logical, foreign and malformed ones.

    Args:
        value: the JSON of the Reference.
        base_url: our server's base, so that an absolute reference into it counts as relative.
    """
    if not isinstance(value, dict):
        return None
    text = value.get("reference")
    if not isinstance(text, str):
        return None
    found = _place(text, base_url)
    if found is None:
        return None
    display = value.get("display")
    return Target(*found, display if isinstance(display, str) else "")


@lru_cache(maxsize=4096)
def _place(text: str, base_url: str) -> tuple[str, str] | None:
    """Return type and id; a schedule names the same few places again and again, so they are remembered."""
    path = text.strip().split(_HISTORY, 1)[0].removeprefix(base_url).removeprefix("/")
    kind, _, identity = path.partition("/")
    return (kind, identity) if kind.isalpha() and valid_id(identity) else None


def path_of(resource_type: str, resource_id: str) -> str:
    """Return `Type/id` for a request.

    Raises:
        NotFound: the id is none of FHIR's and could lead to another path.
    """
    if not valid_id(resource_id):
        raise NotFound(f"There is no such {resource_type}: its id is not a FHIR id.", "Read the list again.")
    return f"{resource_type}/{resource_id}"


def reference(resource_type: str, resource_id: str, display: str = "") -> Json:
    """Write a Reference."""
    written: Json = {"reference": f"{resource_type}/{resource_id}"}
    if display:
        written["display"] = display
    return written
