"""The tables of a segment, and how its file is opened.

Words that come again (actors, actions, patients' keyed hashes) are kept once and numbered, so that a row of `events` is
small and a million of them can be looked through in a second. What is sealed lies in a table of its own for the same
reason. Nothing is ever changed or removed: triggers refuse it.
"""

from typing import Final

from services.sealed.opening import DURABLE, Manner

VERSION: Final = 1
WORDS: Final = (
    "source",
    "node",
    "actor_kind",
    "actor_id",
    "role",
    "action",
    "outcome",
    "patient",
    "resource",
    "operation",
    "purpose",
)
"""The fields that are kept as numbers of words."""

CIPHER: Final = ("PRAGMA cipher_hmac_algorithm=HMAC_SHA256",)
"""Each page is still authenticated; SHA-256 has instructions of its own in a processor, SHA-512 has not."""

_TABLES: Final = """
CREATE TABLE segment (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  quarter TEXT NOT NULL,
  previous TEXT,
  size INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  peaks BLOB NOT NULL,
  sources TEXT NOT NULL
) STRICT;
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  recorded INTEGER NOT NULL,
  digest BLOB NOT NULL,
  source INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  node INTEGER NOT NULL,
  actor_kind INTEGER NOT NULL,
  actor_id INTEGER NOT NULL,
  role INTEGER NOT NULL,
  action INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  patient INTEGER,
  resource INTEGER,
  operation INTEGER,
  purpose INTEGER NOT NULL,
  accountable INTEGER NOT NULL
) STRICT;
CREATE TABLE boxes (sequence INTEGER PRIMARY KEY, box BLOB NOT NULL) STRICT;
CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX events_number ON events (source, number);
CREATE INDEX events_at ON events (at, outcome);
CREATE INDEX events_patient ON events (patient, at) WHERE patient IS NOT NULL;
CREATE INDEX events_actor ON events (actor_id, at);
CREATE INDEX events_action ON events (action, at);
CREATE INDEX events_resource ON events (resource) WHERE resource IS NOT NULL;
CREATE INDEX events_operation ON events (operation) WHERE operation IS NOT NULL;
"""
_KEPT: Final = ("segment", "words", "events", "boxes", "checkpoints")
_NO_GAP: Final = """
CREATE TRIGGER events_no_gap BEFORE INSERT ON events
WHEN NEW.sequence <> coalesce((SELECT max(sequence) FROM events), (SELECT size FROM segment)) + 1
BEGIN SELECT RAISE(ABORT, 'the sequence has a gap'); END;
"""


def _guards(table: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;\n"
        for verb in ("UPDATE", "DELETE")
    )


SCHEMA: Final = _TABLES + _NO_GAP + "".join(_guards(table) for table in _KEPT)

WRITING: Final = Manner(
    cipher=CIPHER,
    pragmas=(
        *DURABLE,
        "PRAGMA cache_size=-32000",
        "PRAGMA wal_autocheckpoint=4000",
        "PRAGMA journal_size_limit=67108864",
    ),
)
READING: Final = Manner(cipher=CIPHER, pragmas=(*DURABLE, "PRAGMA cache_size=-16000", "PRAGMA query_only=ON"))
CLOSED: Final = Manner(
    cipher=CIPHER,
    pragmas=("PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA cache_size=-4000"),
    mode="ro&immutable=1",
)
"""For a closed segment. Six years of them may be open at once, so each keeps little in memory."""
