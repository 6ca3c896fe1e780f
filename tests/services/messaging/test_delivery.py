from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from services.audit.model import Action
from services.kernel.language import Language
from services.messaging.delivery import PAUSES, OutboxSender
from services.messaging.errors import MessagingError, NotSent, SendRefused, SendUnknown
from services.scheduling.operation import OutboxMessage
from tests.doubles.clock import ManualClock
from tests.doubles.messaging import MemoryMessagingStore, MemorySender

START = datetime(2026, 11, 24, 15, tzinfo=UTC)


@dataclass
class Scene:
    store: MemoryMessagingStore = field(default_factory=MemoryMessagingStore)
    sender: MemorySender = field(default_factory=MemorySender)
    clock: ManualClock = field(default_factory=lambda: ManualClock(START))

    @property
    def delivery(self) -> OutboxSender:
        return OutboxSender(self.store, self.sender, self.clock)

    def queue(self, name: str = "msg_1", template: str = "cancelled") -> None:
        values = {"clinic": "Maple", "old": "Tuesday, March 4 at 2:30pm", "code": "123456"}
        message = OutboxMessage(name, "+12125550101", template, Language.EN, values, self.clock.now(), "op_1")
        self.store.outbox.put(message)

    def state(self, name: str = "msg_1") -> str:
        return self.store.outbox.rows[name].state


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_queued_message_is_sent_once_and_audited(scene: Scene) -> None:
    scene.queue()
    assert await scene.delivery.deliver_due() == 1
    assert await scene.delivery.deliver_due() == 0
    (sent,) = scene.sender.sent
    assert sent.text == "Maple: your visit on Tuesday, March 4 at 2:30pm is cancelled."
    (event,) = scene.store.audit.events
    assert (event.action, event.operation) == (Action.MESSAGE_SENT, "op_1")
    assert event.body == {"message": "msg_1", "template": "cancelled", "attempt": "1"}


async def test_an_unreachable_carrier_is_tried_again_with_growing_pauses(scene: Scene) -> None:
    scene.queue()
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
    scene.queue()
    scene.sender.errors = [SendRefused("no")]
    await scene.delivery.deliver_due()
    assert scene.state() == "failed"
    (event,) = scene.store.audit.events
    assert (event.action, event.body["reason"]) == (Action.MESSAGE_FAILED, "send_refused")


@pytest.mark.parametrize(("idempotent", "state"), [(True, "queued"), (False, "failed")])
async def test_an_unknown_outcome_is_repeated_only_where_that_is_harmless(idempotent: bool, state: str) -> None:  # noqa: FBT001
    scene = Scene(sender=MemorySender(idempotent=idempotent, errors=[SendUnknown("?")]))
    scene.queue()
    await scene.delivery.deliver_due()
    assert scene.state() == state


async def test_a_crash_while_sending_never_sends_twice_where_that_would_arrive_twice() -> None:
    scene = Scene(sender=MemorySender(idempotent=False))
    scene.queue()
    message = scene.store.outbox.rows["msg_1"].message
    lease = scene.delivery._lease(message)  # noqa: SLF001 what a worker that dies leaves behind
    scene.store.outbox.begin("msg_1", START, START + lease)
    scene.clock.advance(lease)
    await scene.delivery.deliver_due()
    assert (scene.state(), scene.sender.attempts) == ("failed", 0)


async def test_a_crash_while_sending_is_made_good_by_an_idempotent_sender(scene: Scene) -> None:
    scene.queue()
    scene.store.outbox.begin("msg_1", START, START + timedelta(seconds=60))
    assert await scene.delivery.deliver_due() == 0
    scene.clock.advance(timedelta(seconds=60))
    assert await scene.delivery.deliver_due() == 1


async def test_an_old_code_is_not_sent_any_more(scene: Scene) -> None:
    scene.queue(template="code")
    scene.clock.advance(timedelta(minutes=11))
    await scene.delivery.deliver_due()
    assert (scene.state(), scene.sender.attempts) == ("failed", 0)


async def test_a_carrier_that_stays_away_ends_in_a_recorded_failure(scene: Scene) -> None:
    scene.queue()
    scene.sender.errors = [NotSent("down") for _ in range(20)]
    for _ in range(20):
        await scene.delivery.deliver_due()
        scene.clock.advance(max(PAUSES))
    assert (scene.state(), scene.sender.attempts) == ("failed", len(PAUSES) + 1)
    assert [event.action for event in scene.store.audit.events] == [Action.MESSAGE_FAILED]


async def test_a_message_that_fits_no_template_does_not_stop_the_others(scene: Scene) -> None:
    scene.queue("msg_1", template="unheard")
    scene.queue("msg_2")
    assert await scene.delivery.deliver_due() == 1
    assert (scene.state("msg_1"), scene.state("msg_2")) == ("failed", "sent")


async def test_the_worker_goes_on_after_an_error_until_it_is_told_to_stop(scene: Scene) -> None:
    rounds = 0

    async def broken(_: object) -> None:
        raise OSError("disk")

    async def pause() -> bool:
        nonlocal rounds
        rounds += 1
        return rounds == 3

    scene.store.read = broken  # type: ignore[method-assign,assignment]
    await scene.delivery.run(pause)
    assert rounds == 3


def test_every_error_has_a_code() -> None:
    codes = [error.code for error in (MessagingError, NotSent, SendRefused, SendUnknown)]
    assert len(set(codes)) == len(codes)
