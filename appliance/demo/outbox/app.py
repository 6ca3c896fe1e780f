"""The outbox: stand-ins of every carrier on one loopback port, and the pages that show what they took."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from appliance.demo.carriers.journal import Entry, Journal, Outcome, Way
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.clinic import CROWD
from appliance.demo.outbox.carriers import CERTIFICATE, KEYS, Carriers
from appliance.demo.outbox.directory import Directory
from appliance.demo.outbox.pages import OutboxPages
from appliance.demo.people import cast, crowd
from appliance.demo.web.rendering import static_files
from appliance.demo.web.security import SecurityHeaders
from services.kernel.clock import Clock, SystemClock

_SEED = 1


@dataclass(frozen=True, slots=True)
class OutboxConfig:
    """How one outbox runs.

    Attributes:
        zone: the name of the clinic's time zone.
        folder: holds the stand-ins' keys and the relay's certificate; without it they are made up and no mail comes.
        mail_port: where the relay listens; 0 for any free port, None for nowhere.
        front_desk: the number of the front desk.
    """

    zone: str = "America/New_York"
    folder: Path | None = None
    mail_port: int | None = None
    front_desk: str = "+12125550199"


def create_outbox(config: OutboxConfig | None = None, clock: Clock | None = None) -> Starlette:
    """Build the application; `app.state.carriers` are the stand-ins, for in-process tests."""
    config, clock = config or OutboxConfig(), clock or SystemClock()
    carriers = _carriers(config, clock)
    zone = ZoneInfo(config.zone)
    pages = OutboxPages(carriers, _directory(clock.now().astimezone(zone).date(), config.front_desk), zone)

    @asynccontextmanager
    async def working(_: Starlette) -> AsyncIterator[None]:
        async with carriers.working(config.mail_port):
            yield

    app = Starlette(
        routes=[*pages.routes, *_plain(carriers.journal, clock), *carriers.routes, static_files("/static")],
        lifespan=working,
    )
    app.add_middleware(SecurityHeaders, prefixes=("/",))
    app.state.carriers = carriers
    return app


def _carriers(config: OutboxConfig, clock: Clock) -> Carriers:
    if config.folder is None:
        return Carriers.build(CarrierKeys.fresh("+12125550100", "visits@maple-street.example"), clock)
    return Carriers.build(CarrierKeys.read(config.folder / KEYS), clock, config.folder / CERTIFICATE)


def _directory(today: date, front_desk: str) -> Directory:
    return Directory([*cast(today), *crowd(CROWD, today, _SEED)], front_desk)


def _plain(journal: Journal, clock: Clock) -> list[Route]:
    """Return the routes for programs: the messages as JSON, newest first, and a way to forget them."""

    async def listing(_: Request) -> Response:
        return _json({"messages": [_described(entry) for entry in reversed(journal.entries)]})

    async def receive(request: Request) -> Response:
        try:
            _keep(journal, orjson.loads(await request.body()), clock)
        except (ValueError, KeyError, TypeError) as error:
            return _json({"error": f"id, to and text are needed ({type(error).__name__})"}, 400)
        return _json({"ok": True})

    async def forget(_: Request) -> Response:
        journal.clear()
        return _json({"ok": True})

    return [
        Route("/messages.json", listing),
        Route("/messages", receive, methods=["POST"]),
        Route("/messages", forget, methods=["DELETE"]),
    ]


def _keep(journal: Journal, described: dict[str, str], clock: Clock) -> None:
    """Keep a text that the appliance hands over by itself; the same id once."""
    name, to, words = (str(described[field] or "") for field in ("id", "to", "text"))
    if not (name and to and words):
        raise ValueError
    if name not in {entry.id for entry in journal.entries}:
        template = str(described.get("template", ""))
        journal.note(Entry(name, Way.TEXT, to, clock.now(), words, Outcome.DELIVERED, template=template))


def _described(entry: Entry) -> dict[str, object]:
    described = asdict(entry)
    return {**described, "calendar": entry.calendar.decode()}


def _json(value: object, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status_code=status, media_type="application/json")
