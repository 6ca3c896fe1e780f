"""What became of sent messages, and from when received texts are asked for."""

from alembic import op

revision = "0007_journeys"
down_revision = "0005_fees"

_TABLES = """
CREATE TABLE journeys (
    message_id TEXT NOT NULL PRIMARY KEY,
    carrier_id TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    ask_at INTEGER,
    arrival TEXT NOT NULL,
    code INTEGER
);
CREATE INDEX journeys_of_carrier ON journeys (carrier_id);
CREATE INDEX journeys_due ON journeys (ask_at) WHERE ask_at IS NOT NULL;
CREATE INDEX journeys_undelivered ON journeys (sent_at) WHERE arrival = 'undelivered';
CREATE INDEX journeys_sent ON journeys (sent_at);
CREATE INDEX outbox_failed ON outbox (finished_at) WHERE state = 'failed';

CREATE TABLE heard (
    id INTEGER NOT NULL PRIMARY KEY,
    since INTEGER
)
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
