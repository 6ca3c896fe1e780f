"""Which change made an appointment, so that a visit's entry in the patient's calendar can be followed."""

from alembic import op

revision = "0010_series"
down_revision = "0009_staff"

_STATEMENTS = (
    "ALTER TABLE operations ADD COLUMN made_id TEXT",
    "CREATE INDEX operations_made ON operations (made_id) WHERE made_id IS NOT NULL",
)


def upgrade() -> None:
    """Add the column and its index."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
