"""The legal holds' face at the audit process's socket: place, lift, list; errors go to that application's handler."""

from collections.abc import Callable
from functools import partial
from typing import Final

import anyio
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.audit.errors import HoldUnclear
from services.audit.holding import Hold, HoldDesk
from services.audit_line.wire import HOLD_ASKED, HoldAsked

LARGEST: Final = 1 << 16
"""Bytes of a request."""
_HOLD: Final = TypeAdapter(Hold)
_HOLDS: Final = TypeAdapter(list[Hold])
_JSON: Final = "application/json"

Admit = Callable[[Request], None]
"""Raises where the caller may not change the holds."""


def hold_routes(desk: HoldDesk, admit: Admit) -> list[Route]:
    """Return the routes to put beside those of the ledger."""
    face = _Face(desk, admit)
    return [
        Route("/v1/holds", face.place, methods=["POST"]),
        Route("/v1/holds/list", face.list, methods=["POST"]),
        Route("/v1/holds/{hold}/lift", face.lift, methods=["POST"]),
    ]


class _Face:
    def __init__(self, desk: HoldDesk, admit: Admit) -> None:
        self._desk = desk
        self._admit = admit

    async def place(self, request: Request) -> Response:
        """Place a hold."""
        asked = await self._asked(request)
        work = partial(self._desk.place, asked.actor, asked.patient, asked.reason)
        return Response(_HOLD.dump_json(await anyio.to_thread.run_sync(work)), media_type=_JSON)

    async def lift(self, request: Request) -> Response:
        """Lift a hold."""
        asked = await self._asked(request)
        work = partial(self._desk.lift, asked.actor, request.path_params["hold"], asked.reason)
        return Response(_HOLD.dump_json(await anyio.to_thread.run_sync(work)), media_type=_JSON)

    async def list(self, request: Request) -> Response:
        """Return every hold, the lifted ones too."""
        asked = await self._asked(request)
        holds = await anyio.to_thread.run_sync(partial(self._desk.shown, asked.actor))
        return Response(_HOLDS.dump_json(holds), media_type=_JSON)

    async def _asked(self, request: Request) -> HoldAsked:
        self._admit(request)
        content = b""
        async for part in request.stream():
            content += part
            if len(content) > LARGEST:
                break
        try:
            return HOLD_ASKED.validate_json(content)
        except ValidationError:
            raise HoldUnclear(
                "What is asked of the legal holds cannot be read, or does not say who asks.",
                "Ask with this version's own commands.",
            ) from None
