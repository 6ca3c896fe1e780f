"""What can go wrong with a conversation, told to the caller of the use cases (never raw to a patient).

DialogueError
├── UnknownChat        no such conversation, or it has expired, or it has no such file
├── ChatEnded          the conversation takes no more messages
├── MessageTooLong     the message is longer than is read
└── TooManyMessages    too many messages in a short time
"""

from services.kernel.errors import SealdeskError


class DialogueError(SealdeskError):
    """The conversation could not do what was asked."""


class UnknownChat(DialogueError):
    """There is no such conversation (any more)."""

    def __init__(self) -> None:
        super().__init__("There is no such conversation, or it has expired.", "Start a new one.")


class ChatEnded(DialogueError):
    """The conversation is over and takes no more messages."""

    def __init__(self) -> None:
        super().__init__("This conversation has ended.", "Start a new one.")


class MessageTooLong(DialogueError):
    """The message has more characters than are read."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The message is longer than {limit} characters.", "Say it in fewer words.")
        self.limit = limit


class TooManyMessages(DialogueError):
    """Too many messages came in a short time."""

    def __init__(self) -> None:
        super().__init__("Too many messages came in a short time.", "Wait a minute, then go on.")
