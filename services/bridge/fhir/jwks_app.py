"""Our public keys on the LAN: `GET /jwks.json`, for an EHR that fetches keys instead of having them registered.

An on-premises appliance is not reachable from beyond the clinic, so this serves EHRs of the same network only. It shows
public keys and nothing else.
"""

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.bridge.fhir.jwks import SigningKey, jwks

PATHS = ("/jwks.json", "/.well-known/jwks.json")
_HEADERS = {"Cache-Control": "public, max-age=300", "X-Content-Type-Options": "nosniff"}


def create_jwks_app(keys: Iterable[SigningKey]) -> Starlette:
    """Return the application that publishes the keys' public halves.

    Raises:
        SigningKeyUnusable: two keys share a kid.
    """
    published = jwks(keys)

    async def show(_: Request) -> Response:
        return JSONResponse(published, headers=_HEADERS)

    return Starlette(routes=[Route(path, show, methods=["GET"]) for path in PATHS])
