"""What the chat page may expect of conversations, whoever holds them."""

import asyncio
from datetime import timedelta

import pytest

from services.dialogue.errors import MessageTooLong, UnknownChat
from services.dialogue.model import Speaker
from services.kernel.language import Language
from services.portal.ports import Conversations

LONG = timedelta(seconds=10)
SHORT = timedelta(milliseconds=20)


class ConversationsContract:
    """`services.portal.ports.Conversations`."""

    @pytest.mark.parametrize("language", list(Language))
    async def test_a_new_conversation_greets_in_its_language(
        self, conversations: Conversations, language: Language
    ) -> None:
        chat = await conversations.open(language, "192.0.2.1")
        lines = await conversations.lines(chat.id)
        assert (await conversations.chat(chat.id)).language is chat.language is language
        assert lines[0].number == 1
        assert lines[0].speaker is Speaker.ASSISTANT

    async def test_an_ended_conversation_cannot_be_opened_again(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        await conversations.end(chat.id)
        with pytest.raises(UnknownChat):
            await conversations.chat(chat.id)
        with pytest.raises(UnknownChat):
            await conversations.say(chat.id, "hello", None)
        with pytest.raises(UnknownChat):
            await conversations.end(chat.id)

    async def test_each_conversation_is_its_own(self, conversations: Conversations) -> None:
        first, second = await conversations.open(None), await conversations.open(None)
        before = await conversations.lines(second.id)
        await conversations.say(first.id, "hello", None)
        assert first.id != second.id
        assert await conversations.lines(second.id) == before

    async def test_a_message_is_kept_and_answered(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        seen = len(await conversations.lines(chat.id))
        await conversations.say(chat.id, "hello <b>there</b>", "a-form-of-the-page")
        new = await conversations.lines(chat.id, seen)
        assert (new[0].speaker, new[0].text) == (Speaker.PATIENT, "hello <b>there</b>")
        assert any(line.speaker is not Speaker.PATIENT for line in new[1:])

    async def test_lines_are_numbered_without_gaps(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        for text in ("one", "two", "three"):
            await conversations.say(chat.id, text, None)
        numbers = [line.number for line in await conversations.lines(chat.id)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert [line.number for line in await conversations.lines(chat.id, 4)] == numbers[4:]

    async def test_a_replayed_form_does_nothing(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        await conversations.say(chat.id, "hello", "a-form-sent-twice")
        once = await conversations.lines(chat.id)
        await conversations.say(chat.id, "hello", "a-form-sent-twice")
        assert await conversations.lines(chat.id) == once

    async def test_one_form_id_in_two_conversations_is_two_forms(self, conversations: Conversations) -> None:
        chats = [await conversations.open(None), await conversations.open(None)]
        for chat in chats:
            await conversations.say(chat.id, "hello", "a-form-of-the-page")
        transcripts = [await conversations.lines(chat.id) for chat in chats]
        assert [[line.text for line in lines].count("hello") for lines in transcripts] == [1, 1]

    async def test_waiting_ends_with_the_first_new_line(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        seen = len(await conversations.lines(chat.id))
        waiting = [asyncio.create_task(conversations.wait(chat.id, seen, LONG)) for _ in range(3)]
        await conversations.say(chat.id, "hello", None)
        for lines in await asyncio.gather(*waiting):
            assert lines[0].number == seen + 1

    async def test_waiting_for_what_is_there_takes_no_time(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        assert (await conversations.wait(chat.id, 0, timedelta(hours=1)))[0].number == 1

    async def test_waiting_in_vain_ends(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        seen = len(await conversations.lines(chat.id))
        assert await conversations.wait(chat.id, seen, SHORT) == []

    async def test_a_wait_that_is_given_up_harms_nobody(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        seen = len(await conversations.lines(chat.id))
        waiting = asyncio.create_task(conversations.wait(chat.id, seen, LONG))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await conversations.say(chat.id, "hello", None)
        assert len(await conversations.lines(chat.id)) > seen

    async def test_the_language_can_be_changed_by_its_name(self, conversations: Conversations) -> None:
        chat = await conversations.open(Language.EN)
        for name, language in (("Español", Language.ES), ("English", Language.EN)):
            await conversations.say(chat.id, name, None)
            assert (await conversations.chat(chat.id)).language is language

    async def test_a_message_that_is_too_long_is_refused_whole(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        before = await conversations.lines(chat.id)
        with pytest.raises(MessageTooLong) as refused:
            await conversations.say(chat.id, "x" * 10_001, None)
        assert refused.value.limit < 10_001
        assert await conversations.lines(chat.id) == before

    async def test_an_unknown_conversation_is_unknown_to_every_question(self, conversations: Conversations) -> None:
        with pytest.raises(UnknownChat):
            await conversations.chat("chat_none")
        with pytest.raises(UnknownChat):
            await conversations.say("chat_none", "hello", None)
        with pytest.raises(UnknownChat):
            await conversations.lines("chat_none")
        with pytest.raises(UnknownChat):
            await conversations.wait("chat_none", 0, SHORT)
        with pytest.raises(UnknownChat):
            await conversations.attachment("chat_none", "cal_1")

    async def test_a_file_that_nobody_was_given_cannot_be_had(self, conversations: Conversations) -> None:
        chat = await conversations.open(None)
        with pytest.raises(UnknownChat):
            await conversations.attachment(chat.id, "cal_1")
