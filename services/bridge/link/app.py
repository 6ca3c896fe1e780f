"""The bridge process's face: any `SchedulingSystem` as `POST /v1/{method}` with JSON both ways."""

import logging
from typing import Any

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.bridge.link.wire import FAILURE, METHODS, WAITLIST_METHODS, Failure, Method, failure_of
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, Refused, SchedulingError
from services.scheduling.ports import SchedulingSystem
from services.scheduling.waitlist.ports import NativeWaitlist

_LOG = logging.getLogger(__name__)
_LARGEST = 1024 * 1024
_FAILED = 409
_WRONG = 400
_UNKNOWN = 404


def create_bridge_app(system: SchedulingSystem, waitlist: NativeWaitlist | None = None) -> Starlette:
    """Build the ASGI app that offers `system`, and the clinic's own waitlist where it has one, to the portal process.

    An answer is 200 with the result, or 409 with a `Failure`; 400 and 404 say that the caller speaks another version.
    """

    async def call(request: Request) -> Response:
        """Answer one call of the port."""
        method = METHODS.get(request.path_params["method"])
        if method is None:
            return _failed(_UNKNOWN, failure_of(Refused("The bridge has no such method.", "Update both processes.")))
        return await _call(system, method, await _bounded(request))

    async def wait(request: Request) -> Response:
        """Answer one call of the clinic's own waitlist."""
        method = WAITLIST_METHODS.get(request.path_params["method"])
        if method is None or waitlist is None:
            return _failed(_UNKNOWN, failure_of(Refused("There is no waitlist of the clinic's own.", "")))
        return await _call(waitlist, method, await _bounded(request))

    async def health(request: Request) -> Response:
        """Ask the system what it can do: health is proven by traffic."""
        del request
        return await _call(system, METHODS["capabilities"], b"{}")

    return Starlette(
        routes=[
            Route("/v1/{method}", call, methods=["POST"]),
            Route("/v1/waitlist/{method}", wait, methods=["POST"]),
            Route("/health", health, methods=["GET"]),
        ]
    )


async def _bounded(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            return b""
    return body


async def _call(system: SchedulingSystem | NativeWaitlist, method: Method[Any], body: bytes) -> Response:
    try:
        arguments = method.arguments.validate_json(body)
    except ValidationError:
        wrong = Refused("The bridge was asked with arguments it does not know.", "Update both processes.")
        return _failed(_WRONG, failure_of(wrong))
    try:
        result = await getattr(system, method.name)(*(getattr(arguments, name) for name in method.names))
        return Response(method.result.dump_json(result), media_type="application/json")
    except SchedulingError as error:
        return _failed(_FAILED, failure_of(error))
    except Exception as error:  # noqa: BLE001 the process's edge: named by type, never with its words, which may be PHI
        _LOG.error("bridge method %s failed: %s", method.name, type(error).__name__)
        kind = OutcomeUnknown if method.writes else MalformedAnswer
        return _failed(_FAILED, failure_of(kind("The bridge failed inside.", "Run `sealdesk doctor`.")))


def _failed(status: int, failure: Failure) -> Response:
    return Response(FAILURE.dump_json(failure), status_code=status, media_type="application/json")
