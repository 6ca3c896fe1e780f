"""The first shape of the state database."""

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
CREATE TABLE operations (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    final BOOLEAN NOT NULL,
    appointment_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    finished_at INTEGER,
    payload TEXT NOT NULL
);
CREATE INDEX operations_open ON operations (requested_at) WHERE final = 0;
CREATE INDEX operations_of_appointment ON operations (appointment_id, requested_at);
CREATE INDEX operations_finished ON operations (finished_at);

CREATE TABLE claims (
    resource TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    operation_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (resource, starts_at, ends_at, operation_id),
    CONSTRAINT claims_interval CHECK (starts_at < ends_at)
);
CREATE INDEX claims_of_operation ON claims (operation_id);

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_attempt_at INTEGER,
    finished_at INTEGER,
    operation_id TEXT,
    payload TEXT NOT NULL
);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX outbox_newest ON outbox (created_at);

CREATE TABLE cases (
    id TEXT NOT NULL PRIMARY KEY,
    opened_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    conversation_id TEXT NOT NULL,
    operation_id TEXT,
    closed_at INTEGER,
    closed_by TEXT,
    payload TEXT NOT NULL
);
CREATE INDEX cases_open ON cases (due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_of_conversation ON cases (conversation_id, opened_at);

CREATE TABLE chats (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    language TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    ended BOOLEAN NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX chats_last ON chats (last_at);

CREATE TABLE chat_lines (
    chat_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (chat_id, number),
    FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);

CREATE TABLE chat_forms (
    chat_id TEXT NOT NULL,
    form_id TEXT NOT NULL,
    PRIMARY KEY (chat_id, form_id)
);

CREATE TABLE attempts (
    id INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX attempts_of_key ON attempts (key, at);
CREATE INDEX attempts_at ON attempts (at);

CREATE TABLE audit_events (
    sequence INTEGER NOT NULL PRIMARY KEY,
    node TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    patient TEXT,
    resource TEXT,
    operation TEXT,
    purpose TEXT NOT NULL,
    accountable BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    salt BLOB NOT NULL,
    leaf BLOB NOT NULL,
    chain BLOB NOT NULL
);
CREATE INDEX audit_events_at ON audit_events (at);
CREATE INDEX audit_events_of_patient ON audit_events (patient, at);
CREATE INDEX audit_events_of_operation ON audit_events (operation);
CREATE INDEX audit_events_of_actor ON audit_events (actor_id, at);

CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    chain BLOB NOT NULL
);
INSERT INTO audit_head (id, sequence, chain) VALUES (1, 0, zeroblob(32))
"""

_TRIGGERS = (
    """
    CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
    BEGIN SELECT RAISE(ABORT, 'an audit record is never changed'); END
    """,
    """
    CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
    BEGIN SELECT RAISE(ABORT, 'an audit record is never removed'); END
    """,
    """
    CREATE TRIGGER audit_events_in_order BEFORE INSERT ON audit_events
    WHEN NEW.sequence != (SELECT sequence FROM audit_head WHERE id = 1) + 1
    BEGIN SELECT RAISE(ABORT, 'an audit record follows the head'); END
    """,
    """
    CREATE TRIGGER audit_events_move_head AFTER INSERT ON audit_events
    BEGIN UPDATE audit_head SET sequence = NEW.sequence, chain = NEW.chain WHERE id = 1; END
    """,
    """
    CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
    WHEN NEW.sequence != OLD.sequence + 1
    BEGIN SELECT RAISE(ABORT, 'the head of the audit trail only goes forward'); END
    """,
    """
    CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the head of the audit trail stays'); END
    """,
)


def upgrade() -> None:
    """Make every table, and the triggers that keep the audit trail append-only."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())
    for trigger in _TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    """Refuse: state is restored from a backup, never taken apart.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("The state database has no way back. Restore the backup made before the upgrade.")
