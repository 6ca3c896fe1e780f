"""Whether a time suits a patient."""

from services.scheduling.model import Slot
from tests.dialogues.clinic import ZONE
from tests.dialogues.conversation import Accept
from tests.doubles.clock import MONDAY_MORNING


def suits(accept: Accept, slot: Slot) -> bool:
    """Tell whether the patient would take this time."""
    local = slot.interval.start.astimezone(ZONE)
    day = (local.date() - MONDAY_MORNING.astimezone(ZONE).date()).days
    who = slot.practitioner.name if slot.practitioner else ""
    in_days = not accept.days or day in accept.days
    return in_days and accept.first <= local.hour < accept.last and accept.provider in who
