"""`sealdesk audit restored` and `accept-clock`: two ways back for a ledger that takes nothing, each on record."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from appliance.cli.opening import settings_of, staff_actor
from appliance.errors import ApplianceError
from appliance.places import Places
from appliance.restored import Declaration, Gap, declare
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.audit import audit_node, build_ledger
from appliance.wiring.state import AT_ONCE, build_state, open_state_with
from services.audit.courier import NoLedger
from services.audit.filing import new_filing
from services.audit.model import Action, AuditEvent
from services.audit_line.client import LedgerLine
from services.kernel.clock import SystemClock
from services.ledger.errors import LedgerBusy

SOURCE: Final = "mending"
_LONGEST: Final = 200


class WrongMending(ApplianceError):
    """What was given with a mending verb cannot be read."""

    code = "wrong_mending"


def restored(config: Path | None, staff: str, backup_of: str, reason: str) -> int:
    """Declare the restored state, and hand it to the ledger."""
    settings, actor = settings_of(config), staff_actor(staff)
    said = Declaration(actor, _instant(backup_of, settings.clinic.zone_info), reason)
    gap = asyncio.run(_restored(settings, said))
    _say(f"Declared: the state no longer holds its events {gap.first} to {gap.last}; the ledger keeps them.")
    if gap.again:
        _say(f"{gap.again} events that it recorded since were recorded again behind them.")
    _say("The ledger takes its events again. Appointments changed since the backup stand in the scheduling system;")
    _say(f"what the state forgot is in the ledger: sealdesk audit search --since {backup_of} --as NAME")
    return 0


async def _restored(settings: Settings, said: Declaration) -> Gap:
    secrets = SecretFiles.locate(settings.folders.secrets)
    line, store = LedgerLine(Places.of(settings).audit_socket), open_state_with(settings, secrets, NoLedger())
    try:
        gap = await declare(store, line, SystemClock(), said)
    finally:
        await store.close()
        line.close()
    handed = build_state(settings, secrets, AT_ONCE)
    try:
        await handed.write(lambda tx: tx.audit.head())  # a write is answered once the ledger has everything
    finally:
        await handed.close()
    return gap


def accept_clock(config: Path | None, staff: str, reason: str) -> int:
    """Record the decision in the ledger, which is opened here: the audit process does not start with such a clock."""
    settings, actor, clock = settings_of(config), staff_actor(staff), SystemClock()
    words = " ".join(reason.split())
    if not words.isprintable() or not 1 <= len(words) <= _LONGEST:
        raise WrongMending("A reason is a few words.", f"Say why in 1 to {_LONGEST} characters.")
    try:
        opened = build_ledger(settings, SecretFiles.locate(settings.folders.secrets), clock)
    except LedgerBusy:
        raise WrongMending(
            "Sealdesk runs, so its audit process has the ledger open. Nothing was done.",
            "Stop it first: sealdesk down. A ledger that runs and takes events has no need of this.",
        ) from None
    try:
        body = {"reason": words, "clock": clock.now().isoformat()}
        event = AuditEvent(clock.now(), actor, Action.LEDGER_CLOCK_ACCEPTED, purpose="HSYSADMIN", body=body)
        number = opened.ledger.last_taken(SOURCE) + 1
        taken = opened.ledger.accept_clock(new_filing(event, SOURCE, number, audit_node(settings)))
    finally:
        opened.close()
    _say(f"Recorded as entry {taken.last}. Until the clock has caught up, entries bear the time of the one before.")
    _say("Start Sealdesk: sealdesk up")
    return 0


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongMending("The backup's time cannot be read.", "Write it as 2026-11-20T03:00.") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
