"""An in-process fake of vLLM 0.32's API server, as it was measured: its routes, its errors, its streams, its gaps.

What is copied on purpose: the key is asked for below /v1 only; `guided_json` is taken and ignored; tool arguments are
not held to their schema unless the function says `strict`; `response_format` is.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Json = dict[str, Any]
MODEL = "llama-3.1-8b-instruct"
VERSION = "0.32.0"
_GUARDED = ("/v1", "/v2", "/inference", "/cohere")


@dataclass
class Spoken:
    """What the model says: content, tool calls as (name, arguments), reasoning."""

    content: str | None = None
    calls: list[tuple[str, str]] = field(default_factory=list)
    reasoning: str | None = None
    refusal: str | None = None
    finish: str = "stop"


@dataclass
class Recorded:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        loaded: Json = orjson.loads(self.body)
        return loaded


def echo(body: Json) -> Spoken:
    """Say the last message's content again."""
    content = body["messages"][-1].get("content")
    if isinstance(content, list):
        content = " ".join(part.get("text", "") for part in content)
    return Spoken(content or "")


class FakeVllm:
    """The server; `say` decides what the model answers, `held` what it answers under a schema, `fault` how it fails."""

    def __init__(self, key: str = "", *, say: Callable[[Json], Spoken] = echo, piece: int = 3) -> None:
        self.key = key
        self.say = say
        self.piece = piece
        self.held: Callable[[Json], Spoken] | None = None
        self.fault = ""
        self.arrived = threading.Event()
        self.largest_n = 1
        self.context = 2048
        self.transcript = "hello"
        self.pause = 0.0
        self.requests: list[Recorded] = []
        self.gone = 0

    def app(self) -> ASGIApp:
        """Return the ASGI app."""
        routes = [
            Route("/v1/chat/completions", self._chat, methods=["POST"]),
            Route("/invocations", self._chat, methods=["POST"]),
            Route("/v1/models", self._models),
            Route("/v1/audio/transcriptions", self._transcribe, methods=["POST"]),
            Route("/tokenize", self._plain, methods=["POST"]),
            Route("/scale_elastic_ep", self._plain, methods=["POST"]),
            *(Route(path, self._plain) for path in ("/health", "/metrics", "/version", "/load", "/docs", "/ping")),
        ]
        return Starlette(routes=routes, middleware=[Middleware(_Recording, fake=self)])

    @property
    def chats(self) -> list[Json]:
        """The chat requests that arrived."""
        return [each.json for each in self.requests if each.path == "/v1/chat/completions"]

    @property
    def heard(self) -> bytes:
        """Every byte that arrived: paths, headers and bodies."""
        return b"\n".join(
            b" ".join([each.path.encode(), repr(sorted(each.headers.items())).encode(), each.body])
            for each in self.requests
        )

    async def _plain(self, request: Request) -> Response:
        return JSONResponse({"version": VERSION}) if request.url.path == "/version" else PlainTextResponse("")

    async def _models(self, _request: Request) -> Response:
        model = {"id": MODEL, "object": "model", "created": 1, "owned_by": "vllm", "root": "/opt/models/x"}
        return JSONResponse({"object": "list", "data": [{**model, "max_model_len": self.context, "permission": []}]})

    async def _transcribe(self, request: Request) -> Response:
        async with request.form() as form:
            if form.get("model") != MODEL:
                return _error(404, "NotFoundError", "The model does not exist.", "model")
        return JSONResponse({"text": self.transcript, "usage": {"type": "duration", "seconds": 2}})

    async def _chat(self, request: Request) -> Response:
        body = await request.json()
        if self.fault == "silent":
            await request.receive()  # returns when the client has gone
        refused = self._refused(body) or self._faulty()
        if refused is not None:
            return refused
        speak = self.held if "response_format" in body else None
        spoken = speak(body) if speak else _shaped(body) or self.say(body)
        head = {"id": "chatcmpl-0f0f", "created": 1, "model": body["model"], "system_fingerprint": "vllm-0.32.0-tp1"}
        usage = {"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14, "prompt_tokens_details": None}
        if body.get("stream"):
            return StreamingResponse(self._stream(body, spoken, head, usage), media_type="text/event-stream")
        return JSONResponse(_whole(body, spoken, head, usage))

    def _refused(self, body: Json) -> Response | None:
        if body.get("model") != MODEL:
            return _error(404, "NotFoundError", "The model does not exist.", "model")
        if body.get("n", 1) > self.largest_n:
            return _error(400, "BadRequestError", "n must be at most VLLM_MAX_N_SEQUENCES.", "n")
        if len(orjson.dumps(body["messages"])) > 4 * self.context:
            return _error(400, "BadRequestError", "This model's maximum context length is exceeded.", "input_tokens")
        return None

    def _faulty(self) -> Response | None:
        faults: dict[str, Callable[[], Response]] = {
            "500": lambda: _error(500, "InternalServerError", "boom", None),
            "redirect": lambda: RedirectResponse("http://127.0.0.1:9/elsewhere"),
            "not_json": lambda: PlainTextResponse("<html>", media_type="application/json"),
            "not_stream": lambda: JSONResponse({"choices": []}),
            "wrong_shape": lambda: JSONResponse({"choices": [{"message": "text"}]}),
            "bad_event": lambda: PlainTextResponse("data: {nope\n\n", media_type="text/event-stream"),
            "html_event": lambda: PlainTextResponse("<html>\n\n", media_type="text/event-stream"),
            "cut": lambda: PlainTextResponse('data: {"choices": [', media_type="text/event-stream"),
        }
        fault = faults.get(self.fault)
        return fault() if fault else None

    async def _stream(self, body: Json, spoken: Spoken, head: Json, usage: Json) -> AsyncIterator[bytes]:
        said = 0
        try:
            for piece in _pieces(body, spoken, self.piece):
                yield _event({**head, "object": "chat.completion.chunk", "choices": [piece]})
                said += 1
                await asyncio.sleep(self.pause)
                if self.fault == "breaks" and said > 1:
                    return
            if (body.get("stream_options") or {}).get("include_usage"):
                yield _event({**head, "object": "chat.completion.chunk", "choices": [], "usage": usage})
            yield b"data: [DONE]\n\n"
        finally:
            self.gone += 1


class _Recording:
    """Notes each request, then asks for the key where vLLM asks for it."""

    def __init__(self, app: ASGIApp, fake: FakeVllm) -> None:
        self._app = app
        self._fake = fake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        body = await request.body()
        query = f"?{request.url.query}" if request.url.query else ""
        self._fake.requests.append(Recorded(request.method, request.url.path + query, dict(request.headers), body))
        self._fake.arrived.set()
        asked = self._fake.key and request.url.path.startswith(_GUARDED)
        if asked and request.headers.get("authorization") != f"Bearer {self._fake.key}":
            await JSONResponse({"error": "Unauthorized"}, 401)(scope, receive, send)
            return
        left = [body]

        async def again() -> Message:
            return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

        await self._app(scope, again, send)


def _event(data: Json) -> bytes:
    return b"data: " + orjson.dumps(data) + b"\n\n"


def _error(status: int, kind: str, message: str, param: str | None) -> Response:
    return JSONResponse({"error": {"message": message, "type": kind, "param": param, "code": status}}, status)


def _shaped(body: Json) -> Spoken | None:
    """Return the smallest JSON that a schema allows, where one is asked for; old guided fields are ignored."""
    shape = body.get("response_format") or {}
    if shape.get("type") == "json_schema":
        return Spoken(orjson.dumps(_least(shape["json_schema"].get("schema", {}))).decode())
    if body.get("tool_choice") == "required" or isinstance(body.get("tool_choice"), Mapping):
        function = body["tools"][0]["function"]
        held = function.get("strict")
        arguments = orjson.dumps(_least(function.get("parameters", {}))).decode() if held else "true"
        return Spoken(None, [(function["name"], arguments)], finish="tool_calls")
    return None


def _least(schema: Json) -> object:
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    kind = schema.get("type", "object")
    if kind == "object":
        fields = schema.get("properties", {})
        return {name: _least(fields[name]) for name in (schema.get("required") or fields) if name in fields}
    least: Json = {"array": [], "string": "", "integer": 0, "number": 0, "boolean": False, "null": None}
    return least[kind]


def _whole(body: Json, spoken: Spoken, head: Json, usage: Json) -> Json:
    calls = [
        {"id": f"chatcmpl-tool-{at:08x}", "type": "function", "function": {"name": name, "arguments": arguments}}
        for at, (name, arguments) in enumerate(spoken.calls)
    ]
    message: Json = {
        "role": "assistant",
        "content": spoken.content,
        "refusal": spoken.refusal,
        "reasoning": spoken.reasoning,
    }
    if calls:
        message["tool_calls"] = calls
    choices = [
        {"index": at, "message": message, "logprobs": {"content": [{"token": "x"}]}, "finish_reason": spoken.finish}
        for at in range(body.get("n", 1))
    ]
    extra = {"prompt_logprobs": None, "kv_transfer_params": None}
    return {**head, "object": "chat.completion", "choices": choices, "usage": usage, **extra}


def _pieces(body: Json, spoken: Spoken, size: int) -> list[Json]:
    choices = range(body.get("n", 1))
    said = [_piece(at, {"role": "assistant", "content": ""}) for at in choices]
    for name in ("reasoning", "content", "refusal"):
        text = getattr(spoken, name) or ""
        said += [_piece(at, {name: text[i : i + size]}) for i in range(0, len(text), size) for at in choices]
    for number, (name, arguments) in enumerate(spoken.calls):
        first = {"name": name, "arguments": ""}
        opening = {"index": number, "id": f"chatcmpl-tool-{number:08x}", "type": "function", "function": first}
        said += [_piece(at, {"tool_calls": [opening]}) for at in choices]
        for i in range(0, len(arguments), size):
            rest = {"index": number, "function": {"arguments": arguments[i : i + size]}}
            said += [_piece(at, {"tool_calls": [rest]}) for at in choices]
    return said + [_piece(at, {}, spoken.finish) for at in choices]


def _piece(at: int, delta: Json, finish: str | None = None) -> Json:
    return {"index": at, "delta": delta, "logprobs": None, "finish_reason": finish}
