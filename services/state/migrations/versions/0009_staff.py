"""Staff accounts and their sessions."""

from alembic import op

revision = "0009_staff"
down_revision = "0007_journeys"

_TABLES = """
CREATE TABLE staff_accounts (
    id TEXT NOT NULL PRIMARY KEY,
    payload TEXT NOT NULL
);

CREATE TABLE staff_sessions (
    digest TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
);
CREATE INDEX staff_sessions_of_account ON staff_sessions (account_id);
CREATE INDEX staff_sessions_seen ON staff_sessions (seen_at)
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
