"""Joins the waitlist with the state, the scheduling system, the change protocol and the rules of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, cast

from appliance.background import Work, repeat
from appliance.secret_files import PEPPER, WAITLIST_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.dialogue import clinic_facts
from appliance.wiring.messaging import message_rules
from appliance.wiring.policy import policy_book
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds
from services.messaging.consents import Consents
from services.messaging.inbound import Desk
from services.messaging.offers import OfferTexts, OpenQuestions, may_offer
from services.messaging.rules import MessageRules
from services.scheduling.model import Capabilities
from services.scheduling.ports import SchedulingSystem
from services.scheduling.service import ChangeService
from services.scheduling.waitlist.codes import CodeKeys
from services.scheduling.waitlist.model import Entry
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import NativeWaitlist, WaitlistTx
from services.scheduling.waitlist.service import WaitlistService, build_worker
from services.scheduling.waitlist.settings import TICK, OfferSettings
from services.scheduling.waitlist.watching import FreeSlotWatch
from services.state.store import StateStore
from services.state.transaction import SealedTx

KEY_NAME = "A"
"""The name of the one key in a code. Offers last hours at most, so that a new key needs no old one beside it."""


@dataclass(frozen=True, slots=True)
class MessageLimits:
    """`services.scheduling.waitlist.ports.OfferLimits` by the rules of messages: opt-out, consent, hours, caps."""

    rules: MessageRules

    def allow(self, tx: WaitlistTx, entry: Entry, now: datetime) -> bool:
        """Tell whether one more offer may be texted to the patient now."""
        sealed = cast(SealedTx, tx)  # the portal has one store, and its transactions are every room's
        return may_offer(self.rules, sealed, entry.phone, entry.zone, now)


@dataclass(frozen=True, slots=True)
class MayText:
    """`services.dialogue.turn.MayText` by the opt-outs that are kept."""

    store: StateStore
    clock: Clock

    async def __call__(self, number: str) -> bool:
        """Tell whether the number's owner has not said STOP."""
        return not await Consents(self.store, self.clock).stopped(number)


def offer_settings(settings: Settings) -> OfferSettings:
    """Return how freed slots are offered."""
    chosen, daytime = settings.waitlist, message_rules(settings).daytime
    return OfferSettings(
        batch_size=chosen.batch_size,
        batch_every=timedelta(minutes=chosen.batch_minutes),
        offer_lasts=timedelta(minutes=chosen.answer_minutes),
        least_time=timedelta(minutes=chosen.least_minutes),
        most_depth=chosen.depth,
        settle_within=timedelta(minutes=chosen.settle_minutes),
        day_opens=daytime.opens,
        day_closes=daytime.closes,
        per_day=chosen.offers_per_day,
        per_week=chosen.offers_per_week,
    )


def build_parts(
    settings: Settings,
    secrets: SecretFiles,
    store: StateStore,
    system: SchedulingSystem,
    changes: ChangeService,
    clock: Clock,
) -> Parts:
    """Return what every part of the waitlist works with.

    Raises:
        SealdeskError: the key of the codes cannot be used.
    """
    return Parts(
        store=store,
        system=system,
        changes=changes,
        book=policy_book(settings),
        clinic=clinic_facts(settings),
        clock=clock,
        ids=RandomIds(),
        keys=CodeKeys(KEY_NAME, {KEY_NAME: secrets.key(WAITLIST_KEY)}),
        settings=offer_settings(settings),
        limits=(MessageLimits(message_rules(settings)),),
        default_language=settings.clinic.languages[0],
    )


def build_offer_texts(
    settings: Settings,
    secrets: SecretFiles,
    store: StateStore,
    service: WaitlistService,
    talks: OpenQuestions,
    clock: Clock,
) -> OfferTexts:
    """Return what takes the codes in received texts; `talks` are the conversations a yes may belong to."""
    clinic = settings.clinic
    return OfferTexts(
        store=store,
        replies=service,
        talks=talks,
        clock=clock,
        desk=Desk(clinic.short_name, clinic.people_phone, clinic.languages[0]),
        pepper=secrets.key(PEPPER),
        most_wrong=settings.waitlist.wrong_codes_per_hour,
    )


class HasWaitlist(Protocol):
    """A scheduling system that says whether it has a waitlist of its own, and gives it."""

    async def capabilities(self) -> Capabilities:
        """Say what the system can do."""
        ...

    def waitlist(self) -> NativeWaitlist:
        """Return its own waitlist, where it has one."""
        ...


async def take_over(service: WaitlistService, system: HasWaitlist) -> None:
    """Bring our copy of the clinic's own waitlist up to date, where its system declares that it has one."""
    if (await system.capabilities()).native_waitlist:
        await service.take_over(system.waitlist())


def waitlist_works(settings: Settings, parts: Parts, system: HasWaitlist | None = None) -> Sequence[Work]:
    """Return what the waitlist does in the background; nothing where it does not run."""
    chosen = settings.waitlist
    if not chosen.runs:
        return ()
    works: list[Work] = [partial(repeat, "waitlist", build_worker(parts, watches=False).tick, TICK)]
    if chosen.watch:
        watch = FreeSlotWatch(parts)
        works.append(partial(repeat, "freed slots", watch.look, timedelta(seconds=chosen.watch_seconds)))
    if system is not None:
        taking = partial(take_over, WaitlistService(parts), system)
        works.append(partial(repeat, "the clinic's own waitlist", taking, timedelta(seconds=chosen.import_seconds)))
    return works
