"""People of the clinic: changes that wait for them, and conversations that they take over."""

from datetime import timedelta

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.dialogue.commands import ChooseOffer, Confirm, Emergency, StartCancel, StartMove
from services.dialogue.errors import ChatEnded, MessageTooLong, NotInChat, WithColleagueNow
from services.dialogue.model import Line, Speaker
from services.dialogue.said import say_slot
from services.dialogue.staff import LEASE
from services.handoff.deciding import Decisions
from services.handoff.gates import Gate
from services.handoff.service import FrontDesk
from services.handoff.task import DeclineReason, Hold, Task
from services.handoff.upkeep import Upkeep
from services.kernel.language import Language
from services.scheduling.operation import ChangeKind
from services.scheduling.settle import ClinicFacts
from tests.contract.store_world import an_escalation
from tests.dialogues.clinic import FRONT_DESK, ZONE, Clinic
from tests.dialogues.talk import Talk
from tests.services.dialogue.conftest import verified

ALEX = Actor(ActorKind.STAFF, "Alex")
KIM = Actor(ActorKind.STAFF, "Kim")
FACTS = ClinicFacts("Lakeside Clinic", ZONE, FRONT_DESK)


def only_task(clinic: Clinic) -> Task:
    (task,) = clinic.store.tasks.values()
    return task


def last(clinic: Clinic, talk: Talk) -> Line:
    return clinic.store.lines(talk.id)[-1]


async def asked_for_laser(clinic: Clinic) -> Talk:
    """Let Maria ask for a new time of a visit whose provider approves each."""
    clinic.visit(3, 9, "laser")
    talk = await verified(clinic)
    await talk.means(StartMove(), text="can we move the laser thing")
    await talk.means(ChooseOffer(ordinal=1), text="the first")
    return talk


async def test_a_gate_makes_a_task_with_the_change_held_and_the_patients_words(clinic: Clinic) -> None:
    talk = await asked_for_laser(clinic)
    task = only_task(clinic)
    request = task.request
    assert request is not None
    assert request.slot is not None
    assert (task.gate, task.hold, request.kind) == (Gate.PROVIDER, Hold.HELD, ChangeKind.MOVE)
    assert [finding.rule for finding in request.findings] == ["provider_approval"]
    assert "can we move the laser thing" in request.transcript.excerpt
    lines = clinic.store.lines(talk.id)
    shown = next(line for line in lines if line.number == request.transcript.last_line)
    assert (shown.speaker, shown.text) == (Speaker.PATIENT, "the first")
    assert [claim.operation_id for claim in clinic.store.claims] == [task.id]
    other = await verified(clinic)
    await other.means(StartMove())
    assert other.labels()
    assert say_slot(request.slot, ZONE, Language.EN) not in other.labels()


async def test_a_late_cancellation_waits_as_a_cancellation(clinic: Clinic) -> None:
    clinic.visit(0, 14)
    talk = await verified(clinic)
    await talk.means(StartCancel())
    request = only_task(clinic).request
    assert request is not None
    assert (request.kind, request.slot, only_task(clinic).gate) == (ChangeKind.CANCEL, None, Gate.LATE)


async def decided(clinic: Clinic, *, approve: bool) -> None:
    task = await FrontDesk(clinic.store, clinic.clock, FRONT_DESK).claim(only_task(clinic).id, ALEX)
    decisions = Decisions(clinic.store, clinic.system, clinic.changes, clinic.clock, clinic.ids, clinic.book, FACTS)
    if approve:
        await decisions.approve(task.id, ALEX, task.version)
        await decisions.outcome(task.id, timedelta(seconds=5))
        await Upkeep(clinic.store, clinic.system, clinic.clock, clinic.book, FACTS).finish(task.id)
    else:
        await decisions.decline(task.id, ALEX, task.version, DeclineReason.PROVIDER_SAID_NO)


@pytest.mark.parametrize("approve", [True, False])
async def test_the_conversation_hears_how_a_person_decided_once(clinic: Clinic, approve: bool) -> None:  # noqa: FBT001 a case
    talk = await asked_for_laser(clinic)
    await decided(clinic, approve=approve)
    said = [line.text for line in await clinic.conversations.lines(talk.id)]
    words = "made the change you asked for" if approve else "could not make the change"
    assert sum(words in text for text in said) == 1
    assert len(await clinic.conversations.lines(talk.id)) == len(said)
    assert "approved_move" in [m.template for m in clinic.store.outbox.values()] or not approve


async def test_while_staff_write_the_assistant_is_silent(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartMove())
    await clinic.conversations.live.take_over(maria.id, ALEX)
    assert "Alex from the front desk" in last(clinic, maria).text
    assert "Alex from" in await maria.means(ChooseOffer(ordinal=1), text="the first please")
    assert last(clinic, maria).speaker is Speaker.PATIENT
    assert await maria.means(Confirm()) == ""
    await clinic.conversations.live.say(maria.id, ALEX, "Good morning,  which day?")
    line = last(clinic, maria)
    assert (line.speaker, line.text) == (Speaker.STAFF, "Good morning, which day?")
    texts = [each.text for each in clinic.store.lines(maria.id) if each.speaker is Speaker.PATIENT]
    assert "the first please" in texts
    assert clinic.store.operations == {}
    actions = [(event.action, event.actor) for event in clinic.store.audit][-2:]
    assert actions == [(Action.CHAT_TAKEN_OVER, ALEX), (Action.CHAT_STAFF_SAID, ALEX)]


async def test_an_emergency_is_answered_also_while_staff_write(clinic: Clinic, maria: Talk) -> None:
    await clinic.conversations.live.take_over(maria.id, ALEX)
    assert "call 911 now" in await maria.means(Emergency("chest_pain"))


async def test_handed_back_the_assistant_goes_on(clinic: Clinic, maria: Talk) -> None:
    live = clinic.conversations.live
    await live.take_over(maria.id, ALEX)
    await live.hand_back(maria.id, ALEX)
    assert "anything else" in last(clinic, maria).text
    assert "with Elena Rivera" in " ".join([await maria.means(StartMove()), *maria.labels()])
    with pytest.raises(NotInChat):
        await live.say(maria.id, ALEX, "one more thing")


async def test_one_person_writes_at_a_time_and_a_colleague_takes_over_by_name(clinic: Clinic, maria: Talk) -> None:
    live = clinic.conversations.live
    await live.take_over(maria.id, ALEX)
    for colleague in (None, "Sam"):
        with pytest.raises(WithColleagueNow):
            await live.take_over(maria.id, KIM, colleague)
    with pytest.raises(NotInChat):
        await live.say(maria.id, KIM, "hello")
    await live.take_over(maria.id, KIM, "Alex")
    with pytest.raises(NotInChat):
        await live.hand_back(maria.id, ALEX)
    taken = [e.body for e in clinic.store.audit if e.action is Action.CHAT_TAKEN_OVER]
    assert taken[-1] == {"chat": maria.id, "colleague": "Alex"}


async def test_who_forgets_to_hand_back_loses_it_with_the_lease(clinic: Clinic, maria: Talk) -> None:
    live = clinic.conversations.live
    await live.take_over(maria.id, ALEX)
    clinic.clock.advance(LEASE)
    assert await maria.means(StartMove()) != ""
    assert Action.CHAT_HANDED_BACK in [event.action for event in clinic.store.audit]
    with pytest.raises(NotInChat):
        await live.say(maria.id, ALEX, "still there?")


async def test_a_change_that_ends_meanwhile_is_told_after_the_hand_back(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartMove())
    await maria.means(ChooseOffer(ordinal=1))
    live = clinic.conversations.live

    async def take_over() -> None:
        await live.take_over(maria.id, ALEX)

    clinic.system.before("hold", take_over)
    await maria.presses("Yes, move it")
    assert "Done." not in " ".join(line.text for line in clinic.store.lines(maria.id))
    await live.hand_back(maria.id, ALEX)
    said = [line.text for line in await clinic.conversations.lines(maria.id)]
    assert any("Done." in text for text in said)


async def test_an_ended_conversation_is_not_taken_over_and_long_lines_are_refused(clinic: Clinic, maria: Talk) -> None:
    live = clinic.conversations.live
    await live.take_over(maria.id, ALEX)
    for words in (" ", "x" * 2_001):
        with pytest.raises(MessageTooLong):
            await live.say(maria.id, ALEX, words)
    await live.hand_back(maria.id, ALEX)
    case = an_escalation(conversation_id=maria.id)
    await clinic.store.write(lambda tx: tx.escalations.add(case))
    await clinic.conversations.end(maria.id)
    with pytest.raises(ChatEnded):
        await live.take_over(maria.id, ALEX)
