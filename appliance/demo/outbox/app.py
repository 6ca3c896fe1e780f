"""The outbox: stand-ins of every carrier on one loopback port, and the pages that show what they took."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from appliance.demo.carriers.journal import Entry, Journal
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.clinic import build_clinic
from appliance.demo.outbox.carriers import CERTIFICATE, KEYS, STAFF, Carriers
from appliance.demo.outbox.checkout import CheckoutPages
from appliance.demo.outbox.directory import Contact, Directory
from appliance.demo.outbox.pages import OutboxPages
from appliance.demo.settings import FRONT_DESK, TEAM_INBOX
from appliance.demo.staff import read_staff
from appliance.demo.waiting import STORY, waiting
from appliance.demo.web.rendering import static_files
from appliance.demo.web.security import SecurityHeaders
from services.kernel.clock import Clock, SystemClock


@dataclass(frozen=True, slots=True)
class OutboxConfig:
    """How one outbox runs.

    Attributes:
        zone: the name of the clinic's time zone.
        folder: holds the stand-ins' keys and the relay's certificate; without it they are made up and no mail comes.
        mail_port: where the relay listens; 0 for any free port, None for nowhere.
        front_desk: the number of the front desk.
        team: the inbox of the clinic's providers.
        console: the address of the staff console; empty where there is none.
        chat: the address of the patient chat, without a slash; empty where nobody takes Stripe's messages.
    """

    zone: str = "America/New_York"
    folder: Path | None = None
    mail_port: int | None = None
    front_desk: str = FRONT_DESK
    team: str = TEAM_INBOX
    console: str = ""
    chat: str = ""


def create_outbox(config: OutboxConfig | None = None, clock: Clock | None = None) -> Starlette:
    """Build the application; `app.state.carriers` are the stand-ins, for in-process tests."""
    config, clock = config or OutboxConfig(), clock or SystemClock()
    carriers = _carriers(config, clock)
    zone = ZoneInfo(config.zone)
    directory = _directory(clock.now().astimezone(zone).date(), zone, _own(config))
    staff = read_staff(config.folder / STAFF) if config.folder else []
    pages = OutboxPages(carriers, directory, zone, clock, staff, config.console)

    @asynccontextmanager
    async def working(_: Starlette) -> AsyncIterator[None]:
        async with carriers.working(config.mail_port):
            yield

    app = Starlette(
        routes=[
            *pages.routes,
            *CheckoutPages(carriers.stripe, config.chat).routes,
            *_plain(carriers.journal),
            *carriers.routes,
            static_files("/static"),
        ],
        lifespan=working,
    )
    app.add_middleware(SecurityHeaders, prefixes=("/",))
    app.state.carriers = carriers
    return app


def _carriers(config: OutboxConfig, clock: Clock) -> Carriers:
    if config.folder is None:
        return Carriers.build(CarrierKeys.fresh("+12125550100", "visits@maple-street.example"), clock)
    return Carriers.build(CarrierKeys.read(config.folder / KEYS), clock, config.folder / CERTIFICATE)


def _own(config: OutboxConfig) -> tuple[Contact, ...]:
    """Return the clinic's own phones and inboxes."""
    return (
        Contact("front-desk", "The front desk", phone=config.front_desk),
        Contact("team", "The providers", mail=config.team),
    )


def _directory(today: date, zone: ZoneInfo, own: tuple[Contact, ...]) -> Directory:
    """Return the people of the clinic that the simulated EHR builds on the same day."""
    clinic = build_clinic(today.isoformat(), zone)
    waits = {person.id for person, _ in waiting(clinic, today)}
    people = [replace(person, story=STORY) if person.id in waits else person for person in clinic.people]
    return Directory(people, own)


def _plain(journal: Journal) -> list[Route]:
    """Return the routes for programs: the messages as JSON, newest first, and a way to forget them."""

    async def listing(_: Request) -> Response:
        return _json({"messages": [_described(entry) for entry in reversed(journal.entries)]})

    async def forget(_: Request) -> Response:
        journal.clear()
        return _json({"ok": True})

    return [
        Route("/messages.json", listing),
        Route("/messages", forget, methods=["DELETE"]),
    ]


def _described(entry: Entry) -> dict[str, object]:
    described = asdict(entry)
    return {**described, "calendar": entry.calendar.decode()}


def _json(value: object, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status_code=status, media_type="application/json")
