"""The routes that the chat and the staff console share: their own files, and whether the process answers."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from services.portal.assets import Assets

_KEEP_FOR_GOOD: Final = "public, max-age=31536000, immutable"


def plain_routes(assets: Assets) -> list[Route]:
    """Return the routes; a file asked for by its digest may be kept for good, any other is asked for again."""

    async def static(request: Request) -> Response:
        asset = assets.get(request.path_params["name"])
        if asset is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        named = request.query_params.get("v") == asset.digest
        headers = {"cache-control": _KEEP_FOR_GOOD if named else "no-cache"}
        return Response(asset.content, media_type=asset.content_type, headers=headers)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    return [
        Route("/static/{name}", static, methods=["GET"]),
        Route("/healthz", healthz, methods=["GET"]),
    ]
