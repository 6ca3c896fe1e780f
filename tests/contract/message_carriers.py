"""What every sender of messages and every source of received texts promises.

A test module gives the fixtures `sender`, or `source` with `hold`, and derives its test classes from these.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.kernel.language import Language
from services.kernel.texting import ReceivedText
from services.messaging.ports import MessageSender, MessageSource, TextMessage, Trace
from services.messaging.templates import render
from tests.doubles.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
MINUTE = timedelta(minutes=1)


def a_message(message_id: str = "msg_1") -> TextMessage:
    """Return a message that may be sent."""
    values = {"clinic": "Maple", "old": "Tuesday, March 4, 2:30pm"}
    text = render("cancelled", Language.EN, values)
    return TextMessage(message_id, "+13125550142", text, "cancelled", Language.EN, values)


class MessageSenderContract:
    """`services.messaging.ports.MessageSender`."""

    async def test_what_was_sent_is_found(self, sender: MessageSender) -> None:
        await sender.send(a_message())
        assert await sender.look_up(a_message(), NOW - MINUTE) is Trace.ARRIVED

    async def test_what_was_not_sent_is_not_there(self, sender: MessageSender) -> None:
        await sender.send(a_message("msg_1"))
        assert await sender.look_up(a_message("msg_2"), NOW - MINUTE) is Trace.ABSENT

    async def test_looking_up_sends_nothing(self, sender: MessageSender) -> None:
        for _ in range(3):
            assert await sender.look_up(a_message(), NOW - MINUTE) is Trace.ABSENT

    async def test_an_idempotent_one_takes_the_same_id_again(self, sender: MessageSender) -> None:
        if sender.idempotent:
            await sender.send(a_message())
        await sender.send(a_message())
        assert await sender.look_up(a_message(), NOW - MINUTE) is Trace.ARRIVED


Hold = Callable[[ReceivedText], None]


class MessageSourceContract:
    """`services.messaging.ports.MessageSource`; `hold` puts a text at the carrier."""

    async def test_texts_come_oldest_first(self, source: MessageSource, hold: Hold) -> None:
        for minutes in (3, 1, 2):
            hold(_text(minutes))
        assert [text.id for text in await source.received(NOW)] == [_id(1), _id(2), _id(3)]

    async def test_they_come_as_they_were_sent(self, source: MessageSource, hold: Hold) -> None:
        hold(_text(1))
        assert list(await source.received(NOW)) == [_text(1)]

    async def test_older_ones_are_left_out(self, source: MessageSource, hold: Hold) -> None:
        hold(_text(1))
        hold(_text(5))
        assert [text.id for text in await source.received(_at(5))] == [_id(5)]

    async def test_asking_again_brings_them_again(self, source: MessageSource, hold: Hold) -> None:
        hold(_text(1))
        assert list(await source.received(NOW)) == list(await source.received(NOW))


def _at(minutes: int) -> datetime:
    return NOW + minutes * MINUTE


def _id(minutes: int) -> str:
    return f"SM{minutes:032x}"


def _text(minutes: int) -> ReceivedText:
    return ReceivedText(_id(minutes), "+13125550142", "+13125550100", "¿Mañana? \U0001f44d", _at(minutes))
