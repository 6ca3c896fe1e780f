"""Traps: what goes wrong between a client and an EHR, on demand.

A trap has a kind, a match (method, path, resource type), how often it springs, and parameters. The kinds that change an
answer are in `trap_answers`; this file holds the registry and the middleware, which springs at most one trap a request.
"""

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from appliance.demo.ehr.outcome import outcome
from appliance.demo.ehr.trap_answers import ANSWERS, Answer

if TYPE_CHECKING:
    from appliance.demo.ehr.runtime import Ehr

BEFORE = ("status", "drop-before", "delay", "pause", "redirect", "huge")
AROUND = ("drop-after", "delay-after", "pause-after", "truncated", "lie", "other-slot")
KINDS = (*BEFORE, *AROUND, *ANSWERS)
TRANSPORT = "ehr.transport"
_MEGABYTE = 1024 * 1024
_ISSUES = {401: "login", 403: "forbidden", 404: "not-found", 409: "conflict", 423: "lock-error", 429: "throttled"}


@dataclass(slots=True)
class Trap:
    """One armed trap; `times` 0 means until it is cleared, `skip` lets that many matching requests pass first."""

    id: str
    kind: str
    match: dict[str, str]
    times: int = 1
    skip: int = 0
    params: dict[str, Any] = field(default_factory=dict)
    sprung: int = 0
    waiting: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def fits(self, method: str, path: str) -> bool:
        """Tell whether a request (path below `/fhir`) is the one this trap waits for."""
        wanted = self.match
        return (
            wanted.get("method", method).upper() == method
            and bool(re.search(wanted.get("path", ""), path))
            and wanted.get("type", path.split("/", maxsplit=1)[0]) == path.split("/", maxsplit=1)[0]
        )


class Traps:
    """The armed traps, in order."""

    def __init__(self) -> None:
        self._traps: dict[str, Trap] = {}
        self._made = 0

    def add(self, described: dict[str, Any]) -> str:
        """Arm a trap and return its id.

        Raises:
            ValueError: when the kind is unknown.
        """
        kind = described.get("name") or described.get("kind")
        if kind not in KINDS:
            raise ValueError(f"the trap is unknown; choose one of {', '.join(sorted(KINDS))}")
        self._made += 1
        trap = Trap(
            id=f"trap-{self._made}",
            kind=str(kind),
            match=dict(described.get("match", {})),
            times=int(described.get("times", 1)),
            skip=int(described.get("skip", 0)),
            params=dict(described.get("params", {})),
        )
        self._traps[trap.id] = trap
        return trap.id

    def clear(self, trap_id: str = "") -> None:
        """Disarm one trap, or all; whatever waits in them goes on."""
        for found in [trap for trap in self._traps.values() if trap_id in ("", trap.id)]:
            found.released.set()
            del self._traps[found.id]

    def release(self, trap_id: str) -> None:
        """Let the requests that wait in a pause go on.

        Raises:
            KeyError: when there is no such trap.
        """
        self._traps[trap_id].released.set()

    async def somebody_waits(self, trap_id: str) -> None:
        """Return once a request has come to wait in a pause; for tests in the same process.

        Raises:
            KeyError: when there is no such trap.
        """
        await self._traps[trap_id].reached.wait()

    def listing(self) -> list[dict[str, Any]]:
        """Describe the armed traps: how often each sprang and how many requests wait in it."""
        names = ("id", "kind", "match", "times", "skip", "params", "sprung", "waiting")
        return [{name: getattr(trap, name) for name in names} for trap in self._traps.values()]

    def spring(self, method: str, path: str) -> Trap | None:
        """Return the first armed trap that fits, and count it."""
        for trap in self._traps.values():
            if not trap.fits(method, path) or (trap.times and trap.sprung >= trap.times):
                continue
            if trap.skip > 0:
                trap.skip -= 1
                continue
            trap.sprung += 1
            return trap
        return None


class TrapMiddleware:
    """Springs traps on requests below `/fhir` and `/auth`."""

    def __init__(self, app: ASGIApp, ehr: "Ehr") -> None:
        self.app = app
        self.ehr = ehr

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, trapped or not."""
        trap = self._spring(scope)
        if trap is None:
            await self.app(scope, receive, send)
        elif trap.kind in BEFORE:
            await self._before(trap, scope, receive, send)
        else:
            await self._around(trap, scope, receive, send)

    def _spring(self, scope: Scope) -> Trap | None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not path.startswith(("/fhir", "/auth")):
            return None
        return self.ehr.traps.spring(scope["method"], path.removeprefix("/fhir").lstrip("/"))

    async def _before(self, trap: Trap, scope: Scope, receive: Receive, send: Send) -> None:
        match trap.kind:
            case "status":
                await _status(trap).send(send)
            case "drop-before":
                await drop(scope, receive)
            case "redirect":
                location = str(trap.params.get("location", "http://elsewhere.invalid/fhir")) + scope["path"]
                await Answer(302, {"location": location}, b"").send(send)
            case "huge":
                await _huge(int(trap.params.get("megabytes", 50)), send)
            case _:
                await _wait(trap)
                await self.app(scope, receive, send)

    async def _around(self, trap: Trap, scope: Scope, receive: Receive, send: Send) -> None:
        scope = {**scope, "ehr.behaviour": trap.kind}
        answer = await capture(self.app, scope, receive)
        match trap.kind:
            case "drop-after":
                await drop(scope, receive)
            case "delay-after" | "pause-after":
                await _wait(trap)
                await answer.send(send)
            case "truncated":
                await _truncated(answer, scope, receive, send)
            case "lie" | "other-slot":
                await answer.send(send)
            case _:
                await ANSWERS[trap.kind](answer, self.ehr, trap.params).send(send)


async def _wait(trap: Trap) -> None:
    """Sleep for `seconds`, or, for a pause, until the control plane releases the trap."""
    if trap.kind.startswith("delay"):
        await asyncio.sleep(float(trap.params.get("seconds", 1)))
        return
    trap.waiting += 1
    trap.reached.set()
    try:
        await trap.released.wait()
    finally:
        trap.waiting -= 1


async def capture(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """Run the application and keep its whole answer."""
    answer = Answer(500, {}, b"")

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    await app(scope, receive, send)
    return answer


async def drop(scope: Scope, receive: Receive) -> None:
    """Close the connection without a byte of answer; in-process clients get the error httpx would raise."""
    transport = scope.get(TRANSPORT)
    if transport is None:
        raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        continue


def _status(trap: Trap) -> Answer:
    status = int(trap.params.get("status", 503))
    headers = {"content-type": "application/fhir+json"}
    if "retry_after" in trap.params:
        headers["retry-after"] = str(trap.params["retry_after"])
    issue = str(trap.params.get("code") or _ISSUES.get(status) or "transient")
    return Answer(status, headers, orjson.dumps(outcome("error", issue, f"Trap: status {status}")))


async def _truncated(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    """Promise the whole body and send half of it."""
    headers = [(name.encode(), value.encode()) for name, value in answer.headers.items() if name != "content-length"]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    half = answer.body[: len(answer.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    await drop(scope, receive)


async def _huge(megabytes: int, send: Send) -> None:
    """Stream a well-formed searchset Bundle of at least that size."""
    entry = orjson.dumps({"resource": {"resourceType": "Slot", "comment": "x" * 1000}}) + b","
    piece = entry * (_MEGABYTE // len(entry) + 1)
    headers = [(b"content-type", b"application/fhir+json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    head = b'{"resourceType":"Bundle","type":"searchset","entry":['
    await send({"type": "http.response.body", "body": head, "more_body": True})
    for _ in range(megabytes):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": entry[:-1] + b"]}", "more_body": False})
