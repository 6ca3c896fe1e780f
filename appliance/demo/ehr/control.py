"""The simulator's control plane under `/_control`: what a test or a demonstration may do that no EHR would offer."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from appliance.demo.ehr.config import BackendClient
from appliance.demo.ehr.decoration import decorate, lost
from appliance.demo.ehr.integrity import audit
from appliance.demo.ehr.outcome import FhirError
from appliance.demo.ehr.runtime import Ehr

Action = Callable[[Ehr, dict[str, Any]], object]


def routes(ehr: Ehr) -> list[Route]:
    """Return the control plane's routes."""
    tables = {"POST": _POSTS, "GET": _GETS, "DELETE": _DELETES}
    return [
        Route(f"/_control/{name}", _endpoint(ehr, action), methods=[method])
        for method, table in tables.items()
        for name, action in table.items()
    ]


def _endpoint(ehr: Ehr, action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        raw = await request.body()
        try:
            body = {**dict(request.query_params), **(orjson.loads(raw) if raw else {})}
            answer = action(ehr, body)
        except FhirError as error:
            return _json({"error": str(error)}, error.status)
        except (ValueError, KeyError, TypeError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)
        return _json(answer if answer is not None else {"ok": True}, 200)

    return endpoint


def _json(value: object, status: int) -> Response:
    return Response(orjson.dumps(value, default=list), status_code=status, media_type="application/json")


def _reset(ehr: Ehr, body: dict[str, Any]) -> object:
    if "zone" in body:
        try:
            body["zone"] = ZoneInfo(body["zone"])
        except ZoneInfoNotFoundError as error:
            raise ValueError("the zone is unknown") from error
    ehr.reset(body)
    return {"dialect": ehr.config.dialect, "resources": sum(1 for t in ehr.store.types() for _ in ehr.store.all(t))}


def _load(ehr: Ehr, body: dict[str, Any]) -> object:
    ehr.load(body["resources"])
    return {"loaded": len(body["resources"])}


def _clock(ehr: Ehr, body: dict[str, Any]) -> object:
    if "now" in body:
        moment = datetime.fromisoformat(body["now"])
        if moment.tzinfo is None:
            raise ValueError("now needs an offset")
        ehr.clock.set(moment)
    elif "advance_seconds" in body:
        ehr.clock.advance(float(body["advance_seconds"]))
    else:
        ehr.clock.release()
    return {"now": ehr.clock.now().isoformat()}


def _lock(ehr: Ehr, body: dict[str, Any]) -> object:
    reference = body["reference"]
    (ehr.server.locks.discard if body.get("locked") is False else ehr.server.locks.add)(reference)
    return {"locked": sorted(ehr.server.locks)}


def _client(ehr: Ehr, body: dict[str, Any]) -> object:
    scopes = frozenset(body.get("scopes", ())) or BackendClient("", {}).scopes
    ehr.authorization.register(BackendClient(body["client_id"], body["jwks"], scopes))
    return None


def _front_desk(ehr: Ehr, body: dict[str, Any]) -> object:
    arguments = {key: value for key, value in body.items() if key != "action"}
    return {"reference": ehr.front_desk.actions[body["action"]](**arguments)}


def _front_desk_run(ehr: Ehr, body: dict[str, Any]) -> object:
    allowed = tuple(body.get("actions", ("walk-in", "cancel", "block", "unblock", "edit")))
    if not allowed or not set(allowed) <= set(ehr.front_desk.actions):
        raise ValueError("an action of the front desk is unknown")
    ehr.front_desk.start(float(body.get("per_second", 1)), allowed)
    return {"actions": allowed}


def _state(ehr: Ehr, body: dict[str, Any]) -> object:
    types = [body["type"]] if "type" in body else ehr.store.types()
    return {"resources": {name: [v.resource for v in ehr.store.all(name)] for name in types}}


def _decorate(ehr: Ehr, _: dict[str, Any]) -> object:
    """Put things into the resources that a client must not lose; from now on unknown elements are accepted."""
    ehr.config = ehr.server.config = replace(ehr.config, strict=False)
    return {"decorated": decorate(ehr.store)}


_POSTS: dict[str, Action] = {
    "reset": _reset,
    "decorate": _decorate,
    "load": _load,
    "audit": lambda ehr, body: audit(ehr.store, body.get("cancelled", {})),
    "clock": _clock,
    "lock": _lock,
    "clients": _client,
    "revoke-tokens": lambda ehr, _: ehr.authorization.revoke_all(),
    "traps": lambda ehr, body: {"id": ehr.traps.add(body)},
    "traps/release": lambda ehr, body: ehr.traps.release(body["id"]),
    "front-desk": _front_desk,
    "front-desk/run": _front_desk_run,
    "front-desk/stop": lambda ehr, _: ehr.front_desk.stop(),
}
_GETS: dict[str, Action] = {
    "state": _state,
    "audit": lambda ehr, _: audit(ehr.store),
    "log": lambda ehr, _: {"log": [{**asdict(line), "at": line.at.isoformat()} for line in ehr.store.log]},
    "clock": lambda ehr, _: {"now": ehr.clock.now().isoformat()},
    "decorate": lambda ehr, _: {"lost": lost(ehr.store)},
    "traps": lambda ehr, _: {"traps": ehr.traps.listing()},
}
_DELETES: dict[str, Action] = {"traps": lambda ehr, body: ehr.traps.clear(str(body.get("id", "")))}
