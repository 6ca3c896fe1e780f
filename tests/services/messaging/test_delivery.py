from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.audit.model import Action
from services.kernel.language import Language
from services.kernel.texting import Consent, MessageClass, OptOut, Source
from services.messaging.delivery import LEASE, PAUSES, OutboxSender
from services.messaging.errors import MessagingError, NotReceived, NotSent, OptedOut, SendRefused, SendUnknown
from services.messaging.ports import TextMessage
from services.messaging.rules import Cap, MessageRules
from services.messaging.templates import TEMPLATES
from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import Delivery
from tests.doubles.clock import ManualClock
from tests.doubles.messaging import MemorySender
from tests.doubles.store import MemoryStore

START = datetime(2026, 11, 24, 15, tzinfo=UTC)
"""A Tuesday, 9 in the morning in Chicago."""
ZONE = ZoneInfo("America/Chicago")
PATIENT = "+13125550142"


@dataclass
class Scene:
    store: MemoryStore = field(default_factory=MemoryStore)
    sender: MemorySender = field(default_factory=MemorySender)
    clock: ManualClock = field(default_factory=lambda: ManualClock(START))
    rules: MessageRules = field(default_factory=lambda: MessageRules(ZONE))

    @property
    def delivery(self) -> OutboxSender:
        return OutboxSender(self.store, self.sender, self.clock, self.rules)

    async def queue(self, name: str = "msg_1", template: str = "cancelled", **changes: Any) -> None:  # noqa: ANN401
        when = "Tuesday, March 4 at 2:30pm"
        values = {"clinic": "Maple", "old": when, "when": when, "code": "123456"}
        values |= {"amount": "$25", "link": "https://maple.example/pay/1"}
        base = OutboxMessage(name, PATIENT, template, Language.EN, values, self.clock.now(), "op_1")
        await self.store.write(lambda tx: tx.outbox.add(replace(base, **changes)))

    def row(self, name: str = "msg_1") -> Delivery:
        return self.store.deliveries[name]

    def state(self, name: str = "msg_1") -> str:
        return self.row(name).state.value

    async def begin(self, lease: timedelta) -> None:
        await self.store.write(lambda tx: tx.outbox.begin("msg_1", self.clock.now(), self.clock.now() + lease))

    def actions(self) -> list[Action]:
        return [event.action for event in self.store.audit]


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_queued_message_is_sent_once_and_audited(scene: Scene) -> None:
    await scene.queue()
    assert await scene.delivery.deliver_due() == 1
    assert await scene.delivery.deliver_due() == 0
    (sent,) = scene.sender.sent
    assert sent.text == "Maple: your visit on Tuesday, March 4 at 2:30pm is cancelled."
    (event,) = scene.store.audit
    assert (event.action, event.operation) == (Action.MESSAGE_SENT, "op_1")
    assert event.body == {"message": "msg_1", "template": "cancelled", "attempt": "1"}


async def test_an_unreachable_carrier_is_tried_again_with_growing_pauses(scene: Scene) -> None:
    await scene.queue()
    scene.sender.errors = [NotSent("down"), NotSent("down")]
    await scene.delivery.deliver_due()
    assert await scene.delivery.deliver_due() == 0
    scene.clock.advance(PAUSES[0])
    await scene.delivery.deliver_due()
    scene.clock.advance(PAUSES[0])
    assert await scene.delivery.deliver_due() == 0
    scene.clock.advance(PAUSES[1])
    assert await scene.delivery.deliver_due() == 1
    assert tuple(sorted(PAUSES)) == PAUSES


async def test_a_refusal_is_never_tried_again(scene: Scene) -> None:
    await scene.queue()
    scene.sender.errors = [SendRefused("no")]
    await scene.delivery.deliver_due()
    assert scene.state() == "failed"
    (event,) = scene.store.audit
    assert (event.action, event.body["reason"]) == (Action.MESSAGE_FAILED, "send_refused")


@pytest.mark.parametrize(("idempotent", "state"), [(True, "queued"), (False, "unknown")])
async def test_an_unknown_outcome_is_repeated_only_where_that_is_harmless(idempotent: bool, state: str) -> None:  # noqa: FBT001
    scene = Scene(sender=MemorySender(idempotent=idempotent, errors=[SendUnknown("?")]))
    await scene.queue()
    await scene.delivery.deliver_due()
    assert scene.state() == state


async def test_a_crash_while_sending_never_sends_twice_where_that_would_arrive_twice() -> None:
    scene = Scene(sender=MemorySender(idempotent=False))
    await scene.queue()
    await scene.begin(LEASE)  # what a worker that dies leaves behind
    scene.clock.advance(LEASE)
    await scene.delivery.deliver_due()
    assert (scene.state(), scene.row().reason, scene.sender.attempts) == ("unknown", "interrupted", 0)
    assert scene.actions() == [Action.MESSAGE_UNKNOWN]


async def test_a_crash_while_sending_is_made_good_by_an_idempotent_sender(scene: Scene) -> None:
    await scene.queue()
    await scene.begin(LEASE)
    assert await scene.delivery.deliver_due() == 0
    scene.clock.advance(LEASE)
    assert await scene.delivery.deliver_due() == 1


async def test_a_worker_that_was_slow_corrects_what_was_taken_for_unknown() -> None:
    scene = Scene(sender=MemorySender(idempotent=False))
    await scene.queue()
    await scene.begin(LEASE)
    scene.clock.advance(LEASE)
    await scene.delivery.deliver_due()
    await scene.store.write(lambda tx: tx.outbox.mark_sent("msg_1", scene.clock.now()))
    assert scene.state() == "sent"


async def test_an_old_code_is_not_sent_any_more(scene: Scene) -> None:
    await scene.queue(template="code")
    scene.clock.advance(timedelta(minutes=11))
    await scene.delivery.deliver_due()
    assert (scene.state(), scene.row().reason, scene.sender.attempts) == ("dropped", "too_late", 0)
    assert scene.actions() == [Action.MESSAGE_DROPPED]


async def test_a_carrier_that_stays_away_ends_in_a_recorded_failure(scene: Scene) -> None:
    await scene.queue()
    scene.sender.errors = [NotSent("down") for _ in range(20)]
    for _ in range(20):
        await scene.delivery.deliver_due()
        scene.clock.advance(max(PAUSES))
    assert (scene.state(), scene.sender.attempts) == ("failed", len(PAUSES) + 1)
    assert [event.action for event in scene.store.audit] == [Action.MESSAGE_FAILED]


async def test_a_message_that_fits_no_template_does_not_stop_the_others(scene: Scene) -> None:
    await scene.queue("msg_1", template="unheard")
    await scene.queue("msg_2")
    assert await scene.delivery.deliver_due() == 1
    assert (scene.state("msg_1"), scene.state("msg_2")) == ("failed", "sent")


async def test_at_night_a_reminder_waits_for_the_morning_and_a_reply_does_not(scene: Scene) -> None:
    scene.clock.set(datetime(2026, 11, 25, 4, 30, tzinfo=UTC))  # 10:30 in the evening in Chicago
    await scene.queue("msg_1", "reminder")
    await scene.queue("msg_2", "cancelled")
    assert await scene.delivery.deliver_due() == 1
    row = scene.row()
    assert (row.state.value, row.reason, row.attempts) == ("queued", "quiet_hours", 0)
    assert row.next_attempt_at == datetime(2026, 11, 25, 14, tzinfo=UTC)
    assert scene.state("msg_2") == "sent"
    postponed = next(event for event in scene.store.audit if event.action is Action.MESSAGE_POSTPONED)
    assert postponed.body["until"] == "2026-11-25T14:00:00+00:00"
    scene.clock.set(datetime(2026, 11, 25, 14, tzinfo=UTC))
    assert await scene.delivery.deliver_due() == 1


async def test_an_offer_that_would_wait_too_long_is_dropped_with_its_reason(scene: Scene) -> None:
    scene.clock.set(datetime(2026, 11, 25, 4, 30, tzinfo=UTC))
    await scene.queue(template="waitlist_offer")
    await scene.delivery.deliver_due()
    assert (scene.state(), scene.row().reason) == ("dropped", "quiet_hours")
    assert scene.store.audit[-1].body["reason"] == "quiet_hours"


async def test_the_second_of_a_day_waits_for_the_next(scene: Scene) -> None:
    await scene.queue("msg_1", "reminder")
    await scene.queue("msg_2", "reminder")
    assert await scene.delivery.deliver_due() == 1
    assert (scene.state("msg_2"), scene.row("msg_2").reason) == ("queued", "day_cap")
    scene.clock.set(datetime(2026, 11, 25, 14, tzinfo=UTC))
    assert await scene.delivery.deliver_due() == 1


async def test_a_cap_is_the_clinics_to_set(scene: Scene) -> None:
    scene.rules = MessageRules(ZONE, caps={MessageClass.REMINDER_OR_OFFER: Cap(2, 5)})
    for number in range(3):
        await scene.queue(f"msg_{number}", "reminder")
    assert await scene.delivery.deliver_due() == 2


async def test_what_did_not_leave_does_not_count(scene: Scene) -> None:
    scene.sender.errors = [SendRefused("no")]
    await scene.queue("msg_1", "reminder")
    await scene.queue("msg_2", "reminder")
    assert await scene.delivery.deliver_due() == 1
    assert (scene.state("msg_1"), scene.state("msg_2")) == ("failed", "sent")


async def test_what_may_have_left_counts() -> None:
    scene = Scene(sender=MemorySender(idempotent=False, errors=[SendUnknown("?")]))
    await scene.queue("msg_1", "reminder")
    await scene.queue("msg_2", "reminder")
    assert await scene.delivery.deliver_due() == 0
    assert (scene.state("msg_1"), scene.row("msg_2").reason) == ("unknown", "day_cap")


@pytest.mark.parametrize(("given", "state"), [(None, "dropped"), (False, "dropped"), (True, "sent")])
async def test_a_fee_notice_needs_its_own_consent(scene: Scene, given: bool | None, state: str) -> None:  # noqa: FBT001
    if given is not None:
        consent = Consent(PATIENT, MessageClass.BILLING, given, START, Source.CHAT)
        await scene.store.write(lambda tx: tx.numbers.save_consent(consent))
    await scene.queue(template="fee")
    await scene.delivery.deliver_due()
    assert scene.state() == state
    assert scene.row().reason == (None if given else "no_consent")


@pytest.mark.parametrize("template", ["reminder", "waitlist_offer", "fee", "code", "cancelled", "declined"])
async def test_after_stop_nothing_goes_out(scene: Scene, template: str) -> None:
    word = OptOut(PATIENT, stopped=True, at=START, source=Source.TEXT)
    await scene.store.write(lambda tx: tx.numbers.save_opt_out(word))
    await scene.queue(template=template)
    await scene.delivery.deliver_due()
    assert (scene.state(), scene.row().reason, scene.sender.attempts) == ("dropped", "stopped", 0)


async def test_an_opt_out_at_the_carrier_becomes_ours(scene: Scene) -> None:
    scene.sender.errors = [OptedOut("21610")]
    await scene.queue("msg_1")
    await scene.queue("msg_2")
    await scene.delivery.deliver_due()
    assert (scene.state("msg_1"), scene.row("msg_1").reason) == ("failed", "opted_out")
    assert (scene.state("msg_2"), scene.row("msg_2").reason) == ("dropped", "stopped")
    assert scene.store.opt_outs[PATIENT].source is Source.CARRIER
    assert Action.TEXTS_STOPPED in scene.actions()


async def test_no_audit_record_holds_a_number(scene: Scene) -> None:
    scene.sender.errors = [OptedOut("21610")]
    await scene.queue()
    await scene.delivery.deliver_due()
    assert not [event for event in scene.store.audit if PATIENT in str(event)]


def test_every_error_has_a_code() -> None:
    kinds = (MessagingError, NotSent, SendRefused, SendUnknown, OptedOut, NotReceived)
    assert len({error.code for error in kinds}) == len(kinds)


async def test_a_morning_full_of_reminders_does_not_hold_up_an_answer(scene: Scene) -> None:
    """STOP is confirmed, and a code comes, within the second, whatever else is due."""
    for number in range(60):
        await scene.queue(f"rem_{number}", "reminder", to=f"+1312555{1000 + number}")
    scene.clock.advance(timedelta(seconds=1))
    await scene.queue("stop", "stopped", values={"clinic": "Maple", "phone": "+13125550100"})
    await scene.queue("code", "code")
    await scene.delivery.deliver_due()
    assert [message.id for message in scene.sender.sent[:2]] == ["stop", "code"]
    assert scene.state("rem_0") == "sent"


@pytest.mark.parametrize(("template", "cases"), [("approved_move", 1), ("cancelled", 1), ("reminder", 0), ("code", 0)])
async def test_who_said_stop_before_the_end_of_their_change_is_called_by_a_person(
    scene: Scene, template: str, cases: int
) -> None:
    await scene.queue(template=template)
    await scene.store.write(
        lambda tx: tx.numbers.save_opt_out(OptOut(PATIENT, stopped=True, at=scene.clock.now(), source=Source.TEXT))
    )
    await scene.delivery.deliver_due()
    assert scene.sender.sent == []
    opened = list(scene.store.escalations.values())
    assert [case.reason for case in opened] == ["text_undelivered"] * cases
    assert {case.context["why"] for case in opened} <= {"said STOP before it was sent"}


async def test_a_stop_that_comes_while_the_scheduling_system_is_asked_is_honoured(scene: Scene) -> None:
    await scene.queue(template="reminder", appointment_id="appt_1", not_after=START + timedelta(hours=9))

    async def asked(appointment_id: str, start: datetime) -> None:
        """Answer after the patient has said STOP."""
        del appointment_id, start
        word = OptOut(PATIENT, stopped=True, at=scene.clock.now(), source=Source.TEXT)
        await scene.store.write(lambda tx: tx.numbers.save_opt_out(word))

    await replace(scene.delivery, check=asked).deliver_due()
    assert scene.sender.sent == []
    assert (scene.state(), scene.row().reason) == ("dropped", "stopped")
    assert scene.store.audit[-1].action is Action.MESSAGE_DROPPED


async def test_a_stop_drops_every_queued_text_and_cannot_call_back_the_one_that_is_leaving(scene: Scene) -> None:
    """The first text is with the carrier when STOP is taken; everything behind it, of every class, is dropped."""
    stays = (MessageClass.CONTROL, MessageClass.STAFF)
    asked = [name for name, template in TEMPLATES.items() if template.message_class not in stays]
    for name in ["cancelled", *asked]:
        await scene.queue(f"msg_{len(scene.store.outbox)}", name)
    inner = scene.sender.send

    async def send(message: TextMessage) -> str:
        """Take the text, and meanwhile the patient's STOP."""
        word = OptOut(PATIENT, stopped=True, at=scene.clock.now(), source=Source.TEXT)
        await scene.store.write(lambda tx: tx.numbers.save_opt_out(word))
        return await inner(message)

    scene.sender.send = send  # type: ignore[method-assign]
    while any(row.state.value == "queued" for row in scene.store.deliveries.values()):
        await scene.delivery.deliver_due()
    assert [message.id for message in scene.sender.sent] == ["msg_0"]
    rest = [scene.row(f"msg_{number}") for number in range(1, len(asked) + 1)]
    assert {(row.state.value, row.reason) for row in rest} == {("dropped", "stopped")}
    assert len(rest) > 20
