"""`sealdesk messages`: what did not simply arrive, and which texts a number gets."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.errors import ApplianceError
from appliance.settings.model import Settings
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from services.kernel.phone import e164
from services.kernel.texting import MessageClass, Source
from services.kernel.wording import say_instant
from services.messaging.consents import Consents, reached_at
from services.messaging.desk import MessageDesk, NumberStanding, Troubled
from services.messaging.misdirected import Left, Misdirected
from services.state.store import StateStore

T = TypeVar("T")
_ASKED = (MessageClass.REMINDER_OR_OFFER, MessageClass.BILLING)


class WrongNumber(ApplianceError):
    """What was given is no telephone number that takes texts."""

    code = "wrong_number"

    def __init__(self) -> None:
        super().__init__(
            "That is no telephone number that takes texts.", "Write ten digits, or + and the country code."
        )


class WrongClass(ApplianceError):
    """The class given with --class is none that people are asked about."""

    code = "wrong_message_class"

    def __init__(self) -> None:
        super().__init__("Nobody is asked about that class of messages.", f"Give one of: {', '.join(_ASKED)}.")


def list_troubled(config: Path | None, staff: str, *, as_json: bool) -> int:
    """Print what staff should know of."""
    settings, actor = settings_of(config), staff_actor(staff)
    found = _with_state(settings, lambda store: MessageDesk(store, SystemClock()).troubled(actor))
    if as_json:
        sys.stdout.write(json.dumps({"messages": [_row(one) for one in found]}) + "\n")
        return 0
    for one in found:
        when = say_instant(one.at, settings.clinic.zone_info, Language.EN)
        sys.stdout.write(f"{one.id}  {one.state:11} {one.template:18} {one.to:15} {when}  {one.why}\n")
    if not found:
        sys.stdout.write("No message is unknown, failed or undelivered.\n")
    return 0


def settle(config: Path | None, message_id: str, staff: str, *, arrived: bool) -> int:
    """Keep what a person found out about an unknown message."""
    settings, actor = settings_of(config), staff_actor(staff)
    _with_state(settings, lambda store: MessageDesk(store, SystemClock()).settle(message_id, actor, arrived=arrived))
    sys.stdout.write("Kept: it arrived.\n" if arrived else "Kept: it did not arrive. Tell the patient yourself.\n")
    return 0


def number(config: Path | None, written: str, staff: str) -> int:
    """Print how a number stands."""
    settings, actor, dialled = settings_of(config), staff_actor(staff), _reached(written)
    zone = settings.clinic.zone_info

    async def look(store: StateStore) -> tuple[NumberStanding, list[Left]]:
        standing = await MessageDesk(store, SystemClock()).number(dialled, actor)
        return standing, await Misdirected(store, SystemClock(), zone).sent_to(dialled)

    found, left = _with_state(settings, look)
    sys.stdout.write(f"texts              {'stopped' if found.stopped else 'on'}\n")
    known = {each.message_class: each for each in found.consents}
    for kind in _ASKED:
        word = known.get(kind)
        said = "never asked" if word is None else f"{'yes' if word.given else 'no'}, by {word.source}"
        sys.stdout.write(f"{kind.value:18} {said}\n")
    for one in left:
        marked = "  reached the wrong person" if one.marked else ""
        sys.stdout.write(f"{one.id}  {one.template:18} {say_instant(one.at, zone, Language.EN)}{marked}\n")
    return 0


def misdirected(config: Path | None, message_id: str, staff: str) -> int:
    """Put on record that a message reached the wrong person."""
    settings, actor = settings_of(config), staff_actor(staff)
    zone = settings.clinic.zone_info
    _with_state(settings, lambda store: Misdirected(store, SystemClock(), zone).mark(message_id, actor))
    sys.stdout.write("On record as a disclosure. Tell the compliance officer: it may be a breach.\n")
    return 0


def set_texts(config: Path | None, written: str, staff: str, *, on: bool) -> int:
    """Opt a number, or the address of a mail, in or out at its owner's word."""
    settings, actor, dialled = settings_of(config), staff_actor(staff), _reached(written)

    async def change(store: StateStore) -> bool:
        consents = Consents(store, SystemClock())
        word = consents.start if on else consents.stop
        return await word(dialled, Source.STAFF, actor, "staff")

    changed = _with_state(settings, change)
    now = "Texts are on." if on else "Texts are off."
    sys.stdout.write(f"{now}\n" if changed else f"{now} They were before.\n")
    return 0


def consent(config: Path | None, written: str, staff: str, kind: str, *, given: bool) -> int:
    """Keep consent to a class of messages, or that it was taken back."""
    settings, actor, dialled = settings_of(config), staff_actor(staff), _dialled(written)
    if kind not in _ASKED:
        raise WrongClass

    def record(store: StateStore) -> Awaitable[bool]:
        consents = Consents(store, SystemClock())
        return consents.record(dialled, MessageClass(kind), Source.STAFF, actor, given=given)

    _with_state(settings, record)
    sys.stdout.write("Kept.\n")
    return 0


def _reached(written: str) -> str:
    found = reached_at(written)
    if found is None:
        raise WrongNumber
    return found


def _dialled(written: str) -> str:
    dialled = e164(written)
    if dialled is None:
        raise WrongNumber
    return dialled


def _row(one: Troubled) -> dict[str, str]:
    return {
        "id": one.id,
        "state": one.state,
        "template": one.template,
        "to": one.to,
        "at": one.at.isoformat(),
        "why": one.why,
    }


def _with_state(settings: Settings, work: Callable[[StateStore], Awaitable[T]]) -> T:
    async def run() -> T:
        async with opened_state(settings) as store:
            return await work(store)

    return asyncio.run(run())
