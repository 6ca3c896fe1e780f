"""The FHIR RESTful API (http://hl7.org/fhir/R4/http.html) as we use it: reads are tried again, writes never."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import httpx
import orjson

from services.bridge.fhir.exchange import FHIR_JSON, JSON_PATCH, Answer, Request, exchange
from services.bridge.fhir.invariants import Json, require_resource
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.references import path_of
from services.bridge.fhir.statuses import Kind, failure
from services.scheduling.errors import SchedulingError, SystemBusy, SystemUnreachable

Params = Iterable[tuple[str, str]]
Pause = Callable[[float], Awaitable[None]]
_UNAUTHORIZED = 401
_FORM = "application/x-www-form-urlencoded"


class Authorizer(Protocol):
    """Gives the value of the Authorization header."""

    async def header(self) -> str | None:
        """Return `Bearer ...`, or None where the system asks for nothing."""
        ...

    def invalidate(self, header: str) -> None:
        """Forget a header that was answered with 401."""
        ...


class NoAuthorization:
    """A system that lets the LAN in: demonstrations and some on-premises integration engines."""

    async def header(self) -> str | None:
        """Return None: nothing is sent."""
        return None

    def invalidate(self, header: str) -> None:
        """Do nothing; there is nothing to forget."""


class FhirClient:
    """One shared connection pool to one FHIR server. Close it with `aclose`."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        limits: Limits | None = None,
        authorizer: Authorizer | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.http = http
        self.limits = limits or Limits()
        self._authorizer = authorizer or NoAuthorization()
        self._pause = pause
        self._jitter = random.SystemRandom().random

    async def aclose(self) -> None:
        """Close every connection."""
        await self.http.aclose()

    async def read(self, resource_type: str, resource_id: str) -> Json:
        """GET [type]/[id]: the resource as it is now; an ETag fills in for a missing meta.versionId.

        Raises:
            SchedulingError: see `services.bridge.fhir.statuses`.
        """
        path = path_of(resource_type, resource_id)
        answer = await self.send(Request("GET", path, Kind.READ, headers={"Cache-Control": "no-cache"}))
        return with_version(require_resource(answer.json(), resource_type, resource_id), answer)

    async def get(self, path: str, params: Params = ()) -> Answer:
        """GET any path below the base, or an absolute URL that the caller has checked."""
        return await self.send(Request("GET", path, Kind.READ, tuple(params)))

    async def search_form(self, resource_type: str, params: Params) -> Answer:
        """POST [type]/_search: names and birth dates travel in the body, not in a URL that proxies log."""
        content = str(httpx.QueryParams(list(params))).encode()
        headers = {"Content-Type": _FORM}
        request = Request("POST", f"{resource_type}/_search", Kind.READ, content=content, headers=headers)
        return await self.send(request)

    async def update(self, resource: Json, version: str | None) -> Answer:
        """PUT [type]/[id], conditional on the version where there is one."""
        path = path_of(str(resource["resourceType"]), str(resource["id"]))
        headers = {"Content-Type": FHIR_JSON, **if_match(version)}
        return await self.send(Request("PUT", path, Kind.WRITE, content=orjson.dumps(resource), headers=headers))

    async def patch(
        self, resource_type: str, resource_id: str, operations: Sequence[Json], version: str | None
    ) -> Answer:
        """PATCH [type]/[id] with a JSON Patch (RFC 6902), conditional on the version where there is one."""
        headers = {"Content-Type": JSON_PATCH, **if_match(version)}
        path = path_of(resource_type, resource_id)
        content = orjson.dumps(list(operations))
        return await self.send(Request("PATCH", path, Kind.WRITE, content=content, headers=headers))

    async def create(self, resource: Json, unless: str | None = None) -> Answer:
        """POST [type]; with `unless`, a search that must find nothing (If-None-Exist)."""
        headers = {"Content-Type": FHIR_JSON}
        if unless:
            headers["If-None-Exist"] = unless
        path = str(resource["resourceType"])
        return await self.send(Request("POST", path, Kind.WRITE, content=orjson.dumps(resource), headers=headers))

    async def operation(self, path: str, parameters: Json, kind: Kind) -> Answer:
        """POST [type]/$operation; `kind` says whether it may be repeated."""
        headers = {"Content-Type": FHIR_JSON}
        return await self.send(Request("POST", path, kind, content=orjson.dumps(parameters), headers=headers))

    async def send(self, request: Request) -> Answer:
        """Send a request; reads are repeated with growing, jittered pauses while that can help.

        Raises:
            SchedulingError: the last attempt failed.
        """
        attempts = self.limits.attempts if request.kind is Kind.READ else 1
        for attempt in range(1, attempts):
            try:
                return await self._attempt(request)
            except (SystemBusy, SystemUnreachable) as error:
                wait = self._wait(attempt, error)
                if wait is None:
                    raise
                await self._pause(wait)
        return await self._attempt(request)

    async def _attempt(self, request: Request) -> Answer:
        """Send once, or twice when the token was refused: a 401 has no effect, not even for a write."""
        authorization = await self._authorizer.header()
        answer = await exchange(self.http, _authorized(request, authorization), self.limits)
        if answer.status == _UNAUTHORIZED and authorization is not None:
            self._authorizer.invalidate(authorization)
            fresh = await self._authorizer.header()
            answer = await exchange(self.http, _authorized(request, fresh), self.limits)
        if answer.success:
            return answer
        raise failure(answer.status, request.kind, answer.headers, answer.json_or_none())

    def _wait(self, attempt: int, error: SchedulingError) -> float | None:
        """Return the pause before the next attempt; None when the system asks for a longer one than a patient takes."""
        asked = error.retry_after if isinstance(error, SystemBusy) else None
        if asked is not None and asked > self.limits.longest_backoff_seconds:
            return None
        ceiling = min(self.limits.backoff_seconds * 2.0**attempt, self.limits.longest_backoff_seconds)
        return max(asked or 0.0, ceiling * (0.5 + float(self._jitter()) / 2))


def with_version(resource: Json, answer: Answer) -> Json:
    """Fill a missing meta.versionId from the ETag (RFC 9110 section 8.8.3), so that one place says the version."""
    etag = answer.headers.get("etag", "").removeprefix("W/").strip('"')
    meta = resource.get("meta")
    if etag and not (isinstance(meta, dict) and meta.get("versionId")):
        return {**resource, "meta": {**(meta if isinstance(meta, dict) else {}), "versionId": etag}}
    return resource


def if_match(version: str | None) -> Mapping[str, str]:
    """Return the header that makes a write conditional, or nothing."""
    return {"If-Match": f'W/"{version}"'} if version else {}


def _authorized(request: Request, authorization: str | None) -> Request:
    headers = {"Accept": FHIR_JSON, **request.headers}
    if authorization is not None:
        headers["Authorization"] = authorization
    return replace(request, headers=headers)


__all__ = ["Authorizer", "FhirClient", "NoAuthorization", "if_match", "with_version"]
