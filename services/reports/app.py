"""The desk's face at the audit process's socket: order an export, ask how it stands, fetch it, drop it."""

from collections.abc import Callable
from functools import partial
from typing import Final

import anyio
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from services.reports.desk import ExportDesk
from services.reports.errors import WrongQuestion
from services.reports.wire import ORDERED, STANDING

LARGEST: Final = 1 << 20
"""Bytes of an order."""
_ACCEPTED: Final = 202
_NO_CONTENT: Final = 204

Admit = Callable[[Request], None]
"""Raises where the caller may not read the ledger."""


def export_routes(desk: ExportDesk, admit: Admit) -> list[Route]:
    """Return the routes to put beside those of the ledger; errors go to that application's handler."""
    face = _Face(desk, admit)
    return [
        Route("/v1/exports", face.order, methods=["POST"]),
        Route("/v1/exports/{name}", face.standing, methods=["GET"]),
        Route("/v1/exports/{name}", face.drop, methods=["DELETE"]),
        Route("/v1/exports/{name}/file", face.file, methods=["GET"]),
    ]


class _Face:
    def __init__(self, desk: ExportDesk, admit: Admit) -> None:
        self._desk = desk
        self._admit = admit

    async def order(self, request: Request) -> Response:
        """Take an order."""
        self._admit(request)
        content = await _body(request)
        try:
            ordered = ORDERED.validate_json(content)
        except ValidationError:
            raise WrongQuestion("The order cannot be read.", "Order with this version's own commands.") from None
        name = await anyio.to_thread.run_sync(partial(self._desk.order, ordered.order, ordered.asking))
        return JSONResponse({"id": name}, _ACCEPTED)

    async def standing(self, request: Request) -> Response:
        """Tell how it stands."""
        self._admit(request)
        standing = self._desk.standing(request.path_params["name"])
        return Response(STANDING.dump_json(standing), media_type="application/json")

    async def file(self, request: Request) -> Response:
        """Send the archive."""
        self._admit(request)
        return FileResponse(self._desk.file(request.path_params["name"]), media_type="application/zip")

    async def drop(self, request: Request) -> Response:
        """Remove it."""
        self._admit(request)
        await anyio.to_thread.run_sync(self._desk.drop, request.path_params["name"])
        return Response(status_code=_NO_CONTENT)


async def _body(request: Request) -> bytes:
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > LARGEST:
            raise WrongQuestion("The order is too long.", "Ask for fewer values at once.")
    return content
