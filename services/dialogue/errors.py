"""What can go wrong with a conversation, told to the caller of the use cases (never raw to a patient).

DialogueError
├── UnknownChat        no such conversation, or it has expired, or it has no such file
├── ChatEnded          the conversation takes no more messages
├── MessageTooLong     the message is longer than is read
├── TooManyMessages    too many messages in a short time
├── WithColleagueNow   another member of staff writes in it
└── NotInChat          this member of staff has not taken it over
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


class WithColleagueNow(DialogueError):
    """Another member of staff has the conversation."""

    def __init__(self, staff: str) -> None:
        super().__init__(f"{staff} writes in this conversation.", "Speak with them, or take it over from them.")
        self.staff = staff


class NotInChat(DialogueError):
    """This member of staff has not taken the conversation over, or wrote nothing for too long."""

    def __init__(self) -> None:
        super().__init__("You have not taken this conversation over.", "Take it over first.")
