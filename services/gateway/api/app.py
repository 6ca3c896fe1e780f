"""The ASGI app: the key first, then five routes and no others, and every fault a refusal."""

import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

import anyio
import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Router
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
_UNHEALTHY: Final = 503
_PROBE: Final = "my ssn is 219-09-9999"
_MODEL_FIELDS: Final = ("id", "object", "created", "owned_by")
Answer = Callable[[Request, Gateway], Awaitable[Response]]


class GatewayApp:
    """The app. A path is one of five, letter for letter, or is nowhere: nothing is matched, joined or redirected."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._answers: dict[str, tuple[str, Answer]] = {
            "/v1/chat/completions": ("POST", chat),
            "/v1/audio/transcriptions": ("POST", transcribe),
            "/v1/models": ("GET", models),
            "/health": ("GET", health),
            "/metrics": ("GET", metrics),
        }
        self._rest = Router(lifespan=_lifespan(gateway))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._rest(scope, receive, send)  # the process's start and end; everything else is turned away
            return
        request = Request(scope, receive)
        route = scope["path"].rpartition("/")[2] if scope["path"] in self._answers else "nowhere"
        try:
            response = await self._answer(request)
        except CallRefused as error:
            self._gateway.journal.refused("key" if isinstance(error, NotAuthorized) else route, error)
            response = refusal(error)
        except Exception as error:  # noqa: BLE001 the process's edge: named by type, never with its words
            _LOG.error("a call failed by an error that nobody foresaw: %s", type(error).__name__)
            failed = LayerFailed("gateway")
            self._gateway.journal.refused(route, failed)
            response = refusal(failed)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        """Return the answer; the key comes first, before anything else of the request is read.

        Raises:
            CallRefused: there is none.
        """
        if not self._allowed(request.headers.get("authorization", "")):
            raise NotAuthorized
        method, answer = self._answers.get(request.scope["path"], ("", None))
        if answer is None:
            raise NoSuchRoute
        if request.method != method:
            raise NoSuchRoute(allowed=method)
        return await answer(request, self._gateway)

    def _allowed(self, authorization: str) -> bool:
        key = self._gateway.key
        scheme, _, sent = authorization.partition(" ")
        return not key or (scheme.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), key.encode()))


def create_gateway_app(gateway: Gateway) -> ASGIApp:
    """Build the app. Its lifespan sweeps the vaults, and closes them and the upstream at the end."""
    return GatewayApp(gateway)


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


def _lifespan(gateway: Gateway) -> Callable[[object], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
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

    return lifespan


async def _sweep(gateway: Gateway) -> None:
    while True:
        await anyio.sleep(_SWEEP_SECONDS)
        gateway.vaults.sweep()
