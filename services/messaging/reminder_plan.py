"""Which visits are reminded of, and when: so many hours before each, once for each of these times.

The scheduling system is asked again and again which visits begin soon; what was queued is known by an id made from the
appointment, its time and the lead time. So a moved visit is reminded of at its new time, and nothing has to be undone.
A reminder that may not go now (at night, too many that day) is not queued: the next look finds the visit again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from services.kernel.clock import Clock
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.kernel.phone import e164
from services.kernel.store import Store
from services.messaging.consents import standing_of
from services.messaging.ports import MessagingTx
from services.messaging.reminding import Reminder, Reminders
from services.messaging.rules import Letter, MessageRules, Verdict, judge
from services.messaging.templates import TEMPLATES
from services.scheduling.errors import NotFound
from services.scheduling.model import Appointment
from services.scheduling.ports import SchedulingSystem

CATCH_UP = timedelta(hours=12)
"""How late a reminder may come: longer than the quiet hours, and an appliance that stood still catches up."""
_LEAST = timedelta(hours=1)
_AT_ONCE = 20
"""How many reminders one look queues: the answers to patients must not wait behind a morning's reminders."""


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """Queues the reminders that are due. `leads` is how long before a visit, in real time."""

    store: Store[MessagingTx]
    system: SchedulingSystem
    reminders: Reminders
    rules: MessageRules
    clock: Clock
    leads: Sequence[timedelta]
    language: Language = Language.EN
    _not_before: dict[str, datetime] = field(default_factory=dict)

    async def look(self) -> int:
        """Queue what is due; return how many.

        Raises:
            SchedulingError: the system does not answer, or does not list everybody's visits. The next look goes on.
        """
        now = self.clock.now()
        self._forget(now)
        queued = 0
        for lead in sorted(self.leads):
            for visit in await self.system.starting(_window(now, lead)):
                if queued >= _AT_ONCE:
                    return queued
                queued += await self._remind(visit, lead, now)
        return queued

    async def _remind(self, visit: Appointment, lead: timedelta, now: datetime) -> bool:
        if visit.interval is None:
            return False
        key, start = reminder_id(visit.id, visit.interval.start, lead), visit.interval.start
        if self._not_before.get(key, now) > now or await self._known(key):
            return False
        reminder = await self._addressed(visit, key, start)
        verdict = await self._judged(reminder, now) if reminder is not None else None
        if reminder is None or verdict is None or not verdict.go:
            self._not_before[key] = (verdict.until if verdict else None) or start
            return False
        await self.reminders.queue(reminder)
        return True

    async def _known(self, key: str) -> bool:
        return await self.store.read(lambda tx: tx.outbox.get(key)) is not None

    async def _addressed(self, visit: Appointment, key: str, start: datetime) -> Reminder | None:
        """Return the reminder to the patient's phone, or None where there is none that takes texts."""
        try:
            patient = await self.system.patient(visit.patient_id)
        except NotFound:
            return None
        number = next((found for phone in patient.phones if (found := e164(phone)) is not None), None)
        if number is None or not patient.active:
            return None
        return Reminder(key, number, visit.id, start, patient.language or self.language, patient_id=patient.id)

    async def _judged(self, reminder: Reminder, now: datetime) -> Verdict:
        letter = Letter(TEMPLATES["reminder"].message_class, reminder.number, reminder.start, reminder.zone)
        return await self.store.read(lambda tx: judge(self.rules, letter, standing_of(tx, letter, now), now))

    def _forget(self, now: datetime) -> None:
        for key in [key for key, until in self._not_before.items() if until <= now]:
            del self._not_before[key]


def reminder_id(appointment_id: str, start: datetime, lead: timedelta) -> str:
    """Return the id of one reminder: the same for the same visit, time and lead; it says nothing about them."""
    about = f"{appointment_id}\x1f{start.astimezone(UTC).isoformat()}\x1f{lead.total_seconds():.0f}"
    return f"rem_{hashlib.sha256(about.encode()).hexdigest()[:32]}"


def _window(now: datetime, lead: timedelta) -> Interval:
    """Return when visits begin that are due for a reminder `lead` before; at least an hour stays to answer it."""
    late = min(CATCH_UP, max(lead - _LEAST, timedelta(minutes=30)))
    return Interval(now + lead - late, now + lead)
