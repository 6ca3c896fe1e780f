from datetime import timedelta

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.handoff.errors import FeeStillDue, NoSuchCase
from services.handoff.service import FrontDesk
from services.scheduling.fee import FeeState
from services.scheduling.operation import Escalation
from tests.contract.fees import a_fee, a_handover
from tests.doubles.clock import ManualClock
from tests.doubles.store import MemoryStore

ALEX = Actor(ActorKind.STAFF, "staff_alex")
NOTIFY = "+13125550100"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def desk(store: MemoryStore, clock: ManualClock) -> FrontDesk:
    """A front desk with one case that is due in four hours."""
    now = clock.now()
    case = Escalation("case_1", "policy_late", now, now + timedelta(hours=4), "chat_1", "pat-1", None, {"words": "hi"})
    await store.write(lambda tx: tx.escalations.add(case))
    return FrontDesk(store, clock, NOTIFY)


async def test_a_case_waits_until_it_is_closed(desk: FrontDesk) -> None:
    assert [case.id for case in await desk.waiting()] == ["case_1"]
    await desk.close("case_1", ALEX)
    assert await desk.waiting() == []


async def test_looking_and_closing_are_audited_with_the_person(desk: FrontDesk, store: MemoryStore) -> None:
    assert (await desk.show("case_1", ALEX)).context["words"] == "hi"
    await desk.close("case_1", ALEX)
    events = [(event.action, event.actor, event.patient_id) for event in store.audit]
    assert events == [(Action.CASE_SHOWN, ALEX, "pat-1"), (Action.CASE_CLOSED, ALEX, "pat-1")]


async def test_a_case_is_closed_once(desk: FrontDesk, store: MemoryStore) -> None:
    await desk.close("case_1", ALEX)
    for again in (desk.close("case_1", ALEX), desk.show("case_1", ALEX), desk.close("case_9", ALEX)):
        with pytest.raises(NoSuchCase):
            await again
    assert len(store.audit) == 1


async def test_a_case_that_nobody_answers_is_called_out_again_once(
    desk: FrontDesk, store: MemoryStore, clock: ManualClock
) -> None:
    assert await desk.remind() == []
    clock.advance(timedelta(hours=4))
    assert await desk.remind() == ["case_1"]
    assert await desk.remind() == ["case_1"]
    assert [(m.to, m.template, m.values["reason"]) for m in store.outbox.values()] == [
        (NOTIFY, "person_wanted", "overdue_policy_late")
    ]


async def test_a_case_closes_only_once_its_fee_is_handed_over_or_settled(desk: FrontDesk, store: MemoryStore) -> None:
    now = desk.clock.now()
    case = Escalation("case_2", "policy_late", now, now + timedelta(hours=4), "chat_1", "pat-1", "op_1", {})
    await store.write(lambda tx: tx.escalations.add(case))
    await store.write(lambda tx: tx.fees.add(a_fee()))
    with pytest.raises(FeeStillDue, match="waive"):
        await desk.close("case_2", ALEX)
    assert "case_2" in {each.id for each in await desk.waiting()}
    opened = a_fee(state=FeeState.HANDED_OVER, handover=a_handover())
    await store.write(lambda tx: tx.fees.save(opened))
    await desk.close("case_2", ALEX)
