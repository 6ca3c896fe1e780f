"""`sealdesk fees`: what late changes cost, and how it is settled."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.errors import ApplianceError
from appliance.settings.model import Settings
from appliance.wiring.payments import build_payment_desk
from services.audit.model import Actor
from services.kernel.clock import SystemClock
from services.kernel.wording import say_money
from services.messaging.consents import Consents
from services.payments.conversation import FeeTalk
from services.payments.service import PaymentDesk
from services.payments.texting import Texted
from services.scheduling.fee import PERSONS_REASONS, FeeRecord, VoidReason, WaiverReason

T = TypeVar("T")
_SHOWN = 50


class WrongReason(ApplianceError):
    """The reason for a waiver is none that a person may give."""

    code = "wrong_reason"


class NotTexted(ApplianceError):
    """The link to pay was not texted."""

    code = "fee_not_texted"


_NOT_TEXTED = {
    Texted.NO_CONSENT: ("The patient did not agree to texts about fees.", "Ask them; with their word add --agreed."),
    Texted.NO_NUMBER: (
        "No telephone number is known for this fee.",
        "Run `sealdesk fees hand-over` and tell it.",
    ),
    Texted.NO_LINK: ("The link is too long for a text.", "Set payments.public_url to a shorter address."),
}


def list_fees(config: Path | None, staff: str, *, as_json: bool, settled: bool = False) -> int:
    """Print the open fees, or the latest settled ones, without whose they are."""
    settings = settings_of(config)
    staff_actor(staff)

    async def work() -> list[FeeRecord]:
        async with opened_state(settings) as store:
            return await store.read(lambda tx: tx.fees.settled(_SHOWN) if settled else tx.fees.open())

    fees = asyncio.run(work())
    if as_json:
        rows = [{"id": fee.id, "state": fee.state.value, "cents": fee.amount_cents} for fee in fees]
        sys.stdout.write(json.dumps({"fees": rows}) + "\n")
        return 0
    for fee in fees:
        sys.stdout.write(
            f"{fee.id}  {say_money(fee.amount_cents)}  {fee.state.value}  Appointment/{fee.appointment_id}\n"
        )
    if not fees:
        sys.stdout.write("No settled fees.\n" if settled else "No open fees.\n")
    return 0


def hand_over(config: Path | None, fee_id: str, staff: str) -> int:
    """Print where the patient can pay."""
    handover = _at_the_desk(config, staff, lambda desk, actor: desk.hand_over(fee_id, actor))
    sys.stdout.write(f"{handover.url}\nGood until {handover.expires_at.isoformat()}.\n")
    return 0


def look_up(config: Path | None, reference: str, staff: str) -> int:
    """Print which fee a reference stands for."""
    payable = _at_the_desk(config, staff, lambda desk, actor: desk.redeem(reference, actor))
    sys.stdout.write(f"{payable.fee_id}  {payable.words}  {say_money(payable.amount_cents)}\n")
    return 0


def paid(config: Path | None, fee_id: str, staff: str) -> int:
    """Note a payment."""
    _at_the_desk(config, staff, lambda desk, actor: desk.pay(fee_id, actor, "staff"))
    return _done(fee_id, "paid")


def waive(config: Path | None, fee_id: str, staff: str, reason: str) -> int:
    """Waive a fee.

    Raises:
        WrongReason: the reason is none that a person may give.
    """
    why = _reason(reason)
    _at_the_desk(config, staff, lambda desk, actor: desk.waive(fee_id, actor, why))
    return _done(fee_id, "waived")


def refund(config: Path | None, fee_id: str, staff: str, reason: str) -> int:
    """Note that a paid fee was given back.

    Raises:
        WrongReason: the reason is none that a person may give.
    """
    why = _reason(reason)
    _at_the_desk(config, staff, lambda desk, actor: desk.refund(fee_id, actor, why))
    return _done(fee_id, "refunded")


def text(config: Path | None, fee_id: str, staff: str, *, agreed: bool) -> int:
    """Text the link to pay; `agreed`: the patient told this member of staff that they want such texts.

    Raises:
        NotTexted: it cannot be texted.
    """
    settings, actor = settings_of(config), staff_actor(staff)
    texted = asyncio.run(_text(settings, actor, fee_id, agreed=agreed))
    if texted is not Texted.QUEUED:
        raise NotTexted(*_NOT_TEXTED[texted])
    sys.stdout.write("The text is queued.\n")
    return 0


async def _text(settings: Settings, actor: Actor, fee_id: str, *, agreed: bool) -> Texted:
    clock = SystemClock()
    async with opened_state(settings) as store:
        talk = FeeTalk(build_payment_desk(settings, store, clock), Consents(store, clock))
        return await talk.text(fee_id, actor, agreed=agreed)


def _reason(reason: str) -> WaiverReason:
    if reason not in PERSONS_REASONS:
        raise WrongReason("That is no reason for a waiver.", f"Use one of: {', '.join(PERSONS_REASONS)}.")
    return WaiverReason(reason)


def void(config: Path | None, fee_id: str, staff: str, reason: str) -> int:
    """Take a fee back.

    Raises:
        WrongReason: the reason is none of those for a mistake.
    """
    if reason not in set(VoidReason):
        raise WrongReason("That is no reason for taking a fee back.", f"Use one of: {', '.join(VoidReason)}.")
    _at_the_desk(config, staff, lambda desk, actor: desk.void(fee_id, actor, VoidReason(reason)))
    return _done(fee_id, "void")


def _done(fee_id: str, what: str) -> int:
    sys.stdout.write(f"{fee_id} is {what}.\n")
    return 0


def _at_the_desk(config: Path | None, staff: str, act: Callable[[PaymentDesk, Actor], Awaitable[T]]) -> T:
    settings, actor = settings_of(config), staff_actor(staff)
    return asyncio.run(_act(settings, actor, act))


async def _act(settings: Settings, actor: Actor, act: Callable[[PaymentDesk, Actor], Awaitable[T]]) -> T:
    async with opened_state(settings) as store:
        return await act(build_payment_desk(settings, store, SystemClock()), actor)
