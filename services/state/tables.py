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
    sa.Column("made_id", sa.Text),
    sa.Index("operations_open", "requested_at", sqlite_where=sa.text("final = 0")),
    sa.Index("operations_of_appointment", "appointment_id", "requested_at"),
    sa.Index("operations_finished", "finished_at"),
    sa.Index("operations_made", "made_id", sqlite_where=sa.text("made_id IS NOT NULL")),
)
"""Changes. `made_id` is the new appointment, where a move made one."""

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
    sa.Column("reason", sa.Text),
    sa.Index("outbox_due", "next_attempt_at", sqlite_where=sa.text("next_attempt_at IS NOT NULL")),
    sa.Index("outbox_newest", "created_at"),
    sa.Index("outbox_unknown", "finished_at", sqlite_where=sa.text("state = 'unknown'")),
    sa.Index("outbox_failed", "finished_at", sqlite_where=sa.text("state = 'failed'")),
)
"""Messages. `next_attempt_at` is empty once nothing more happens to a message by itself."""

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
"""The audit trail: rows are added, never changed, and removed up to the floor alone (triggers see to it)."""

audit_head = sa.Table(
    "audit_head",
    metadata,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("chain", sa.LargeBinary, nullable=False),
)
"""Where the trail stands, written in the commit of each record: a cut tail is noticed before anything is appended."""

audit_floor = sa.Table(
    "audit_floor",
    metadata,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("chain", sa.LargeBinary, nullable=False),
)
"""Behind which record the trail begins here: those up to it were removed after the ledger had had them for long."""

waitlist_entries = sa.Table(
    "waitlist_entries",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("patient_id", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("visit_type", sa.Text, nullable=False),
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("expires_at", sa.Integer),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("source_id", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("waitlist_entries_waiting", "visit_type", sqlite_where=sa.text("state = 'waiting'")),
    sa.Index("waitlist_entries_of_patient", "patient_id"),
    sa.Index("waitlist_entries_of_source", "source", "source_id", unique=True),
)
"""Who waits. Several of our own may have no `source_id`: SQLite holds empty values to be different."""

waitlist_rounds = sa.Table(
    "waitlist_rounds",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("freed_key", sa.Text, nullable=False),
    sa.Column("slot_key", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_at", sa.Integer, nullable=False),
    sa.Column("due_at", sa.Integer),
    sa.Column("ended_at", sa.Integer),
    sa.Column("operation_id", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("waitlist_rounds_of_freed", "freed_key", unique=True),
    sa.Index("waitlist_rounds_on_offer", "slot_key", unique=True, sqlite_where=sa.text("ended_at IS NULL")),
    sa.Index("waitlist_rounds_due", "due_at", sqlite_where=sa.text("due_at IS NOT NULL")),
    sa.Index("waitlist_rounds_of_operation", "operation_id"),
    sa.Index("waitlist_rounds_ended", "ended_at"),
)
"""Freed slots on offer. An event opens one round, and one time has one running round, whatever the code does."""

waitlist_offers = sa.Table(
    "waitlist_offers",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("round_id", sa.Text, nullable=False),
    sa.Column("entry_id", sa.Text, nullable=False),
    sa.Column("patient_id", sa.Text, nullable=False),
    sa.Column("handle", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("offered_at", sa.Integer, nullable=False),
    sa.Column("expires_at", sa.Integer, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("waitlist_offers_of_id", "id", unique=True),
    sa.Index("waitlist_offers_of_handle", "handle", unique=True),
    sa.Index("waitlist_offers_once", "round_id", "entry_id", unique=True),
    sa.Index("waitlist_offers_of_patient", "patient_id", "offered_at"),
    sa.Index("waitlist_offers_one_winner", "round_id", unique=True, sqlite_where=sa.text("state = 'won'")),
)
"""Offers: one for each entry in a round, and one winner, whatever the code does."""

waitlist_known = sa.Table(
    "waitlist_known",
    metadata,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
)
"""Which slots the clinic's system last showed as free."""
fees = sa.Table(
    "fees",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("operation_id", sa.Text, nullable=False),
    sa.Column("patient_id", sa.Text, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("raised_at", sa.Integer, nullable=False),
    sa.Column("reference", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("fees_of_operation", "operation_id", unique=True),
    sa.Index("fees_of_patient", "patient_id", "raised_at"),
    sa.Index("fees_of_reference", "reference", unique=True),
    sa.Index("fees_open", "raised_at", sqlite_where=sa.text("final = 0")),
)
"""Fees of late changes, one for each change."""

webhook_events = sa.Table(
    "payment_events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Index("payment_events_at", "at"),
)
"""Events of the payment and the mail service that were taken, so that a replayed one is known."""

provider_notices = sa.Table(
    "provider_notices",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("told_in", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("provider_notices_waiting", "at", sqlite_where=sa.text("told_in IS NULL")),
    sa.Index("provider_notices_at", "at"),
)
"""What providers are told of; `told_in` is the digest that told it."""

provider_summaries = sa.Table(
    "provider_summaries",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("created_at", sa.Integer, nullable=False),
    sa.Column("next_at", sa.Integer),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("provider_summaries_due", "next_at", sqlite_where=sa.text("next_at IS NOT NULL")),
    sa.Index("provider_summaries_created", "created_at"),
)
"""Summaries for inboxes; `next_at` is empty once one is delivered or given up."""
opt_outs = sa.Table(
    "opt_outs",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("stopped", sa.Boolean, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)
"""The newest word of each number on texts; never deleted."""

consents = sa.Table(
    "consents",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("message_class", sa.Text, primary_key=True),
    sa.Column("given", sa.Boolean, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)
"""Consent of each number to each class of messages; never deleted."""

sent_marks = sa.Table(
    "sent_marks",
    metadata,
    sa.Column("message_id", sa.Text, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("message_class", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Index("sent_marks_of_number", "number", "message_class", "at"),
    sa.Index("sent_marks_at", "at"),
)
"""What the caps count."""

texts = sa.Table(
    "texts",
    metadata,
    sa.Column("arrival", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("finished_at", sa.Integer),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("texts_waiting", "number", "at", "arrival", sqlite_where=sa.text("finished_at IS NULL")),
    sa.Index("texts_finished", "finished_at"),
)
"""Received texts. `finished_at` is empty while one waits for its lane."""

lanes = sa.Table(
    "lanes",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("used_at", sa.Integer, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("lanes_used", "used_at"),
)
"""The conversation with each number."""

journeys = sa.Table(
    "journeys",
    metadata,
    sa.Column("message_id", sa.Text, primary_key=True),
    sa.Column("carrier_id", sa.Text, nullable=False),
    sa.Column("sent_at", sa.Integer, nullable=False),
    sa.Column("ask_at", sa.Integer),
    sa.Column("arrival", sa.Text, nullable=False),
    sa.Column("code", sa.Integer),
    sa.Index("journeys_of_carrier", "carrier_id"),
    sa.Index("journeys_due", "ask_at", sqlite_where=sa.text("ask_at IS NOT NULL")),
    sa.Index("journeys_undelivered", "sent_at", sqlite_where=sa.text("arrival = 'undelivered'")),
    sa.Index("journeys_sent", "sent_at"),
)
"""Messages that a carrier took, until it is known whether they arrived."""

heard = sa.Table("heard", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("since", sa.Integer))
"""One row: from when the carrier is asked for received texts."""

staff_accounts = sa.Table(
    "staff_accounts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
)
"""Staff by their sign-in names; nobody is ever removed, so that the trail's names keep their meaning."""

staff_emergencies = sa.Table(
    "staff_emergencies",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("opened_at", sa.Integer, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
)
"""Uses of emergency access, with their reviews."""

staff_sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("account_id", sa.Text, nullable=False),
    sa.Column("started_at", sa.Integer, nullable=False),
    sa.Column("seen_at", sa.Integer, nullable=False),
    sa.Column("factor_at", sa.Integer),
    sa.Column("ends_at", sa.Integer),
    sa.Column("how", sa.Text, nullable=False, server_default=""),
    sa.Index("staff_sessions_of_account", "account_id"),
    sa.Index("staff_sessions_seen", "seen_at"),
)
"""Who is signed in to the console."""

officer_mails = sa.Table(
    "officer_mails",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("letter", sa.Text, nullable=False),
    sa.Column("made_at", sa.Integer, nullable=False),
    sa.Column("ended_at", sa.Integer),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("officer_mails_of_letter", "letter", "made_at"),
    sa.Index("officer_mails_waiting", "made_at", sqlite_where=sa.text("ended_at IS NULL")),
)
"""Mails to the clinic's officers. `ended_at` is empty while one has not left."""
