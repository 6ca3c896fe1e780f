"""The trail may go on behind numbers that a backup took away, by an event that says so, and by nothing else."""

from alembic import op

revision = "0014_restored"
down_revision = "0013_officer_mails"

_STATEMENTS = (
    "DROP TRIGGER audit_events_in_order",
    """
    CREATE TRIGGER audit_events_in_order BEFORE INSERT ON audit_events
    WHEN NEW.sequence != (SELECT sequence FROM audit_head WHERE id = 1) + 1
    AND NOT (NEW.action = 'state.restored' AND NEW.sequence > (SELECT sequence FROM audit_head WHERE id = 1))
    BEGIN SELECT RAISE(ABORT, 'an audit record follows the head'); END
    """,
    "DROP TRIGGER audit_head_forward",
    """
    CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
    WHEN NEW.sequence != OLD.sequence + 1
    AND NOT (NEW.sequence > OLD.sequence AND EXISTS (
        SELECT 1 FROM audit_events WHERE sequence = NEW.sequence AND action = 'state.restored'))
    BEGIN SELECT RAISE(ABORT, 'the head of the audit trail only goes forward'); END
    """,
)


def upgrade() -> None:
    """Make the triggers anew."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
