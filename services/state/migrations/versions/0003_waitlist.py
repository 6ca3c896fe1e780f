"""The waitlist: who waits, freed slots on offer, offers."""

from alembic import op

revision = "0003_waitlist"
down_revision = "0002_texts"

_TABLES = """
CREATE TABLE waitlist_entries (
    id TEXT NOT NULL PRIMARY KEY,
    patient_id TEXT NOT NULL,
    state TEXT NOT NULL,
    visit_type TEXT NOT NULL,
    since INTEGER NOT NULL,
    expires_at INTEGER,
    source TEXT NOT NULL,
    source_id TEXT,
    payload TEXT NOT NULL
);
CREATE INDEX waitlist_entries_waiting ON waitlist_entries (visit_type) WHERE state = 'waiting';
CREATE INDEX waitlist_entries_of_patient ON waitlist_entries (patient_id);
CREATE UNIQUE INDEX waitlist_entries_of_source ON waitlist_entries (source, source_id);

CREATE TABLE waitlist_rounds (
    id TEXT NOT NULL PRIMARY KEY,
    freed_key TEXT NOT NULL,
    slot_key TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    due_at INTEGER,
    ended_at INTEGER,
    operation_id TEXT,
    payload TEXT NOT NULL
);
CREATE UNIQUE INDEX waitlist_rounds_of_freed ON waitlist_rounds (freed_key);
CREATE UNIQUE INDEX waitlist_rounds_on_offer ON waitlist_rounds (slot_key) WHERE ended_at IS NULL;
CREATE INDEX waitlist_rounds_due ON waitlist_rounds (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX waitlist_rounds_of_operation ON waitlist_rounds (operation_id);
CREATE INDEX waitlist_rounds_ended ON waitlist_rounds (ended_at);

CREATE TABLE waitlist_offers (
    number INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    round_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    state TEXT NOT NULL,
    offered_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    payload TEXT NOT NULL
);
CREATE UNIQUE INDEX waitlist_offers_of_id ON waitlist_offers (id);
CREATE UNIQUE INDEX waitlist_offers_of_handle ON waitlist_offers (handle);
CREATE UNIQUE INDEX waitlist_offers_once ON waitlist_offers (round_id, entry_id);
CREATE INDEX waitlist_offers_of_patient ON waitlist_offers (patient_id, offered_at);
CREATE UNIQUE INDEX waitlist_offers_one_winner ON waitlist_offers (round_id) WHERE state = 'won';

CREATE TABLE waitlist_known (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    payload TEXT NOT NULL
)
"""


def upgrade() -> None:
    """Make the tables of the waitlist."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
