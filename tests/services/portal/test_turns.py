import asyncio
import logging
from datetime import timedelta

import pytest

from services.dialogue.errors import ChatEnded, UnknownChat
from services.dialogue.model import ByText, Chat
from services.kernel.language import Language
from services.portal.turns import Openings, Turns
from tests.doubles.conversations import ScriptedConversations, Step

LONG = timedelta(seconds=5)
SHORT = timedelta(milliseconds=10)
SLOW = {language: (Step("Done.", writes=True),) for language in Language}


@pytest.fixture
def slow() -> ScriptedConversations:
    conversations = ScriptedConversations(story=SLOW)
    conversations.may_write.clear()
    return conversations


async def test_a_quick_answer_is_there_when_take_returns(conversations: ScriptedConversations) -> None:
    turns = Turns(conversations)
    chat = await conversations.open(None)
    assert await turns.take(chat.id, "hello", None, LONG)
    assert not turns.working(chat.id)
    assert len(await conversations.lines(chat.id)) == 3


async def test_a_slow_answer_goes_on_by_itself(slow: ScriptedConversations) -> None:
    turns = Turns(slow)
    chat = await slow.open(None)
    assert not await turns.take(chat.id, "yes", None, SHORT)
    assert turns.working(chat.id)
    slow.may_write.set()
    await turns.settle(chat.id, LONG)
    assert not turns.working(chat.id)
    assert (await slow.lines(chat.id))[-1].text == "Done."


async def test_a_browser_that_leaves_stops_nothing(slow: ScriptedConversations) -> None:
    turns = Turns(slow)
    chat = await slow.open(None)
    request = asyncio.create_task(turns.take(chat.id, "yes", None, LONG))
    await turns.next_change(chat.id).wait()
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    slow.may_write.set()
    await turns.drain(LONG)
    assert (await slow.lines(chat.id))[-1].text == "Done."


async def test_what_the_conversation_refuses_reaches_the_form(conversations: ScriptedConversations) -> None:
    turns = Turns(conversations)
    with pytest.raises(UnknownChat):
        await turns.take("chat_none", "hello", None, LONG)
    assert not turns.working("chat_none")


async def test_a_late_error_is_noted_without_its_words(
    slow: ScriptedConversations, caplog: pytest.LogCaptureFixture
) -> None:
    turns = Turns(slow)
    chat = await slow.open(None)
    assert not await turns.take(chat.id, "yes", None, SHORT)
    slow.failure = ChatEnded()
    slow.may_write.set()
    with caplog.at_level(logging.ERROR):
        await turns.settle(chat.id, LONG)
    assert turns.failed(chat.id)
    assert caplog.messages == ["A message could not be answered: ChatEnded."]
    await turns.take(chat.id, "again", None, LONG)
    assert not turns.failed(chat.id)


async def test_everybody_who_waits_hears_of_a_change(slow: ScriptedConversations) -> None:
    turns = Turns(slow)
    chat = await slow.open(None)
    waiting = [asyncio.create_task(turns.next_change(chat.id).wait()) for _ in range(3)]
    await asyncio.sleep(0)
    await turns.take(chat.id, "yes", None, SHORT)
    await asyncio.gather(*waiting)
    slow.may_write.set()
    await turns.drain(LONG)


async def test_nothing_running_is_nothing_to_wait_for(conversations: ScriptedConversations) -> None:
    turns = Turns(conversations)
    await turns.settle("chat_none", LONG)
    await turns.drain(LONG)


async def test_one_visit_opens_one_chat(conversations: ScriptedConversations) -> None:
    openings = Openings(conversations)
    chats = await asyncio.gather(*(openings.open(b"visit", Language.ES, "192.0.2.1") for _ in range(5)))
    assert len({chat.id for chat in chats}) == 1
    assert openings.known(b"visit")
    assert (await openings.open(b"other", None, "")).id != chats[0].id


async def test_an_opening_that_failed_can_be_tried_again() -> None:
    class Broken(ScriptedConversations):
        broken = True

        async def open(
            self, language: Language | None, origin: str | None = None, by_text: ByText | None = None
        ) -> Chat:
            if self.broken:
                raise ConnectionError
            return await super().open(language, origin, by_text)

    conversations = Broken()
    openings = Openings(conversations)
    with pytest.raises(ConnectionError):
        await openings.open(b"visit", None, "")
    assert not openings.known(b"visit")
    conversations.broken = False
    assert (await openings.open(b"visit", None, "")).id
