"""Whether the file of data keys is as new as the ledger: every patient whom it speaks of lately has a key there.

An older copy of that file lacks the keys made since. Were new ones made in their place, events would be sealed under
keys that the newer copy does not have. A patient's key of a quarter is made with their first event of it, so a look at
the two newest segments shows whatever is missing; an index tells who is in one, without reading its events.
"""

from collections.abc import Iterator
from typing import Any, Final

from services.audit.statement import KEPT, STATEMENTS
from services.ledger.errors import KeysBehind
from services.ledger.ports import DataKeys
from services.ledger.segment import Segment
from services.ledger.selecting import marks
from services.ledger.shelf import Shelf

_NEWEST: Final = 2
_PATIENTS: Final = """
WITH RECURSIVE known(id) AS (
  SELECT min(patient) FROM events WHERE patient IS NOT NULL
  UNION ALL
  SELECT (SELECT min(patient) FROM events WHERE patient > known.id) FROM known WHERE known.id IS NOT NULL
)
SELECT word FROM known JOIN words ON words.id = known.id
"""
_STATED: Final = tuple(sorted(STATEMENTS))
_STATEMENT: Final = f"action IN (SELECT id FROM words WHERE word IN ({marks(_STATED)}))"  # noqa: S608 marks
_WITH_STATEMENTS: Final = f"SELECT 1 FROM events WHERE {_STATEMENT} LIMIT 1"  # noqa: S608 marks
_WITH_NOBODY: Final = f"SELECT 1 FROM events WHERE patient IS NULL AND NOT {_STATEMENT} LIMIT 1"  # noqa: S608 marks


def require_data_keys(shelf: Shelf, data: DataKeys) -> None:
    """Check that every key which the two newest segments are sealed with was made in this file.

    Raises:
        KeysBehind: some were not.
        SealdeskError: a file cannot be read.
    """
    missing = sum(data.missing(_places(segment)) for segment in shelf.segments[-_NEWEST:])
    if missing:
        raise KeysBehind(missing)


def _places(segment: Segment) -> Iterator[tuple[str | None, str]]:
    """Yield whose keys of which quarter a segment's events are sealed with."""
    with segment.reading() as connection:
        if _any(connection, _WITH_STATEMENTS):
            yield None, KEPT
        if _any(connection, _WITH_NOBODY):
            yield None, segment.quarter
        for (patient,) in connection.execute(_PATIENTS):
            yield patient, segment.quarter


def _any(connection: Any, statement: str) -> bool:  # noqa: ANN401 the driver has no types
    return connection.execute(statement, _STATED).fetchone() is not None
