"""The work of staff on cases."""

from alembic import op

revision = "0004_tasks"
down_revision = "0003_waitlist"

_STATEMENTS = (
    """
    CREATE TABLE tasks (
        case_id TEXT NOT NULL PRIMARY KEY,
        version INTEGER NOT NULL,
        state TEXT NOT NULL,
        timeout_at INTEGER,
        payload TEXT NOT NULL,
        FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX tasks_unfinished ON tasks (timeout_at) WHERE state != 'closed'",
)


def upgrade() -> None:
    """Make the table; cases of before have no row until somebody works on them."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
