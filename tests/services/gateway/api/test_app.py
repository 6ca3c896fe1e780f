"""The key on every path, five routes and no others, health, metrics and transcriptions."""

import asyncio
import socket
from pathlib import Path

import httpx
import pytest

from services.gateway.api.upstream import Address, Upstream
from tests.doubles.loopback import serving
from tests.doubles.vllm import MODEL, FakeVllm
from tests.services.gateway.api.harness import House, a_house, user

PATHS = (
    *("/v1/chat/completions", "/v1/audio/transcriptions", "/v1/models", "/health", "/metrics", "/", "/nowhere"),
    *("/invocations", "/tokenize", "/detokenize", "/version", "/load", "/docs", "/openapi.json", "/ping"),
    *("/scale_elastic_ep", "/v1/completions", "/v1/embeddings", "/v1/responses", "/inference/v1/generate", "/pooling"),
)
OFFERED = {"/v1/chat/completions", "/v1/audio/transcriptions", "/v1/models", "/health", "/metrics"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_no_path_answers_without_the_key_and_only_five_with_it(house: House, path: str, method: str) -> None:
    for wrong in ({}, {"authorization": "Bearer no"}, {"authorization": "Basic Z2F0ZXdheS1rZXk="}):
        with httpx.Client(base_url=house.http.base_url, headers=wrong, trust_env=False) as stranger:
            answer = stranger.request(method, path)
            assert answer.status_code == 401
            assert answer.json()["error"]["code"] == "invalid_api_key"
    answer = house.http.request(method, path)
    if path not in OFFERED:
        assert answer.status_code == 404
        assert house.fake.requests == []
    elif answer.status_code == 405:
        assert answer.json()["error"]["code"] == "no_such_route"


SPELLINGS = (
    *("/v1/../invocations", "/v1/chat/completions/../../tokenize", "//tokenize", "/v1//models", "//v1/models"),
    *("/v1/%2e%2e/invocations", "/v1/..%2finvocations", "/%2e/metrics", "/v1/chat/completions%2f..%2f..%2ftokenize"),
    *("/v1/models/", "/v1/chat/completions/", "/health/", "/metrics/", "/metrics/../tokenize", "/./metrics"),
    *(
        "/V1/models",
        "/v1/Models",
        "/METRICS",
        "/Invocations",
        "/v1/models;x=/tokenize",
        "/v1/models%00",
        "/v1/models%20",
    ),
    *("/v1\\models", "/v1/chat/completions\\..\\tokenize", "/v1/chat/completions%0d%0aGET%20/tokenize"),
    *("http://127.0.0.1/tokenize", "http://x/v1/../invocations", "*", "/v1/completions?path=/v1/models"),
)


def raw(house: House, method: str, path: str, *headers: str, version: str = "1.1") -> bytes:
    """Send a request as it is written, and return the status of its answer."""
    with socket.create_connection((house.http.base_url.host, house.http.base_url.port or 80), timeout=20) as wire:
        lines = [f"{method} {path} HTTP/{version}", "host: x", "authorization: Bearer gateway-key", *headers]
        wire.sendall("\r\n".join([*lines, "content-length: 2", "connection: close", "", "{}"]).encode())
        return wire.recv(4096).split()[1]


@pytest.mark.parametrize("path", SPELLINGS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_spelling_of_a_path_reaches_another(house: House, path: str, method: str) -> None:
    assert raw(house, method, path) in {b"400", b"404", b"405"}
    assert raw(house, method, path, version="1.0") in {b"400", b"404", b"405"}
    assert house.fake.requests == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"])
@pytest.mark.parametrize("path", ["/v1/models", "/v1/chat/completions", "/tokenize"])
def test_no_other_method_is_known(house: House, path: str, method: str) -> None:
    assert raw(house, method, path) in {b"400", b"404", b"405"}
    assert house.fake.requests == []


@pytest.mark.parametrize(
    "header",
    [
        "x-http-method-override: POST",
        "x-http-method: POST",
        "x-method-override: POST",
        "x-original-url: /tokenize",
        "x-rewrite-url: /invocations",
        "x-forwarded-path: /tokenize",
        "x-forwarded-prefix: /invocations",
        "upgrade: websocket\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13",
        "upgrade: h2c\r\nhttp2-settings: AAMAAABkAARAAAAAAAIAAAAA",
    ],
)
@pytest.mark.parametrize("path", ["/tokenize", "/v1/chat/completions", "/invocations"])
def test_no_header_changes_the_path_or_the_method(house: House, path: str, header: str) -> None:
    assert raw(house, "GET", path, header) in {b"404", b"405"}
    assert house.fake.requests == []


def test_a_path_written_in_percents_is_the_same_path_and_nothing_of_it_travels(house: House) -> None:
    assert raw(house, "GET", "/v1/%6dodels?x=/tokenize") == b"200"
    assert [each.path for each in house.fake.requests] == ["/v1/models"]


def test_without_a_key_set_none_is_asked_for() -> None:
    with a_house(key="") as house:
        assert house.chat(user("hi")).status_code == 200


def test_health_is_proven_by_traffic(house: House) -> None:
    said = {"status": "ok", "redaction": "ok", "model_server": "ok", "roster": "none"}
    assert house.http.get("/health").json() == said
    house.finder.blind = True
    answer = house.http.get("/health")
    assert (answer.status_code, answer.json()["redaction"]) == (503, "failing")


def test_metrics_count_by_type_and_hold_no_words(house: House) -> None:
    house.streamed(user("I am Maria Santos, 512-555-0100"))
    house.say("Hi [NAME_4]")
    house.chat(user("Hi"))
    text = house.http.get("/metrics").text
    for line in (
        'sealdesk_gateway_calls_total{route="chat"} 2',
        'sealdesk_gateway_found_total{type="NAME"} 1',
        'sealdesk_gateway_found_total{type="PHONE"} 1',
        'sealdesk_gateway_dropped_total{type="NAME"} 1',
        "sealdesk_gateway_first_piece_seconds_count 1",
        "sealdesk_gateway_call_seconds_count 2",
        'sealdesk_gateway_held_characters_bucket{le="12.0"} 2',
        "sealdesk_gateway_conversations 0",
    ):
        assert line in text.splitlines()
    assert "Maria" not in text


def transcribed(house: House, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
    """Send a recording."""
    files = {"file": ("maria santos.mp3", b"RIFF....", "audio/mpeg")}
    data = {"model": MODEL, **fields}
    return house.http.post("/v1/audio/transcriptions", data=data, files=files, headers=headers or {})


def test_a_transcript_comes_back_as_said_and_the_vault_learns_it(house: House) -> None:
    house.fake.transcript = "this is Maria Santos"
    headers = {"x-conversation-id": "call-1"}
    assert transcribed(house, headers).json() == {"text": "this is Maria Santos"}
    house.say("Hello [NAME_1]")
    assert "Hello Maria Santos" in house.chat(user("hi"), conversation="call-1", verified="no").text
    assert b"maria santos.mp3" not in house.fake.heard
    assert b"audio.mp3" in house.fake.heard


def test_a_transcript_can_be_asked_for_redacted_or_as_plain_text(house: House) -> None:
    house.fake.transcript = "this is Maria Santos"
    assert transcribed(house, {"x-transcript": "redacted"}).json() == {"text": "this is [NAME_1]"}
    assert transcribed(house, response_format="text").text == "this is Maria Santos"


def test_the_prompt_of_a_transcription_is_redacted(house: House) -> None:
    assert transcribed(house, prompt="Maria Santos speaks", language="es", temperature="0.2").status_code == 200
    assert b"Maria" not in house.fake.heard
    assert b"[NAME_1] speaks" in house.fake.heard


@pytest.mark.parametrize(
    "fields",
    [
        {"response_format": "verbose_json"},
        {"language": "Maria"},
        {"temperature": "hot"},
        {"stream": "true"},
        {"model": " "},
    ],
)
def test_other_fields_of_a_transcription_are_refused(house: House, fields: dict[str, str]) -> None:
    assert transcribed(house, None, **fields).status_code == 400
    assert house.fake.requests == []


def test_a_transcription_needs_a_file_and_a_form(house: House) -> None:
    assert house.http.post("/v1/audio/transcriptions", data={"model": MODEL}).status_code == 400
    assert house.http.post("/v1/audio/transcriptions", json={"model": MODEL}).status_code == 400


def test_a_transcription_fails_closed(house: House) -> None:
    house.finder.broken = RuntimeError("Maria")
    house.fake.transcript = "this is Maria Santos"
    answer = transcribed(house)
    assert answer.status_code == 503
    assert "Maria" not in answer.text


def test_the_model_server_can_be_on_a_unix_socket(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "vllm.sock"))

    async def ask() -> bool:
        upstream = Upstream(Address.read(f"unix:{tmp_path}/vllm.sock"))
        try:
            return await upstream.answers()
        finally:
            await upstream.aclose()

    with serving(FakeVllm().app(), listener):
        assert asyncio.run(ask())


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1"),
        ("http://127.0.0.1:8000/v1/", "http://127.0.0.1:8000/v1"),
        ("https://model.lan/api", "https://model.lan/api/v1"),
    ],
)
def test_addresses(written: str, base: str) -> None:
    assert Address.read(written).base == base


@pytest.mark.parametrize(
    "written",
    ["127.0.0.1:8000", "ftp://x", "unix:", "http://", "http://x/?a=b", "http://x:99999", "http://x:0", "http://[::1"],
)
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(ValueError, match="upstream"):
        Address.read(written)
