"""Whether the person named with `--as` may do what a verb does.

The command line believes the name it is given: whoever may run it on this machine could give any. It asks all the same,
so that nobody does by mistake what their role is not for, and so that a refusal is on record. As long as nobody has the
permission at all (a new machine), any name will do. Emergency accounts come in by the console alone, which asks why.
"""

import asyncio
from dataclasses import replace
from pathlib import Path

from appliance.cli.opening import refused, settings_of, staff_actor, state_to_read
from appliance.places import Places
from appliance.settings.load import find_file
from services.accounts.errors import NotPermitted
from services.accounts.model import Role
from services.accounts.permissions import MEANINGS, Permission, permits, roles_with
from services.accounts.ports import AccountTx
from services.accounts.service import record
from services.audit.model import Action, Actor, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store


def allow(verb: str, permission: Permission, config: Path | None, staff: str) -> None:
    """Let the person go on who may, or anybody on a machine that has no accounts yet.

    Raises:
        WrongStaffName: nobody is named.
        NotPermitted: somebody else has the permission.
    """
    actor = staff_actor(staff)
    if config is None and not find_file(None).exists():
        return  # an approver's or auditor's own machine
    settings = settings_of(config)
    if not Places.of(settings).state_file.exists():
        return

    async def ask() -> bool:
        async with state_to_read(settings) as store:
            return await store.read(lambda tx: _may(tx, actor, permission))

    if asyncio.run(ask()):
        return
    asyncio.run(refused(settings, actor, verb, permission))
    raise NotPermitted(MEANINGS[permission].words, roles_with(permission))


def _may(tx: AccountTx, actor: Actor, permission: Permission) -> bool:
    holders = _holders(tx, permission)
    return not holders or actor.id in holders


async def require_of(store: Store[AccountTx], clock: Clock, actor: Actor, permission: Permission, verb: str) -> None:
    """Let only those go on who have the permission; a refusal is recorded. For a verb with a second person.

    Raises:
        NotPermitted: somebody has it, and the person named does not.
    """
    now = clock.now()

    def work(tx: AccountTx) -> bool:
        if _may(tx, actor, permission):
            return True
        record(tx, actor, Action.STAFF_DENIED, now, AuditOutcome.REFUSED, verb=verb, needs=permission)
        return False

    if not await store.write(work):
        raise NotPermitted(MEANINGS[permission].words, roles_with(permission))


async def holders_of(store: Store[AccountTx], permission: Permission) -> frozenset[str]:
    """Return the accounts that have a permission now."""
    return await store.read(lambda tx: _holders(tx, permission))


def _holders(tx: AccountTx, permission: Permission) -> frozenset[str]:
    everybody = [each for each in tx.accounts.all() if not each.disabled]
    return frozenset(each.id for each in everybody if permits(each.roles - {Role.BREAK_GLASS}, permission))


async def in_role(store: Store[AccountTx], actor: Actor) -> Actor:
    """Return the person in the roles that their account has now; as they are where they have none."""

    def roles(tx: AccountTx) -> frozenset[str]:
        return next(
            (each.roles for each in tx.accounts.all() if each.id == actor.id and not each.disabled), frozenset()
        )

    return replace(actor, role="+".join(sorted(await store.read(roles))))
