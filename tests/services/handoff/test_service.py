from datetime import timedelta

import pytest

from services.audit.model import Action
from services.handoff.errors import AlreadyDecided, FeeStillDue, NoSuchCase, NotInHand, WithColleague
from services.handoff.gates import Gate
from services.handoff.service import LEASE, Wanted
from services.handoff.task import End, Hold, Task, TaskState
from services.kernel.language import Language
from services.scheduling.fee import FeeState
from services.scheduling.operation import Escalation
from services.scheduling.policy import Finding
from tests.contract.fees import a_fee, a_handover
from tests.services.handoff.desk_rig import ALEX, CLINIC, HOUR, KIM, Desk


@pytest.fixture
async def rig() -> Desk:
    """A front desk with one plain case that is due in four hours."""
    made = Desk()
    now = made.clock.now()
    case = Escalation("case_1", "policy_late", now, now + 4 * HOUR, "chat_1", "pat-1", None, {"words": "hi"})
    await made.store.write(lambda tx: tx.escalations.add(case))
    return made


async def waiting(rig: Desk, wanted: Wanted | None = None) -> list[str]:
    return [one.case.id for one in await rig.desk.queue(wanted or Wanted())]


async def test_a_case_waits_until_it_is_closed(rig: Desk) -> None:
    assert await waiting(rig) == ["case_1"]
    await rig.desk.close("case_1", ALEX)
    assert await waiting(rig) == []


async def test_looking_and_closing_are_audited_with_the_person(rig: Desk) -> None:
    assert (await rig.desk.show("case_1", ALEX)).case.context["words"] == "hi"
    await rig.desk.close("case_1", ALEX)
    events = [(event.action, event.actor, event.patient_id) for event in rig.store.audit]
    assert events == [(Action.CASE_SHOWN, ALEX, "pat-1"), (Action.CASE_CLOSED, ALEX, "pat-1")]


async def test_a_case_is_closed_once_and_the_second_hears_who_closed_it(rig: Desk) -> None:
    await rig.desk.close("case_1", ALEX)
    with pytest.raises(AlreadyDecided) as refused:
        await rig.desk.close("case_1", KIM)
    assert (refused.value.by, refused.value.at, refused.value.decision) == ("alex", rig.clock.now(), End.BY_HAND)
    assert len(rig.store.audit) == 1


async def test_a_case_closed_before_there_was_any_work_on_it_is_no_open_case(rig: Desk) -> None:
    await rig.store.write(lambda tx: tx.escalations.close("case_1", "jo", rig.clock.now()))
    for late in (rig.desk.close("case_1", ALEX), rig.desk.claim("case_1", ALEX), rig.desk.close("case_9", ALEX)):
        with pytest.raises(NoSuchCase):
            await late


async def test_a_case_that_nobody_answers_is_called_out_again_once(rig: Desk) -> None:
    assert await rig.desk.remind() == []
    rig.clock.advance(4 * HOUR)
    assert await rig.desk.remind() == ["case_1"]
    assert await rig.desk.remind() == ["case_1"]
    assert [(m.to, m.template, m.values["reason"]) for m in rig.store.outbox.values()] == [
        (CLINIC.front_desk, "person_wanted", "overdue_policy_late")
    ]


async def test_a_case_closes_only_once_its_fee_is_handed_over_or_settled(rig: Desk) -> None:
    now = rig.clock.now()
    case = Escalation("case_2", "policy_late", now, now + timedelta(hours=4), "chat_1", "pat-1", "op_1", {})
    await rig.store.write(lambda tx: tx.escalations.add(case))
    await rig.store.write(lambda tx: tx.fees.add(a_fee()))
    with pytest.raises(FeeStillDue, match="waive"):
        await rig.desk.close("case_2", ALEX)
    assert "case_2" in await waiting(rig)
    opened = a_fee(state=FeeState.HANDED_OVER, handover=a_handover())
    await rig.store.write(lambda tx: tx.fees.save(opened))
    await rig.desk.close("case_2", ALEX)


async def test_one_person_has_a_case_in_hand_at_a_time(rig: Desk) -> None:
    await rig.desk.claim("case_1", ALEX)
    for kims in (rig.desk.claim("case_1", KIM), rig.desk.release("case_1", KIM), rig.desk.close("case_1", KIM)):
        with pytest.raises(WithColleague) as refused:
            await kims
        assert (refused.value.staff, refused.value.until) == ("alex", rig.clock.now() + LEASE)
    await rig.desk.release("case_1", ALEX)
    assert (await rig.desk.claim("case_1", KIM)).held_by(rig.clock.now()) == "kim"


async def test_a_lease_ends_and_claiming_again_renews_it(rig: Desk) -> None:
    first = await rig.desk.claim("case_1", ALEX)
    rig.clock.advance(LEASE - timedelta(seconds=1))
    again = await rig.desk.claim("case_1", ALEX)
    assert again.assignment is not None
    assert first.assignment is not None
    assert again.assignment.since == first.assignment.since
    rig.clock.advance(LEASE)
    assert again.held_by(rig.clock.now()) is None
    with pytest.raises(NotInHand):
        await rig.desk.release("case_1", ALEX)
    assert (await rig.desk.claim("case_1", KIM)).held_by(rig.clock.now()) == "kim"


async def test_a_colleague_takes_over_by_name_and_the_trail_names_both(rig: Desk) -> None:
    with pytest.raises(NotInHand):
        await rig.desk.take_over("case_1", KIM, "alex")
    await rig.desk.claim("case_1", ALEX)
    with pytest.raises(WithColleague):
        await rig.desk.take_over("case_1", KIM, "sam")
    assert (await rig.desk.take_over("case_1", KIM, "alex")).held_by(rig.clock.now()) == "kim"
    last = rig.store.audit[-1]
    assert (last.action, last.actor, last.body["colleague"]) == (Action.CASE_TAKEN_OVER, KIM, "alex")


async def test_the_queue_is_ordered_by_urgency_and_filtered(rig: Desk) -> None:
    late = await rig.asks(rig.visit(1), rig.free(1), (Finding("late", {"notice_hours": "24"}),))
    rig.clock.advance(timedelta(minutes=1))
    insured = await rig.asks(rig.visit(2), rig.free(2), (Finding("authorization_missing"),))
    assert await waiting(rig) == [late.id, "case_1", insured.id]
    assert await waiting(rig, Wanted(gate=Gate.LATE)) == [late.id]
    assert await waiting(rig, Wanted(reason="policy_late", conversation_id="chat_1")) == ["case_1"]
    await rig.desk.claim(insured.id, KIM)
    assert await waiting(rig, Wanted(in_hands_of="kim")) == [insured.id]
    assert await waiting(rig, Wanted(in_hands_of="")) == [late.id, "case_1"]
    assert await waiting(rig, Wanted(state=TaskState.DECIDED)) == []


async def test_a_case_with_a_change_closed_by_hand_gives_its_time_back(rig: Desk) -> None:
    task = await rig.asks(rig.visit(1), rig.free(1))
    assert [claim.operation_id for claim in rig.store.claims] == [task.id]
    closed: Task = await rig.desk.close(task.id, ALEX)
    assert (closed.hold, rig.store.claims) == (Hold.RELEASED, [])


async def test_staff_see_everything_about_a_case(rig: Desk) -> None:
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.asks(visit, slot)
    shown = await rig.desk.show(task.id, ALEX)
    request = shown.task.request
    assert request is not None
    assert (request.appointment, request.slot, request.phone) == (visit, slot, "+13125550142")
    assert request.transcript.excerpt == ("can it be the week after",)
    assert (request.transcript.conversation_id, request.transcript.last_line) == ("chat-pat-1", 7)
    assert request.language is Language.EN
    assert shown.task.timeout_at is not None
    assert shown.wanted_by == min(shown.task.timeout_at, shown.case.due_at)
    assert "14" not in repr(request.transcript)
    assert "+1312" not in repr(request)
