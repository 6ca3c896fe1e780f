"""What every state store promises messaging: the outbox's states, numbers, received texts and lanes."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from services.kernel.language import Language
from services.kernel.store import Store
from services.kernel.texting import Consent, Lane, MessageClass, OptOut, ReceivedText, Reminded, SentMark, Source
from services.messaging.ports import MessagingTx
from services.scheduling.outbox import Arrival, Delivery, DeliveryState, Journey, Taken
from tests.contract.store_world import NOW, a_message

MessagingStore = Store[MessagingTx]
Tx = MessagingTx
MINUTE = timedelta(minutes=1)
NUMBER, OTHER = "+13125550142", "+17735550177"
OFFER = MessageClass.REMINDER_OR_OFFER


def a_text(text_id: str = "SM1", **changes: Any) -> ReceivedText:  # noqa: ANN401 any field of the model
    """Return a text of a patient, a minute after now."""
    fields: dict[str, Any] = {"sender": NUMBER, "to": "+13125550100", "body": "¿Mañana?", "at": NOW + MINUTE}
    return ReceivedText(id=text_id, **(fields | changes))


def a_lane(**changes: Any) -> Lane:  # noqa: ANN401 any field of the model
    """Return a lane with a conversation and a reminder."""
    reminded = Reminded("msg_1", "appt-1", NOW, NOW + 60 * MINUTE, Language.ES)
    fields: dict[str, Any] = {"number": NUMBER, "id": "lane_1", "chat_id": "chat_1", "last_line": 4}
    fields |= {"language": Language.ES, "used_at": NOW, "reminded": reminded}
    return Lane(**(fields | changes))


def an_opt_out(minutes: int = 0, *, stopped: bool = True) -> OptOut:
    """Return a word on texts, said so many minutes from now."""
    return OptOut(NUMBER, stopped, NOW + minutes * MINUTE, Source.TEXT)


def a_journey(message_id: str = "msg_1", carrier_id: str = "SM1", **changes: Any) -> Journey:  # noqa: ANN401 any field
    """Return a message on its way, to be asked about now."""
    fields: dict[str, Any] = {"sent_at": NOW, "ask_at": NOW}
    return Journey(message_id, carrier_id, **(fields | changes))


async def _begin(store: MessagingStore, minutes: int = 0) -> Taken | None:
    now = NOW + minutes * MINUTE
    return await store.write(lambda tx: tx.outbox.begin("msg_1", now, now + 5 * MINUTE))


async def _row(store: MessagingStore) -> Delivery:
    found = await store.read(lambda tx: tx.outbox.get("msg_1"))
    assert found is not None
    return found


class OutboxContract:
    """`services.messaging.ports.DueMessages`."""

    async def test_the_messages_about_one_change_are_found(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> None:
            for name, change in (("msg_1", "op_1"), ("msg_2", "op_2"), ("msg_3", "op_1")):
                tx.outbox.add(replace(a_message(), id=name, operation_id=change))

        await store.write(work)
        found = await store.read(lambda tx: tx.outbox.of_operation("op_1"))
        assert sorted(each.message.id for each in found) == ["msg_1", "msg_3"]

    async def test_a_message_is_taken_by_one_until_its_lease_ends(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        assert [await _begin(store), await _begin(store)] == [Taken(1, interrupted=False), None]
        assert await store.read(lambda tx: tx.outbox.due(NOW + 4 * MINUTE, 9)) == []
        assert await store.read(lambda tx: tx.outbox.due(NOW + 5 * MINUTE, 9)) == [a_message()]
        assert await _begin(store, 5) == Taken(2, interrupted=True)

    async def test_of_many_workers_one_takes_it(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        assert len([each for each in await asyncio.gather(*(_begin(store) for _ in range(20))) if each]) == 1

    async def test_a_retry_is_no_interruption(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        await _begin(store)
        await store.write(lambda tx: tx.outbox.mark_failed("msg_1", NOW + MINUTE))
        assert await _begin(store) is None
        assert await _begin(store, 1) == Taken(2, interrupted=False)

    async def test_postponing_is_no_attempt(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        await _begin(store)
        later = NOW + 60 * MINUTE
        await store.write(lambda tx: tx.outbox.postpone("msg_1", later, "quiet_hours"))
        assert await _row(store) == Delivery(a_message(), DeliveryState.QUEUED, 0, later, None, "quiet_hours")
        assert await _begin(store, 60) == Taken(1, interrupted=False)

    async def test_what_ended_stays_as_it_ended(self, store: MessagingStore) -> None:
        for name, state in (("sent", "sent"), ("dead", "failed"), ("drop", "dropped")):
            message = a_message(id=name)
            await store.write(partial(lambda tx, message: tx.outbox.add(message), message=message))
            await store.write(partial(_end, name))
            await store.write(partial(_disturb, name))
            row = await store.read(partial(lambda tx, name: tx.outbox.get(name), name=name))
            assert row is not None
            assert (row.state.value, row.next_attempt_at, row.finished_at) == (state, None, NOW)
        assert await store.read(lambda tx: tx.outbox.unknown(9)) == []

    async def test_an_unknown_one_is_shown_and_never_due(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        await _begin(store)
        await store.write(lambda tx: tx.outbox.mark_unknown("msg_1", NOW, "send_unknown"))
        await store.write(lambda tx: tx.outbox.mark_failed("msg_1", NOW))
        await store.write(lambda tx: tx.outbox.drop("msg_1", NOW, "stopped"))
        assert await store.read(lambda tx: tx.outbox.due(NOW + 999 * MINUTE, 9)) == []
        assert await _begin(store, 999) is None
        unknown = Delivery(a_message(), DeliveryState.UNKNOWN, 1, None, NOW, "send_unknown")
        assert await store.read(lambda tx: tx.outbox.unknown(9)) == [unknown]

    async def test_an_unknown_one_that_arrived_is_sent(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        await store.write(partial(_make_unknown, "msg_1"))
        await store.write(lambda tx: tx.outbox.mark_sent("msg_1", NOW + MINUTE))
        await store.write(lambda tx: tx.outbox.again("msg_1", NOW))
        row = await _row(store)
        assert (row.state, row.finished_at) == (DeliveryState.SENT, NOW + MINUTE)

    async def test_an_unknown_one_that_is_given_up_has_failed(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        await store.write(partial(_make_unknown, "msg_1"))
        await store.write(lambda tx: tx.outbox.mark_dead("msg_1", NOW, "absent"))
        row = await _row(store)
        assert (row.state, row.reason) == (DeliveryState.FAILED, "absent")

    async def test_an_absent_one_is_due_again(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        await store.write(partial(_make_unknown, "msg_1"))
        await store.write(lambda tx: tx.outbox.again("msg_1", NOW + MINUTE))
        assert (await _row(store)).finished_at is None
        assert await _begin(store, 1) == Taken(1, interrupted=False)

    async def test_zone_and_last_moment_are_kept(self, store: MessagingStore) -> None:
        message = a_message(zone="America/Boise", not_after=NOW + MINUTE)
        await store.write(lambda tx: tx.outbox.add(message))
        assert (await _row(store)).message == message


def _end(name: str, tx: Tx) -> None:
    if name == "sent":
        tx.outbox.mark_sent(name, NOW)
    elif name == "dead":
        tx.outbox.mark_dead(name, NOW, "send_refused")
    else:
        tx.outbox.drop(name, NOW, "stopped")


def _disturb(name: str, tx: Tx) -> None:
    tx.outbox.mark_failed(name, NOW + MINUTE)
    tx.outbox.mark_unknown(name, NOW + MINUTE, "interrupted")
    tx.outbox.postpone(name, NOW + MINUTE, "day_cap")
    tx.outbox.drop(name, NOW + MINUTE, "day_cap")
    tx.outbox.again(name, NOW + MINUTE)
    tx.outbox.add(a_message(id=name))
    assert tx.outbox.begin(name, NOW + MINUTE, NOW + MINUTE) is None


def _make_unknown(name: str, tx: Tx) -> None:
    tx.outbox.mark_unknown(name, NOW, "send_unknown")


class NumbersContract:
    """`services.messaging.ports.Numbers`."""

    async def test_the_newest_word_of_a_number_stands(self, store: MessagingStore) -> None:
        assert await store.read(lambda tx: tx.numbers.opt_out(NUMBER)) is None
        assert await store.write(lambda tx: tx.numbers.save_opt_out(an_opt_out(5)))
        assert not await store.write(lambda tx: tx.numbers.save_opt_out(an_opt_out(4, stopped=False)))
        assert await store.read(lambda tx: tx.numbers.opt_out(NUMBER)) == an_opt_out(5)
        assert await store.write(lambda tx: tx.numbers.save_opt_out(an_opt_out(6, stopped=False)))
        assert await store.read(lambda tx: tx.numbers.opt_out(NUMBER)) == an_opt_out(6, stopped=False)
        assert await store.read(lambda tx: tx.numbers.opt_out(OTHER)) is None

    async def test_of_two_words_at_one_instant_stop_stands(self, store: MessagingStore) -> None:
        assert await store.write(lambda tx: tx.numbers.save_opt_out(an_opt_out(stopped=False)))
        assert await store.write(lambda tx: tx.numbers.save_opt_out(an_opt_out()))
        assert not await store.write(lambda tx: tx.numbers.save_opt_out(an_opt_out(stopped=False)))
        assert await store.read(lambda tx: tx.numbers.opt_out(NUMBER)) == an_opt_out()

    async def test_consent_is_kept_for_each_class(self, store: MessagingStore) -> None:
        given = Consent(NUMBER, MessageClass.BILLING, given=True, at=NOW, source=Source.CHAT)
        taken = Consent(NUMBER, MessageClass.BILLING, given=False, at=NOW, source=Source.STAFF)
        assert await store.write(lambda tx: tx.numbers.save_consent(given))
        assert await store.read(lambda tx: tx.numbers.consent(NUMBER, OFFER)) is None
        assert await store.read(lambda tx: tx.numbers.consent(NUMBER, MessageClass.BILLING)) == given
        assert await store.write(lambda tx: tx.numbers.save_consent(taken))
        assert not await store.write(lambda tx: tx.numbers.save_consent(given))
        assert await store.read(lambda tx: tx.numbers.consent(NUMBER, MessageClass.BILLING)) == taken

    async def test_counts_are_of_one_number_and_class_since(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> None:
            tx.numbers.mark(SentMark("m2", NUMBER, OFFER, NOW + MINUTE))
            tx.numbers.mark(SentMark("m1", NUMBER, OFFER, NOW))
            tx.numbers.mark(SentMark("m1", NUMBER, OFFER, NOW + 9 * MINUTE))
            tx.numbers.mark(SentMark("m3", OTHER, OFFER, NOW))
            tx.numbers.mark(SentMark("m4", NUMBER, MessageClass.BILLING, NOW))

        await store.write(work)
        assert await store.read(lambda tx: tx.numbers.sent(NUMBER, OFFER, NOW)) == [NOW, NOW + MINUTE]
        assert await store.read(lambda tx: tx.numbers.sent(NUMBER, OFFER, NOW + MINUTE)) == [NOW + MINUTE]
        await store.write(lambda tx: tx.numbers.unmark("m2"))
        assert await store.read(lambda tx: tx.numbers.sent(NUMBER, OFFER, NOW)) == [NOW]

    async def test_old_counts_go_and_words_stay(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> int:
            tx.numbers.save_opt_out(an_opt_out())
            tx.numbers.mark(SentMark("m1", NUMBER, OFFER, NOW))
            tx.numbers.mark(SentMark("m2", NUMBER, OFFER, NOW + MINUTE))
            return tx.numbers.forget(NOW + MINUTE)

        assert await store.write(work) == 1
        assert await store.read(lambda tx: tx.numbers.sent(NUMBER, OFFER, NOW)) == [NOW + MINUTE]
        assert await store.read(lambda tx: tx.numbers.opt_out(NUMBER)) == an_opt_out()


class TextsContract:
    """`services.messaging.ports.Texts`."""

    async def test_a_text_is_kept_once(self, store: MessagingStore) -> None:
        adding = [store.write(lambda tx: tx.texts.add(a_text(), waiting=True)) for _ in range(10)]
        assert sum(await asyncio.gather(*adding)) == 1
        assert await store.read(lambda tx: tx.texts.next(NUMBER)) == a_text()

    async def test_a_number_takes_its_texts_in_the_order_of_their_times(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> None:
            tx.texts.add(a_text("SM3", at=NOW + 3 * MINUTE), waiting=True)
            tx.texts.add(a_text("SM1"), waiting=True)
            tx.texts.add(a_text("SM2"), waiting=True)
            tx.texts.add(a_text("SM0", sender=OTHER, at=NOW), waiting=True)

        await store.write(work)
        assert await store.read(lambda tx: tx.texts.waiting()) == [NUMBER, OTHER]
        taken = []
        while (text := await store.read(lambda tx: tx.texts.next(NUMBER))) is not None:
            taken.append(text.id)
            await store.write(partial(lambda tx, name: tx.texts.done(name, NOW), name=text.id))
        assert taken == ["SM1", "SM2", "SM3"]
        assert await store.read(lambda tx: tx.texts.waiting()) == [OTHER]

    async def test_a_text_is_done_once(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.texts.add(a_text(), waiting=True))
        assert await store.write(lambda tx: tx.texts.done("SM1", NOW))
        assert not await store.write(lambda tx: tx.texts.done("SM1", NOW))
        assert not await store.write(lambda tx: tx.texts.done("SM9", NOW))

    async def test_one_that_need_not_wait_is_known_all_the_same(self, store: MessagingStore) -> None:
        assert await store.write(lambda tx: tx.texts.add(a_text(), waiting=False))
        assert await store.read(lambda tx: tx.texts.next(NUMBER)) is None
        assert not await store.write(lambda tx: tx.texts.add(a_text(), waiting=True))
        assert not await store.write(lambda tx: tx.texts.done("SM1", NOW))

    async def test_a_lane_is_replaced(self, store: MessagingStore) -> None:
        assert await store.read(lambda tx: tx.texts.lane(NUMBER)) is None
        later = a_lane(chat_id=None, reminded=None, used_at=NOW + MINUTE)
        await store.write(lambda tx: tx.texts.save_lane(a_lane()))
        assert await store.read(lambda tx: tx.texts.lane(NUMBER)) == a_lane()
        await store.write(lambda tx: tx.texts.save_lane(later))
        assert await store.read(lambda tx: tx.texts.lane(NUMBER)) == later

    async def test_lanes_in_use_have_a_conversation(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> None:
            tx.texts.save_lane(a_lane(used_at=NOW + 2 * MINUTE))
            tx.texts.save_lane(a_lane(number=OTHER, id="lane_2", chat_id=None, used_at=NOW + 2 * MINUTE))
            tx.texts.save_lane(a_lane(number="+12175550101", id="lane_3"))

        await store.write(work)
        lanes = await store.read(lambda tx: tx.texts.lanes(NOW + MINUTE))
        assert [lane.id for lane in lanes] == ["lane_1"]

    async def test_old_texts_and_lanes_go_and_waiting_texts_stay(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> int:
            tx.texts.save_lane(a_lane())
            tx.texts.add(a_text("SM1", at=NOW), waiting=False)
            tx.texts.add(a_text("SM2", at=NOW), waiting=True)
            tx.texts.add(a_text("SM3", at=NOW + 2 * MINUTE), waiting=False)
            return tx.texts.expire(NOW + MINUTE)

        assert await store.write(work) == 1
        assert await store.read(lambda tx: tx.texts.lane(NUMBER)) is None
        assert await store.read(lambda tx: tx.texts.next(NUMBER)) == a_text("SM2", at=NOW)
        assert await store.write(lambda tx: tx.texts.add(a_text("SM1", at=NOW), waiting=False))


class JourneysContract:
    """What became of sent messages, and from when texts are asked for."""

    async def test_a_carriers_event_is_taken_once(self, store: MessagingStore) -> None:
        taken = [await store.write(lambda tx, n=name: tx.journeys.take_event(n, NOW)) for name in ("e1", "e1", "e2")]  # type: ignore[misc]
        assert taken == [True, False, True]

    async def test_a_journey_is_kept_once_and_found_by_either_id(self, store: MessagingStore) -> None:
        await store.write(lambda tx: tx.journeys.add(a_journey()))
        await store.write(lambda tx: tx.journeys.add(a_journey(carrier_id="SM9")))
        assert await store.read(lambda tx: tx.journeys.get("msg_1")) == a_journey()
        assert await store.read(lambda tx: tx.journeys.of_carrier("SM1")) == a_journey()
        assert await store.read(lambda tx: tx.journeys.of_carrier("SM9")) is None

    async def test_what_is_due_comes_the_longest_waiting_first(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> None:
            tx.journeys.add(a_journey("b", "SM2", ask_at=NOW + MINUTE))
            tx.journeys.add(a_journey("a", "SM1", ask_at=NOW))
            tx.journeys.add(a_journey("c", "SM3", ask_at=NOW + 2 * MINUTE))
            tx.journeys.add(a_journey("d", "SM4", ask_at=None))

        await store.write(work)
        due = await store.read(lambda tx: tx.journeys.due(NOW + MINUTE, 9))
        assert [each.message_id for each in due] == ["a", "b"]
        assert len(await store.read(lambda tx: tx.journeys.due(NOW + MINUTE, 1))) == 1

    async def test_what_did_not_arrive_is_listed_newest_first_and_goes_in_time(self, store: MessagingStore) -> None:
        lost = [a_journey(name, name, sent_at=NOW + n * MINUTE) for n, name in enumerate("abc")]

        def work(tx: Tx) -> None:
            for each in lost:
                tx.journeys.add(each)
                tx.journeys.save(replace(each, arrival=Arrival.UNDELIVERED, code=30005, ask_at=None))
            tx.journeys.add(a_journey("d", "d"))

        await store.write(work)
        found = await store.read(lambda tx: tx.journeys.undelivered(2))
        assert [(each.message_id, each.code, each.ask_at) for each in found] == [("c", 30005, None), ("b", 30005, None)]
        assert await store.write(lambda tx: tx.journeys.expire(NOW + MINUTE)) == 2
        assert await store.read(lambda tx: tx.journeys.get("a")) is None

    async def test_what_was_given_up_is_listed_newest_first(self, store: MessagingStore) -> None:
        def work(tx: Tx) -> None:
            for number in range(3):
                tx.outbox.add(a_message(id=f"m{number}"))
            tx.outbox.mark_dead("m1", NOW, "wrong")
            tx.outbox.mark_dead("m0", NOW + MINUTE, "send_refused")

        await store.write(work)
        found = await store.read(lambda tx: tx.outbox.failed(9))
        assert [(each.message.id, each.reason) for each in found] == [("m0", "send_refused"), ("m1", "wrong")]

    async def test_from_when_texts_are_asked_for_is_remembered(self, store: MessagingStore) -> None:
        assert await store.read(lambda tx: tx.texts.heard()) is None
        for at in (NOW, NOW + MINUTE):
            await store.write(lambda tx, at=at: tx.texts.save_heard(at))  # type: ignore[misc]
            assert await store.read(lambda tx: tx.texts.heard()) == at


class MessagingContract(OutboxContract, NumbersContract, TextsContract, JourneysContract):
    """All of it."""
