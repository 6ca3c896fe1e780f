"""What several probes ask of the audit trail."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from compliance.probes.subject import Subject
from services.audit.chain import Link, Record
from services.audit.filing import ROLE, Filing
from services.audit.model import Action
from services.audit.reading import LedgerQuery
from services.state.filings import SOURCE
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
    removed = await _removed(subject, AuditQuery(action=Action.SERVICE_STARTED))
    page = await subject.store.read(partial(_page, query=AuditQuery(), after=0, limit=1))
    return min((*removed, *(link.record for link in page)), key=lambda record: record.sequence, default=None)


def said(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant as people at the clinic write it, with its zone."""
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def when(record: Record) -> datetime:
    """Return when a record's event happened."""
    return _EPOCH + timedelta(microseconds=record.at)


async def _all(subject: Subject, query: AuditQuery) -> list[Record]:
    found, after = await _removed(subject, query), 0
    while page := await subject.store.read(partial(_page, query=query, after=after)):
        found += [link.record for link in page]
        after = page[-1].record.sequence
    return found


async def _removed(subject: Subject, query: AuditQuery) -> list[Record]:
    """Return the fitting records that the ledger has and the state keeps no more.

    Raises:
        AuditLineError: the ledger does not answer.
    """
    floor = await subject.store.read(lambda tx: tx.audit.floor().sequence)
    if floor == 0 or subject.ledger is None:
        return []
    actions = () if query.action is None else (query.action,)
    asked = LedgerQuery(query.since, actions=actions, sources=(SOURCE,), accountable=query.accountable)
    reader = subject.ledger()
    try:
        return [_record(found.filing) async for found in reader.stream(asked) if found.filing.number <= floor]
    finally:
        await reader.aclose()


def _record(filing: Filing) -> Record:
    """Return a filing as the state had it; its salt stays in the ledger."""
    body = {**filing.body, **({ROLE: filing.role} if filing.role else {})}
    same = {name: getattr(filing, name) for name in Record.__slots__ if name not in {"sequence", "body", "salt"}}
    return Record(sequence=filing.number, body=body, salt=b"", **same)


def _page(tx: SealedTx, query: AuditQuery, after: int, limit: int = _PAGE) -> list[Link]:
    return tx.audit.search(query, after=after, limit=limit)
