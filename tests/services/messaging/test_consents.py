from datetime import timedelta

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.kernel.texting import MessageClass, OptOut, Source
from services.messaging.consents import Consents, service, set_stopped
from tests.doubles.clock import ManualClock
from tests.doubles.store import MemoryStore

NUMBER = "+13125550142"
DESK = Actor(ActorKind.STAFF, "desk_1")
BILLING = MessageClass.BILLING


class Scene:
    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), ManualClock()
        self.consents = Consents(self.store, self.clock)

    def audited(self) -> list[tuple[Action, dict[str, str]]]:
        return [(event.action, dict(event.body)) for event in self.store.audit]


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_consent_is_recorded_with_who_and_where_from(scene: Scene) -> None:
    assert await scene.consents.record(NUMBER, BILLING, Source.STAFF, DESK, given=True)
    (event,) = scene.store.audit
    assert (event.action, event.actor, event.patient_id) == (Action.CONSENT_CHANGED, DESK, f"tel:{NUMBER}")
    assert event.body == {"class": "billing", "given": "yes", "source": "staff"}


async def test_only_changes_are_audited(scene: Scene) -> None:
    for given in (True, True, False, False):
        await scene.consents.record(NUMBER, BILLING, Source.CHAT, DESK, given=given)
        scene.clock.advance(timedelta(minutes=1))
    assert [body["given"] for _, body in scene.audited()] == ["yes", "no"]


async def test_a_first_refusal_is_a_change(scene: Scene) -> None:
    assert await scene.consents.record(NUMBER, MessageClass.REMINDER_OR_OFFER, Source.CHAT, DESK, given=False)


async def test_an_opt_out_said_at_the_desk_counts_as_one_by_text(scene: Scene) -> None:
    assert not await scene.consents.stopped(NUMBER)
    assert await scene.consents.stop(NUMBER, Source.STAFF, DESK, "case_1")
    assert not await scene.consents.stop(NUMBER, Source.STAFF, DESK, "case_1")
    assert await scene.consents.stopped(NUMBER)
    scene.clock.advance(timedelta(minutes=1))
    assert await scene.consents.start(NUMBER, Source.STAFF, DESK, "case_2")
    assert not await scene.consents.stopped(NUMBER)
    assert scene.audited() == [
        (Action.TEXTS_STOPPED, {"source": "staff", "reference": "case_1"}),
        (Action.TEXTS_STARTED, {"source": "staff", "reference": "case_2"}),
    ]


async def test_a_start_from_before_the_stop_changes_nothing(scene: Scene) -> None:
    await scene.consents.stop(NUMBER, Source.STAFF, DESK, "case_1")
    old = OptOut(NUMBER, stopped=False, at=scene.clock.now() - timedelta(days=1), source=Source.TEXT)
    assert not await scene.store.write(lambda tx: set_stopped(tx, old, service(), "SM1", scene.clock.now()))
    assert await scene.consents.stopped(NUMBER)
