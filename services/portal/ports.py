"""What the chat page needs from the dialogue."""

from datetime import timedelta
from typing import Protocol

from services.dialogue.model import Attachment, Chat, Line
from services.kernel.language import Language


class Conversations(Protocol):
    """Conversations with patients, each named by an opaque id."""

    async def open(self, language: Language | None, origin: str | None = None) -> Chat:
        """Begin a conversation; its greeting is in the transcript when this returns.

        Args:
            language: The language to begin in, or None to learn it from the patient's words.
            origin: Where the patient comes from (a network address), for limits.
        """
        ...

    async def say(self, chat_id: str, text: str, form_id: str | None = None) -> None:
        """Take one message of the patient; lines appear in the transcript as they are made.

        May take seconds while a change is written. A `form_id` that was taken before does nothing.

        Raises:
            UnknownChat: No such conversation, or it has expired.
            ChatEnded: It takes no more messages.
            MessageTooLong: The message is longer than is read.
            TooManyMessages: The conversation has had too many messages.
        """
        ...

    async def end(self, chat_id: str) -> None:
        """End a conversation at the patient's word; it cannot be opened again.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        ...

    async def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        """Return the lines with a number above `after`.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        ...

    async def wait(self, chat_id: str, after: int, timeout: timedelta) -> list[Line]:
        """Return the lines above `after` as soon as there are any, or an empty list after `timeout`.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        ...

    async def chat(self, chat_id: str) -> Chat:
        """Return the conversation.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        ...

    async def attachment(self, chat_id: str, name: str) -> Attachment:
        """Return a file of this conversation.

        Raises:
            UnknownChat: No such conversation, or it has no such file.
        """
        ...
