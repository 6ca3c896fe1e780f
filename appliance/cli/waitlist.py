"""`sealdesk waitlist`: who waits for an earlier time, what is on offer, and what staff do about it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar

from appliance.cli.opening import opened_bridge, opened_state, settings_of, staff_actor
from appliance.errors import ApplianceError
from appliance.secret_files import SecretFiles
from appliance.settings.clinic import WEEKDAYS
from appliance.settings.model import Settings
from appliance.wiring.handoff import changes_of_a_command
from appliance.wiring.waitlist import build_parts
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from services.kernel.wording import say_instant
from services.scheduling.waitlist.model import EVERY_DAY, Entry, Hours
from services.scheduling.waitlist.staffing import RoundShown, WaitlistDesk
from services.scheduling.waitlist.wording import say_days, say_hours

T = TypeVar("T")


class WrongWish(ApplianceError):
    """A day or an hour of the wish cannot be read."""

    code = "wrong_wish"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line says of a wish."""

    patient: str
    appointment: str
    weekdays: str | None = None
    hours: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    provider: str | None = None
    priority: int = 0


def list_waiting(config: Path | None, staff: str, *, as_json: bool) -> int:
    """Print who waits in the order in which they are asked, without names and numbers."""
    settings = settings_of(config)
    staff_actor(staff)
    entries = _at_the_desk(settings, lambda desk: desk.waiting())
    if as_json:
        sys.stdout.write(json.dumps({"waiting": [_row(entry) for entry in entries]}) + "\n")
        return 0
    for entry in entries:
        texts = "" if entry.consents else "  no texts"
        sys.stdout.write(
            f"{entry.id}  priority {entry.priority}  since {_day(entry.since, settings)}  {entry.visit_type}"
            f"  {_wish(entry)}  {entry.source}{texts}\n"
        )
    if not entries:
        sys.stdout.write("Nobody waits.\n")
    return 0


def list_rounds(config: Path | None, staff: str) -> int:
    """Print the newest slots that are or were on offer."""
    settings = settings_of(config)
    staff_actor(staff)
    shown = _at_the_desk(settings, lambda desk: desk.rounds())
    for each in shown:
        sys.stdout.write(_offered(each, settings) + "\n")
    if not shown:
        sys.stdout.write("Nothing was on offer yet.\n")
    return 0


def add(config: Path | None, wish: Wish, staff: str) -> int:
    """Put a patient on the list who agreed to texts."""
    settings, actor = settings_of(config), staff_actor(staff)
    entry = _entry(wish)
    joined = _at_the_desk(settings, lambda desk: desk.add(entry, actor))
    sys.stdout.write(f"{joined.id}  on the list: {_wish(joined)}.\n")
    return 0


def remove(config: Path | None, entry_id: str, staff: str) -> int:
    """Take an entry off the list."""
    settings, actor = settings_of(config), staff_actor(staff)
    _at_the_desk(settings, lambda desk: desk.remove(entry_id, actor))
    sys.stdout.write("Off the list.\n")
    return 0


def priority(config: Path | None, entry_id: str, number: int, staff: str) -> int:
    """Give an entry staff's priority."""
    settings, actor = settings_of(config), staff_actor(staff)
    changed = _at_the_desk(settings, lambda desk: desk.prioritise(entry_id, number, actor))
    sys.stdout.write(f"{changed.id}  priority {changed.priority}.\n")
    return 0


def _at_the_desk(settings: Settings, work: Callable[[WaitlistDesk], Awaitable[T]]) -> T:
    async def run() -> T:
        async with _desk(settings) as desk:
            return await work(desk)

    return asyncio.run(run())


@asynccontextmanager
async def _desk(settings: Settings) -> AsyncIterator[WaitlistDesk]:
    secrets, clock = SecretFiles.locate(settings.folders.secrets), SystemClock()
    async with opened_state(settings) as store, opened_bridge(settings) as system:
        changes = changes_of_a_command(settings, store, clock)
        yield WaitlistDesk(build_parts(settings, secrets, store, system, changes, clock))


def _entry(wish: Wish) -> Entry:
    return Entry(
        id="",
        patient_id=wish.patient,
        phone="",
        language=Language.EN,
        since=datetime.min.replace(tzinfo=UTC),
        visit_type="",
        practitioner_id=wish.provider,
        earliest=_date(wish.earliest),
        latest=_date(wish.latest),
        weekdays=_weekdays(wish.weekdays),
        hours=tuple(_hours(text) for text in wish.hours),
        priority=wish.priority,
        appointment_id=wish.appointment,
    )


def _weekdays(text: str | None) -> frozenset[int]:
    if text is None:
        return EVERY_DAY
    try:
        return frozenset(WEEKDAYS.index(day.strip().lower()) for day in text.split(","))
    except ValueError:
        known = ", ".join(WEEKDAYS)
        raise WrongWish("A weekday cannot be read.", f"Give some of these, with commas: {known}.") from None


def _hours(text: str) -> Hours:
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise WrongWish("Hours cannot be read.", "Write them as 09:00-12:00.") from None
    if closes <= opens:
        raise WrongWish("Hours end before they begin.", "Write the earlier time first.")
    return Hours(opens, closes)


def _date(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise WrongWish("A day cannot be read.", "Write it as 2026-12-31.") from None


def _wish(entry: Entry) -> str:
    provider = f"Practitioner/{entry.practitioner_id}" if entry.practitioner_id else ""
    return "; ".join(part for part in (say_days(entry), say_hours(entry), provider) if part)


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "priority": entry.priority,
        "since": entry.since.isoformat(),
        "visit_type": entry.visit_type,
        "source": str(entry.source),
        "texts": entry.consents,
        "wish": _wish(entry),
    }


def _offered(each: RoundShown, settings: Settings) -> str:
    slot, zone = each.running.slot, settings.clinic.zone_info
    when = say_instant(slot.interval.start, zone, Language.EN)
    return f"{each.running.id}  {when}  {each.running.state}  {len(each.offers)} offers  {each.running.freed.cause}"


def _day(instant: datetime, settings: Settings) -> str:
    return instant.astimezone(settings.clinic.zone_info).date().isoformat()
