"""The tables of the state database. Instants are microseconds since 1970-01-01 UTC, payloads are JSON text.

A column stands beside its payload only where something searches, sorts or guards by it.
`services/state/migrations` brings a file to this shape; a test compares the two.
"""

import sqlalchemy as sa

metadata = sa.MetaData()

operations = sa.Table(
    "operations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("appointment_id", sa.Text, nullable=False),
    sa.Column("conversation_id", sa.Text, nullable=False),
    sa.Column("requested_at", sa.Integer, nullable=False),
    sa.Column("finished_at", sa.Integer),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("operations_open", "requested_at", sqlite_where=sa.text("final = 0")),
    sa.Index("operations_of_appointment", "appointment_id", "requested_at"),
    sa.Index("operations_finished", "finished_at"),
)
"""Changes."""

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("resource", sa.Text, primary_key=True),
    sa.Column("starts_at", sa.Integer, primary_key=True),
    sa.Column("ends_at", sa.Integer, primary_key=True),
    sa.Column("operation_id", sa.Text, primary_key=True),
    sa.Column("expires_at", sa.Integer, nullable=False),
    sa.CheckConstraint("starts_at < ends_at", name="claims_interval"),
    sa.Index("claims_of_operation", "operation_id"),
)
"""Local holds. That two unexpired ones never overlap is checked under the write lock that every writer takes first."""

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("created_at", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", sa.Integer),
    sa.Column("finished_at", sa.Integer),
    sa.Column("operation_id", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("outbox_due", "next_attempt_at", sqlite_where=sa.text("next_attempt_at IS NOT NULL")),
    sa.Index("outbox_newest", "created_at"),
)
"""Messages. `next_attempt_at` is empty once a message is sent or given up."""

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("opened_at", sa.Integer, nullable=False),
    sa.Column("due_at", sa.Integer, nullable=False),
    sa.Column("conversation_id", sa.Text, nullable=False),
    sa.Column("operation_id", sa.Text),
    sa.Column("closed_at", sa.Integer),
    sa.Column("closed_by", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("cases_open", "due_at", sqlite_where=sa.text("closed_at IS NULL")),
    sa.Index("cases_of_conversation", "conversation_id", "opened_at"),
)
"""Cases for people."""

tasks = sa.Table(
    "tasks",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("timeout_at", sa.Integer),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("tasks_unfinished", "timeout_at", sqlite_where=sa.text("state != 'closed'")),
)
"""The work of staff on cases; it goes when its case goes."""

chats = sa.Table(
    "chats",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("opened_at", sa.Integer, nullable=False),
    sa.Column("last_at", sa.Integer, nullable=False),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Index("chats_last", "last_at"),
)
"""Conversations."""

chat_lines = sa.Table(
    "chat_lines",
    metadata,
    sa.Column("chat_id", sa.Text, sa.ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
)
"""Transcripts; they go when their conversation goes."""

chat_forms = sa.Table(
    "chat_forms",
    metadata,
    sa.Column("chat_id", sa.Text, primary_key=True),
    sa.Column("form_id", sa.Text, primary_key=True),
)
"""Forms that were taken, so that a replayed one is known."""

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Index("attempts_of_key", "key", "at"),
    sa.Index("attempts_at", "at"),
)
"""Counted events for limits."""

audit_events = sa.Table(
    "audit_events",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True),
    sa.Column("node", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("actor_kind", sa.Text, nullable=False),
    sa.Column("actor_id", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("patient", sa.Text),
    sa.Column("resource", sa.Text),
    sa.Column("operation", sa.Text),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("accountable", sa.Boolean, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("leaf", sa.LargeBinary, nullable=False),
    sa.Column("chain", sa.LargeBinary, nullable=False),
    sa.Index("audit_events_at", "at"),
    sa.Index("audit_events_of_patient", "patient", "at"),
    sa.Index("audit_events_of_operation", "operation"),
    sa.Index("audit_events_of_actor", "actor_id", "at"),
)
"""The audit trail: rows are added, never changed or removed (triggers see to it)."""

audit_head = sa.Table(
    "audit_head",
    metadata,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("chain", sa.LargeBinary, nullable=False),
)
"""Where the trail stands, written in the commit of each record: a cut tail is noticed before anything is appended."""
