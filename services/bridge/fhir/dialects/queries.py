"""The searches that dialects share, as parameters."""

import unicodedata
from datetime import datetime

from services.bridge.fhir.client import Params
from services.bridge.fhir.instants import search_instant
from services.bridge.fhir.profile import SiteProfile
from services.kernel.interval import Interval

_ESCAPED = str.maketrans({char: f"\\{char}" for char in "\\,|$"})
_LONGEST_NAME = 100


def escape(value: str) -> str:
    """Escape the characters that separate values in a search (http://hl7.org/fhir/R4/search.html#escaping)."""
    return value[:_LONGEST_NAME].translate(_ESCAPED)


def fold(name: str) -> frozenset[str]:
    """Return the words of a name without case and accents, to compare what people type with what is on file."""
    plain = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return frozenset(bare.replace("-", " ").split())


def within(parameter: str, window: Interval) -> list[tuple[str, str]]:
    """Return the pair that bounds a date parameter to a half-open window."""
    return [(parameter, f"ge{search_instant(window.start)}"), (parameter, f"lt{search_instant(window.end)}")]


def patients_appointments(profile: SiteProfile, patient_id: str, since: datetime) -> Params:
    """Return the search for a patient's appointments from an instant on."""
    window = Interval(since, since + profile.horizon)
    return [("patient", f"Patient/{patient_id}"), *within("date", window), ("_count", str(profile.page_size))]


def around(profile: SiteProfile, window: Interval) -> list[tuple[str, str]]:
    """Return the bounds for appointments that could reach into the window; R4's `date` looks at the start only."""
    return within("date", Interval(window.start - profile.longest_visit, window.end))


def service_codes(profile: SiteProfile, visit_type: str) -> list[str]:
    """Return the EHR's codes for one of our visit types."""
    listed = [code for code, name in profile.service_types.items() if name == visit_type]
    return listed or [visit_type]
