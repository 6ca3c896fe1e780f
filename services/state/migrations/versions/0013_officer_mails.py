"""Mails to the clinic's officers, until each has left."""

from alembic import op

revision = "0013_officer_mails"
down_revision = "0012_emergencies"

_STATEMENTS = (
    """
    CREATE TABLE officer_mails (
        id TEXT NOT NULL PRIMARY KEY,
        letter TEXT NOT NULL,
        made_at INTEGER NOT NULL,
        ended_at INTEGER,
        payload TEXT NOT NULL
    )
    """,
    "CREATE INDEX officer_mails_of_letter ON officer_mails (letter, made_at)",
    "CREATE INDEX officer_mails_waiting ON officer_mails (made_at) WHERE ended_at IS NULL",
)


def upgrade() -> None:
    """Make the table."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
