"""One summary for each cancellation, one digest for each provider and day, nothing of a person in any of them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.kernel.language import Language
from services.scheduling.ending import done, undone
from services.scheduling.following import TellProviders
from services.scheduling.operation import ChangeKind, Operation, Reason
from services.scheduling.provider_notice import SummaryKind, SummaryState, notices_of
from services.scheduling.settle import Settlement
from services.summaries.errors import InboxRefused, InboxUnreachable
from services.summaries.service import SummaryDesk, SummaryPlan
from tests.doubles.builders import DR_CHEN, DR_RIVERA, a_slot, an_appointment, at, placed
from tests.doubles.clock import ManualClock
from tests.doubles.inbox import MemoryInbox
from tests.doubles.store import MemoryStore
from tests.services.scheduling.change_rig import CLINIC

CHICAGO = ZoneInfo("America/Chicago")


class Rig:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.store = MemoryStore()
        self.inbox = MemoryInbox()
        plan = SummaryPlan(CHICAGO, "team", {DR_RIVERA.id: "rivera"}, time(17, 30))
        self.desk = SummaryDesk(self.store, self.clock, self.inbox, plan)
        self.settle = Settlement(self.store, self.clock, CLINIC, (TellProviders(),))

    async def change(self, number: int, kind: ChangeKind = ChangeKind.CANCEL, to: object = DR_CHEN) -> None:
        appointment = an_appointment(id=f"appt-{number}")
        slot = a_slot(practitioner=to, start=at(8, 10)) if kind is ChangeKind.MOVE else None
        operation = Operation(
            id=f"op_{number}",
            kind=kind,
            appointment=appointment,
            slot=slot,
            actor=Actor(ActorKind.PATIENT, "chat_1"),
            conversation_id="chat_1",
            requested_at=self.clock.now(),
            language=Language.EN,
            phone="+13125550142",
            words="my knee hurts",
        )
        await self.store.write(lambda tx: tx.operations.add(operation))
        await self.settle(operation, done(placed(appointment, slot) if slot else appointment))

    def of_kind(self, kind: SummaryKind) -> list[str]:
        return sorted(summary.id for summary in self.store.summaries.values() if summary.kind is kind)


@pytest.fixture
def rig() -> Rig:
    return Rig()


async def test_a_cancellation_is_told_at_once_to_the_providers_own_inbox(rig: Rig) -> None:
    await rig.change(1)
    assert await rig.desk.work() == 1
    assert await rig.desk.work() == 0
    (message,) = rig.inbox.messages.values()
    assert message.inbox == "rivera"
    assert message.text.startswith(
        "Cancelled: Thursday, March 4 at 9am, Follow-up visit, Main Street Clinic. That time is free now. "
        "(Appointment/appt-1)"
    )


async def test_a_summary_holds_nothing_of_a_person(rig: Rig) -> None:
    await rig.change(1)
    await rig.change(2, ChangeKind.MOVE)
    rig.clock.set(datetime(2027, 3, 1, 23, 30, tzinfo=UTC))
    await rig.desk.work()
    told = repr([(m.subject, m.text, m.id) for m in rig.inbox.messages.values()])
    for secret in ("pat-1", "Maria", "Garcia", "1980", "5550142", "knee", "chat_1"):
        assert secret not in told


async def test_a_move_to_another_provider_is_told_to_both(rig: Rig) -> None:
    await rig.change(1, ChangeKind.MOVE)
    rig.clock.set(datetime(2027, 3, 1, 23, 30, tzinfo=UTC))
    await rig.desk.work()
    texts = {message.inbox: message.text for message in rig.inbox.messages.values()}
    assert "Moved away: Thursday, March 4 at 9am" in texts["rivera"]
    assert "New on your calendar: Tuesday, March 9 at 10am" in texts["team"]


async def test_a_move_within_one_calendar_is_told_once(rig: Rig) -> None:
    await rig.change(1, ChangeKind.MOVE, DR_RIVERA)
    rig.clock.set(datetime(2027, 3, 1, 23, 30, tzinfo=UTC))
    await rig.desk.work()
    (message,) = rig.inbox.messages.values()
    assert message.subject == "1 change to your calendar, Monday, March 1"
    assert "Moved: Thursday, March 4 at 9am to Tuesday, March 9 at 10am" in message.text


async def test_what_was_not_done_is_told_to_nobody(rig: Rig) -> None:
    operation = Operation(
        "op_9", ChangeKind.CANCEL, an_appointment(), None, Actor(ActorKind.PATIENT, "c"), "c", at(0, 8), Language.EN
    )
    await rig.store.write(lambda tx: tx.operations.add(operation))
    await rig.settle(operation, undone(Reason.POLICY))
    assert rig.store.notices == {}
    assert notices_of(operation, at(0, 8)) == ()


async def test_an_appointment_without_a_provider_is_told_to_nobody(rig: Rig) -> None:
    operation = replace(rig.store.operations.get("x") or _an_operation(), appointment=an_appointment(practitioner=None))
    await rig.store.write(lambda tx: tx.operations.add(operation))
    await rig.settle(operation, done(operation.appointment))
    assert rig.store.notices == {}


def _an_operation() -> Operation:
    actor = Actor(ActorKind.PATIENT, "c")
    return Operation("op_8", ChangeKind.CANCEL, an_appointment(), None, actor, "c", at(0, 8), Language.EN)


async def test_a_year_of_days_has_one_digest_for_each_day_and_provider(rig: Rig) -> None:
    """Every hour of 2027 the desk works, several at once; each day has one cancellation, at a drifting hour."""
    start = datetime(2027, 1, 1, 6, 0, tzinfo=UTC)
    days = 365
    for hour in range(days * 24):
        rig.clock.set(start + timedelta(hours=hour))
        if hour % 23 == 0:
            await rig.change(hour)
            await asyncio.gather(rig.desk.make(), rig.desk.make())
        elif hour % 4 == 0:
            await rig.desk.make()
    rig.clock.advance(timedelta(days=2))
    await rig.desk.make()
    digests = rig.of_kind(SummaryKind.DIGEST)
    assert len(digests) == len(set(digests))
    texts = "\n".join(s.text for s in rig.store.summaries.values() if s.kind is SummaryKind.DIGEST)
    changes = len(rig.store.notices)
    assert texts.count("(Appointment/") == changes
    assert len(rig.of_kind(SummaryKind.CANCELLATION)) == changes
    assert len(digests) >= days - 20


async def test_a_day_without_changes_has_no_digest(rig: Rig) -> None:
    rig.clock.advance(timedelta(days=3))
    assert await rig.desk.work() == 0
    assert rig.store.summaries == {}


async def test_what_comes_after_the_digests_time_waits_for_the_next(rig: Rig) -> None:
    rig.clock.set(datetime(2027, 3, 1, 23, 29, 59, tzinfo=UTC))
    await rig.change(1)
    rig.clock.advance(timedelta(seconds=1))
    await rig.change(2)
    await rig.desk.work()
    assert rig.of_kind(SummaryKind.DIGEST) == ["digest:2027-03-01:prac-rivera"]
    rig.clock.advance(timedelta(days=1))
    await rig.desk.work()
    second = rig.store.summaries["digest:2027-03-02:prac-rivera"]
    assert "appt-2" in second.text
    assert "appt-1" not in second.text


async def test_a_digest_that_is_made_is_not_made_again_for_a_late_notice(rig: Rig) -> None:
    await rig.change(1)
    rig.clock.set(datetime(2027, 3, 1, 23, 30, tzinfo=UTC))
    await rig.desk.work()
    late = replace(rig.store.notices["op_1:prac-rivera"], id="op_2:prac-rivera", appointment_id="appt-2")
    await rig.store.write(lambda tx: tx.notices.add(late))
    await rig.desk.work()
    assert len(rig.of_kind(SummaryKind.DIGEST)) == 1
    rig.clock.advance(timedelta(days=1))
    await rig.desk.work()
    assert "appt-2" in rig.store.summaries["digest:2027-03-02:prac-rivera"].text


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_inbox_that_fails_gets_the_message_once_all_the_same(rig: Rig, *, arrived: bool) -> None:
    await rig.change(1)
    rig.inbox.fail.append((InboxUnreachable("Gone."), arrived))
    assert await rig.desk.work() == 0
    assert await rig.desk.work() == 0
    rig.clock.advance(timedelta(minutes=1))
    assert await rig.desk.work() == 1
    assert len(rig.inbox.messages) == 1
    assert rig.inbox.tries == 2


async def test_a_crash_after_leaving_leaves_it_once(rig: Rig) -> None:
    await rig.change(1)
    await rig.desk.make()
    rig.inbox.fail.append((KeyboardInterrupt(), True))
    with pytest.raises(KeyboardInterrupt):
        await rig.desk.deliver_due()
    assert await rig.desk.deliver_due() == 1
    assert len(rig.inbox.messages) == 1


async def test_an_inbox_that_refuses_is_given_up_and_recorded(rig: Rig) -> None:
    await rig.change(1)
    rig.inbox.fail.append((InboxRefused("No."), False))
    await rig.desk.work()
    (summary,) = rig.store.summaries.values()
    assert summary.state is SummaryState.FAILED
    assert (rig.store.audit[-1].action, rig.store.audit[-1].body["reason"]) == (Action.SUMMARY_FAILED, "inbox_refused")


async def test_an_inbox_that_stays_away_is_given_up_after_three_days(rig: Rig) -> None:
    await rig.change(1)
    rig.inbox.fail.extend([(InboxUnreachable("Gone."), False)] * 200)
    for _ in range(80):
        await rig.desk.deliver_due()
        await rig.desk.make()
        rig.clock.advance(timedelta(hours=1))
    states = {summary.kind: summary.state for summary in rig.store.summaries.values()}
    assert states[SummaryKind.CANCELLATION] is SummaryState.FAILED


async def test_a_systems_words_cannot_add_lines(rig: Rig) -> None:
    await rig.change(1)
    notice = replace(
        rig.store.notices["op_1:prac-rivera"],
        id="op_2:p",
        appointment_id="appt-2",
        visit="Follow-up\n- Cancelled: all\x07",
    )
    await rig.store.write(lambda tx: tx.notices.add(notice))
    await rig.desk.work()
    text = rig.store.summaries["cancel:op_2:p"].text
    assert "\n- Cancelled" not in text
    assert "\x07" not in text


async def test_summaries_of_cancellations_can_be_left_out(rig: Rig) -> None:
    await rig.change(1)
    desk = replace(rig.desk, plan=replace(rig.desk.plan, each_cancellation=False))
    assert await desk.make() == 0
    rig.clock.set(datetime(2027, 3, 1, 23, 30, tzinfo=UTC))
    assert await desk.make() == 1
