"""What one audit record says (45 CFR 164.312(b); fields after FHIR AuditEvent and ASTM E2147-18 section 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ActorKind(StrEnum):
    """Who acted. There is no anonymous actor: a person not yet verified is a `caller`."""

    PATIENT = "patient"
    CALLER = "caller"
    STAFF = "staff"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a kind and an opaque id (a chat id for a caller, a service name for a service).

    `role` is in what role a member of staff acted, empty where nobody knows; the trail keeps it beside the event.
    """

    kind: ActorKind
    id: str
    role: str = ""

    def __post_init__(self) -> None:
        """Refuse an actor without an id."""
        if not self.id:
            msg = "An audit record needs an actor. Pass the chat, the staff member or the service that acted."
            raise ValueError(msg)


class Action(StrEnum):
    """What was done; one word for each thing a compliance officer asks about."""

    CHAT_OPENED = "chat.opened"
    CHAT_ENDED = "chat.ended"
    CHAT_EXPIRED = "chat.expired"
    IDENTITY_ASKED = "identity.asked"
    IDENTITY_CODE_SENT = "identity.code_sent"
    IDENTITY_VERIFIED = "identity.verified"
    IDENTITY_FAILED = "identity.failed"
    IDENTITY_LOCKED = "identity.locked"
    APPOINTMENTS_DISCLOSED = "appointments.disclosed"
    SLOTS_OFFERED = "slots.offered"
    CHANGE_REQUESTED = "change.requested"
    CHANGE_DONE = "change.done"
    CHANGE_UNDONE = "change.undone"
    CHANGE_WITH_PERSON = "change.with_person"
    PERSON_ASKED = "person.asked"
    CASE_SHOWN = "case.shown"
    CASE_HELD = "case.held"
    CASE_CLAIMED = "case.claimed"
    CASE_TAKEN_OVER = "case.taken_over"
    CASE_RELEASED = "case.released"
    CASE_APPROVED = "case.approved"
    CASE_CHANGED = "case.changed"
    CASE_DECLINED = "case.declined"
    CASE_REFUSED = "case.refused"
    CASE_REOPENED = "case.reopened"
    CASE_HOLD_LOST = "case.hold_lost"
    CASE_HOLD_RELEASED = "case.hold_released"
    CASE_TIMED_OUT = "case.timed_out"
    CASE_CLOSED = "case.closed"
    CHAT_TAKEN_OVER = "chat.taken_over"
    CHAT_STAFF_SAID = "chat.staff_said"
    CHAT_HANDED_BACK = "chat.handed_back"
    STAFF_ADDED = "staff.added"
    STAFF_ENROLLED = "staff.enrolled"
    STAFF_RESET = "staff.reset"
    STAFF_DISABLED = "staff.disabled"
    STAFF_SIGNED_IN = "staff.signed_in"
    STAFF_SIGN_IN_FAILED = "staff.sign_in_failed"
    STAFF_LOCKED = "staff.locked"
    STAFF_SIGNED_OUT = "staff.signed_out"
    STAFF_DENIED = "staff.denied"
    STAFF_STEPPED_UP = "staff.stepped_up"
    STAFF_STEP_UP_FAILED = "staff.step_up_failed"
    STAFF_ROLES_CHANGED = "staff.roles_changed"
    STAFF_LINKED = "staff.linked"
    STAFF_KEY_ADDED = "staff.key_added"
    STAFF_KEY_REVOKED = "staff.key_revoked"
    BREAK_GLASS_OPENED = "break_glass.opened"
    BREAK_GLASS_REVIEWED = "break_glass.reviewed"
    EMERGENCY_SHOWN = "emergency.shown"
    MESSAGE_SENT = "message.sent"
    MESSAGE_FAILED = "message.failed"
    MESSAGE_POSTPONED = "message.postponed"
    MESSAGE_DROPPED = "message.dropped"
    MESSAGE_UNKNOWN = "message.unknown"
    MESSAGE_UNDELIVERED = "message.undelivered"
    MESSAGES_SHOWN = "messages.shown"
    TEXT_RECEIVED = "text.received"
    TEXT_ANSWERED = "text.answered"
    TEXTS_STOPPED = "texts.stopped"
    TEXTS_STARTED = "texts.started"
    MAILS_STOPPED = "mails.stopped"
    MAILS_STARTED = "mails.started"
    CONSENT_CHANGED = "consent.changed"
    GATEWAY_CALLED = "gateway.called"
    GATEWAY_REFUSED = "gateway.refused"
    GATEWAY_REPLY_WITHHELD = "gateway.reply_withheld"
    GATEWAY_PLACEHOLDER_DROPPED = "gateway.placeholder_dropped"
    EGRESS_OPENED = "egress.opened"
    EGRESS_REFUSED = "egress.refused"
    EGRESS_CLOSED = "egress.closed"
    ERRAND_TAKEN = "errand.taken"
    ERRAND_DONE = "errand.done"
    ERRAND_REFUSED = "errand.refused"
    EGRESS_TESTED = "egress.tested"
    BAA_KEY_MADE = "baa.key_made"
    BAA_SIGNED = "baa.signed"
    BAA_ADDED = "baa.added"
    BAA_LISTED = "baa.listed"
    BAA_WITHDRAWN = "baa.withdrawn"
    WAITLIST_JOINED = "waitlist.joined"
    WAITLIST_CHANGED = "waitlist.changed"
    WAITLIST_LEFT = "waitlist.left"
    WAITLIST_OPENED = "waitlist.opened"
    WAITLIST_BATCH = "waitlist.batch"
    WAITLIST_OFFERED = "waitlist.offered"
    WAITLIST_ACCEPTED = "waitlist.accepted"
    WAITLIST_REPLIED = "waitlist.replied"
    WAITLIST_TOLD = "waitlist.told"
    WAITLIST_ENDED = "waitlist.ended"
    FEE_RAISED = "fee.raised"
    FEE_PREPARED = "fee.prepared"
    FEE_HANDED_OVER = "fee.handed_over"
    FEE_RETURNED = "fee.returned"
    FEE_PAID = "fee.paid"
    FEE_WAIVED = "fee.waived"
    FEE_VOIDED = "fee.voided"
    FEE_REFUNDED = "fee.refunded"
    FEE_TEXTED = "fee.texted"
    FEE_LOOKED_UP = "fee.looked_up"
    PAYMENT_REFUSED = "payment.refused"
    PAYMENT_UNEXPECTED = "payment.unexpected"
    SUMMARY_QUEUED = "summary.queued"
    SUMMARY_DELIVERED = "summary.delivered"
    SUMMARY_FAILED = "summary.failed"
    OFFICER_MAIL_QUEUED = "officer_mail.queued"
    OFFICER_MAIL_SENT = "officer_mail.sent"
    OFFICER_MAIL_FAILED = "officer_mail.failed"
    CONTROL_SIGNED = "control.signed"
    EVIDENCE_COLLECTED = "evidence.collected"
    RETENTION_APPLIED = "retention.applied"
    LEDGER_SEARCHED = "ledger.searched"
    LEDGER_TESTED = "ledger.tested"
    EXPORT_MADE = "export.made"
    REVIEW_SIGNED = "review.signed"
    STATE_RESTORED = "state.restored"
    LEDGER_CLOCK_ACCEPTED = "ledger.clock_accepted"
    LEDGER_KEY_CERTIFIED = "ledger.key_certified"
    DATA_KEY_SHREDDED = "keys.shredded"
    KEYS_MADE = "keys.made"
    KEYS_ROTATED = "keys.rotated"
    KEYS_SEALED_ANEW = "keys.sealed_anew"
    KEYS_SPLIT = "keys.split"
    KEYS_RECOVERED = "keys.recovered"
    LEDGER_OPENED = "ledger.opened"
    EXPORT_ORDERED = "export.ordered"
    EXPORT_FETCHED = "export.fetched"
    HOLD_PLACED = "hold.placed"
    HOLD_LIFTED = "hold.lifted"
    HOLDS_SHOWN = "hold.shown"
    SERVICE_STARTED = "service.started"
    SERVICE_STOPPED = "service.stopped"


class AuditOutcome(StrEnum):
    """FHIR AuditEvent.outcome in words."""

    SUCCESS = "success"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One fact for the trail.

    `patient_id` is turned into a keyed hash by the store before it is written; `resource` is a FHIR reference such as
    `Appointment/12`; `operation` is the change it belongs to; `body` holds short values without free text.
    `accountable` marks a disclosure that counts under 45 CFR 164.528.
    """

    at: datetime
    actor: Actor
    action: Action
    outcome: AuditOutcome = AuditOutcome.SUCCESS
    patient_id: str | None = field(default=None, repr=False)
    resource: str | None = None
    operation: str | None = None
    purpose: str = "TREAT"
    accountable: bool = False
    body: Mapping[str, str] = field(default_factory=dict, repr=False)
