"""The office's face: `POST /v1/{errand}` with JSON both ways, on a Unix socket whose process checks who calls."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.egress.errors import Refused
from services.egress.office.errors import WrongErrand
from services.egress.office.journal import code_of
from services.egress.office.office import Office
from services.kernel.errands import ERRANDS, Failed
from services.kernel.errors import SealdeskError

_LOG = logging.getLogger(__name__)
_LARGEST: Final = 4 * 1024 * 1024
_FAILED: Final = 409
_WRONG: Final = 400
_UNKNOWN: Final = 404
_FAILURE: Final = TypeAdapter(Failed)
_INSIDE: Final = Failed("send_unknown", "The egress process failed inside.", "Run `sealdesk doctor`.")
_ERRANDS: Final = {errand.name: errand for errand in ERRANDS}


def create_office_app(office: Office, facts: Callable[[], Mapping[str, object]] = dict) -> Starlette:
    """Build the ASGI app: 200 with the answer, or 409 with a `Failed`; 400 and 404 are of another version.

    `facts` are what the process wants to say about its health.
    """
    asks = {name: TypeAdapter[Any](errand.asks) for name, errand in _ERRANDS.items()}
    tells = {name: TypeAdapter[Any](errand.tells) for name, errand in _ERRANDS.items()}

    async def call(request: Request) -> Response:
        """Do one errand."""
        name = request.path_params["errand"]
        errand = _ERRANDS.get(name)
        if errand is None:
            return _failed(_UNKNOWN, failed_of(_wrong("There is no such errand.")))
        try:
            asked = asks[name].validate_json(await _bounded(request))
        except ValidationError:
            return _failed(_WRONG, failed_of(_wrong("An errand has a shape that is not known.")))
        try:
            return Response(tells[name].dump_json(await office.run(errand, asked)), media_type="application/json")
        except SealdeskError as error:
            return _failed(_FAILED, failed_of(error))
        except Exception as error:  # noqa: BLE001 the process's edge: named by type, never with its words
            _LOG.error("errand %s failed: %s", name, type(error).__name__)
            return _failed(_FAILED, _INSIDE)

    async def health(request: Request) -> Response:
        """Say which channels are set up."""
        del request
        return JSONResponse({"status": "ok", "channels": sorted(office.channels), **facts()})

    return Starlette(routes=[Route("/v1/{errand}", call, methods=["POST"]), Route("/health", health, methods=["GET"])])


def failed_of(error: SealdeskError) -> Failed:
    """Write an error down."""
    reason = error.reason.value if isinstance(error, Refused) else str(getattr(error, "reason", ""))
    pause = getattr(error, "retry_after", None)
    return Failed(code_of(error), error.what, error.do, reason, pause if isinstance(pause, float) else None)


async def _bounded(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            return b""
    return body


def _failed(status: int, failed: Failed) -> Response:
    return Response(_FAILURE.dump_json(failed), status_code=status, media_type="application/json")


def _wrong(what: str) -> WrongErrand:
    return WrongErrand(what, "Update both processes.")
