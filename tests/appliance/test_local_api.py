from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from appliance.local_api import create_local_api
from services.dialogue.errors import ChatEnded, MessageTooLong, UnknownChat
from services.dialogue.model import Attachment, Chat, Choice, Line, Speaker
from services.kernel.errors import SealdeskError
from services.kernel.language import Language
from tests.doubles.clock import MONDAY_MORNING
from tests.doubles.store import MemoryStore


class Echo:
    """Conversations that answer every message with its own words."""

    def __init__(self) -> None:
        self.said: list[Line] = []
        self.language: Language | None = None
        self.error: SealdeskError | None = None
        self.waited: list[timedelta] = []

    async def open(self, language: Language | None, origin: str | None = None) -> Chat:
        self.language = language
        return await self.chat("chat_1")

    async def say(self, chat_id: str, text: str, form_id: str | None = None) -> None:
        if self.error:
            raise self.error
        choices = (Choice("/person", "Talk to a person"),)
        self.said.append(Line(len(self.said) + 1, Speaker.ASSISTANT, text, MONDAY_MORNING, choices))

    async def end(self, chat_id: str) -> None:
        raise UnknownChat

    async def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        return [line for line in self.said if line.number > after]

    async def wait(self, chat_id: str, after: int, timeout: timedelta) -> list[Line]:
        self.waited.append(timeout)
        return await self.lines(chat_id, after)

    async def chat(self, chat_id: str) -> Chat:
        return Chat(chat_id, 1, Language.EN, MONDAY_MORNING, MONDAY_MORNING, "{}")

    async def attachment(self, chat_id: str, name: str) -> Attachment:
        raise UnknownChat


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
async def client(echo: Echo) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_local_api(echo, MemoryStore()))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as made:
        yield made


async def test_health_reads_from_the_state(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json() == {"chats": 0}


async def test_metrics_are_the_processs_own_and_none_without_a_model(client: httpx.AsyncClient, echo: Echo) -> None:
    assert (await client.get("/metrics")).text == ""
    transport = httpx.ASGITransport(create_local_api(echo, MemoryStore(), lambda: ["a 1", "b 2"]))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as other:
        assert (await other.get("/metrics")).text == "a 1\nb 2\n"


async def test_a_conversation_is_opened_spoken_in_and_read(client: httpx.AsyncClient, echo: Echo) -> None:
    assert (await client.post("/chats", json={"language": "es"})).json() == {"chat": "chat_1"}
    assert echo.language is Language.ES
    assert (await client.post("/chats/chat_1/messages", json={"text": "hola"})).json() == {"ended": False}
    lines = (await client.get("/chats/chat_1/lines", params={"after": 0})).json()["lines"]
    choices = [{"value": "/person", "label": "Talk to a person"}]
    assert lines == [{"number": 1, "speaker": "assistant", "text": "hola", "choices": choices}]
    assert (await client.get("/chats/chat_1/lines", params={"after": 1})).json() == {"lines": []}


@pytest.mark.parametrize("language", [None, "fr", 7])
async def test_an_unknown_language_is_learnt_from_the_words(
    client: httpx.AsyncClient, echo: Echo, language: object
) -> None:
    assert (await client.post("/chats", json={"language": language})).status_code == 201
    assert echo.language is None


async def test_nobody_waits_longer_than_a_connection_lives(client: httpx.AsyncClient, echo: Echo) -> None:
    await client.get("/chats/chat_1/lines", params={"wait": 9999})
    assert echo.waited == [timedelta(seconds=25)]


@pytest.mark.parametrize(
    ("error", "status"),
    [(UnknownChat(), 404), (ChatEnded(), 410), (MessageTooLong(5), 422), (SealdeskError("No."), 503)],
)
async def test_each_refusal_has_its_status_and_words(
    client: httpx.AsyncClient, echo: Echo, error: SealdeskError, status: int
) -> None:
    echo.error = error
    answer = await client.post("/chats/chat_1/messages", json={"text": "x"})
    assert (answer.status_code, answer.json()) == (status, {"problem": error.what})


@pytest.mark.parametrize("body", ["", "[]", "{", '{"text": 5}'])
async def test_a_malformed_request_is_refused(client: httpx.AsyncClient, body: str) -> None:
    assert (await client.post("/chats/chat_1/messages", content=body)).status_code == 400


async def test_a_number_must_be_one(client: httpx.AsyncClient) -> None:
    assert (await client.get("/chats/chat_1/lines", params={"after": "-1"})).status_code == 400
