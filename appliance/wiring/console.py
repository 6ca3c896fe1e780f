"""Builds the staff console: its accounts, its settings, its sections in the order of the navigation."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.applications import Starlette

from appliance.secret_files import COOKIE_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.handoff import build_desk
from appliance.wiring.payments import build_payment_desk
from services.accounts.enrolling import Enrolling
from services.accounts.service import SessionTimes, SignIn
from services.kernel.clock import Clock
from services.messaging.consents import Consents
from services.payments.conversation import FeeTalk
from services.portal.console.app import Staff, create_console
from services.portal.console.fees import Fees
from services.portal.console.queue import Queue
from services.portal.console.section import Section
from services.portal.console.settings import ConsoleSettings
from services.state.store import StateStore


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """What the console's pages work with; the portal process has it all."""

    store: StateStore
    clock: Clock


def build_console(settings: Settings, secrets: SecretFiles, parts: ConsoleParts) -> Starlette | None:
    """Return the console, None where the settings want none.

    Raises:
        SealdeskError: the cookie key cannot be read.
    """
    if settings.console is None:
        return None
    times = session_times(settings)
    staff = Staff(SignIn(parts.store, parts.clock, times), Enrolling(parts.store, parts.clock))
    return create_console(_sections(settings, parts), staff, console_settings(settings, secrets), parts.clock)


def session_times(settings: Settings) -> SessionTimes:
    """Return how long a session lives."""
    console = settings.console
    if console is None:
        return SessionTimes()
    return SessionTimes(timedelta(minutes=console.idle_minutes), timedelta(hours=console.session_hours))


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


def _sections(settings: Settings, parts: ConsoleParts) -> list[Section]:
    """Return the sections; each one's pages are in a file of their own in `services.portal.console`."""
    desk = build_desk(settings, parts.store, parts.clock)
    fees = FeeTalk(build_payment_desk(settings, parts.store, parts.clock), Consents(parts.store, parts.clock))
    return [Queue(desk, parts.clock).section(), Fees(fees, settings.clinic.zone_info).section()]
