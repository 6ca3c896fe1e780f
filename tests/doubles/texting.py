"""The outbox, the numbers, and the received texts of the memory store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from services.kernel.texting import Consent, Lane, MessageClass, OptOut, ReceivedText, SentMark
from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import Arrival, Delivery, DeliveryState, Journey, Taken
from tests.doubles.tables import Journal

_WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)
_UNSETTLED = (*_WAITING, DeliveryState.UNKNOWN)


class MemoryOutbox:
    """`services.scheduling.ports.Outbox` and `services.messaging.ports.DueMessages`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, message: OutboxMessage) -> None:
        if self._journal.outbox.find(message.id) is None:
            self._journal.outbox.put(message.id, message)
            waiting = Delivery(message, DeliveryState.QUEUED, 0, message.created_at, None)
            self._journal.deliveries.put(message.id, waiting)

    def due(self, now: datetime, limit: int) -> list[OutboxMessage]:
        found = [(d.next_attempt_at, d) for d in self._journal.deliveries.rows() if d.next_attempt_at is not None]
        ripe = [(at, d) for at, d in found if at <= now]
        ripe.sort(key=lambda each: (each[0], each[1].message.created_at))
        return [d.message for _, d in ripe[:limit]]

    def begin(self, message_id: str, now: datetime, lease_until: datetime) -> Taken | None:
        row = self._journal.deliveries.find(message_id)
        if row is None or row.next_attempt_at is None or row.next_attempt_at > now:
            return None
        taken = Taken(row.attempts + 1, row.state is DeliveryState.SENDING)
        sending = replace(row, state=DeliveryState.SENDING, attempts=taken.attempt, next_attempt_at=lease_until)
        self._journal.deliveries.put(message_id, sending)
        return taken

    def mark_sent(self, message_id: str, at: datetime) -> None:
        self._finish(message_id, DeliveryState.SENT, at, None, _UNSETTLED)

    def mark_failed(self, message_id: str, retry_at: datetime) -> None:
        row = self._row(message_id, _WAITING)
        if row is not None:
            self._put(replace(row, state=DeliveryState.QUEUED, next_attempt_at=retry_at))

    def mark_dead(self, message_id: str, at: datetime, reason: str) -> None:
        self._finish(message_id, DeliveryState.FAILED, at, reason, _UNSETTLED)

    def mark_unknown(self, message_id: str, at: datetime, reason: str) -> None:
        self._finish(message_id, DeliveryState.UNKNOWN, at, reason, _WAITING)

    def drop(self, message_id: str, at: datetime, reason: str) -> None:
        self._finish(message_id, DeliveryState.DROPPED, at, reason, _WAITING)

    def postpone(self, message_id: str, until: datetime, reason: str) -> None:
        row = self._row(message_id, _WAITING)
        if row is not None:
            attempts = row.attempts - (row.state is DeliveryState.SENDING)
            waiting = replace(row, state=DeliveryState.QUEUED, attempts=attempts, next_attempt_at=until)
            self._put(replace(waiting, reason=reason))

    def again(self, message_id: str, at: datetime) -> None:
        row = self._row(message_id, (DeliveryState.UNKNOWN,))
        if row is not None:
            self._put(replace(row, state=DeliveryState.QUEUED, next_attempt_at=at, finished_at=None))

    def unknown(self, limit: int) -> list[Delivery]:
        found = [d for d in self._journal.deliveries.rows() if d.state is DeliveryState.UNKNOWN]
        return sorted(found, key=lambda d: (d.finished_at or d.message.created_at, d.message.created_at))[:limit]

    def failed(self, limit: int) -> list[Delivery]:
        found = [d for d in self._journal.deliveries.rows() if d.state is DeliveryState.FAILED]
        return sorted(found, key=lambda d: d.finished_at or d.message.created_at, reverse=True)[:limit]

    def sent(self, limit: int) -> list[Delivery]:
        found = [d for d in self._journal.deliveries.rows() if d.state is DeliveryState.SENT]
        return sorted(found, key=lambda d: d.finished_at or d.message.created_at, reverse=True)[:limit]

    def mark_misdirected(self, message_id: str, reason: str) -> None:
        row = self._row(message_id, (DeliveryState.SENT,))
        if row is not None:
            self._put(replace(row, reason=reason))

    def get(self, message_id: str) -> Delivery | None:
        return self._journal.deliveries.find(message_id)

    def of_operation(self, operation_id: str) -> list[Delivery]:
        found = [d for d in self._journal.deliveries.rows() if d.message.operation_id == operation_id]
        return sorted(found, key=lambda d: d.message.created_at)

    def _row(self, message_id: str, states: Sequence[DeliveryState]) -> Delivery | None:
        row = self._journal.deliveries.find(message_id)
        return row if row is not None and row.state in states else None

    def _put(self, row: Delivery) -> None:
        self._journal.deliveries.put(row.message.id, row)

    def _finish(
        self,
        message_id: str,
        state: DeliveryState,
        at: datetime,
        reason: str | None,
        states: Sequence[DeliveryState],
    ) -> None:
        row = self._row(message_id, states)
        if row is not None:
            self._put(replace(row, state=state, next_attempt_at=None, finished_at=at, reason=reason))


class MemoryJourneys:
    """`services.messaging.ports.Journeys`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, journey: Journey) -> None:
        if self.get(journey.message_id) is None:
            self.save(journey)

    def get(self, message_id: str) -> Journey | None:
        return self._journal.journeys.find(message_id)

    def of_carrier(self, carrier_id: str) -> Journey | None:
        return next((each for each in self._journal.journeys.rows() if each.carrier_id == carrier_id), None)

    def save(self, journey: Journey) -> None:
        self._journal.journeys.put(journey.message_id, journey)

    def due(self, now: datetime, limit: int) -> list[Journey]:
        ripe = [(each.ask_at, each) for each in self._journal.journeys.rows() if each.ask_at and each.ask_at <= now]
        return [each for _, each in sorted(ripe, key=lambda row: row[0])[:limit]]

    def take_event(self, event_id: str, at: datetime) -> bool:
        if self._journal.payment_events.find(event_id) is not None:
            return False
        self._journal.payment_events.put(event_id, at)
        return True

    def undelivered(self, limit: int) -> list[Journey]:
        lost = [each for each in self._journal.journeys.rows() if each.arrival is Arrival.UNDELIVERED]
        return sorted(lost, key=lambda each: each.sent_at, reverse=True)[:limit]

    def expire(self, before: datetime) -> int:
        old = [each for each in self._journal.journeys.rows() if each.sent_at < before]
        for each in old:
            self._journal.journeys.drop(each.message_id)
        return len(old)


class MemoryNumbers:
    """`services.messaging.ports.Numbers`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def opt_out(self, number: str) -> OptOut | None:
        return self._journal.opt_outs.find(number)

    def save_opt_out(self, word: OptOut) -> bool:
        known = self.opt_out(word.number)
        if known is not None and not (known.at < word.at or (known.at == word.at and word.stopped)):
            return False
        self._journal.opt_outs.put(word.number, word)
        return True

    def consent(self, number: str, message_class: MessageClass) -> Consent | None:
        return self._journal.consents.find(f"{number} {message_class}")

    def save_consent(self, consent: Consent) -> bool:
        known = self.consent(consent.number, consent.message_class)
        if known is not None and not (known.at < consent.at or (known.at == consent.at and not consent.given)):
            return False
        self._journal.consents.put(f"{consent.number} {consent.message_class}", consent)
        return True

    def mark(self, mark: SentMark) -> None:
        if self._journal.marks.find(mark.message_id) is None:
            self._journal.marks.put(mark.message_id, mark)

    def unmark(self, message_id: str) -> None:
        self._journal.marks.drop(message_id)

    def sent(self, number: str, message_class: MessageClass, since: datetime) -> list[datetime]:
        marks = [m for m in self._journal.marks.rows() if m.number == number and m.message_class is message_class]
        return sorted(m.at for m in marks if m.at >= since)

    def forget(self, before: datetime) -> int:
        old = [m for m in self._journal.marks.rows() if m.at < before]
        for mark in old:
            self._journal.marks.drop(mark.message_id)
        return len(old)


class MemoryTexts:
    """`services.messaging.ports.Texts`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, text: ReceivedText, *, waiting: bool) -> bool:
        if self._journal.texts.find(text.id) is not None:
            return False
        self._journal.texts.put(text.id, text)
        if not waiting:
            self._journal.texts_done.put(text.id, text.at)
        return True

    def next(self, number: str) -> ReceivedText | None:
        mine = [text for text in self._waiting() if text.sender == number]
        return min(mine, key=lambda text: text.at, default=None)

    def waiting(self) -> list[str]:
        return list(dict.fromkeys(text.sender for text in self._waiting()))

    def _waiting(self) -> list[ReceivedText]:
        return [text for text in self._journal.texts.rows() if self._journal.texts_done.find(text.id) is None]

    def done(self, text_id: str, at: datetime) -> bool:
        known = self._journal.texts.find(text_id) is not None
        if not known or self._journal.texts_done.find(text_id) is not None:
            return False
        self._journal.texts_done.put(text_id, at)
        return True

    def lane(self, number: str) -> Lane | None:
        return self._journal.lanes.find(number)

    def save_lane(self, lane: Lane) -> None:
        self._journal.lanes.put(lane.number, lane)

    def lanes(self, used_since: datetime) -> list[Lane]:
        found = [lane for lane in self._journal.lanes.rows() if lane.used_at >= used_since and lane.chat_id]
        return sorted(found, key=lambda lane: (lane.used_at, lane.number))

    def heard(self) -> datetime | None:
        return self._journal.heard.find("since")

    def save_heard(self, since: datetime) -> None:
        self._journal.heard.put("since", since)

    def expire(self, before: datetime) -> int:
        for lane in self._journal.lanes.rows():
            if lane.used_at < before:
                self._journal.lanes.drop(lane.number)
        old = [text_id for text_id, at in self._journal.texts_done.pairs() if at < before]
        for text_id in old:
            self._journal.texts.drop(text_id)
            self._journal.texts_done.drop(text_id)
        return len(old)
