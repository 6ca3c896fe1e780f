"""The simulated EHR as a web application: FHIR under `/fhir`, SMART, the control plane and the clinic's own view."""

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from appliance.demo import pages
from appliance.demo.ehr import control
from appliance.demo.ehr.auth import TokenError
from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.messages import Call, Reply
from appliance.demo.ehr.misbehaviour import handle_with
from appliance.demo.ehr.outcome import FhirError, outcome
from appliance.demo.ehr.runtime import Ehr
from appliance.demo.ehr.traps import TRANSPORT, TrapMiddleware
from appliance.demo.web.security import SecurityHeaders
from services.kernel.clock import Clock

FHIR_JSON = "application/fhir+json"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_PUBLIC = frozenset({"metadata", ".well-known/smart-configuration"})


class EhrApplication(Starlette):
    """Lets the traps reach the connection of a request, which they need in order to drop it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; uvicorn's `send` belongs to an object that has the transport."""
        scope[TRANSPORT] = getattr(getattr(send, "__self__", None), "transport", None)
        await super().__call__(scope, receive, send)


def create_ehr(config: EhrConfig | None = None, *, clock: Clock | None = None) -> Starlette:
    """Build the application; `app.state.ehr` is the running simulator, for in-process tests.

    Raises:
        ValueError: when the configuration names an unknown dialect.
    """
    ehr = Ehr(config or EhrConfig(), clock)
    app = EhrApplication(routes=[*control.routes(ehr), *pages.routes(ehr), *_smart_routes(ehr), *_fhir_routes(ehr)])
    app.state.ehr = ehr
    app.add_middleware(SecurityHeaders, prefixes=(pages.PATH,))
    app.add_middleware(TrapMiddleware, ehr=ehr)
    return app


def _fhir_routes(ehr: Ehr) -> list[Route]:
    async def fhir(request: Request) -> Response:
        call = await _call(request)
        try:
            behaviour = str(request.scope.get("ehr.behaviour", ""))
            return _respond(handle_with(ehr.server, _authorized(ehr, call, request), behaviour))
        except FhirError as error:
            return _respond(Reply(error.status, error.resource, error.headers))
        except Exception as error:  # noqa: BLE001 the process's edge: one answer, no stack trace
            return _respond(Reply(500, outcome("error", "exception", f"{type(error).__name__} in the server")))

    return [Route("/fhir", fhir, methods=_METHODS), Route("/fhir/{path:path}", fhir, methods=_METHODS)]


def _smart_routes(ehr: Ehr) -> list[Route]:
    async def configuration(request: Request) -> Response:
        return _json(
            {
                "token_endpoint": f"{origin(request)}/auth/token",
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
                "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
                "grant_types_supported": ["client_credentials"],
                "scopes_supported": ["system/*.read", "system/*.write", "system/*.cruds"],
                "capabilities": ["client-confidential-asymmetric", "permission-v1", "permission-v2"],
            }
        )

    async def token(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            return _json(ehr.authorization.issue(form, f"{origin(request)}/auth/token"))
        except TokenError as error:
            return _json({"error": error.code, "error_description": str(error)}, error.status)

    return [
        Route("/fhir/.well-known/smart-configuration", configuration, methods=["GET"]),
        Route("/auth/token", token, methods=["POST"]),
    ]


def origin(request: Request) -> str:
    """Return scheme, host and port as the client sees them."""
    return f"{request.url.scheme}://{request.url.netloc}"


async def _call(request: Request) -> Call:
    return Call(
        method=request.method,
        path=str(request.path_params.get("path", "")),
        query=tuple(request.query_params.multi_items()),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
        actor=request.headers.get("user-agent", "client"),
        base=f"{origin(request)}/fhir",
    )


def _authorized(ehr: Ehr, call: Call, request: Request) -> Call:
    """Return the call with the client as its actor, where authorisation is on.

    Raises:
        FhirError: 401 or 403.
    """
    if ehr.config.auth == "none" or call.path in _PUBLIC:
        return call
    write = call.method != "GET" and not call.path.endswith(("/_search", "/$find"))
    actor = ehr.authorization.actor(request.headers.get("authorization", ""), write=write)
    return Call(call.method, call.path, call.query, call.headers, call.body, actor, call.base)


def _respond(reply: Reply) -> Response:
    body = orjson.dumps(reply.resource) if reply.resource is not None else b""
    return Response(body, status_code=reply.status, headers=reply.headers, media_type=FHIR_JSON)


def _json(value: object, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(value), status_code=status, headers=headers, media_type="application/json")
