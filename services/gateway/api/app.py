"""The ASGI app: the key first, then five routes and no others, and every fault a refusal."""

import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

import anyio
import orjson
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.api.bodies import json_response, refusal
from services.gateway.api.chat import chat
from services.gateway.api.gateway import Gateway
from services.gateway.api.layers import layer
from services.gateway.api.transcriptions import transcribe
from services.gateway.redaction.view import View
from services.gateway.refusals import CallRefused, LayerFailed, NoSuchRoute, NotAuthorized, UpstreamMalformed

_LOG = logging.getLogger(__name__)
_SWEEP_SECONDS: Final = 20.0
_NOT_FOUND: Final = 404
_WRONG_METHOD: Final = 405
_UNHEALTHY: Final = 503
_PROBE: Final = "my ssn is 219-09-9999"
_MODEL_FIELDS: Final = ("id", "object", "created", "owned_by")
Answer = Callable[[Request, Gateway], Awaitable[Response]]


class KeyCheck:
    """Asks for the key on every path, before anything of the request is read."""

    def __init__(self, app: ASGIApp, gateway: Gateway) -> None:
        self._app = app
        self._gateway = gateway

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its key is right."""
        if scope["type"] == "http" and not self._allowed(Headers(scope=scope)):
            error = NotAuthorized()
            self._gateway.journal.refused("key", error)
            await refusal(error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _allowed(self, headers: Headers) -> bool:
        key = self._gateway.key
        scheme, _, sent = headers.get("authorization", "").partition(" ")
        return not key or (scheme.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), key.encode()))


def create_gateway_app(gateway: Gateway) -> Starlette:
    """Build the app. Its lifespan sweeps the vaults, and closes them and the upstream at the end."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_sweep, gateway)
            if gateway.roster is not None:
                tasks.start_soon(gateway.roster.run)
            yield
            tasks.cancel_scope.cancel()
        gateway.vaults.close_all()
        for upstream in {gateway.upstream, gateway.transcriber}:
            await upstream.aclose()
        if gateway.roster is not None:
            await gateway.roster.aclose()

    routes = [
        _route("/v1/chat/completions", "POST", chat, gateway),
        _route("/v1/audio/transcriptions", "POST", transcribe, gateway),
        _route("/v1/models", "GET", models, gateway),
        _route("/health", "GET", health, gateway),
        _route("/metrics", "GET", metrics, gateway),
    ]

    async def nowhere(request: Request, error: Exception) -> Response:
        del request
        return refusal(NoSuchRoute(error.status_code if isinstance(error, HTTPException) else _NOT_FOUND))

    return Starlette(
        routes=routes,
        middleware=[Middleware(KeyCheck, gateway=gateway)],
        exception_handlers={_NOT_FOUND: nowhere, _WRONG_METHOD: nowhere},
        lifespan=lifespan,
    )


async def models(request: Request, gateway: Gateway) -> Response:
    """List the model server's models: their names and nothing else of it.

    Raises:
        CallRefused: it gives no list.
    """
    del request
    raw = await gateway.upstream.models()
    try:
        listed = orjson.loads(raw)["data"]
        kept = [{name: each[name] for name in _MODEL_FIELDS if name in each} for each in listed]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise UpstreamMalformed from None
    return json_response({"object": "list", "data": kept})


async def health(request: Request, gateway: Gateway) -> Response:
    """Prove by traffic that the redaction finds and the model server answers; say how the roster stands."""
    del request
    with layer("redaction"):
        redacts = bool(gateway.finder.find(View(_PROBE)))
    answers = await gateway.upstream.answers()
    roster = dict(gateway.roster.facts()) if gateway.roster else {"roster": "none"}
    status = 200 if redacts and answers and roster["roster"] != "missing" else _UNHEALTHY
    parts = {"redaction": "ok" if redacts else "failing", "model_server": "ok" if answers else "down", **roster}
    return json_response({"status": "ok" if status != _UNHEALTHY else "failing", **parts}, status)


async def metrics(request: Request, gateway: Gateway) -> Response:
    """Print the counts for Prometheus."""
    del request
    text = gateway.journal.metrics.text(len(gateway.vaults))
    text += "".join(f"{line}\n" for line in gateway.roster.lines()) if gateway.roster else ""
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


def _route(path: str, method: str, answer: Answer, gateway: Gateway) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request, gateway)
        except CallRefused as error:
            gateway.journal.refused(path.rpartition("/")[2], error)
            return refusal(error)
        except Exception as error:  # noqa: BLE001 the process's edge: named by type, never with its words
            _LOG.error("a call failed by an error that nobody foresaw: %s", type(error).__name__)
            failed = LayerFailed("gateway")
            gateway.journal.refused(path.rpartition("/")[2], failed)
            return refusal(failed)

    return Route(path, endpoint, methods=[method])


async def _sweep(gateway: Gateway) -> None:
    while True:
        await anyio.sleep(_SWEEP_SECONDS)
        gateway.vaults.sweep()
