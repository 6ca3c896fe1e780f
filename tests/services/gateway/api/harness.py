"""The whole gateway on a real socket, in front of the fake model server on another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from services.gateway.api.app import create_gateway_app
from services.gateway.api.gateway import Gateway
from services.gateway.api.journal import Journal
from services.gateway.api.metrics import Metrics
from services.gateway.api.upstream import Address, Upstream
from services.gateway.payload.limits import Limits
from services.gateway.ports import Finder, OtherPatients, RosterStanding
from services.gateway.vault.store import Vaults
from tests.doubles.audit import MemoryTrail
from tests.doubles.clock import ManualClock
from tests.doubles.finder import SmallFinder
from tests.doubles.loopback import serving
from tests.doubles.vllm import MODEL, FakeVllm, Spoken

Json = dict[str, Any]
KEY = "gateway-key"
UPSTREAM_KEY = "upstream-key"


@dataclass
class House:
    """The gateway, what it talks to, and a client of it."""

    fake: FakeVllm
    finder: SmallFinder
    trail: MemoryTrail
    clock: ManualClock
    gateway: Gateway
    http: httpx.Client

    def say(self, spoken: Callable[[Json], Spoken] | Spoken | str) -> None:
        """Let the model answer this."""
        said = Spoken(spoken) if isinstance(spoken, str) else spoken
        self.fake.say = (lambda _body: said) if isinstance(said, Spoken) else said

    def chat(self, *messages: Json, conversation: str = "", verified: str = "", **fields: object) -> httpx.Response:
        """Call the chat API."""
        headers = {"x-conversation-id": conversation} if conversation else {}
        if verified:
            headers["x-caller-verified"] = verified
        body = {"model": MODEL, "messages": list(messages), **fields}
        return self.http.post("/v1/chat/completions", json=body, headers=headers)

    def streamed(self, *messages: Json, **fields: object) -> list[Json]:
        """Call the streaming chat API; return its events, without the closing one."""
        answer = self.chat(*messages, stream=True, **fields)  # type: ignore[arg-type]
        assert answer.headers["content-type"].startswith("text/event-stream"), answer.text
        return events(answer.text)

    def reset(self) -> None:
        """Be as on the first day."""
        self.fake.__init__(UPSTREAM_KEY)  # type: ignore[misc]
        self.finder.__init__()  # type: ignore[misc]
        self.trail.__init__()  # type: ignore[misc]
        self.gateway.journal.metrics.__init__()  # type: ignore[misc]
        self.gateway.vaults.close_all()
        self.gateway.clean.clear()


def events(text: str) -> list[Json]:
    """Return the events of a stream."""
    lines = [line.removeprefix("data: ") for line in text.split("\n\n") if line]
    return [orjson.loads(line) for line in lines if line != "[DONE]"]


def content_of(chunks: list[Json], name: str = "content", choice: int = 0) -> str:
    """Return the text of a streamed reply."""
    deltas = [each["delta"] for chunk in chunks for each in chunk["choices"] if each["index"] == choice]
    return "".join(delta.get(name) or "" for delta in deltas)


def arguments_of(chunks: list[Json], call: int = 0) -> str:
    """Return the arguments of a streamed tool call."""
    calls = [each for chunk in chunks for choice in chunk["choices"] for each in choice["delta"].get("tool_calls", [])]
    return "".join(each["function"].get("arguments", "") for each in calls if each["index"] == call)


def user(content: object) -> Json:
    """Return a user's message."""
    return {"role": "user", "content": content}


def system(content: object) -> Json:
    """Return a system message."""
    return {"role": "system", "content": content}


def tool(name: str = "find_slots", /, **properties: object) -> Json:
    """Return a tool."""
    parameters = {"type": "object", "properties": properties}
    return {"type": "function", "function": {"name": name, "description": "Finds.", "parameters": parameters}}


@contextmanager
def a_house(
    *,
    key: str = KEY,
    limits: Limits | None = None,
    others: OtherPatients | None = None,
    must_be_verified: bool = False,
    finder: Finder | None = None,
    roster: RosterStanding | None = None,
    at: str | None = None,
) -> Iterator[House]:
    """Run everything until the block ends; `at` is where the gateway looks for the model server."""
    fake, small, trail, clock = FakeVllm(UPSTREAM_KEY), SmallFinder(), MemoryTrail(), ManualClock()
    with serving(fake.app()) as model_server:
        upstream = Upstream(Address.read(at or model_server), UPSTREAM_KEY, answer_seconds=5)
        gateway = Gateway(
            finder=finder or small,
            vaults=Vaults(clock),
            upstream=upstream,
            transcriber=upstream,
            journal=Journal(trail, clock, Metrics()),
            limits=limits or Limits(),
            key=key,
            others=others,
            must_be_verified=must_be_verified,
            roster=roster,
        )
        headers = {"authorization": f"Bearer {key}"} if key else {}
        with (
            serving(create_gateway_app(gateway)) as address,
            httpx.Client(base_url=address, headers=headers, timeout=20, trust_env=False) as http,
        ):
            yield House(fake, small, trail, clock, gateway, http)
