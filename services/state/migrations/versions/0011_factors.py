"""Sessions know when a second factor was shown, when they end in any case, and how their person came in."""

from alembic import op

revision = "0011_factors"
down_revision = "0010_series"


def upgrade() -> None:
    """Add the columns; whoever is signed in did show a second factor, when they signed in."""
    for column in ("factor_at INTEGER", "ends_at INTEGER", "how TEXT NOT NULL DEFAULT ''"):
        op.execute(f"ALTER TABLE staff_sessions ADD COLUMN {column}")
    op.execute("UPDATE staff_sessions SET factor_at = started_at")


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
