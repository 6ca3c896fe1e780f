"""The waitlist in the database: `services.scheduling.waitlist.ports.WaitlistState`."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.waitlist.model import Entry, EntryState, Offer, OfferState, Round, RoundState, Source, slot_key
from services.scheduling.waitlist.ports import Known
from services.state.codec import ENTRY, KNOWN, OFFER, ROUND
from services.state.instants import to_micros
from services.state.tables import waitlist_entries as entries
from services.state.tables import waitlist_known as last_look
from services.state.tables import waitlist_offers as offers
from services.state.tables import waitlist_rounds as rounds

_WAITING = EntryState.WAITING.value
_FINAL = tuple(state.value for state in RoundState if state.final)


def _micros(instant: datetime | None) -> int | None:
    return None if instant is None else to_micros(instant)


class SealedEntries:
    """Who waits."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, entry: Entry) -> None:
        """Keep the entry, new or changed."""
        row = {
            "id": entry.id,
            "patient_id": entry.patient_id,
            "state": entry.state.value,
            "visit_type": entry.visit_type,
            "since": to_micros(entry.since),
            "expires_at": _micros(entry.expires_at),
            "source": entry.source.value,
            "source_id": entry.source_id,
            "payload": ENTRY.dump(entry),
        }
        changed = self._connection.execute(sa.update(entries).where(entries.c.id == entry.id), row)
        if changed.rowcount == 0:
            self._connection.execute(sa.insert(entries), row)

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry, or None."""
        return next(iter(self._load(entries.c.id == entry_id)), None)

    def of_source(self, source: Source, source_id: str) -> Entry | None:
        """Return the entry that stands for this one of the clinic's system, ended or not, or None."""
        return next(iter(self._load(entries.c.source == source.value, entries.c.source_id == source_id)), None)

    def of_patient(self, patient_id: str) -> list[Entry]:
        """Return the patient's entries, ended or not, the longest waiting first."""
        return self._load(entries.c.patient_id == patient_id)

    def waiting(self, visit_types: frozenset[str] = frozenset()) -> list[Entry]:
        """Return the entries in the state `waiting`, for these visit types or, when none are given, for any."""
        conditions = [entries.c.state == _WAITING]
        if visit_types:
            conditions.append(entries.c.visit_type.in_(sorted(visit_types)))
        return self._load(*conditions)

    def run_out(self, now: datetime) -> list[Entry]:
        """Return the entries in the state `waiting` whose wish has ended by now."""
        return self._load(entries.c.state == _WAITING, entries.c.expires_at <= to_micros(now))

    def _load(self, *conditions: sa.ColumnElement[bool]) -> list[Entry]:
        query = sa.select(entries.c.payload).where(*conditions).order_by(entries.c.since, entries.c.id)
        return [ENTRY.load(payload) for payload in self._connection.execute(query).scalars()]


class SealedRounds:
    """Slots on offer."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, opened: Round) -> bool:
        """Keep a new round; False when its freed key had one before, or one on the same time has not ended."""
        row = {
            "id": opened.id,
            "freed_key": opened.freed.key,
            "slot_key": slot_key(opened.slot),
            "opened_at": to_micros(opened.opened_at),
            **_round_columns(opened),
        }
        return self._connection.execute(sa.insert(rounds).prefix_with("OR IGNORE"), row).rowcount == 1

    def save(self, changed: Round) -> None:
        """Replace the round of the same id; a final state is never replaced."""
        saving = sa.update(rounds).where(rounds.c.id == changed.id, rounds.c.state.not_in(_FINAL))
        self._connection.execute(saving, _round_columns(changed))

    def get(self, round_id: str) -> Round | None:
        """Return the round, or None."""
        return next(iter(self._load(sa.select(rounds.c.payload).where(rounds.c.id == round_id))), None)

    def due(self, now: datetime) -> list[Round]:
        """Return the rounds to look at, the longest due first."""
        query = sa.select(rounds.c.payload).where(rounds.c.due_at <= to_micros(now))
        return self._load(query.order_by(rounds.c.due_at, rounds.c.opened_at, rounds.c.id))

    def running(self) -> list[Round]:
        """Return the rounds that have not ended, newest first."""
        query = sa.select(rounds.c.payload).where(rounds.c.state.not_in(_FINAL))
        return self._load(query.order_by(rounds.c.opened_at.desc(), rounds.c.id.desc()))

    def newest(self, limit: int) -> list[Round]:
        """Return the newest rounds, running or over, newest first."""
        query = sa.select(rounds.c.payload).order_by(rounds.c.opened_at.desc(), rounds.c.id.desc())
        return self._load(query.limit(limit))

    def of_operation(self, operation_id: str) -> Round | None:
        """Return the round whose winner this change serves, or None."""
        return next(iter(self._load(sa.select(rounds.c.payload).where(rounds.c.operation_id == operation_id))), None)

    def _load(self, query: sa.Select[str]) -> list[Round]:
        return [ROUND.load(payload) for payload in self._connection.execute(query).scalars()]


def _round_columns(kept: Round) -> dict[str, Any]:
    return {
        "state": kept.state.value,
        "due_at": _micros(kept.due_at),
        "ended_at": _micros(kept.ended_at),
        "operation_id": kept.operation_id,
        "payload": ROUND.dump(kept),
    }


class SealedOffers:
    """What was offered to whom."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, offer: Offer) -> bool:
        """Keep a new offer; False when the entry was offered this round before, or the handle is taken."""
        row = {
            "id": offer.id,
            "round_id": offer.round_id,
            "entry_id": offer.entry_id,
            "patient_id": offer.patient_id,
            "handle": offer.handle,
            "offered_at": to_micros(offer.offered_at),
            **_offer_columns(offer),
        }
        return self._connection.execute(sa.insert(offers).prefix_with("OR IGNORE"), row).rowcount == 1

    def save(self, offer: Offer) -> None:
        """Replace the offer of the same id."""
        self._connection.execute(sa.update(offers).where(offers.c.id == offer.id), _offer_columns(offer))

    def get(self, offer_id: str) -> Offer | None:
        """Return the offer, or None."""
        return self._first(offers.c.id == offer_id)

    def by_handle(self, handle: str) -> Offer | None:
        """Return the offer of this handle, or None."""
        return self._first(offers.c.handle == handle)

    def of_round(self, round_id: str) -> list[Offer]:
        """Return the round's offers in the order they were made."""
        return self._load(offers.c.round_id == round_id)

    def count(self, patient_id: str, since: datetime) -> int:
        """Return how many offers the patient got at or after `since`."""
        query = sa.select(sa.func.count()).select_from(offers)
        mine = query.where(offers.c.patient_id == patient_id, offers.c.offered_at >= to_micros(since))
        return self._connection.execute(mine).scalar_one()

    def pending(self, patient_id: str, now: datetime) -> bool:
        """Tell whether the patient has an offer that can still be accepted, or whose slot is being taken."""
        answerable = sa.and_(offers.c.state == OfferState.OPEN.value, offers.c.expires_at > to_micros(now))
        winning = sa.and_(offers.c.state == OfferState.WON.value, rounds.c.state == RoundState.TAKEN.value)
        alive = sa.or_(answerable, winning, offers.c.state == OfferState.WAITING.value)
        query = sa.select(sa.literal(1)).select_from(offers.join(rounds, rounds.c.id == offers.c.round_id))
        mine = query.where(offers.c.patient_id == patient_id, alive).limit(1)
        return self._connection.execute(mine).first() is not None

    def _first(self, condition: sa.ColumnElement[bool]) -> Offer | None:
        return next(iter(self._load(condition)), None)

    def _load(self, condition: sa.ColumnElement[bool]) -> list[Offer]:
        query = sa.select(offers.c.payload).where(condition).order_by(offers.c.number)
        return [OFFER.load(payload) for payload in self._connection.execute(query).scalars()]


def _offer_columns(offer: Offer) -> dict[str, Any]:
    return {"state": offer.state.value, "expires_at": to_micros(offer.expires_at), "payload": OFFER.dump(offer)}


class SealedKnownFree:
    """What was seen free in the clinic's system."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def known(self) -> Known | None:
        """Return what was last seen; None before the first look."""
        payload = self._connection.execute(sa.select(last_look.c.payload)).scalar()
        return None if payload is None else KNOWN.load(payload)

    def add(self, slot_id: str) -> None:
        """Note one more slot, unless nothing was seen yet."""
        seen = self.known()
        if seen is not None:
            self.replace(Known(seen.slot_ids | {slot_id}, seen.until))

    def replace(self, known: Known | None) -> None:
        """Note exactly this."""
        self._connection.execute(sa.delete(last_look))
        if known is not None:
            self._connection.execute(sa.insert(last_look), {"id": 1, "payload": KNOWN.dump(known)})


class SealedWaitlist:
    """The waitlist of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.entries = SealedEntries(connection)
        self.rounds = SealedRounds(connection)
        self.offers = SealedOffers(connection)
        self.free = SealedKnownFree(connection)

    def expire(self, before: datetime) -> int:
        """Delete rounds that ended before `before`, and entries that ended and joined before it; return how many."""
        limit = to_micros(before)
        over = rounds.c.ended_at < limit
        self._connection.execute(sa.delete(offers).where(offers.c.round_id.in_(sa.select(rounds.c.id).where(over))))
        needed = sa.select(offers.c.entry_id)
        old = sa.and_(entries.c.state != _WAITING, entries.c.since < limit, entries.c.id.not_in(needed))
        gone = [sa.delete(rounds).where(over), sa.delete(entries).where(old)]
        return sum(self._connection.execute(statement).rowcount for statement in gone)
