from datetime import time
from pathlib import Path

from appliance.wiring.messaging import message_rules
from services.kernel.texting import MessageClass
from services.messaging.rules import Cap, MessageRules
from tests.appliance.settings_files import small_clinic


def test_the_default_rules_of_the_settings_are_those_of_the_room(tmp_path: Path) -> None:
    rules = message_rules(small_clinic(tmp_path))
    assert rules == MessageRules(rules.zone)


def test_hours_and_caps_reach_the_rules(tmp_path: Path) -> None:
    unasked = {"not_before": "09:30", "not_after": "19:00", "reminders_per_day": 2, "bills_per_week": 1}
    rules = message_rules(small_clinic(tmp_path, messaging={"unasked": unasked}))
    assert (rules.daytime.opens, rules.daytime.closes) == (time(9, 30), time(19))
    assert rules.caps == {MessageClass.REMINDER_OR_OFFER: Cap(2, 3), MessageClass.BILLING: Cap(1, 1)}
