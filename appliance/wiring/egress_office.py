"""Builds the office of the egress process: what answers at `egress.sock`."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from services.egress.allow_list import AllowList
from services.egress.guard import Guard
from services.egress.journal import Journal
from services.kernel.clock import Clock


def build_office(
    settings: Settings,  # noqa: ARG001 the channels' settings
    secrets: SecretFiles,  # noqa: ARG001 the carriers' credentials
    allow_list: AllowList,
    guard: Guard,
    journal: Journal,  # noqa: ARG001 each request is recorded
    clock: Clock,  # noqa: ARG001 the time
) -> Starlette:
    """Return the web application at the senders' socket.

    Raises:
        SealdeskError: a credential cannot be used.
    """

    async def health(_: Request) -> Response:
        names = [entry.name for entry in allow_list.destinations]
        return JSONResponse({"status": "ok", "destinations": names, "open": len(guard.open)})

    return Starlette(routes=[Route("/health", health)])
