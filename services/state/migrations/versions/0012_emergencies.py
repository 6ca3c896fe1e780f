"""The uses of emergency access, with their reviews."""

from alembic import op

revision = "0012_emergencies"
down_revision = "0011_factors"


def upgrade() -> None:
    """Make the table."""
    op.execute(
        "CREATE TABLE staff_emergencies "
        "(id TEXT NOT NULL PRIMARY KEY, opened_at INTEGER NOT NULL, payload TEXT NOT NULL)"
    )


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
