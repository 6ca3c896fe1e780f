"""The worker that empties the outbox: one message at a time, within the rules, audited, and at most once.

In one commit a message is judged by the rules and taken under a lease, then it is sent, then marked. Between the two
commits anything may die. Where the carrier would not notice a repeat, what was cut off, or got no usable answer, is
`unknown`: staff see it, and the carrier is asked by reading. It is sent again only if the carrier says that it is not
there; `services.messaging.unknowns` does that.
"""

import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from services.audit.model import Action, Actor, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.errands import SendMail, SendNotice
from services.kernel.store import Store
from services.kernel.texting import OptOut, SentMark, Source
from services.messaging.consents import service, set_stopped, standing_of, stopped
from services.messaging.errors import MessagingError, NotSent, OptedOut, SendUnknown
from services.messaging.mail_templates import MAIL_TEMPLATES
from services.messaging.ports import MailSender, MessageSender, MessagingTx, NoticeSender, TextMessage
from services.messaging.rules import UNSOLICITED, Letter, MessageRules, Verdict, Why, judge
from services.messaging.templates import TEMPLATES, render, taken_by
from services.messaging.undelivered import tell_of_drop, tell_staff
from services.messaging.visits import Check, forget_reminder, unchecked
from services.messaging.whose import whose
from services.scheduling.noticing import TOKEN
from services.scheduling.operation import MessageKind, OutboxMessage
from services.scheduling.outbox import Journey, Taken

log = logging.getLogger(__name__)

SERVICE = service()
LEASE = timedelta(seconds=60)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 20, 60, 300, 900, 1800))
TOO_OFTEN = "too_often"
INTERRUPTED = "interrupted"
ASK_AGAIN = timedelta(minutes=5)
FIRST_ASKED = timedelta(seconds=30)
"""How long after it was sent the carrier is first asked whether a message arrived."""
_BATCH = 20
_LOOK = 200


@dataclass(frozen=True, slots=True)
class OutboxSender:
    """Sends what the outbox holds."""

    store: Store[MessagingTx]
    sender: MessageSender
    clock: Clock
    rules: MessageRules
    pauses: tuple[timedelta, ...] = field(default=PAUSES)
    check: Check = unchecked
    mails: MailSender | None = None
    notices: NoticeSender | None = None

    async def deliver_due(self) -> int:
        """Try what is due, once, answers before what nobody asked for; return how many were sent."""
        now = self.clock.now()
        waiting = await self.store.read(lambda tx: tx.outbox.due(now, _LOOK))
        sent = 0
        for message in sorted(waiting, key=_unasked)[:_BATCH]:
            sent += await self._deliver(message)
        return sent

    async def _deliver(self, message: OutboxMessage) -> bool:
        taken = await self.store.write(lambda tx: self._take(tx, message))
        if taken is None:
            return False
        if (why := await self._untrue(message) or await self._stopped(message)) is not None:
            await self.store.write(lambda tx: self._set_aside(tx, message, why))
            return False
        try:
            carrier_id = await self._hand_over(message)
        except MessagingError as error:
            failure = error
            await self.store.write(lambda tx: self._note_failure(tx, message, taken.attempt, failure))
            return False
        await self.store.write(lambda tx: self._sent(tx, message, carrier_id, taken.attempt))
        return True

    async def _hand_over(self, message: OutboxMessage) -> str:
        """Send the message by the way of its kind; return the carrier's id for one that can be asked about later.

        Raises:
            MessagingError: it was not sent, or nobody knows; a mail or a notice waits where nothing takes it.
        """
        if message.kind is MessageKind.TEXT:
            return await self.sender.send(text_of(message))
        if message.kind is MessageKind.NOTICE:
            return await self._notify(message)
        if self.mails is None:
            raise NotSent("No mail relay is set up.", "Set messaging.mail to relay, or let the mail run out.")
        await self.mails.send(mail_of(message))
        return ""

    async def _notify(self, message: OutboxMessage) -> str:
        if self.notices is None:
            raise NotSent("No way for notices is set up.", "Set messaging.mail to notice, or let the notice run out.")
        return (await self.notices.send(notice_of(message))).carrier_id

    def _repeatable(self, message: OutboxMessage) -> bool:
        """Tell whether a second attempt would do no harm; for mails and notices nothing says."""
        return message.kind is MessageKind.TEXT and self.sender.idempotent

    def _sent(self, tx: MessagingTx, message: OutboxMessage, carrier_id: str, attempt: int) -> None:
        now = self.clock.now()
        note_sent(tx, message, now, attempt=str(attempt))
        if carrier_id:
            asked = now + FIRST_ASKED if message.kind is MessageKind.TEXT else None  # of a notice, only events tell
            tx.journeys.add(Journey(message.id, carrier_id, now, asked))

    async def _untrue(self, message: OutboxMessage) -> Why | None:
        """Return why the message is not true any more, of the visit that it speaks of."""
        if message.appointment_id is None or message.not_after is None:
            return None
        return await self.check(message.appointment_id, message.not_after)

    async def _stopped(self, message: OutboxMessage) -> Why | None:
        """Return STOPPED where the number opted out while the scheduling system was asked."""
        if letter_of(message).message_class not in UNSOLICITED or message.appointment_id is None:
            return None
        return Why.STOPPED if await self.store.read(lambda tx: stopped(tx, message.to)) else None

    def _set_aside(self, tx: MessagingTx, message: OutboxMessage, why: Why) -> None:
        """Drop a taken message that is not true any more; where nobody could say, it waits."""
        now = self.clock.now()
        tx.numbers.unmark(message.id)
        until = now + ASK_AGAIN if why is Why.UNCHECKED else None
        if until is not None and until > letter_of(message).not_after:
            until = None
        _hold_back(tx, message, Verdict(why, until), now)

    def _take(self, tx: MessagingTx, message: OutboxMessage) -> Taken | None:
        """Judge the message and take it; None when it is not to be sent now. One transaction, so caps hold."""
        now = self.clock.now()
        taken = tx.outbox.begin(message.id, now, now + LEASE)
        if taken is None:
            return None
        if taken.interrupted and not self._repeatable(message):
            note_unknown(tx, message, now, INTERRUPTED)
            return None
        if taken.attempt > len(self.pauses) + 1:
            self._give_up(tx, message, TOO_OFTEN)
            return None
        return taken if self._allowed(tx, message, now, interrupted=taken.interrupted) else None

    def _allowed(self, tx: MessagingTx, message: OutboxMessage, now: datetime, *, interrupted: bool) -> bool:
        """Tell whether the rules let the taken message go, and count it; else it waits, or is dropped.

        One that was cut off may have left: where it may not go again, it is unknown, not dropped.
        """
        letter = letter_of(message)
        counted = letter.message_class in UNSOLICITED
        if counted:
            tx.numbers.unmark(message.id)
        verdict = judge(self.rules, letter, standing_of(tx, letter, now), now)
        if verdict.go:
            if counted:
                tx.numbers.mark(SentMark(message.id, message.to, letter.message_class, now))
        elif interrupted:
            note_unknown(tx, message, now, INTERRUPTED)
        else:
            _hold_back(tx, message, verdict, now)
        return verdict.go

    def _note_failure(self, tx: MessagingTx, message: OutboxMessage, attempt: int, error: MessagingError) -> None:
        now = self.clock.now()
        if isinstance(error, SendUnknown) and not self._repeatable(message):
            note_unknown(tx, message, now, error.code)
            return
        if letter_of(message).message_class in UNSOLICITED:
            tx.numbers.unmark(message.id)
        if isinstance(error, NotSent | SendUnknown) and attempt <= len(self.pauses):
            retry_at = now + self.pauses[attempt - 1]
            if retry_at <= letter_of(message).not_after:
                tx.outbox.mark_failed(message.id, retry_at)
                return
        if isinstance(error, OptedOut):
            word = OptOut(message.to, stopped=True, at=now, source=Source.CARRIER)
            set_stopped(tx, word, SERVICE, message.id, now)
        self._give_up(tx, message, error.code)

    def _give_up(self, tx: MessagingTx, message: OutboxMessage, reason: str) -> None:
        log.warning("A message was given up: %s.", reason)
        at = self.clock.now()
        tx.outbox.mark_dead(message.id, at, reason)
        forget_reminder(tx, message)
        tell_staff(tx, message, reason, at)
        tx.audit.record(event_of(tx, message, at, Action.MESSAGE_FAILED, AuditOutcome.FAILED, reason=reason))


def _unasked(message: OutboxMessage) -> bool:
    """Sort the answers to what somebody just did or said before everything else."""
    return letter_of(message).message_class in UNSOLICITED


def letter_of(message: OutboxMessage) -> Letter:
    """Return what the rules look at; a message without a template is judged as a reply, and fails when it is worded."""
    name = "mail_moved" if message.kind is MessageKind.NOTICE else message.template  # it goes in the mail's place
    template = TEMPLATES.get(name) or MAIL_TEMPLATES.get(name) or TEMPLATES["requested"]
    useful = message.created_at.astimezone(UTC) + template.useful
    return Letter(
        message_class=template.message_class,
        number=message.to,
        not_after=useful if message.not_after is None else min(useful, message.not_after),
        zone=message.zone,
        later=template.later,
    )


def text_of(message: OutboxMessage) -> TextMessage:
    """Return the message as it leaves.

    Raises:
        WrongMessage: it fits no template.
    """
    text = render(message.template, message.language, message.values)
    values = {name: message.values[name] for name in taken_by(message.template) if name in message.values}
    return TextMessage(message.id, message.to, text, message.template, message.language, values)


def mail_of(message: OutboxMessage) -> SendMail:
    """Return the mail as it is asked for, with no value that its template has no place for.

    Raises:
        WrongMessage: it fits no template.
    """
    render(message.template, message.language, message.values)
    values = {name: message.values[name] for name in taken_by(message.template) if name in message.values}
    return SendMail(message.id, message.to, message.template, message.language, values, message.visit)


def notice_of(message: OutboxMessage) -> SendNotice:
    """Return the notice as it is asked for: of the row's values, the token alone."""
    return SendNotice(message.id, message.to, message.language, message.values.get(TOKEN, ""))


def note_sent(tx: MessagingTx, message: OutboxMessage, at: datetime, by: Actor = SERVICE, **body: str) -> None:
    """Mark the message sent, and audit it; `by` is whoever says so."""
    tx.outbox.mark_sent(message.id, at)
    tx.audit.record(replace(event_of(tx, message, at, Action.MESSAGE_SENT, AuditOutcome.SUCCESS, **body), actor=by))


def note_unknown(tx: MessagingTx, message: OutboxMessage, at: datetime, reason: str) -> None:
    """Mark the message unknown, for staff to see, and audit it; it still counts for the caps."""
    log.warning("Nobody knows whether a message left: %s.", reason)
    tx.outbox.mark_unknown(message.id, at, reason)
    tx.audit.record(event_of(tx, message, at, Action.MESSAGE_UNKNOWN, AuditOutcome.FAILED, reason=reason))


def event_of(
    tx: MessagingTx, message: OutboxMessage, at: datetime, action: Action, outcome: AuditOutcome, **body: str
) -> AuditEvent:
    """Return the audit event of a message, with whose it is, without its text and its number."""
    return AuditEvent(
        at=at,
        actor=SERVICE,
        action=action,
        outcome=outcome,
        patient_id=whose(tx, message),
        operation=message.operation_id,
        body={"message": message.id, "template": message.template, **body},
    )


def _hold_back(tx: MessagingTx, message: OutboxMessage, verdict: Verdict, now: datetime) -> None:
    reason = verdict.why.value if verdict.why else ""
    if verdict.until is None:
        tx.outbox.drop(message.id, now, reason)
        forget_reminder(tx, message)
        tell_of_drop(tx, message, reason, now)
        tx.audit.record(event_of(tx, message, now, Action.MESSAGE_DROPPED, AuditOutcome.REFUSED, reason=reason))
        return
    tx.outbox.postpone(message.id, verdict.until, reason)
    until = verdict.until.isoformat()
    tx.audit.record(
        event_of(tx, message, now, Action.MESSAGE_POSTPONED, AuditOutcome.REFUSED, reason=reason, until=until)
    )
