"""Fees of late changes, events of payment services, and what providers are told."""

from alembic import op

revision = "0005_fees"
down_revision = "0004_tasks"

_TABLES = """
CREATE TABLE fees (
    id TEXT NOT NULL PRIMARY KEY,
    operation_id TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    final BOOLEAN NOT NULL,
    raised_at INTEGER NOT NULL,
    reference TEXT,
    payload TEXT NOT NULL
);
CREATE UNIQUE INDEX fees_of_operation ON fees (operation_id);
CREATE INDEX fees_of_patient ON fees (patient_id, raised_at);
CREATE UNIQUE INDEX fees_of_reference ON fees (reference);
CREATE INDEX fees_open ON fees (raised_at) WHERE final = 0;

CREATE TABLE payment_events (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
);
CREATE INDEX payment_events_at ON payment_events (at);

CREATE TABLE provider_notices (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    told_in TEXT,
    payload TEXT NOT NULL
);
CREATE INDEX provider_notices_waiting ON provider_notices (at) WHERE told_in IS NULL;
CREATE INDEX provider_notices_at ON provider_notices (at);

CREATE TABLE provider_summaries (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    next_at INTEGER,
    payload TEXT NOT NULL
);
CREATE INDEX provider_summaries_due ON provider_summaries (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX provider_summaries_created ON provider_summaries (created_at)
"""


def upgrade() -> None:
    """Make the tables."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
