"""`sealdesk keys shred`: an order, two people's signatures, the destruction; every step and refusal on record.

Ordering and signing work while Sealdesk is up, signing on another machine too. Carrying an order out does not: the file
of data keys gets a new key afterwards, so that what a disk or a backup keeps of the old one opens to nobody.
"""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.acting import as_owner
from appliance.cli.audit_asking import patient_named
from appliance.cli.down_first import require_down
from appliance.cli.keyring import opened_keys, recorded_first
from appliance.cli.opening import opened_state, settings_of, staff_actor, state_before_ledger
from appliance.cli.own_keys import make_key, private_key, public_text, read, write_new
from appliance.cli.permission import holders_of
from appliance.errors import ApplianceError
from appliance.key_change import KeyChange
from appliance.places import Places
from appliance.secret_files import DATA_KEYS_KEY, SecretFiles
from appliance.settings.load import find_file
from appliance.settings.model import Settings
from appliance.shredding import Shredder
from appliance.wiring.audit import audit_node, ledger_secrets, open_ledger
from services.accounts.permissions import Permission
from services.audit.model import Action, Actor, AuditEvent, AuditOutcome
from services.audit.quarter import bounds, retained_until
from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError
from services.kernel.ids import ShortIds
from services.keys.errors import NotYet
from services.keys.shredding import PEOPLE, ShredOrder, SignedOrder, parse
from services.state.store import StateStore

_MAKER = "sealdesk keys shred keygen"
_RUNNING = "the file of data keys gets a new key afterwards, which the running audit process would not know"


class ShredRefused(ApplianceError):
    """An order to destroy keys cannot be made, signed or carried out like that."""

    code = "shred_refused"


def keygen(config: Path | None, staff: str, out: Path) -> int:
    """Make a person's key; where there is an appliance, that is on record first."""
    actor = staff_actor(staff)
    public = make_key(out, ShredRefused)
    if _has_appliance(config):
        recorded_first(settings_of(config), actor.id, Action.SHRED_KEY_MADE, {"public_key": public})
    _say(f"{public}")
    _say(f"Add it to the settings: audit: {{shredders: {{{actor.id}: {public}}}}}. The private key is in {out}.")
    return 0


def order(config: Path | None, staff: str, what: tuple[str, tuple[str, ...], str], out: Path) -> int:
    """Write an order.

    Raises:
        ShredRefused: the quarter is none, a reason is missing, or the file is there.
        NotYet: the retention is not over; the try is on record.
    """
    settings, (quarter, patients, reason), now = settings_of(config), what, SystemClock().now()
    _require_words(quarter, reason)
    references = tuple(sorted(patient_named(settings, each) for each in patients))
    asked = ShredOrder(ShortIds().new("shred"), quarter, references, reason.strip(), staff_actor(staff).id, now)
    asyncio.run(_ordered(settings, asked))
    write_new(out, SignedOrder(asked, {}).text(), 0o600, ShredRefused)
    _say(f"The order is in {out}. Nothing is destroyed yet: {PEOPLE} people sign it (sealdesk keys shred sign).")
    return 0


async def _ordered(settings: Settings, asked: ShredOrder) -> None:
    actor = staff_actor(asked.asked_by)
    async with opened_state(settings) as store:
        until = retained_until(asked.epoch)
        if asked.asked < until:
            await _record(store, actor, Action.SHRED_REFUSED, asked, why="NotYet")
            raise NotYet(asked.epoch, until.date())
        await _record(store, actor, Action.SHRED_ORDERED, asked)


def sign(config: Path | None, staff: str, path: Path, key: Path, *, asked: bool) -> int:
    """Sign an order; on a machine without an appliance nobody looks whose key it is until it is carried out.

    Raises:
        WrongOrder: the file is no order.
        ShredRefused: the key is not this person's; the try is on record.
    """
    actor, signed = staff_actor(staff), parse(read(path, "order", ShredRefused))
    own = private_key(key, _MAKER, ShredRefused)
    _show(signed.order)
    if asked:
        typer.confirm("Sign it?", abort=True)
    if _has_appliance(config):
        asyncio.run(_signing(settings_of(config), actor, signed.order, own.public_key()))
    done = signed.signed(actor.id, own)
    beside = path.with_name(f".{path.name}.signed")
    beside.unlink(missing_ok=True)
    write_new(beside, done.text(), 0o600, ShredRefused)
    beside.replace(path)
    _say(f"Signed by {', '.join(sorted(done.signatures))}. {max(0, PEOPLE - len(done.signatures))} more to sign.")
    return 0


async def _signing(settings: Settings, actor: Actor, order: ShredOrder, public: Ed25519PublicKey) -> None:
    async with opened_state(settings) as store:
        if settings.audit.shredders.get(actor.id) != public_text(public):
            await _record(store, actor, Action.SHRED_REFUSED, order, why="another key")
            raise ShredRefused(
                f"The key is not the one that audit.shredders gives to {actor.id}; nothing was signed.",
                f"Use your own key, or have its public half put there: {public_text(public)}",
            )
        await _record(store, actor, Action.SHRED_SIGNED, order)


def run(config: Path | None, staff: str, path: Path) -> int:
    """Carry an order out.

    Raises:
        StillUp: Sealdesk runs.
        NeedsTwo: two people who may have not signed it; this and the next two are on record.
        NotYet: a retention is not over.
        Held: a legal hold covers a key.
        SealdeskError: the ledger or the keys cannot be used.
    """
    settings, secrets = opened_keys(config)
    require_down(settings, _RUNNING)
    actor, signed = staff_actor(staff), parse(read(path, "order", ShredRefused))
    change = KeyChange(secrets.keyring(), Places.of(settings))
    change.finish()
    trusted = asyncio.run(_trusted(settings))
    try:
        gone = _destroy(settings, secrets, signed, trusted)
    except SealdeskError as why:
        asyncio.run(_refused(settings, actor, signed.order, type(why).__name__))
        raise
    recorded_first(settings, actor.id, Action.KEYS_ROTATED, {"key": DATA_KEYS_KEY, "after": signed.order.id})
    change.run(DATA_KEYS_KEY, SystemClock().now(), keep_old=False)
    _say(f"{gone} keys are destroyed: the events of {signed.order.epoch} that they opened are unreadable for good.")
    _say("The log stays verifiable. The file of data keys has a new key, and the one before is forgotten.")
    _say("Copies of the keyring in backups still hold that one: destroy them, and make a backup of now.")
    return 0


def _destroy(
    settings: Settings, secrets: SecretFiles, signed: SignedOrder, trusted: Mapping[str, Ed25519PublicKey]
) -> int:
    keys, clock = ledger_secrets(secrets), SystemClock()
    with as_owner(Places.of(settings).ledger):
        opened = open_ledger(settings, keys, clock)
        try:
            return Shredder(opened.ledger, opened.data_keys, clock, audit_node(settings)).run(signed, trusted)
        finally:
            opened.close()


async def _trusted(settings: Settings) -> dict[str, Ed25519PublicKey]:
    """Return whose signatures count: people of the settings who may, as far as anybody may yet."""
    async with state_before_ledger(settings) as store:
        holders = await holders_of(store, Permission.SHRED_KEYS)
    named = settings.audit.keys_of_shredders()
    return {name: key for name, key in named.items() if not holders or name in holders}


async def _refused(settings: Settings, actor: Actor, order: ShredOrder, why: str) -> None:
    async with state_before_ledger(settings) as store:
        await _record(store, actor, Action.SHRED_REFUSED, order, why=why)


async def _record(store: StateStore, actor: Actor, action: Action, order: ShredOrder, **more: str) -> None:
    outcome = AuditOutcome.REFUSED if action is Action.SHRED_REFUSED else AuditOutcome.SUCCESS
    body = {"epoch": order.epoch, "patients": str(len(order.patients) or "all"), "reason": order.reason, **more}
    now = SystemClock().now()
    event = AuditEvent(now, actor, action, outcome, operation=order.id, purpose="HSYSADMIN", body=body)
    await store.write(lambda tx: tx.audit.record(event))


def _require_words(quarter: str, reason: str) -> None:
    if not reason.strip() or not reason.isprintable():
        raise ShredRefused("An order needs a reason.", "Give --reason in printable characters.")
    try:
        bounds(quarter)
    except ValueError:
        raise ShredRefused(f"{quarter!r} is no quarter.", "Write it like 2020Q3.") from None


def _show(order: ShredOrder) -> None:
    whose = f"{len(order.patients)} patients" if order.patients else "everybody"
    _say(f"Order {order.id}, asked for by {order.asked_by} on {order.asked:%Y-%m-%d}: {order.reason}")
    _say(f"The audit events of {order.epoch} about {whose} become unreadable for good, in every copy and backup.")


def _has_appliance(config: Path | None) -> bool:
    return config is not None or find_file(None).exists()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
