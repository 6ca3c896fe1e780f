"""One question to a real socket: what is sent, and what counts as an answer."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.dialogue.understanding.proposed.schema import schema
from services.llama.client import LlamaClient, Server
from services.llama.errors import NoAnswer, Reason
from tests.doubles.loopback import guarded, serving
from tests.doubles.vllm import MODEL, FakeVllm, Spoken
from tests.services.llama.conftest import KEY, ModelServer

ASKED = [{"role": "system", "content": "Rules."}, {"role": "user", "content": "hello"}]
LEAST = '{"commands":[]}'


@pytest.fixture
async def client(server: ModelServer) -> AsyncIterator[LlamaClient]:
    made = LlamaClient(Server(server.url, MODEL, server.key), 5)
    yield made
    await made.aclose()


async def _refused(client: LlamaClient) -> Reason:
    with pytest.raises(NoAnswer) as caught:
        await client.answer(ASKED, "commands", schema())
    return caught.value.reason


async def test_what_is_asked(server: ModelServer, client: LlamaClient) -> None:
    assert await client.answer(ASKED, "commands", schema()) == LEAST
    [asked] = server.fake.requests
    assert (asked.method, asked.path) == ("POST", "/v1/chat/completions")
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["x-caller-verified"] == "no"
    assert asked.json == {
        "model": MODEL,
        "messages": ASKED,
        "temperature": 0,
        "n": 1,
        "max_tokens": 128,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "commands", "schema": schema(), "strict": True},
        },
    }


async def test_an_address_with_its_version(server: ModelServer) -> None:
    client = LlamaClient(Server(f"{server.url}/v1/", MODEL, server.key), 5)
    assert await client.answer(ASKED, "commands", schema()) == LEAST
    await client.aclose()


async def test_a_unix_socket(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "gateway.sock"))
    with serving(guarded(FakeVllm().app()), listener) as url:
        client = LlamaClient(Server(url, MODEL), 5)
        assert await client.answer(ASKED, "commands", schema()) == LEAST
        await client.aclose()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("500", Reason.REFUSED),
        ("redirect", Reason.REFUSED),
        ("not_json", Reason.MALFORMED),
        ("wrong_shape", Reason.MALFORMED),
        ("not_stream", Reason.MALFORMED),
        ("cut", Reason.MALFORMED),
    ],
)
async def test_an_answer_that_is_none(server: ModelServer, client: LlamaClient, fault: str, reason: Reason) -> None:
    server.fake.fault = fault
    assert await _refused(client) is reason
    assert len(server.fake.requests) == 1


@pytest.mark.parametrize(
    ("spoken", "reason"),
    [
        (Spoken(LEAST, finish="length"), Reason.CUT_OFF),
        (Spoken(None), Reason.MALFORMED),
        (Spoken(None, [("start_move", "{}")], finish="tool_calls"), Reason.CUT_OFF),
        (Spoken("x" * 70_000), Reason.MALFORMED),
    ],
)
async def test_a_reply_that_is_no_answer(
    server: ModelServer, client: LlamaClient, spoken: Spoken, reason: Reason
) -> None:
    server.fake.held = lambda _body: spoken
    assert await _refused(client) is reason


async def test_a_wrong_key_and_a_wrong_model(server: ModelServer) -> None:
    for wrong in (Server(server.url, MODEL, "another-key"), Server(server.url, "llama-2", server.key)):
        client = LlamaClient(wrong, 5)
        assert await _refused(client) is Reason.REFUSED
        await client.aclose()


async def test_a_model_server_without_a_gateway_is_told_nothing() -> None:
    fake = FakeVllm()
    with serving(fake.app()) as url:
        client = LlamaClient(Server(url, MODEL), 5)
        assert await _refused(client) is Reason.UNGUARDED
        assert await _refused(client) is Reason.UNGUARDED
        await client.aclose()
    assert fake.chats == []


async def test_nobody_listens(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for nowhere in (f"http://127.0.0.1:{port}", f"unix:{tmp_path / 'none.sock'}"):
        client = LlamaClient(Server(nowhere, MODEL), 5)
        assert await _refused(client) is Reason.DOWN
        await client.aclose()


async def test_a_silent_server_is_late(server: ModelServer) -> None:
    server.fake.fault = "silent"
    client = LlamaClient(Server(server.url, MODEL, server.key), 0.05)
    assert await _refused(client) is Reason.LATE
    await client.aclose()


def test_the_key_is_not_shown_with_the_error() -> None:
    assert KEY not in str(NoAnswer(Reason.REFUSED))
