"""The demo clinic's appliance.yaml, written anew at each start."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from appliance.demo.bookings import LINKED, SERIES
from appliance.demo.carriers.certificate import HOST
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.visit_types import VISIT_TYPES

ZONE = "America/New_York"
NUMBER = "+12125550100"
FRONT_DESK = "+12125550199"
MAIL_SENDER = "visits@maple-street.example"
TEAM_INBOX = "team@maple-street.example"
OFFICER_INBOX = "noor.patel@maple-street.example"
TWILIO_SECRET, SENDGRID_KEY, RELAY_PASSWORD = "twilio.secret", "sendgrid.key", "relay.password"
STRIPE_KEY, STRIPE_WEBHOOK = "stripe.key", "stripe.webhook"


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the demo's pages and its mail relay listen, all on loopback; the outbox is also every other carrier."""

    chat: int
    ehr: int
    outbox: int
    relay: int
    console: int


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one demo: state and keys below `folder`, sockets in `run`, the stand-ins' own in `carriers`."""

    folder: Path
    run: Path

    @property
    def carriers(self) -> Path:
        """Return where the stand-ins keep what they believe; no process of the appliance reads its keys."""
        return self.folder / "carriers"

    @property
    def secrets(self) -> Path:
        """Return where the appliance's secrets are."""
        return self.folder / "secrets"


def demo_settings(home: Home, ports: Ports, keys: CarrierKeys, *, stripe: bool = False) -> str:
    """Return the text of the settings file.

    Args:
        home: the demo's folders.
        ports: where everything listens.
        keys: the clinic's accounts at the stand-ins.
        stripe: fees are paid by Stripe Checkout, in place of the clinic's own page.
    """
    settings = {
        "clinic": _clinic(),
        "scheduling_system": {
            "base_url": f"http://127.0.0.1:{ports.ehr}/fhir",
            "name": "demo-ehr",
            "identifiers": {"series": SERIES, "linked": LINKED},
        },
        "policy": _policy(),
        "console": {"port": ports.console},
        "chat": {"port": ports.chat, "new_chats_per_minute": 60},
        "messaging": {"sender": "egress", "mail": "relay", "reminder_hours": [72, 24]},
        "egress": {**_egress(home, ports, keys), **(_stripe(ports) if stripe else {})},
        "payments": {
            **({"stripe": True} if stripe else {"page_url": f"http://127.0.0.1:{ports.outbox}/pay"}),
            "public_url": f"http://127.0.0.1:{ports.chat}",
        },
        "summaries": {"mail": {"team": TEAM_INBOX}},
        "audit": {"officers": {"compliance": OFFICER_INBOX}},
        "folders": {"state": str(home.folder / "state"), "run": str(home.run), "secrets": str(home.secrets)},
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
        "front_desk": {"notify": FRONT_DESK},
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
            "checkup": {"late_cancel": "allow_with_fee", "late_cancel_fee_cents": 2500},
        },
    }


def _egress(home: Home, ports: Ports, keys: CarrierKeys) -> dict[str, object]:
    """Return the door out as a clinic would set it up, with a stand-in on this machine in each carrier's place."""
    return {
        "twilio": {
            "account": keys.twilio_account,
            "key": keys.twilio_key,
            "secret_file": TWILIO_SECRET,
            "number": keys.number,
            "stand_in_port": ports.outbox,
        },
        "smtp": {
            "host": HOST,
            "port": ports.relay,
            "ca_file": str(home.carriers / "certificate" / "ca.pem"),
            "sender": keys.mail_sender,
            "user": keys.relay_user,
            "password_file": RELAY_PASSWORD,
            "location": "loopback",
        },
        "sendgrid": {
            "key_file": SENDGRID_KEY,
            "sender": keys.mail_sender,
            "link": "https://chat.maple-street.example/m/",
            "stand_in_port": ports.outbox,
        },
    }


def _stripe(ports: Ports) -> dict[str, object]:
    """Return Stripe's part of the door; its pages are the chat's own, by the address that they would have."""
    chat = "https://chat.maple-street.example/pay"
    return {
        "stripe": {
            "key_file": STRIPE_KEY,
            "webhook_secret_file": STRIPE_WEBHOOK,
            "success_url": f"{chat}/thanks",
            "cancel_url": f"{chat}/later",
            "stand_in_port": ports.outbox,
        }
    }


def carrier_secrets(keys: CarrierKeys) -> dict[str, str]:
    """Return the secrets of the appliance's processes at the stand-ins, by file name."""
    return {
        STRIPE_KEY: keys.stripe_key,
        STRIPE_WEBHOOK: keys.stripe_webhook_secret,
        TWILIO_SECRET: keys.twilio_secret,
        SENDGRID_KEY: keys.sendgrid_key,
        RELAY_PASSWORD: keys.relay_password,
    }
