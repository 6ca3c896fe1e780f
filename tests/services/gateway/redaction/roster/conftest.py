import json

import pytest

from services.gateway.redaction.roster.records import patients_from_lines
from services.gateway.redaction.roster.roster import Roster

RECORDS = (
    {
        "name": "Maria de los Angeles Gonzalez Lopez",
        "birth_date": "1980-04-12",
        "phone": "(512) 555-0143",
        "mrn": "MRN-0048213",
        "address": "412 N Maple Street",
        "email": "mgonz80@example.com",
    },
    {"name": "John Smith", "birth_date": "1984-03-04", "phone": "+1 303 555 0199", "mrn": "48813"},
    {"name": "O'Brien, Kathleen Ann", "birth_date": "1951-11-30", "mrn": "A1234567", "address": "Calle Roble 12"},
    {"name": "William Young", "phone": "7205550123"},
    {"name": "Ana de la Cruz"},
    {"name": "Robert McDonald"},
    {"name": "May Long"},
    {"name": "Jan Long"},
    {"name": "Gerda St. Essner"},
    {"name": "Hugo Del Hilt"},
    {"name": "Fara Dela"},
    {"name": "Amy Ott"},
)
COMMON = frozenset("young long will may bob the for with needs people".split())  # noqa: SIM905


@pytest.fixture(scope="session")
def roster() -> Roster:
    return Roster(patients_from_lines([json.dumps(record) for record in RECORDS]), COMMON)
