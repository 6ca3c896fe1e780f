"""What staff commands share: the settings, the state database, and who is acting."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from appliance.errors import ApplianceError
from appliance.places import Places
from appliance.secret_files import SecretFiles
from appliance.settings.load import find_file, load
from appliance.settings.model import Settings
from appliance.wiring.courier import ledger_answers
from appliance.wiring.state import AT_ONCE, build_state, open_state_with, read_state
from services.accounts.permissions import Permission
from services.accounts.ports import AccountTx
from services.accounts.service import record
from services.audit.courier import NoLedger
from services.audit.model import Action, Actor, ActorKind, AuditOutcome
from services.bridge.link.client import LinkedSchedulingSystem
from services.kernel.clock import SystemClock
from services.state.store import StateStore

_LONGEST_NAME = 60


class WrongStaffName(ApplianceError):
    """The name given with --as names nobody."""

    code = "wrong_staff_name"


def staff_actor(name: str) -> Actor:
    """Return the staff member as the audit trail names them.

    Raises:
        WrongStaffName: the name is empty, too long or not printable.
    """
    plain = name.strip()
    if not plain or len(plain) > _LONGEST_NAME or not plain.isprintable():
        raise WrongStaffName("--as needs your name or staff id.", f"Give 1 to {_LONGEST_NAME} printable characters.")
    return Actor(ActorKind.STAFF, plain)


def settings_of(config: Path | None) -> Settings:
    """Return the settings in force."""
    return load(find_file(config))


@asynccontextmanager
async def opened_state(settings: Settings) -> AsyncIterator[StateStore]:
    """Open the state database for one command; what it records, it hands to the ledger itself, or does not do."""
    async with _closing(build_state(settings, SecretFiles.locate(settings.folders.secrets), AT_ONCE)) as store:
        yield store


@asynccontextmanager
async def state_to_read(settings: Settings) -> AsyncIterator[StateStore]:
    """Open the state database for a command that records nothing; the ledger may be down."""
    async with _closing(read_state(settings, SecretFiles.locate(settings.folders.secrets))) as store:
        yield store


@asynccontextmanager
async def state_before_ledger(settings: Settings) -> AsyncIterator[StateStore]:
    """Open the state database for what must be possible before the ledger opens: mending the keys that open it.

    What is recorded stays in the outbox where the ledger does not answer, and is handed over when Sealdesk starts.
    """
    secrets = SecretFiles.locate(settings.folders.secrets)
    answers = await asyncio.to_thread(ledger_answers, settings)
    store = build_state(settings, secrets, AT_ONCE) if answers else open_state_with(settings, secrets, NoLedger())
    async with _closing(store):
        yield store


async def refused(settings: Settings, actor: Actor, verb: str, permission: Permission) -> None:
    """Record that somebody named with `--as` may not do what a verb does; kept for later where the ledger is down."""
    now = SystemClock().now()

    def work(tx: AccountTx) -> None:
        record(tx, actor, Action.STAFF_DENIED, now, AuditOutcome.REFUSED, verb=verb, needs=permission)

    async with state_before_ledger(settings) as store:
        await store.write(work)


@asynccontextmanager
async def _closing(store: StateStore) -> AsyncIterator[StateStore]:
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def opened_bridge(settings: Settings) -> AsyncIterator[LinkedSchedulingSystem]:
    """Open the bridge's socket for one command."""
    system = LinkedSchedulingSystem(Places.of(settings).bridge_socket)
    try:
        yield system
    finally:
        await system.aclose()
