"""Probes of the accounts that there are: one person each, a second factor each, granted by somebody, and used."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from compliance.probes.model import Figure, NotApplicable, NotShown, Probe
from compliance.probes.records import records, said, when
from compliance.probes.subject import Subject
from services.accounts.model import Account, Role
from services.audit.chain import Record
from services.audit.model import Action

_UNUSED: Final = timedelta(days=90)
_SEALED: Final = 2
_REVIEWED_WITHIN: Final = timedelta(hours=24)
_ACCESS: Final = "access"
_ACCESS_REVIEWED: Final = timedelta(days=92)
_SHARED: Final = frozenset(
    (
        *(
            "admin",
            "administrator",
            "all",
            "clinic",
            "desk",
            "everybody",
            "front",
            "frontdesk",
            "front-desk",
            "front.desk",
        ),
        *("guest", "nurse", "nurses", "office", "reception", "shared", "staff", "team", "temp", "test", "user"),
    )
)


async def _accounts(subject: Subject) -> list[Account]:
    """Return the accounts that are not ended.

    Raises:
        NotApplicable: there are none, so nobody can sign in.
    """
    accounts = [account for account in await subject.store.read(lambda tx: tx.accounts.all()) if not account.disabled]
    if not accounts:
        raise NotApplicable("there are no accounts, so nobody can sign in")
    return accounts


async def _unique(subject: Subject) -> Figure:
    accounts = await _accounts(subject)
    names = Counter(account.name.casefold() for account in accounts)
    doubled = [account.id for account in accounts if names[account.name.casefold()] > 1]
    shared = [account.id for account in accounts if account.id in _SHARED or account.name.casefold() in _SHARED]
    if doubled or shared:
        raise NotShown(f"one person with several accounts, or one account for several: {', '.join(doubled + shared)}")
    return Figure(f"{len(accounts)} accounts, {len(names)} people, none of them called after a room or a role")


async def _second_factor(subject: Subject) -> Figure:
    accounts = [
        account for account in await _accounts(subject) if account.password or account.keys or account.directory
    ]
    without = [account.id for account in accounts if not _has_factor(account)]
    if without:
        raise NotShown(f"{len(without)} of {len(accounts)} accounts can sign in without one: {', '.join(without)}")
    keys, directory = sum(bool(each.keys) for each in accounts), sum(bool(each.directory) for each in accounts)
    return Figure(
        f"{len(accounts)} of {len(accounts)} accounts that can sign in have one: {keys} a security key, "
        f"{directory} come through the clinic's directory, the others a code"
    )


def _has_factor(account: Account) -> bool:
    """Tell whether an account has a second factor; a code's must have been used once, but for sealed accounts."""
    used = bool(account.last_step) or Role.BREAK_GLASS in account.roles
    return bool(account.keys or account.directory) or (bool(account.secret) and used)


async def _granted(subject: Subject) -> Figure:
    accounts = await _accounts(subject)
    granted = {record.body.get("account"): record for record in await records(subject, [Action.STAFF_ADDED])}
    unknown = [account.id for account in accounts if account.id not in granted]
    own = [account.id for account in accounts if account.id in granted and granted[account.id].actor_id == account.id]
    if unknown or own:
        raise NotShown(
            f"no record of who granted: {', '.join(unknown) or 'none'}; made by themselves: {', '.join(own)}"
        )
    by = sorted({granted[account.id].actor_id for account in accounts})
    return Figure(f"{len(accounts)} of {len(accounts)} accounts have the record of their grant, by {', '.join(by)}")


async def _used(subject: Subject) -> Figure:
    now = subject.clock.now()
    accounts = [account for account in await _accounts(subject) if Role.BREAK_GLASS not in account.roles]
    seen: dict[str, datetime] = {account.id: account.created_at for account in accounts}
    for record in await records(subject, [Action.STAFF_SIGNED_IN], now - _UNUSED):
        if record.actor_id in seen:
            seen[record.actor_id] = max(seen[record.actor_id], when(record))
    idle = sorted(name for name, last in seen.items() if now - last > _UNUSED)
    if idle:
        raise NotShown(f"{len(idle)} of {len(accounts)} accounts were not used for 90 days: {', '.join(idle)}")
    return Figure(f"{len(accounts)} of {len(accounts)} accounts were used or made within 90 days")


async def _reviewed(subject: Subject) -> Figure:
    signed = [each for each in await records(subject, [Action.REVIEW_SIGNED]) if each.body.get("report") == _ACCESS]
    if not signed:
        raise NotShown("no review of who has access was ever signed")
    newest, age = signed[-1], subject.clock.now() - when(signed[-1])
    words = f"signed by {newest.actor_id} on {said(when(newest), subject.zone)}"
    if age > _ACCESS_REVIEWED:
        raise NotShown(f"the newest review of access is {age.days} days old ({words}); one a quarter is wanted")
    return Figure(f"review {len(signed)} of who has access, {words}", when(newest))


async def _break_glass(subject: Subject) -> Figure:
    everybody = await subject.store.read(lambda tx: tx.accounts.all())
    sealed = [account.id for account in everybody if Role.BREAK_GLASS in account.roles and not account.disabled]
    if len(sealed) < _SEALED:
        raise NotShown(f"there are {len(sealed)} emergency accounts; {_SEALED} are wanted, in two sealed places")
    opened = await records(subject, [Action.BREAK_GLASS_OPENED])
    reviews = await records(subject, [Action.BREAK_GLASS_REVIEWED])
    bare = [each.sequence for each in opened if not each.body.get("reason")]
    late = [each.sequence for each in opened if not _was_reviewed(each, reviews, subject.clock.now())]
    if bare or late:
        raise NotShown(f"uses without a reason: records {bare[:5]}; not reviewed within a day: records {late[:5]}")
    return Figure(f"{len(sealed)} emergency accounts; {len(opened)} uses, each with a reason and reviewed within a day")


def _was_reviewed(use: Record, reviews: list[Record], now: datetime) -> bool:
    """Tell whether this very use was reviewed within a day by somebody else; one of today may still be."""
    of_it = [each for each in reviews if each.sequence > use.sequence and each.body.get("use") == use.body.get("use")]
    by_others = [when(each) for each in of_it if each.actor_id != use.actor_id]
    until = when(use) + _REVIEWED_WITHIN
    return any(at <= until for at in by_others) or now < until


UNIQUE: Final = Probe(
    "accounts.unique",
    "Each person has an account of their own",
    "every account that is not ended: its sign-in name and its person",
    "sealdesk staff list",
    "Give each person an account of their own, and end the shared one.",
    _unique,
)
SECOND_FACTOR: Final = Probe(
    "accounts.second_factor",
    "Every account has a second factor",
    "every account that can sign in: a security key, a code that was used, or the clinic's directory",
    "sealdesk staff list --json",
    "sealdesk staff reset NAME --as YOU",
    _second_factor,
)
GRANTED: Final = Probe(
    "accounts.granted",
    "Each account was granted by somebody, on record",
    "for each account the audit record that made it, and its actor",
    "sealdesk staff list; sealdesk audit verify --as NAME",
    "End the account, and make it again: sealdesk staff add.",
    _granted,
)
USED: Final = Probe(
    "accounts.used",
    "No account lies unused",
    "each account's newest sign-in in the audit trail, or the day it was made; sealed emergency accounts aside",
    "sealdesk staff list",
    "sealdesk staff disable NAME --as YOU",
    _used,
)
REVIEWED: Final = Probe(
    "accounts.reviewed",
    "Somebody reviews each quarter who has access",
    "the newest signed review of the report on access in the audit trail",
    "sealdesk audit report access --as NAME",
    "Compare the report with who works here, and sign the review in the compliance pages.",
    _reviewed,
)
BREAK_GLASS: Final = Probe(
    "accounts.break_glass",
    "There is an emergency way in, and each use is reviewed",
    "the break-glass accounts, and each use with its reason and review",
    "sealdesk staff list",
    "Make two emergency accounts, seal their credentials, and review each use within a day.",
    _break_glass,
)
ACCOUNTS: Final = (UNIQUE, SECOND_FACTOR, GRANTED, USED, REVIEWED, BREAK_GLASS)
