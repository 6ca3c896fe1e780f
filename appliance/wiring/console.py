"""Builds the staff console: its accounts, its settings, its sections in the order of the navigation."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from starlette.applications import Starlette

from appliance.places import Places
from appliance.secret_files import COOKIE_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.audit import ledger_reader
from appliance.wiring.changes import Changing
from appliance.wiring.directory import build_directory
from appliance.wiring.handoff import build_decisions, build_desk, build_upkeep
from appliance.wiring.policy import policy_book
from services.accounts.enrolling import Enrolling
from services.accounts.model import Role
from services.accounts.passkeys import Passkeys
from services.accounts.service import SignIn
from services.accounts.stepping import StepUp
from services.accounts.times import SessionTimes, Times
from services.audit.notes import Key
from services.audit_line.holds import HoldLine
from services.audit_line.reading import LineReader
from services.credentials.webauthn import WebAuthnCeremonies
from services.dialogue.service import Conversations
from services.kernel.clock import Clock
from services.messaging.consent_desk import ConsentDesk
from services.messaging.consents import Consents
from services.messaging.desk import MessageDesk
from services.messaging.misdirected import Misdirected
from services.payments.conversation import FeeTalk
from services.payments.service import PaymentDesk
from services.portal.compliance.section import ComplianceParts, compliance_sections
from services.portal.console.app import Staff, create_console
from services.portal.console.case import CaseParts, Cases
from services.portal.console.case_file import CaseFiles
from services.portal.console.chats import Chats
from services.portal.console.consent import Consents as ConsentPages
from services.portal.console.fees import Fees
from services.portal.console.messages import Messages
from services.portal.console.queue import Queue
from services.portal.console.section import Section
from services.portal.console.settings import ConsoleSettings
from services.portal.console.waitlist import waitlist_section
from services.reports.line import ExportLine
from services.scheduling.ports import SchedulingSystem
from services.state.store import StateStore

_OFFICERS = (Role.COMPLIANCE, Role.IT, Role.SECURITY_OFFICER)
DECISION_WAIT = timedelta(seconds=10)
"""How long the page of a decision waits for the end of its change before it says that it is being written."""


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """What the console's pages work with; the portal process has it all."""

    store: StateStore
    clock: Clock
    system: SchedulingSystem
    changing: Changing
    conversations: Conversations
    payments: PaymentDesk


@dataclass(frozen=True, slots=True)
class Lines:
    """The console's lines to the audit process."""

    ledger: LineReader
    exports: ExportLine
    holds: HoldLine


def build_console(settings: Settings, secrets: SecretFiles, parts: ConsoleParts) -> Starlette | None:
    """Return the console, None where the settings want none.

    Raises:
        SealdeskError: the cookie key cannot be read.
    """
    if settings.console is None:
        return None
    times = session_times(settings)
    store, clock = parts.store, parts.clock
    step_up = StepUp(store, clock, times)
    keys = Passkeys(store, clock, step_up, WebAuthnCeremonies())
    staff = Staff(
        SignIn(store, clock, times),
        Enrolling(store, clock),
        step_up,
        keys,
        build_directory(settings, secrets, store, clock),
    )
    socket = Places.of(settings).audit_socket
    lines = Lines(ledger_reader(settings), ExportLine(socket), HoldLine(socket))
    sections = [*_sections(settings, parts), *_compliance(settings, parts, lines)]
    console = create_console(sections, staff, console_settings(settings, secrets), parts.clock)
    console.state.lines = (lines.ledger, lines.exports, lines.holds)
    return console


def expire_sessions(settings: Settings, store: StateStore, clock: Clock) -> Callable[[], Awaitable[int]]:
    """Return what forgets sessions that ended by themselves."""
    return SignIn(store, clock, session_times(settings)).expire


def session_times(settings: Settings) -> SessionTimes:
    """Return how long a session lives."""
    console = settings.console
    if console is None:
        return SessionTimes()
    officer = Times(timedelta(minutes=console.officer_idle_minutes), timedelta(hours=console.officer_session_hours))
    everybody = Times(timedelta(minutes=console.idle_minutes), timedelta(hours=console.session_hours))
    return SessionTimes(everybody.idle, everybody.longest, dict.fromkeys(_OFFICERS, officer))


def console_settings(settings: Settings, secrets: SecretFiles) -> ConsoleSettings:
    """Return what the console has to know of its clinic and its place on the network."""
    console = settings.console
    return ConsoleSettings(
        clinic_name=settings.clinic.name,
        zone=settings.clinic.zone_info,
        key=secrets.key(COOKIE_KEY),
        hosts=console.public_hosts if console else (),
        tls=console is not None and (console.tls is not None or console.behind_tls),
        times=session_times(settings),
    )


def _compliance(settings: Settings, parts: ConsoleParts, lines: Lines) -> list[Section]:
    """Return the compliance pages, which ask the audit process."""
    store, zone = parts.store, settings.clinic.zone_info
    witnesses, officers = tuple(map(Key.parse, settings.audit.witnesses)), tuple(sorted(settings.audit.officers))
    asked = ComplianceParts(
        lines.ledger,
        store,
        parts.system,
        store.reference,
        parts.clock,
        zone,
        lines.exports,
        lines.holds,
        witnesses,
        officers,
    )
    return compliance_sections(asked)


def _sections(settings: Settings, parts: ConsoleParts) -> list[Section]:
    """Return the sections; each one's pages are in a file of their own in `services.portal.console`."""
    store, clock, zone, live = parts.store, parts.clock, settings.clinic.zone_info, parts.conversations.live
    desk = build_desk(settings, store, clock)
    cases = Cases(
        CaseParts(
            desk=desk,
            decisions=build_decisions(settings, store, parts.system, parts.changing.changes, clock),
            upkeep=build_upkeep(settings, store, parts.system, clock),
            files=CaseFiles(store, parts.system, policy_book(settings), clock),
            clock=clock,
            zone=zone,
            wait=DECISION_WAIT,
            nudge=live.nudge,
        )
    )
    messages = MessageDesk(store, clock)
    numbers = ConsentPages(messages, ConsentDesk(store, clock), Misdirected(store, clock, zone))
    waitlist = [waitlist_section(parts.changing.waitlist, parts.system)] if settings.waitlist.runs else []
    return [
        Queue(desk, clock).section(*cases.pages()),
        Chats(desk, live, store, clock, zone).section(),
        Fees(parts.payments, FeeTalk(parts.payments, Consents(store, clock)), store, parts.system, clock).section(),
        Messages(messages).section(*numbers.pages()),
        *waitlist,
    ]
