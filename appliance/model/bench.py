"""`sealdesk model bench`: times a model server, from outside, by any OpenAI-compatible address or socket.

Two things are asked: a free reply, streamed (time to first token, tokens a second), and a command held to a schema,
which is what one patient's turn costs. All sentences are invented.
"""

import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

import httpx

from appliance.model.errors import BenchFailed
from services.gateway.api.upstream import Address

STREAMS: Final = (1, 4, 16)
_SECONDS: Final = 300.0
_TOKENS: Final = 64
_SYSTEM: Final = "You read one line of a patient of a clinic and answer with one JSON object. Answer with JSON alone."
_LINES: Final = (
    "can we move it to next thursday after four",
    "I need to cancel my appointment",
    "do you have anything earlier in the morning?",
    "necesito cambiar mi cita para el viernes",
    "yes that works",
    "no, another day please",
    "the second one",
    "when is my appointment",
)
_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "command": {"enum": ["start", "set_when", "pick_slot", "affirm", "deny", "ask", "unclear"]},
        "flow": {"enum": ["cancel", "reschedule", "status", "other"]},
        "span": {"type": "string", "maxLength": 40},
    },
    "required": ["command", "flow", "span"],
    "additionalProperties": False,
}
_FORMAT: Final = {"type": "json_schema", "json_schema": {"name": "command", "schema": _SCHEMA, "strict": True}}


@dataclass(frozen=True, slots=True)
class Timed:
    """What one number of streams showed; times in milliseconds.

    Attributes:
        streams: Requests under way at once.
        first_p50: Time to the first token, median.
        first_p95: The same, 95th percentile.
        tokens_per_second: Tokens of all streams together, a second.
        command_p50: Time of one command, median.
        command_p95: The same, 95th percentile.
        commands_per_second: Commands of all streams together, a second.
        commands_well_formed: Commands that were JSON of the asked form, of all.
    """

    streams: int
    first_p50: float
    first_p95: float
    tokens_per_second: float
    command_p50: float
    command_p95: float
    commands_per_second: float
    commands_well_formed: str


@dataclass(frozen=True, slots=True)
class Target:
    """A server and the model that it serves."""

    http: httpx.AsyncClient
    base: str
    model: str

    def body(self, number: int, **fields: object) -> dict[str, object]:
        """Return a request; its number chooses the patient's line."""
        said = _LINES[number % len(_LINES)]
        messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": f"{said} ({number})"}]
        return {"model": self.model, "messages": messages, "temperature": 0, "max_tokens": _TOKENS, **fields}


Ask = Callable[[Target, int], Awaitable[tuple[float, int]]]


@asynccontextmanager
async def opened(address: str, key: str) -> AsyncIterator[Target]:
    """Open a server by its address and ask which model it serves.

    Raises:
        BenchFailed: the address is none, or nothing there answers as a model server does.
    """
    try:
        where = Address.read(address)
    except ValueError as error:
        raise BenchFailed(f"The address {address} cannot be used.", str(error)) from None
    transport = httpx.AsyncHTTPTransport(uds=str(where.socket) if where.socket else None)
    headers = {"authorization": f"Bearer {key}"} if key else {}
    async with httpx.AsyncClient(transport=transport, headers=headers, timeout=_SECONDS, trust_env=False) as http:
        try:
            answer = await http.get(f"{where.base}/models")
            model = str(answer.raise_for_status().json()["data"][0]["id"])
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            msg = f"{address} does not list a model ({type(error).__name__})."
            raise BenchFailed(msg, "Is it up? Does it ask for a key (--key-file)?") from None
        yield Target(http, where.base, model)


async def bench(target: Target, streams: Sequence[int] = STREAMS, rounds: int = 4) -> AsyncIterator[Timed]:
    """Yield what each number of streams shows; each stream makes `rounds` requests of both kinds.

    Raises:
        BenchFailed: an answer is not a model server's.
    """
    await _command(target, 0)  # the first request compiles the schema's grammar
    await _reply(target, 0)
    for many in streams:
        began = time.perf_counter()
        replies = await _at_once(target, many, rounds, _reply)
        replying = time.perf_counter() - began
        began = time.perf_counter()
        commands = await _at_once(target, many, rounds, _command)
        commanding = time.perf_counter() - began
        firsts, took = [first for first, _ in replies], [seconds for seconds, _ in commands]
        yield Timed(
            streams=many,
            first_p50=_ms(firsts, 50),
            first_p95=_ms(firsts, 95),
            tokens_per_second=round(sum(tokens for _, tokens in replies) / replying, 1),
            command_p50=_ms(took, 50),
            command_p95=_ms(took, 95),
            commands_per_second=round(len(commands) / commanding, 2),
            commands_well_formed=f"{sum(right for _, right in commands)}/{len(commands)}",
        )


def table(rows: Sequence[Timed]) -> str:
    """Return the rows as a table for people."""
    head = "streams  first token p50/p95   tokens/s   command p50/p95   commands/s   well formed"
    lines = [
        f"{row.streams:>7}  {row.first_p50:>8.0f} /{row.first_p95:>6.0f} ms  {row.tokens_per_second:>9.1f}"
        f"  {row.command_p50:>6.0f} /{row.command_p95:>6.0f} ms  {row.commands_per_second:>10.2f}"
        f"   {row.commands_well_formed:>11}"
        for row in rows
    ]
    return "\n".join([head, *lines])


def as_json(rows: Sequence[Timed]) -> str:
    """Return the rows as JSON."""
    return json.dumps({"streams": [asdict(row) for row in rows]})


async def _at_once(target: Target, streams: int, rounds: int, ask: "Ask") -> list[tuple[float, int]]:
    async def one(stream: int) -> list[tuple[float, int]]:
        return [await ask(target, stream * rounds + number) for number in range(rounds)]

    gathered = await asyncio.gather(*(one(stream) for stream in range(streams)))
    return [timed for stream in gathered for timed in stream]


async def _reply(target: Target, number: int) -> tuple[float, int]:
    """Return the seconds to the first token of a reply, and how many tokens it had."""
    body = target.body(number, stream=True, stream_options={"include_usage": True})
    began = time.perf_counter()
    first, tokens = 0.0, 0
    try:
        async with target.http.stream("POST", f"{target.base}/chat/completions", json=body) as answer:
            answer.raise_for_status()
            async for line in answer.aiter_lines():
                event = json.loads(line[6:]) if line.startswith("data: {") else {}
                said = any(choice["delta"].get("content") for choice in event.get("choices", ()))
                first = first or (time.perf_counter() - began if said else 0.0)
                tokens = (event.get("usage") or {}).get("completion_tokens", tokens)
    except (httpx.HTTPError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _failed(error) from None
    return first or time.perf_counter() - began, int(tokens)


async def _command(target: Target, number: int) -> tuple[float, int]:
    """Return the seconds that a command took, and 1 where it is of the asked form."""
    began = time.perf_counter()
    try:
        answer = await target.http.post(
            f"{target.base}/chat/completions", json=target.body(number, response_format=_FORMAT)
        )
        said = answer.raise_for_status().json()["choices"][0]["message"]["content"]
    except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
        raise _failed(error) from None
    return time.perf_counter() - began, int(_well_formed(said))


def _well_formed(said: object) -> bool:
    try:
        command = json.loads(str(said))
    except ValueError:
        return False
    return isinstance(command, dict) and set(command) == set(_SCHEMA["required"])


def _failed(error: Exception) -> BenchFailed:
    status = f" {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else ""
    return BenchFailed(f"The model server did not answer a request ({type(error).__name__}{status}).", "See its log.")


def _ms(seconds: Sequence[float], percent: int) -> float:
    """Return a percentile in milliseconds."""
    if len(seconds) == 1:
        return round(1000 * seconds[0], 1)
    return round(1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1], 1)
