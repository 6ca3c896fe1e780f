"""The demo clinic's appliance.yaml, written anew at each start."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from appliance.demo.bookings import LINKED, SERIES
from appliance.demo.visit_types import VISIT_TYPES

ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the demo's pages listen, all on loopback."""

    chat: int
    ehr: int
    outbox: int


def demo_settings(folder: Path, run: Path, ports: Ports) -> str:
    """Return the text of the settings file.

    Args:
        folder: where state and keys are.
        run: where the sockets are.
        ports: where the pages listen.
    """
    settings = {
        "clinic": _clinic(),
        "scheduling_system": {
            "base_url": f"http://127.0.0.1:{ports.ehr}/fhir",
            "name": "demo-ehr",
            "identifiers": {"series": SERIES, "linked": LINKED},
        },
        "policy": _policy(),
        "chat": {"port": ports.chat, "new_chats_per_minute": 60},
        "messaging": {"sender": "demo", "demo_url": f"http://127.0.0.1:{ports.outbox}/messages"},
        "folders": {"state": str(folder / "state"), "run": str(run), "secrets": str(folder / "secrets")},
    }
    return "# The demo clinic, invented. Written anew at each `sealdesk demo`.\n" + yaml.safe_dump(
        settings, sort_keys=False, allow_unicode=True
    )


def _clinic() -> dict[str, object]:
    week = {day: ["08:00-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
    return {
        "name": "Maple Street Clinic",
        "phone": "(212) 555-0100",
        "address": "12 Maple Street, Springfield",
        "zone": ZONE,
        "hours": {**week, "saturday": ["09:00-12:00"]},
        "front_desk": {"notify": "+12125550199"},
        "visit_names": {kind.code: {"en": kind.english, "es": kind.spanish} for kind in VISIT_TYPES.values()},
    }


def _policy() -> dict[str, object]:
    return {
        "default": {"notice_move_hours": 24, "notice_cancel_hours": 24, "max_horizon_days": 30},
        "visit_types": {
            "new-patient": {"new_patient": True},
            "laser": {"needs_provider_approval": True},
            "imaging": {"needs_authorization": True},
            "vaccination": {"notice_move_hours": 2, "notice_cancel_hours": 2},
        },
    }
