"""The checks of the gateway, by real traffic that names an invented person.

The first gives the person to the running gateway and sees in its counts that they were hidden. The second runs the same
settings before a model server of its own that only listens and repeats, and looks at every byte which that server got.
"""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import httpx
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from appliance.addresses import gateway_secrets, our_gateway
from appliance.doctor.model import Check, NotUsed, Patient, Wrong
from appliance.processes.serve import bind_unix, plain_server, serve_until
from appliance.secret_files import header_key
from appliance.wiring.gateway import build_gateway
from appliance.wiring.gateway_options import gateway_options
from services.gateway.api.app import create_gateway_app

_OK: Final = 200
_SECONDS: Final = 20.0
_MODEL: Final = "canary"
_ROSTER: Final = {"missing": "is not there yet, and calls are refused", "stale": "is older than it should be"}
_COUNT: Final = 'sealdesk_gateway_found_total{type="%s"}'
_KINDS: Final = ("SSN", "PHONE")


@dataclass(frozen=True, slots=True)
class Canary:
    """An invented person: nobody has such numbers (987-65-432x, 555-01xx)."""

    ssn: str = field(default_factory=lambda: f"987-65-{secrets.randbelow(10) + 4320}")
    phone: str = field(default_factory=lambda: f"512-555-01{secrets.randbelow(100):02}")

    @property
    def words(self) -> str:
        """What they say."""
        return f"This is Zebulon Quackenbush, my social security number is {self.ssn}, call me at {self.phone}."

    def in_(self, heard: bytes) -> list[str]:
        """Return what of them stands in some bytes, by kind."""
        parts = {"the name": "Quackenbush", "the social security number": self.ssn, "the telephone number": self.phone}
        return [kind for kind, part in parts.items() if part.lower().encode() in heard.lower()]


class Listener:
    """A model server that repeats what it is told, and remembers every byte."""

    def __init__(self) -> None:
        self.heard = b""
        self.app = Starlette(routes=[Route("/v1/chat/completions", self._answer, methods=["POST"])])

    async def _answer(self, request: Request) -> Response:
        body = await request.body()
        self.heard += repr(request.headers.raw).encode() + body
        said = orjson.loads(body)["messages"][-1]["content"]
        choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
        answer = {"id": "c", "object": "chat.completion", "created": 1, "model": _MODEL, "choices": [choice]}
        return JSONResponse(answer)


async def _running(patient: Patient) -> str:
    _require(patient)
    canary = Canary()
    async with _client(our_gateway(patient.settings), _key(patient)) as http:
        health = (await _ask(http, "GET", "/health")).json()
        before = await _counts(http)
        await http.post("/v1/chat/completions", json=_body(canary, patient.settings.understanding.model))
        after = await _counts(http)
    _judge(health)
    if any(after[kind] <= before[kind] for kind in _KINDS):
        raise Wrong("it did not hide an invented person's numbers")
    roster = f"{health['roster_patients']} patients known" if "roster_patients" in health else "no roster"
    return f"it hides an invented person; {roster}; the model server answers"


def _judge(health: dict[str, object]) -> None:
    """Read what the gateway says of itself.

    Raises:
        Wrong: a part of it is not well.
    """
    roster = str(health.get("roster"))
    if roster in _ROSTER:
        raise Wrong(f"the roster of patients {_ROSTER[roster]} ({health.get('roster_failed') or 'late'})")
    if health.get("status") != "ok":
        raise Wrong(f"redaction {health.get('redaction')}, model server {health.get('model_server')}")


async def _settings(patient: Patient) -> str:
    _require(patient)
    canary, listener = Canary(), Listener()
    with tempfile.TemporaryDirectory(prefix="sealdesk-doctor-") as folder:
        async with _looped(patient, listener, Path(folder)) as http:
            answer = await _ask(http, "POST", "/v1/chat/completions", _body(canary, _MODEL))
    leaked = canary.in_(listener.heard)
    if leaked:
        raise Wrong(f"{' and '.join(leaked)} of an invented person reached the model server")
    if not listener.heard:
        raise Wrong("nothing reached the model server")
    back = answer.json()["choices"][0]["message"]["content"]
    if back != canary.words:
        raise Wrong("the reply did not come back as it was said")
    return f"{len(listener.heard)} bytes reached a model server of the doctor's, nothing of an invented person in them"


@asynccontextmanager
async def _looped(patient: Patient, listener: Listener, folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Run the gateway as the settings say, but before the listener, without its roster, and without its audit file."""
    model, socket = folder / "model.sock", folder / "gateway.sock"
    options = gateway_options(patient.settings, patient.secrets)
    own = replace(options, upstream=f"unix:{model}", transcriber="", patients=None, audit=None)
    gateway = await asyncio.to_thread(build_gateway, own, patient.clock)
    stop = asyncio.Event()
    listeners = (
        (plain_server(listener.app), bind_unix(model)),
        (plain_server(create_gateway_app(gateway)), bind_unix(socket)),
    )
    serving = asyncio.ensure_future(serve_until(stop, *listeners))
    try:
        async with _client(f"unix:{socket}", options.key) as http:
            yield http
    finally:
        stop.set()
        await serving


def _require(patient: Patient) -> None:
    if not patient.settings.gateway.runs:
        raise NotUsed("gateway.runs is false: no gateway of ours is started")


def _client(address: str, key: str) -> httpx.AsyncClient:
    socket = address.removeprefix("unix:") if address.startswith("unix:") else None
    return httpx.AsyncClient(
        base_url="http://gateway" if socket else address,
        transport=httpx.AsyncHTTPTransport(uds=socket),
        headers={"authorization": f"Bearer {key}"} if key else {},
        timeout=_SECONDS,
        trust_env=False,
    )


def _key(patient: Patient) -> str:
    name = gateway_secrets(patient.settings)[0]
    return header_key(patient.secrets, name) if name else ""


def _body(canary: Canary, model: str) -> dict[str, object]:
    return {"model": model, "max_tokens": 1, "messages": [{"role": "user", "content": canary.words}]}


async def _counts(http: httpx.AsyncClient) -> dict[str, int]:
    """Return how many numbers of each kind the gateway has hidden."""
    lines = (await _ask(http, "GET", "/metrics")).text.splitlines()
    found = {kind: next((line for line in lines if line.startswith(_COUNT % kind)), " 0") for kind in _KINDS}
    return {kind: int(line.rpartition(" ")[2]) for kind, line in found.items()}


async def _ask(http: httpx.AsyncClient, method: str, path: str, body: object = None) -> httpx.Response:
    try:
        answer = await http.request(method, path, json=body)
    except httpx.HTTPError as error:
        raise Wrong(f"no answer ({type(error).__name__})") from None
    if answer.status_code != _OK and path != "/health":
        raise Wrong(f"{path} answers {answer.status_code}")
    return answer


RUNNING = Check("The gateway hides who somebody is", "sealdesk up; then read run/logs/gateway.log", _running)
SETTINGS = Check(
    "Nothing of an invented person passes the gateway as it is set",
    "sealdesk config check; report this fault",
    _settings,
)
