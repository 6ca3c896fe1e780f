"""What can go wrong with a message, by what is known of it afterwards.

MessagingError
├── WrongMessage     the message does not fit its template: it can never be sent
├── NotSent          certainly not sent: try again later
├── SendRefused      the carrier says no for good: never try again
│   └── OptedOut     ... because the number said STOP there
├── SendUnknown      no usable answer: it may have been sent
├── NotReceived      received texts could not be fetched: try again later
└── WrongCall        a call to our webhook is not the carrier's: refuse it
"""

from datetime import timedelta

from services.kernel.errors import SealdeskError


class MessagingError(SealdeskError):
    """The message could not be sent; `code` goes into the audit trail."""

    code = "messaging_error"


class WrongMessage(MessagingError):
    """There is no such template, or a value is missing."""

    code = "wrong_message"


class NotSent(MessagingError):
    """The message certainly did not leave."""

    code = "not_sent"


class SendRefused(MessagingError):
    """The carrier refused it for good."""

    code = "send_refused"


class SendUnknown(MessagingError):
    """The carrier gave no usable answer; the message may have left."""

    code = "send_unknown"


class OptedOut(SendRefused):
    """The carrier holds an opt-out of this number (Twilio's 21610); it becomes ours too."""

    code = "opted_out"


class NotReceived(MessagingError):
    """Received texts could not be fetched; they wait at the carrier. `again_after`: the pause it asked for, if any."""

    code = "not_received"

    def __init__(self, what: str, do: str, again_after: timedelta | None = None) -> None:
        super().__init__(what, do)
        self.again_after = again_after


class WrongCall(MessagingError):
    """A call to the webhook for texts is not the carrier's, or not for this clinic."""

    code = "wrong_call"
