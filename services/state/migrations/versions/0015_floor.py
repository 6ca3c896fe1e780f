"""Records that the ledger has had for long may go, from the oldest on; where the trail begins is kept with its hash."""

from alembic import op

revision = "0015_floor"
down_revision = "0014_restored"

_STATEMENTS = (
    """
    CREATE TABLE audit_floor (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        sequence INTEGER NOT NULL,
        chain BLOB NOT NULL
    )
    """,
    "INSERT INTO audit_floor VALUES (1, 0, zeroblob(32))",
    """
    CREATE TRIGGER audit_floor_forward BEFORE UPDATE ON audit_floor
    WHEN NEW.sequence <= OLD.sequence OR NOT EXISTS (
        SELECT 1 FROM audit_events WHERE sequence = NEW.sequence AND chain = NEW.chain)
    BEGIN SELECT RAISE(ABORT, 'the trail begins behind a record that was there'); END
    """,
    """
    CREATE TRIGGER audit_floor_stays BEFORE DELETE ON audit_floor
    BEGIN SELECT RAISE(ABORT, 'where the trail begins stays known'); END
    """,
    "DROP TRIGGER audit_events_no_delete",
    """
    CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
    WHEN OLD.sequence > (SELECT sequence FROM audit_floor WHERE id = 1)
    BEGIN SELECT RAISE(ABORT, 'an audit record is never removed'); END
    """,
)


def upgrade() -> None:
    """Make the table and the triggers."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
