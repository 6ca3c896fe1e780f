"""What is known of a message depends on the phase in which the call failed."""

import gzip
from collections.abc import Callable

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from services.egress.senders.errors import NotSent, SendUnknown
from services.egress.senders.exchange import Answer, Call, exchange, http_client
from tests.doubles.loopback import serving

CALL = Call("POST", "/send", {}, content=b"x")


def failing(error: Callable[[str], Exception]) -> httpx.AsyncClient:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error("with the words of a patient")

    return http_client("https://carrier.example", transport=httpx.MockTransport(answer))


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
async def test_without_a_connection_nothing_was_sent(error: Callable[[str], Exception]) -> None:
    with pytest.raises(NotSent) as caught:
        await exchange(failing(error), CALL)
    assert "patient" not in str(caught.value)


@pytest.mark.parametrize(
    "error", [httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError]
)
async def test_with_a_connection_nobody_knows(error: Callable[[str], Exception]) -> None:
    with pytest.raises(SendUnknown) as caught:
        await exchange(failing(error), CALL)
    assert "patient" not in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(201, content=b"x" * (9 * 1024 * 1024)),
        httpx.Response(201, headers={"content-encoding": "gzip"}, content=gzip.compress(b"x")),
    ],
)
async def test_an_endless_or_compressed_answer_is_not_read(answer: httpx.Response) -> None:
    packed = gzip.compress(b"x") if "content-encoding" in answer.headers else answer.content
    unread = httpx.Response(201, headers=answer.headers, stream=httpx.ByteStream(packed))
    transport = httpx.MockTransport(lambda _: unread)
    with pytest.raises(SendUnknown):
        await exchange(http_client("https://carrier.example", transport=transport), CALL)


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(307, headers={"location": "https://elsewhere.example/"}, stream=httpx.ByteStream(b""))

    got = await exchange(http_client("https://carrier.example", transport=httpx.MockTransport(answer)), CALL)
    assert got.status == 307
    assert [url.host for url in asked] == ["carrier.example"]


@pytest.mark.parametrize("url", ["http://api.twilio.com", "ftp://api.twilio.com", "http://127.0.0.1.example", "api"])
def test_a_secret_goes_by_https_alone(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        http_client(url)


def test_a_stand_in_on_this_machine_may_speak_http() -> None:
    assert str(http_client("http://127.0.0.1:8080").base_url) == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("99999999", 86_400.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None), ("²", None)],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert Answer(429, {"retry-after": header}, b"").retry_after == seconds


def test_a_body_that_is_no_json() -> None:
    assert Answer(200, {}, b"<html>").json() is None
    assert Answer(200, {}, b"[" * 100_000).json() is None


async def test_every_call_has_a_connection_of_its_own() -> None:
    callers = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            callers.append(scope["client"])
            await PlainTextResponse("x")(scope, receive, send)

    with serving(note) as address:
        http = http_client(address)
        for _ in range(3):
            assert (await exchange(http, CALL)).content == b"x"
    assert len(set(callers)) == 3
