"""The page behind a notice's link, `/m/TOKEN`: the same way to the chat for every token.

Nothing is looked up and nothing is kept: a link says neither who it was for nor whether it was ever sent, and whoever
opens it learns what everybody sees. Who they are, patients prove in the chat as ever.
"""

import re
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

PATH: Final = "/m/{token}"
_TOKEN: Final = re.compile(r"[0-9a-f]{32,64}")


def notice_route() -> Route:
    """Return the route; what has not a token's form is no page."""
    return Route(PATH, _lead, methods=["GET"])


async def _lead(request: Request) -> Response:
    """GET /m/TOKEN: go to the chat's first page. 303, so that no browser keeps it (RFC 9110, 15.4.4)."""
    if not _TOKEN.fullmatch(request.path_params["token"]):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)
