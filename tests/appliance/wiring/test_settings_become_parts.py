from datetime import date, time, timedelta
from pathlib import Path

import pytest

from appliance.errors import SecretsError
from appliance.settings.policy import VisitRules
from appliance.wiring.bridge import build_system, site_profile
from appliance.wiring.dialogue import clinic_facts, dialogue_settings, usual_hours
from appliance.wiring.policy import policy_book, visit_policy
from appliance.wiring.portal import build_portal, portal_settings
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from services.scheduling.policy_model import Late, VisitPolicy
from tests.appliance.settings_files import fresh_secrets, small_clinic


def test_the_default_rules_of_the_settings_are_those_of_the_core() -> None:
    assert visit_policy(VisitRules()) == VisitPolicy()


def test_rules_holidays_and_days_off_reach_the_policy_book(tmp_path: Path) -> None:
    clinic = {
        "name": "Maple",
        "phone": "+1 212 555 0100",
        "zone": "America/Chicago",
        "closed_on": ["2026-12-25"],
    }
    policy = {
        "default": {"notice_move_hours": 48, "late_cancel": "allow_with_fee", "late_cancel_fee_cents": 2500},
        "visit_types": {"laser": {"needs_provider_approval": True, "weekdays": ["monday", "friday"]}},
        "days_off": [{"first": "2026-12-28", "last": "2026-12-31", "practitioner": "brooks"}],
    }
    book = policy_book(small_clinic(tmp_path, clinic=clinic, policy=policy))
    assert book.default.late_cancel is Late.ALLOW_WITH_FEE
    laser = book.for_visit("laser")
    assert (laser.notice_move, laser.needs_provider_approval) == (timedelta(hours=48), True)
    assert laser.weekdays == frozenset({0, 4})
    assert book.closed_on(date(2026, 12, 25), "raman", None)
    assert book.closed_on(date(2026, 12, 29), "brooks", None)
    assert not book.closed_on(date(2026, 12, 29), "raman", None)


def test_the_profile_of_the_defaults_is_the_adapters_own(tmp_path: Path) -> None:
    profile = site_profile(small_clinic(tmp_path))
    plain = SiteProfile("http://127.0.0.1:9/fhir", profile.zone)
    assert profile == plain


def test_what_the_site_says_reaches_the_adapter(tmp_path: Path) -> None:
    system = {
        "base_url": "http://127.0.0.1:9/fhir/",
        "dialect": "epic",
        "lock": "none",
        "frees_slots": True,
        "visit_types": {"C1": "cleaning"},
        "identifiers": {"series": "urn:series"},
        "timeout_seconds": 4,
    }
    profile = site_profile(small_clinic(tmp_path, scheduling_system=system))
    assert profile.base_url == "http://127.0.0.1:9/fhir"
    assert (profile.dialect, profile.frees_slots) == (DialectName.EPIC, True)
    assert profile.service_types == {"C1": "cleaning"}
    assert profile.identifiers.series == "urn:series"
    assert profile.limits.read_seconds == 4


async def test_a_missing_signing_key_is_told_before_anything_runs(tmp_path: Path) -> None:
    smart = {"client_id": "sealdesk", "token_url": "https://ehr.example/token"}
    settings = small_clinic(tmp_path, scheduling_system={"base_url": "http://127.0.0.1:9/fhir", "smart": smart})
    with pytest.raises(SecretsError, match=r"smart\.pem cannot be opened"):
        build_system(settings, fresh_secrets(settings), SystemClock())


def test_the_dialogue_knows_its_clinic(tmp_path: Path) -> None:
    clinic = {
        "name": "Clínica Arce",
        "message_name": "Clinica Arce",
        "phone": "+1 212 555 0100",
        "zone": "America/Chicago",
        "languages": ["es", "en"],
        "hours": {"monday": ["13:00-17:00", "07:30-12:00"], "saturday": ["09:00-24:00"]},
        "closed_on": ["2027-01-01"],
        "emergency": {"number": "112", "crisis_line": None},
        "front_desk": {"answers_within_minutes": 30},
    }
    settings = small_clinic(tmp_path, clinic=clinic)
    dialogue = dialogue_settings(settings, fresh_secrets(settings))
    assert (dialogue.clinic_name, dialogue.default_language) == ("Clínica Arce", Language.ES)
    assert dialogue.week[0] == ((time(7, 30), time(12)), (time(13), time(17)))
    assert dialogue.week[5] == ((time(9), time(23, 59)),)
    assert not any(dialogue.week[day] for day in (1, 2, 3, 4, 6))
    assert (dialogue.emergency_number, dialogue.crisis_line) == ("112", None)
    assert portal_settings(settings, fresh_secrets(settings)).emergency_number == "112"
    assert clinic_facts(settings).answering == dialogue.answering
    assert dialogue.person_answers_within == timedelta(minutes=30)
    assert clinic_facts(settings).name == "Clinica Arce"
    hours = usual_hours(settings)
    assert (hours.opens, hours.closes) == (time(7, 30), time(23, 59))


def test_a_clinic_without_hours_has_the_usual_ones(tmp_path: Path) -> None:
    clinic = {"name": "Maple", "phone": "+1 212 555 0100", "zone": "America/Chicago", "hours": {}}
    assert usual_hours(small_clinic(tmp_path, clinic=clinic)).opens == time(7)


def test_the_page_knows_whether_it_is_behind_tls(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, chat={"behind_tls": True, "embed_origins": ["https://www.example.org"]})
    page = portal_settings(settings, fresh_secrets(settings))
    assert page.tls
    assert page.embed_origins == ("https://www.example.org",)


async def test_a_portal_is_built_started_and_stopped(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path)
    portal = build_portal(settings, fresh_secrets(settings), SystemClock())
    await portal.start()
    chat = await portal.conversations.open(None)
    assert await portal.conversations.lines(chat.id)
    await portal.stop()
    again = build_portal(settings, fresh_secrets(settings), SystemClock())
    await again.start()
    assert (await again.conversations.chat(chat.id)).id == chat.id
    actions = [link.record.action for link in await again.store.read(lambda tx: list(tx.audit.rows()))]
    assert actions[0] == "service.started"
    assert actions[-2:] == ["service.stopped", "service.started"]
    await again.stop()
