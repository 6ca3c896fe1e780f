"""The rules of messages, from the settings."""

from datetime import time

from appliance.settings.model import Settings
from services.kernel.texting import MessageClass
from services.messaging.quiet import Daytime
from services.messaging.rules import Cap, MessageRules


def message_rules(settings: Settings) -> MessageRules:
    """Return the clinic's rules."""
    unasked = settings.messaging.unasked
    return MessageRules(
        zone=settings.clinic.zone_info,
        daytime=Daytime(time.fromisoformat(unasked.not_before), time.fromisoformat(unasked.not_after)),
        caps={
            MessageClass.REMINDER_OR_OFFER: Cap(unasked.reminders_per_day, unasked.reminders_per_week),
            MessageClass.BILLING: Cap(unasked.bills_per_day, unasked.bills_per_week),
        },
    )
