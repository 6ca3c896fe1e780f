"""Received texts and reminders, from the settings to what runs."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from appliance.background import Work
from appliance.settings.model import Settings
from appliance.wiring.messaging import way_out
from appliance.wiring.texting import BACKSTOP_EVERY, PLAN_EVERY, Parties, Texting, build_texting
from services.kernel.clock import SystemClock
from services.messaging.reminding import NoAnswers
from tests.appliance.settings_files import small_clinic
from tests.doubles.clock import ManualClock
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.store import MemoryStore

URL = "https://chat.example.org/hooks/texts"
TWILIO = {"account": f"AC{'0' * 32}", "key": f"SK{'0' * 32}", "number": "+13125550100"}


def clinic(folder: Path, **messaging: object) -> Settings:
    """Return settings whose texts leave by the egress process."""
    return small_clinic(folder, messaging={"sender": "egress", **messaging}, egress={"twilio": TWILIO})


def built(settings: Settings) -> Texting:
    store: Any = MemoryStore()
    conversations = ScriptedConversations(ManualClock())
    parties = Parties(store, FakeSchedulingSystem(), conversations, NoAnswers(), SystemClock())
    return build_texting(settings, parties, way_out(settings))


def jobs(texting: Texting) -> dict[str, timedelta]:
    """Return the repeated jobs by name, and how often they run."""

    def named(work: Work) -> tuple[str, timedelta] | None:
        if not isinstance(work, partial):
            return None
        every = work.args[2]
        return work.args[0], every if isinstance(every, timedelta) else every(None)

    return dict(found for work in texting.works if (found := named(work)) is not None)


def test_without_a_way_out_nobody_is_answered(tmp_path: Path) -> None:
    texting = built(small_clinic(tmp_path, messaging={"sender": "none", "reminder_hours": [24]}))
    assert (list(texting.works), list(texting.hooks)) == ([], [])


def test_stock_texts_are_asked_for_and_no_port_is_open(tmp_path: Path) -> None:
    texting = built(clinic(tmp_path))
    assert jobs(texting)["received texts"] == timedelta(seconds=0.7)
    assert "reminders" not in jobs(texting)
    assert list(texting.hooks) == []


def test_where_the_carrier_calls_it_is_asked_seldom_all_the_same(tmp_path: Path) -> None:
    texting = built(clinic(tmp_path, inbound="webhook", webhook_url=URL))
    assert jobs(texting)["received texts"] == BACKSTOP_EVERY
    assert [hook.name for hook in texting.hooks] == ["texts"]


def test_the_mail_service_may_call_where_its_key_is_known(tmp_path: Path) -> None:
    mail = {"key_file": "sendgrid.key", "sender": "desk@clinic.example", "link": "https://chat.example.org/m/"}
    chat = {"public_hosts": ["chat.example.org"], "behind_tls": True}

    def hooks(**sendgrid: str) -> list[tuple[str, int]]:
        way = {"sender": "egress", "mail": "notice"}
        settings = small_clinic(
            tmp_path, messaging=way, chat=chat, egress={"twilio": TWILIO, "sendgrid": {**mail, **sendgrid}}
        )
        return [(hook.name, hook.limit) for hook in built(settings).hooks]

    assert hooks() == []
    assert hooks(events_key="a public key") == [("notices", 1024 * 1024)]


def test_reminders_run_where_they_are_wanted(tmp_path: Path) -> None:
    assert jobs(built(clinic(tmp_path, reminder_hours=[72, 24])))["reminders"] == PLAN_EVERY


@pytest.mark.parametrize(
    ("messaging", "said"),
    [
        ({"inbound": "webhook"}, "webhook_url"),
        ({"inbound": "webhook", "webhook_url": URL, "sender": "none"}, "sender: egress"),
        ({"webhook_url": "http://chat.example.org/hooks/texts"}, "pattern"),
        ({"webhook_url": "https://chat.example.org/texts"}, "pattern"),
        ({"reminder_hours": [1]}, "from 2 to 336"),
        ({"reminder_hours": [24, 24]}, "each once"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, messaging: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        clinic(tmp_path, **messaging)
