"""A fault in any part refuses the call, in OpenAI's form, and passes nothing on."""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, NoReturn

import httpx
import orjson
import pytest

from services.audit.model import Action, AuditOutcome
from services.gateway.api import bodies as bodies_module
from services.gateway.api import chat as chat_module
from services.gateway.api import upstream as upstream_module
from services.gateway.api.gateway import Gateway
from services.gateway.api.upstream import Address, Upstream
from services.gateway.errors import RedactionFailed, TextTooLong
from services.gateway.payload.clean import CleanTexts
from services.gateway.payload.limits import Limits
from services.gateway.payload.reply import Reply
from services.gateway.payload.request import RequestWalk
from services.gateway.payload.texts import Texts
from services.gateway.restore import Restorer
from services.gateway.vault.store import Vaults
from services.gateway.vault.vault import Vault
from tests.doubles.vllm import MODEL, Spoken
from tests.services.gateway.api.harness import House, a_house, events, user

BOOM = RuntimeError("Maria Santos 512-555-0100")


def boom(*_args: object, **_kwargs: object) -> NoReturn:
    raise BOOM


def break_finder(house: House, _patch: pytest.MonkeyPatch) -> None:
    house.finder.broken = BOOM


def break_layer(house: House, _patch: pytest.MonkeyPatch) -> None:
    house.finder.broken = RedactionFailed("names", "RuntimeError")


def break_audit(house: House, _patch: pytest.MonkeyPatch) -> None:
    house.trail.broken = OSError("disk")


def broken(owner: type | object, name: str) -> Callable[[House, pytest.MonkeyPatch], None]:
    return lambda _house, patch: patch.setattr(owner, name, boom)


BEFORE = {
    "finder": break_finder,
    "layer": break_layer,
    "audit": break_audit,
    "vault opening": broken(Vaults, "opened"),
    "vault placeholder": broken(Vault, "placeholder"),
    "vault seen": broken(Vault, "seen"),
    "vault digest": broken(Vault, "digest"),
    "memory": broken(CleanTexts, "digest"),
    "texts learn": broken(Texts, "learn"),
    "texts rewrite": broken(Texts, "rewrite"),
    "walk": broken(RequestWalk, "request"),
    "rules": broken(chat_module, "Rules"),
    "gateway": broken(Gateway, "typed_only"),
}
AFTER = {
    "resolving": broken(Vault, "resolve"),
    "restoring": broken(Restorer, "feed"),
    "finishing": broken(Restorer, "finish"),
}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("part", BEFORE)
def test_a_fault_before_the_model_server_passes_nothing_on(
    house: House,
    part: str,
    stream: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    BEFORE[part](house, monkeypatch)
    answer = house.chat(user("I am Maria Santos"), stream=stream, conversation="c")
    assert answer.status_code == 503, answer.text
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}
    assert answer.json()["error"]["code"] == "layer_failed"
    assert house.fake.requests == []
    assert "Maria" not in answer.text + caplog.text


@pytest.mark.parametrize("part", AFTER)
def test_a_fault_behind_the_model_server_tells_nothing(
    house: House, part: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    AFTER[part](house, monkeypatch)
    answer = house.chat(user("I am Maria Santos"))
    assert answer.status_code == 503
    assert "Maria" not in answer.text + caplog.text
    streamed = house.chat(user("I am Maria Santos"), stream=True)
    assert "Santos" not in streamed.text or part == "finishing"
    assert events(streamed.text)[-1]["error"]["code"] == "layer_failed"
    assert "[DONE]" not in streamed.text


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("fault", ["500", "redirect", "not_json", "not_stream", "wrong_shape", "cut"])
def test_a_wrong_answer_of_the_model_server_is_not_passed_back(
    house: House,
    fault: str,
    stream: bool,  # noqa: FBT001
) -> None:
    if fault == "not_stream" and not stream:
        fault = "not_json"
    house.fake.fault = fault
    answer = house.chat(user("I am Maria Santos"), stream=stream)
    error = answer.json()["error"] if answer.status_code != 200 else events(answer.text)[-1]["error"]
    assert error["code"] in {"upstream_refused", "upstream_malformed"}
    assert "[DONE]" not in answer.text
    assert "boom" not in answer.text


@pytest.mark.parametrize("fault", ["bad_event", "html_event", "breaks"])
def test_a_broken_stream_ends_with_an_error(house: House, fault: str) -> None:
    house.fake.fault = fault
    answer = house.chat(user("I am Maria Santos, and Maria Santos again"), stream=True)
    assert events(answer.text)[-1]["error"]["code"] == "upstream_malformed"
    assert "[DONE]" not in answer.text


def test_a_fault_while_streaming_is_audited_and_frees_the_vault(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reply, "chunk", boom)
    house.chat(user("I am Maria Santos"), stream=True, conversation="c")
    assert [each.outcome for each in house.trail.events] == [AuditOutcome.SUCCESS, AuditOutcome.FAILED]
    for _ in range(500):  # the client may see the end before the vault is given back
        house.clock.advance(timedelta(hours=1))
        if house.gateway.vaults.sweep():
            break
        house.http.get("/nowhere")
    assert len(house.gateway.vaults) == 0


def test_a_dropped_placeholder_that_cannot_be_audited_stops_the_reply(house: House) -> None:
    def say(_body: object) -> Spoken:
        house.trail.broken = OSError("disk")
        return Spoken("Hi [NAME_9]!")

    house.say(say)
    assert house.chat(user("hi")).json()["error"]["code"] == "layer_failed"


def test_a_model_server_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with a_house(at=f"http://127.0.0.1:{port}") as house:
        assert house.chat(user("hi")).json()["error"]["code"] == "upstream_unreachable"
        assert house.chat(user("hi"), stream=True).status_code == 503
        assert house.http.get("/health").status_code == 503


@pytest.mark.parametrize("said", [b"data: [DONE]\n\n", b"data: [DONE]\n\ndata: {nope\n\n"])
def test_a_model_server_that_hangs_up_after_its_last_word(said: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

    def answer(server: socket.socket) -> None:
        wire, _ = server.accept()
        with wire:
            wire.recv(65536)
            wire.sendall(head + b"%x\r\n%s\r\n" % (len(said), said))

    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        ThreadPoolExecutor(1) as aside,
        a_house(at=f"http://127.0.0.1:{server.getsockname()[1]}") as house,
    ):
        aside.submit(answer, server)
        assert house.chat(user("hi"), stream=True).text == "data: [DONE]\n\n"


def test_a_model_server_that_is_silent() -> None:
    async def silent() -> httpx.Response:
        with socket.create_server(("127.0.0.1", 0)) as deaf:
            upstream = Upstream(Address.read(f"http://127.0.0.1:{deaf.getsockname()[1]}"), answer_seconds=0.05)
            try:
                return httpx.Response(200, content=await upstream.models())
            finally:
                await upstream.aclose()

    with pytest.raises(Exception, match="does not answer"):
        asyncio.run(silent())


def test_health_does_not_wait_for_a_model_server_that_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upstream_module, "_PROBE_SECONDS", 0.01)
    with (
        socket.create_server(("127.0.0.1", 0)) as deaf,
        a_house(at=f"http://127.0.0.1:{deaf.getsockname()[1]}") as house,
    ):
        answer = house.http.get("/health")
        assert (answer.status_code, answer.json()["model_server"]) == (503, "down")


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with a_house() as house:
        assert house.chat(user("hi")).status_code == 200


def test_refusals_are_audited_and_counted(house: House) -> None:
    house.chat(user("hi"), logprobs=True)
    [event] = house.trail.events
    assert (event.action, event.outcome) == (Action.GATEWAY_REFUSED, AuditOutcome.REFUSED)
    assert event.body == {"route": "completions", "code": "field_refused"}
    assert 'sealdesk_gateway_refused_total{code="field_refused"} 1' in house.http.get("/metrics").text


def test_a_text_that_no_layer_reads_is_refused_with_the_reason(house: House) -> None:
    house.finder.broken = TextTooLong(5)
    answer = house.chat(user("I am Maria Santos"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("limits", "fields"),
    [
        (Limits(body_bytes=100), {}),
        (Limits(messages=1), {}),
        (Limits(text_characters=5), {}),
        (Limits(tokens=10), {"max_tokens": 11}),
        (Limits(tokens=10), {"max_completion_tokens": 11}),
        (Limits(choices=1), {"n": 2}),
        (Limits(tools=0), {"tools": [{"type": "function", "function": {"name": "f"}}]}),
        (Limits(), {"stop": ["x"] * 9}),
        (Limits(), {"stop": "x" * 201}),
    ],
)
def test_caps(limits: Limits, fields: dict[str, object]) -> None:
    with a_house(limits=limits) as house:
        answer = house.chat(user("hello there"), user("hello again"), **fields)  # type: ignore[arg-type]
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == "too_large"
        assert house.fake.requests == []


def test_json_too_deep_is_refused(house: House) -> None:
    answer = house.chat(user("[" * 60 + "]" * 60))
    assert answer.status_code == 413
    schema: dict[str, object] = {}
    for _ in range(40):
        schema = {"items": schema}
    fields: Any = {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}}
    assert house.chat(user("hi"), **fields).status_code == 413


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"model": "m"}', b'{"model": "m", "messages": []}', b"\xff"])
def test_a_body_that_is_no_request(house: House, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = house.http.post("/v1/chat/completions", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json", ""])
def test_a_body_that_is_not_said_to_be_json_is_refused(house: House, kind: str) -> None:
    content = orjson.dumps({"model": MODEL, "messages": [user("hi")]})
    answer = house.http.post("/v1/chat/completions", content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "malformed_request")
    assert house.fake.chats == []
    kind = "Application/JSON; charset=utf-8"
    assert house.http.post("/v1/chat/completions", content=content, headers={"content-type": kind}).status_code == 200


@pytest.mark.parametrize("name", ["x-caller-verified", "x-conversation-id"])
def test_a_header_that_stands_there_twice_is_refused(house: House, name: str) -> None:
    twice = [(name, "yes"), (name, "no")]
    answer = house.http.post("/v1/chat/completions", json={"model": MODEL, "messages": [user("hi")]}, headers=twice)
    assert answer.status_code == 400
    assert house.fake.chats == []


def test_a_body_that_does_not_come_is_not_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies_module, "_LONGEST_SECONDS", 0.01)
    with socket.create_connection((house.http.base_url.host, house.http.base_url.port or 80), timeout=20) as wire:
        head = ["POST /v1/chat/completions HTTP/1.1", "host: x", "authorization: Bearer gateway-key"]
        wire.sendall("\r\n".join([*head, "content-type: application/json", "content-length: 9", "", "{"]).encode())
        with wire.makefile("rb") as answer:
            assert b"".join(iter(answer.readline, b"\r\n")).startswith(b"HTTP/1.1 400")
            assert b"did not come in time" in answer.read(60)


def test_refusals_say_what_http_wants_them_to_say(house: House) -> None:
    assert house.http.get("/v1/models", headers={"authorization": ""}).headers["www-authenticate"] == "Bearer"
    assert house.http.get("/v1/chat/completions").headers["allow"] == "POST"
    assert house.http.head("/health").headers["allow"] == "GET"


def test_a_client_that_asks_for_another_protocol_is_told_so(house: House) -> None:
    headers = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2-settings": "AAMAAABkAARAAAAAAAIAAAAA"}
    answer = house.http.post("/v1/chat/completions", json={"model": MODEL, "messages": [user("hi")]}, headers=headers)
    assert answer.status_code == 400
    assert "Use HTTP/1.1" in answer.json()["error"]["message"]
    assert answer.headers["connection"] == "close"


def test_json_that_is_only_written_and_never_read_so_deep_is_refused(house: House) -> None:
    deep = '{"items":' * 400 + "{}" + "}" * 400
    tools: Any = [{"type": "function", "function": {"name": "f", "parameters": "DEEP"}}]
    request = {"model": MODEL, "messages": [user("hi")], "tools": tools}
    content = orjson.dumps(request).replace(b'"DEEP"', deep.encode())
    headers = {"content-type": "application/json"}
    assert house.http.post("/v1/chat/completions", content=content, headers=headers).status_code == 413


def test_a_compressed_body_and_a_wrong_header_are_refused(house: House) -> None:
    body = {"model": MODEL, "messages": [user("hi")]}
    for headers in ({"content-encoding": "gzip"}, {"x-conversation-id": "a b"}, {"x-caller-verified": "maybe"}):
        assert house.http.post("/v1/chat/completions", json=body, headers=headers).status_code == 400


def test_a_client_that_goes_away_stops_the_model_server(house: House) -> None:
    house.fake.pause = 0.02
    house.say("word " * 5000)
    body = {"model": MODEL, "messages": [user("hi")], "stream": True}
    with house.http.stream("POST", "/v1/chat/completions", json=body) as answer:
        next(answer.iter_bytes())
    for _ in range(500):
        if house.fake.gone:
            break
        house.http.get("/metrics")
    assert house.fake.gone == 1


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_goes_away_before_the_first_word_stops_the_model_server(stream: bool) -> None:  # noqa: FBT001
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        a_house(at=f"http://127.0.0.1:{server.getsockname()[1]}") as house,
    ):
        server.settimeout(20)
        content = orjson.dumps({"model": MODEL, "messages": [user("hi")], "stream": stream})
        with socket.create_connection((house.http.base_url.host, house.http.base_url.port or 80), timeout=20) as wire:
            head = ["POST /v1/chat/completions HTTP/1.1", "host: x", "authorization: Bearer gateway-key"]
            rest = ["content-type: application/json", f"content-length: {len(content)}", "", ""]
            wire.sendall("\r\n".join([*head, *rest]).encode() + content)
            called, _ = server.accept()
            assert called.recv(65536)
        with called:
            called.settimeout(20)
            while called.recv(65536):
                pass  # until the gateway hangs up
        assert 'code="client_gone"' in house.http.get("/metrics").text
