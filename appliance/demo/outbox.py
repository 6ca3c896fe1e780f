"""The demo's outbox: a stand-in for a text message service that shows every text on a page.

`POST /messages` takes `{"id", "to", "body", "language", "kind", "at"}`; `text` for `body` and `template` for `kind`
work too. A second message with the same id changes nothing and answers 200 again. `GET /messages.json` lists them.
"""

import argparse
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from appliance.demo.serving import add_address_arguments, serve
from appliance.demo.web.live import event_stream
from appliance.demo.web.rendering import page, static_files
from appliance.demo.web.security import SecurityHeaders
from services.kernel.clock import Clock, SystemClock

_LONGEST = 2000
_LANGUAGES = ("en", "es")


class MessageError(ValueError):
    """The message cannot be taken; the text says why."""


@dataclass(frozen=True, slots=True)
class OutboxText:
    """One text as the patient's phone would show it."""

    id: str
    to: str
    body: str
    language: str
    kind: str
    at: datetime


class Texts:
    """Every text sent, once per id, in order."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._texts: dict[str, OutboxText] = {}
        self.watchers: set[Callable[[], None]] = set()

    def add(self, described: object) -> bool:
        """Keep a message; returns False when its id is known already.

        Raises:
            MessageError: when something is missing or is not text.
        """
        text = self._read(described)
        if text.id in self._texts:
            return False
        self._texts[text.id] = text
        for watcher in list(self.watchers):
            watcher()
        return True

    def newest_first(self) -> list[OutboxText]:
        """Return the texts, the last one first."""
        return list(self._texts.values())[::-1]

    def clear(self) -> None:
        """Forget every text."""
        self._texts.clear()
        for watcher in list(self.watchers):
            watcher()

    def _read(self, described: object) -> OutboxText:
        if not isinstance(described, dict):
            raise MessageError("a message is a JSON object")
        known = {"body": described.get("text"), "kind": described.get("template", ""), "language": "en", "at": ""}
        fields = {**known, **described}
        for name in ("id", "to", "body", "language", "kind", "at"):
            if not isinstance(fields.get(name), str) or len(fields[name]) > _LONGEST:
                raise MessageError(f"{name} must be a text of at most {_LONGEST} characters")
        if not fields["id"] or not fields["to"] or not fields["body"]:
            raise MessageError("id, to and body must not be empty")
        if fields["language"] not in _LANGUAGES:
            raise MessageError("language must be en or es")
        at = _moment(fields["at"]) or self._clock.now()
        return OutboxText(fields["id"], fields["to"], fields["body"], fields["language"], fields["kind"], at)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise MessageError("at must be an ISO 8601 time") from error
    if moment is not None and moment.tzinfo is None:
        raise MessageError("at needs an offset")
    return moment


class OutboxPages:
    """The outbox's endpoints."""

    def __init__(self, texts: Texts, zone: ZoneInfo) -> None:
        self.texts = texts
        self._zone = zone

    async def receive(self, request: Request) -> Response:
        """Take a message: 200 when it is kept or known already, 400 when it is none."""
        try:
            self.texts.add(orjson.loads(await request.body()))
        except (MessageError, orjson.JSONDecodeError) as error:
            return _json({"error": str(error)}, 400)
        return _json({"ok": True})

    async def forget(self, _: Request) -> Response:
        """Empty the outbox."""
        self.texts.clear()
        return _json({"ok": True})

    async def listing(self, _: Request) -> Response:
        """List the texts as JSON, newest first."""
        return _json({"messages": [asdict(text) for text in self.texts.newest_first()]})

    async def show(self, _: Request) -> Response:
        """Show the texts on a page, newest first."""
        messages = [{**asdict(text), "when": _when(text.at, self._zone)} for text in self.texts.newest_first()]
        return page("outbox.html", events="/events", static="/static", messages=messages)

    async def events(self, _: Request) -> Response:
        """Say when the outbox changes."""
        return event_stream(self.texts)


def create_outbox(clock: Clock | None = None, zone: ZoneInfo | None = None) -> Starlette:
    """Build the application; `app.state.texts` holds the texts, for in-process tests."""
    pages = OutboxPages(Texts(clock or SystemClock()), zone or ZoneInfo("America/New_York"))
    app = Starlette(
        routes=[
            Route("/", pages.show),
            Route("/events", pages.events),
            Route("/messages", pages.receive, methods=["POST"]),
            Route("/messages", pages.forget, methods=["DELETE"]),
            Route("/messages.json", pages.listing),
            static_files("/static"),
        ]
    )
    app.add_middleware(SecurityHeaders, prefixes=("/",))
    app.state.texts = pages.texts
    return app


def _when(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%A, %B %-d, %-I:%M %p}"


def _json(value: object, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status_code=status, media_type="application/json")


def main(argv: list[str] | None = None) -> None:
    """Run the outbox and print its address as one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m appliance.demo.outbox", description="The demo's outbox page.")
    add_address_arguments(parser)
    parser.add_argument("--zone", default="America/New_York", help="the clinic's time zone")
    arguments = parser.parse_args(argv)
    serve(create_outbox(zone=ZoneInfo(arguments.zone)), arguments, {"outbox": "/", "messages": "/messages"})


if __name__ == "__main__":
    main()
