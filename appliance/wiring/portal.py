"""Builds the portal process: dialogue, change protocol, durable workflows, outbox delivery, and its two web faces."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from starlette.applications import Starlette

from appliance.background import Background, Work, endless, repeat
from appliance.housekeeping import WORKFLOWS_KEPT, Retention
from appliance.local_api import create_local_api
from appliance.places import Places
from appliance.secret_files import COOKIE_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.changes import build_changes
from appliance.wiring.console import ConsoleParts, build_console, expire_sessions
from appliance.wiring.dialogue import dialogue_settings
from appliance.wiring.durable import build_workflows
from appliance.wiring.handoff import build_desk, build_upkeep
from appliance.wiring.messaging import WayOut, message_works, way_out
from appliance.wiring.officers import officer_works
from appliance.wiring.payments import build_payment_desk, build_summary_desk, door_of, line_out, stripe_webhook
from appliance.wiring.policy import policy_book
from appliance.wiring.state import build_state
from appliance.wiring.texting import Parties, build_texting
from appliance.wiring.understanding import Advising, build_adviser
from appliance.wiring.waitlist import MayText, build_offer_texts, waitlist_works
from services.audit.errors import LedgerUnavailable
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.bridge.link.client import LinkedSchedulingSystem
from services.dialogue.service import Conversations
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.durable.watchdog import Watchdog
from services.durable.workflows import DbosWorkflows
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds
from services.line.client import Line
from services.messaging.consents import Consents
from services.messaging.visits import VisitCheck
from services.payments.conversation import FeeTalk
from services.payments.pages import PayPages
from services.portal.app import create_portal
from services.portal.hooks import Hook
from services.portal.settings import PortalSettings, Rate
from services.scheduling.service import ChangeService
from services.scheduling.waitlist.service import WaitlistService
from services.state.store import StateStore

SWEEP_EVERY = timedelta(seconds=5)
CLEAN_EVERY = timedelta(minutes=5)
SUMMARIES_EVERY = timedelta(minutes=1)
SERVICE = Actor(ActorKind.SERVICE, "portal")


@dataclass(frozen=True, slots=True)
class Portal:
    """Everything that runs in the portal process."""

    page: Starlette
    console: Starlette | None
    local: Starlette
    conversations: Conversations
    store: StateStore
    system: LinkedSchedulingSystem
    workflows: DbosWorkflows
    background: Background
    advising: Advising
    clock: Clock
    way: WayOut | None
    line: Line | None

    async def start(self) -> None:
        """Resume interrupted changes and begin the background work."""
        await self._record(Action.SERVICE_STARTED)
        self.workflows.launch()
        self.background.start()

    async def stop(self) -> None:
        """End the background work, let running steps finish, and close the files."""
        await self.background.stop()
        await self.workflows.stop()
        with suppress(LedgerUnavailable):  # kept in the outbox where the ledger was stopped first
            await self._record(Action.SERVICE_STOPPED)
        await self.store.close()
        await self.system.aclose()
        await self.advising.aclose()
        if self.console is not None:
            for line in self.console.state.lines:
                await line.aclose()
        if self.way is not None:
            await self.way.aclose()
        if self.line is not None:
            await self.line.aclose()

    async def _record(self, action: Action) -> None:
        event = AuditEvent(at=self.clock.now(), actor=SERVICE, action=action, purpose="HSYSADMIN")
        await self.store.write(lambda tx: tx.audit.record(event))


def build_portal(settings: Settings, secrets: SecretFiles, clock: Clock) -> Portal:
    """Build the portal; nothing runs before `start`.

    Raises:
        SealdeskError: a key or a file cannot be used.
    """
    system = LinkedSchedulingSystem(Places.of(settings).bridge_socket)
    store = build_state(settings, secrets)
    workflows = build_workflows(settings, secrets, clock)
    changing = build_changes(settings, secrets, store, system, workflows, clock)
    changes = changing.changes
    line = line_out(settings)
    desk = build_payment_desk(settings, store, clock, door_of(line))
    understander = EmbeddedUnderstander()
    way = way_out(settings)
    advising = build_adviser(settings, secrets, understander, clock)
    conversations = Conversations(
        store=store,
        system=system,
        book=policy_book(settings),
        changes=changes,
        understander=understander,
        adviser=advising.adviser,
        clock=clock,
        ids=RandomIds(),
        settings=dialogue_settings(settings, secrets),
        may_text=MayText(store, clock),
        offers=WaitlistService(changing.waitlist) if settings.waitlist.runs else None,
        payments=FeeTalk(desk, Consents(store, clock)),
    )
    answers = build_offer_texts(settings, secrets, store, WaitlistService(changing.waitlist), conversations, clock)
    texting = build_texting(settings, Parties(store, system, conversations, answers, clock), way)
    stripe = stripe_webhook(settings, secrets, store, clock)
    hooks = [*([Hook("stripe", stripe.hook)] if stripe else []), *texting.hooks]
    kept: Sequence[Work] = (
        partial(repeat, "fees", desk.work, CLEAN_EVERY),
        partial(repeat, "expire", conversations.expire, CLEAN_EVERY),
        partial(repeat, "sessions", expire_sessions(settings, store, clock), CLEAN_EVERY),
        partial(repeat, "cases", build_upkeep(settings, store, system, clock).sweep, SWEEP_EVERY),
        *waitlist_works(settings, changing.waitlist, system),
        *_summary_works(settings, store, clock, line),
    )
    return Portal(
        page=create_portal(conversations, portal_settings(settings, secrets), clock, PayPages(desk), hooks),
        console=build_console(settings, secrets, ConsoleParts(store, clock, system, changing, conversations, desk)),
        local=create_local_api(conversations, store, advising.metrics),
        conversations=conversations,
        store=store,
        system=system,
        workflows=workflows,
        background=Background(
            *_works(settings, store, workflows, changes, kept, clock),
            *message_works(settings, way, store, clock, VisitCheck(system)),
            *texting.works,
        ),
        way=way,
        line=line,
        advising=advising,
        clock=clock,
    )


def portal_settings(settings: Settings, secrets: SecretFiles) -> PortalSettings:
    """Return the chat page's settings."""
    clinic, chat = settings.clinic, settings.chat
    return PortalSettings(
        clinic_name=clinic.name,
        clinic_phone=clinic.people_phone,
        zone=clinic.zone_info,
        key=secrets.key(COOKIE_KEY),
        emergency_number=clinic.emergency.number,
        default_language=clinic.languages[0],
        hosts=chat.public_hosts,
        tls=chat.tls is not None or chat.behind_tls,
        embed_origins=chat.embed_origins,
        message_limit=chat.message_limit,
        requests=Rate(burst=max(120, chat.requests_per_minute // 2), per_minute=chat.requests_per_minute),
        openings=Rate(burst=max(20, chat.new_chats_per_minute), per_minute=chat.new_chats_per_minute),
        messages=Rate(burst=12, per_minute=chat.messages_per_minute),
    )


def _works(
    settings: Settings,
    store: StateStore,
    workflows: DbosWorkflows,
    changes: ChangeService,
    kept: Sequence[Work],
    clock: Clock,
) -> list[Work]:
    watchdog = Watchdog(workflows, clock, changes.give_up)
    works: list[Work] = [
        partial(endless, watchdog.run),
        partial(repeat, "sweep", changes.sweep, SWEEP_EVERY),
        *kept,
        partial(repeat, "remind", build_desk(settings, store, clock).remind, CLEAN_EVERY),
        partial(repeat, "retention", Retention(store, clock).apply, CLEAN_EVERY),
        partial(repeat, "workflows", lambda: workflows.expire(clock.now() - WORKFLOWS_KEPT), CLEAN_EVERY),
    ]
    return works


def _summary_works(settings: Settings, store: StateStore, clock: Clock, line: Line | None) -> list[Work]:
    """Return what tells providers of changes, and the clinic's officers of the log and of emergencies."""
    summaries, officers = build_summary_desk(settings, store, clock, line), officer_works(settings, store, clock, line)
    told = [] if summaries is None else [partial(repeat, "summaries", summaries.work, SUMMARIES_EVERY)]
    return [*told, *officers]
