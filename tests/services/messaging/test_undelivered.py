"""A case opens for a person to call, if nothing told the patient how their change ended; and one for each change."""

from dataclasses import replace

import pytest

from services.kernel.language import Language
from services.messaging.undelivered import tell_of_drop, tell_staff
from services.scheduling.operation import MessageKind, OutboxMessage
from services.scheduling.outbox import Arrival, Journey
from tests.doubles.clock import MONDAY_MORNING as NOW
from tests.doubles.store import MemoryStore
from tests.doubles.transaction import MemoryTx

TEXT = OutboxMessage("op_1:moved", "+13125550142", "moved", Language.EN, {"new": "Monday"}, NOW, "op_1")
MAIL = replace(TEXT, id="op_1:mail_moved", to="m@mail.example", template="mail_moved", kind=MessageKind.MAIL)
NOTICE = replace(TEXT, id="op_1:notice", to="m@mail.example", template="notice", kind=MessageKind.NOTICE)
STAFF = replace(TEXT, id="op_1:person_wanted", template="person_wanted")


def stands(tx: MemoryTx, message: OutboxMessage, how: str) -> None:
    """Let a message be in the outbox, and how far it got."""
    tx.outbox.add(message)
    if how in ("arrived", "lost", "on_its_way"):
        tx.outbox.mark_sent(message.id, NOW)
        arrival = {"arrived": Arrival.ARRIVED, "lost": Arrival.UNDELIVERED}.get(how, Arrival.ON_ITS_WAY)
        tx.journeys.add(Journey(message.id, f"SM{message.id}", NOW, None, arrival))
    elif how == "failed":
        tx.outbox.mark_dead(message.id, NOW, "send_refused")
    elif how == "unknown":
        tx.outbox.mark_unknown(message.id, NOW, "?")
    elif how == "dropped":
        tx.outbox.drop(message.id, NOW, "stopped")


async def cases(lost: OutboxMessage, *others: tuple[OutboxMessage, str]) -> list[str]:
    store = MemoryStore()

    def work(tx: MemoryTx) -> None:
        stands(tx, lost, "lost")
        for message, how in others:
            stands(tx, message, how)
        tell_staff(tx, lost, "undelivered", NOW)
        tell_staff(tx, lost, "undelivered", NOW)

    await store.write(work)
    return [case.reason for case in store.escalations.values()]


@pytest.mark.parametrize("how", ["arrived", "on_its_way", "queued"])
async def test_a_notice_that_came_back_is_no_case_while_the_text_arrived_or_may(how: str) -> None:
    assert await cases(NOTICE, (TEXT, how)) == []


@pytest.mark.parametrize("how", ["lost", "failed", "unknown", "dropped"])
async def test_a_notice_that_came_back_is_a_case_where_the_text_told_nobody(how: str) -> None:
    assert await cases(NOTICE, (TEXT, how)) == ["notice_undelivered"]


async def test_a_lost_text_is_no_case_where_the_relay_took_the_mail_that_says_the_same() -> None:
    assert await cases(TEXT, (MAIL, "arrived")) == []
    assert await cases(TEXT, (MAIL, "failed")) == ["text_undelivered"]


async def test_a_notice_says_nothing_of_the_change_and_makes_up_for_no_text() -> None:
    assert await cases(TEXT, (NOTICE, "arrived")) == ["text_undelivered"]


async def test_what_staff_are_told_and_other_changes_are_no_news_for_the_patient() -> None:
    other = replace(TEXT, id="op_2:moved", operation_id="op_2")
    assert await cases(NOTICE, (STAFF, "arrived"), (other, "arrived")) == ["notice_undelivered"]


async def test_where_both_are_lost_there_is_one_case() -> None:
    store = MemoryStore()

    def work(tx: MemoryTx) -> None:
        for message in (TEXT, NOTICE):
            stands(tx, message, "lost")
            tell_staff(tx, message, "undelivered", NOW)

    await store.write(work)
    assert [case.reason for case in store.escalations.values()] == ["text_undelivered"]


@pytest.mark.parametrize(
    ("other", "how", "opened"),
    [
        (MAIL, "lost", 1),
        (MAIL, "arrived", 0),
        (MAIL, "queued", 0),
        (NOTICE, "arrived", 1),
        (STAFF, "arrived", 1),
    ],
)
async def test_a_text_that_a_rule_drops_is_a_case_where_nothing_else_tells(
    other: OutboxMessage, how: str, opened: int
) -> None:
    store = MemoryStore()

    def work(tx: MemoryTx) -> None:
        stands(tx, other, how)
        stands(tx, TEXT, "dropped")
        tell_of_drop(tx, TEXT, "stopped", NOW)
        tell_of_drop(tx, TEXT, "stopped", NOW)

    await store.write(work)
    assert len(store.escalations) == opened


async def test_a_dropped_promise_to_tell_of_the_end_is_no_case_by_itself() -> None:
    store = MemoryStore()
    taking = replace(TEXT, id="text_1:offer", template="waitlist_taking", operation_id=None)
    await store.write(lambda tx: tell_of_drop(tx, taking, "too_late", NOW))
    assert not store.escalations
