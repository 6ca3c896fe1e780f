"""What several probes ask of the audit trail."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from compliance.probes.subject import Subject
from services.audit.chain import Link, Record
from services.audit.model import Action
from services.state.trail import AuditQuery
from services.state.transaction import SealedTx

_PAGE = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def records(subject: Subject, actions: Iterable[Action], since: datetime | None = None) -> list[Record]:
    """Return the records of some actions in their order, from `since` on."""
    found = [record for action in actions for record in await _all(subject, AuditQuery(since=since, action=action))]
    return sorted(found, key=lambda record: record.sequence)


async def accountable(subject: Subject) -> list[Record]:
    """Return the records of disclosures that a patient may ask an accounting of (45 CFR 164.528)."""
    return await _all(subject, AuditQuery(accountable=True))


async def first_record(subject: Subject) -> Record | None:
    """Return the oldest record, None where there is none yet."""
    page = await subject.store.read(partial(_page, query=AuditQuery(), after=0, limit=1))
    return page[0].record if page else None


def said(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant as people at the clinic write it, with its zone."""
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def when(record: Record) -> datetime:
    """Return when a record's event happened."""
    return _EPOCH + timedelta(microseconds=record.at)


async def _all(subject: Subject, query: AuditQuery) -> list[Record]:
    found: list[Record] = []
    while page := await subject.store.read(partial(_page, query=query, after=found[-1].sequence if found else 0)):
        found += [link.record for link in page]
    return found


def _page(tx: SealedTx, query: AuditQuery, after: int, limit: int = _PAGE) -> list[Link]:
    return tx.audit.search(query, after=after, limit=limit)
