"""Joins received texts and reminders with the conversations, the waitlist and the way out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from appliance.background import Work, repeat
from appliance.settings.model import Settings
from appliance.wiring.messaging import WayOut, message_rules
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds
from services.messaging.arrivals import Arrivals
from services.messaging.calls import TextCalls
from services.messaging.inbound import Desk, Inbox
from services.messaging.lane import KEPT, Lanes
from services.messaging.mail_link import EgressNotices
from services.messaging.notice_news import LARGEST, NoticeCalls
from services.messaging.pace import Pace
from services.messaging.polling import Answering, Poller
from services.messaging.ports import Conversations, MessageSource
from services.messaging.reminder_plan import ReminderPlan
from services.messaging.reminding import Reminders, TextAnswers
from services.messaging.visits import VisitCheck
from services.portal.hooks import Hook
from services.scheduling.ports import SchedulingSystem
from services.state.store import StateStore

ANSWER_EVERY = timedelta(milliseconds=500)
FOLLOW_EVERY = timedelta(seconds=1)
LOOK_BACK_EVERY = timedelta(seconds=10)
PLAN_EVERY = timedelta(minutes=2)
BACKSTOP_EVERY = timedelta(minutes=5)
"""How often the carrier is asked for texts although it calls: a call that was lost is found then."""
HOOK, NOTICE_HOOK = "texts", "notices"
"""The last parts of the webhooks' addresses."""


@dataclass(frozen=True, slots=True)
class Texting:
    """What received texts and reminders need in the portal process."""

    inbox: Inbox
    lanes: Lanes
    arrivals: Arrivals
    works: Sequence[Work]
    hooks: Sequence[Hook] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part: the state, the clinic's calendar, the conversations, and what answers a text before them."""

    store: StateStore
    system: SchedulingSystem
    conversations: Conversations
    answers: TextAnswers
    clock: Clock


def clinic_desk(settings: Settings) -> Desk:
    """Return how the clinic is named in texts."""
    clinic = settings.clinic
    return Desk(clinic.short_name, clinic.people_phone, clinic.languages[0])


def build_texting(settings: Settings, parties: Parties, way: WayOut | None) -> Texting:
    """Return the parts; without a way out nothing of it works, for nobody could be answered."""
    store, clock, desk = parties.store, parties.clock, clinic_desk(settings)
    check = VisitCheck(parties.system)
    reminders = Reminders(store, clock, RandomIds(), desk, settings.clinic.zone_info, check)
    inbox, arrivals = Inbox(store, clock, desk), Arrivals(store, clock)
    lanes = Lanes(store, parties.conversations, reminders, parties.answers, clock, RandomIds())
    works: list[Work] = []
    if way is not None:
        works += _answering(parties, lanes)
        works += reminder_works(settings, parties, reminders)
    if way is not None and way.news is not None:
        works += received_works(settings, parties, inbox, way.news)
    hooks = (*text_hooks(settings, way, inbox, arrivals), *notice_hooks(settings, parties, way))
    return Texting(inbox, lanes, arrivals, works, hooks)


def received_works(settings: Settings, parties: Parties, inbox: Inbox, source: MessageSource) -> list[Work]:
    """Return what asks the carrier for texts; where it calls, seldom, for what a lost call did not bring."""
    messaging = settings.messaging
    calls = messaging.inbound == "webhook"
    pace = Pace(parties.clock, BACKSTOP_EVERY if calls else timedelta(seconds=messaging.poll_seconds))
    poller = Poller(parties.store, inbox, source, parties.clock)

    async def ask() -> None:
        pace.begin()
        await poller.poll()

    return [partial(repeat, "received texts", ask, pace.pause)]


def reminder_works(settings: Settings, parties: Parties, reminders: Reminders) -> list[Work]:
    """Return what plans reminders; nothing where none are wanted."""
    hours = settings.messaging.reminder_hours
    if not hours:
        return []
    plan = ReminderPlan(
        store=parties.store,
        system=parties.system,
        reminders=reminders,
        rules=message_rules(settings),
        clock=parties.clock,
        leads=tuple(timedelta(hours=each) for each in hours),
        language=settings.clinic.languages[0],
    )
    return [partial(repeat, "reminders", plan.look, PLAN_EVERY)]


def text_hooks(settings: Settings, way: WayOut | None, inbox: Inbox, arrivals: Arrivals) -> Sequence[Hook]:
    """Return the carrier's door at the public listener; none where texts are asked for."""
    messaging = settings.messaging
    if messaging.inbound != "webhook" or messaging.webhook_url is None or way is None or way.news is None:
        return ()
    return (Hook(HOOK, TextCalls(inbox, arrivals, way.news, messaging.webhook_url).hook),)


def notice_hooks(settings: Settings, parties: Parties, way: WayOut | None) -> Sequence[Hook]:
    """Return the mail service's door at the public listener; none without a key by which its events are believed."""
    channel = settings.egress.sendgrid
    if channel is None or channel.events_key is None or way is None or not isinstance(way.notices, EgressNotices):
        return ()
    return (Hook(NOTICE_HOOK, NoticeCalls(parties.store, parties.clock, way.notices).hook, LARGEST),)


def _answering(parties: Parties, lanes: Lanes) -> list[Work]:
    answering = Answering(parties.store, lanes)

    async def answer(stop: asyncio.Event) -> None:
        await repeat("answers to texts", answering.work, ANSWER_EVERY, stop)
        await answering.settle()

    return [
        answer,
        partial(repeat, "later lines", lanes.follow_up, FOLLOW_EVERY),
        partial(repeat, "lines of persons", partial(lanes.follow_up, KEPT), LOOK_BACK_EVERY),
    ]
