"""A FHIR server that says exactly what a test wrote down, for answers no honest server would give."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import orjson
from starlette.types import Receive, Scope, Send

from tests.contract.fhir_server import Json, serving

FHIR_JSON = "application/fhir+json"


@dataclass(slots=True)
class Scripted:
    """One answer: status, body (JSON or bytes) and headers."""

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else orjson.dumps(self.body)


@dataclass(slots=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Json:
        found: Json = orjson.loads(self.body)
        return found


class ScriptedFhir:
    """Answers by `METHOD path`; the last answer written down for a request is repeated."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[Asked] = []
        self._answers: dict[str, list[Scripted]] = {}

    @property
    def fhir(self) -> str:
        return f"{self.address}/fhir"

    def say(self, request: str, *answers: Scripted) -> None:
        """Write down what `METHOD path` (below the base) answers, in order."""
        self._answers[request] = list(answers)

    def bundle(self, *resources: Json, **links: str) -> Scripted:
        """Return a searchset with these resources and links (`next="..."`)."""
        link = [{"relation": relation, "url": url} for relation, url in links.items()]
        entry = [{"resource": resource} for resource in resources]
        return Scripted({"resourceType": "Bundle", "type": "searchset", "link": link, "entry": entry})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        path = str(scope["path"]).removeprefix("/fhir/")
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append(Asked(scope["method"], path, scope["query_string"].decode(), headers, body))
        answer = self._next(f"{scope['method']} {path}")
        sent = {"content-type": FHIR_JSON, **answer.headers}
        head = [(name.encode(), value.encode()) for name, value in sent.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": head})
        await send({"type": "http.response.body", "body": answer.content})

    def _next(self, request: str) -> Scripted:
        answers = self._answers.get(request)
        if not answers:
            return Scripted({"resourceType": "OperationOutcome", "issue": []}, 404)
        return answers.pop(0) if len(answers) > 1 else answers[0]


@contextmanager
def scripted_fhir() -> Iterator[ScriptedFhir]:
    """Serve a scripted server on loopback."""
    app = ScriptedFhir()
    with serving(app) as address:
        app.address = address
        yield app
