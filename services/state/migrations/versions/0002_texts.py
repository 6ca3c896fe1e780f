"""Texts: why a message waits or ended, opt-outs and consents, what the caps count, received texts and their lanes."""

from alembic import op

revision = "0002_texts"
down_revision = "0001"

_STATEMENTS = """
ALTER TABLE outbox ADD COLUMN reason TEXT;
CREATE INDEX outbox_unknown ON outbox (finished_at) WHERE state = 'unknown';

CREATE TABLE opt_outs (
    number TEXT NOT NULL PRIMARY KEY,
    stopped BOOLEAN NOT NULL,
    at INTEGER NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE consents (
    number TEXT NOT NULL,
    message_class TEXT NOT NULL,
    given BOOLEAN NOT NULL,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (number, message_class)
);

CREATE TABLE sent_marks (
    message_id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    message_class TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX sent_marks_of_number ON sent_marks (number, message_class, at);
CREATE INDEX sent_marks_at ON sent_marks (at);

CREATE TABLE texts (
    arrival INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    at INTEGER NOT NULL,
    finished_at INTEGER,
    payload TEXT NOT NULL
);
CREATE INDEX texts_waiting ON texts (number, at, arrival) WHERE finished_at IS NULL;
CREATE INDEX texts_finished ON texts (finished_at);

CREATE TABLE lanes (
    number TEXT NOT NULL PRIMARY KEY,
    used_at INTEGER NOT NULL,
    payload TEXT NOT NULL
);
CREATE INDEX lanes_used ON lanes (used_at)
"""


def upgrade() -> None:
    """Make the tables; what is there stays as it is."""
    for statement in _STATEMENTS.split(";"):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
