"""What can go wrong with a sender, by what is known of the message afterwards: each has its own next step.

SendersError
├── WrongRequest               the template, a value or an address does not fit: it can never be sent
├── NotSent                    certainly not sent: try again after a growing pause
│   ├── CredentialsRefused     the carrier does not take our key: somebody must mend the settings first
│   ├── SetupRefused           the account, the number or the campaign is not set up for this: the same
│   └── TlsMissing             no TLS that we trust: nothing was said
├── SendRefused                never try again
│   └── OptedOut               the recipient said stop: never try this number again
├── SendUnknown                no usable answer: it may have been sent; look it up before anything else
├── ReadFailed                 a listing or a status could not be read: nothing was changed, ask again
└── WrongCallback              a carrier's call is not signed by it, or cannot be read: it is not answered with success
"""

from services.kernel.errors import SealdeskError


class SendersError(SealdeskError):
    """A sender failed; `code` goes into the audit trail."""

    code = "senders_error"


class WrongRequest(SendersError):
    """The template, a value or an address does not fit; it can never be sent."""

    code = "wrong_request"


class NotSent(SendersError):
    """The message certainly did not leave; `retry_after` is the pause in seconds that was asked for, if any."""

    code = "not_sent"

    def __init__(self, what: str, do: str = "", retry_after: float | None = None) -> None:
        super().__init__(what, do)
        self.retry_after = retry_after


class CredentialsRefused(NotSent):
    """The carrier does not accept our credentials; a person mends the settings."""

    code = "credentials_refused"


class SetupRefused(NotSent):
    """The account, the number or the campaign at the carrier is not set up for this; a person mends it there."""

    code = "setup_refused"


class TlsMissing(NotSent):
    """The relay offers no TLS, or none that we trust; nothing was said to it."""

    code = "tls_missing"


class SendRefused(SendersError):
    """The carrier refused the message for good; `reason` is the carrier's code."""

    code = "send_refused"

    def __init__(self, what: str, do: str = "", reason: str = "") -> None:
        super().__init__(what, do)
        self.reason = reason


class OptedOut(SendRefused):
    """The recipient opted out; the number gets nothing more until it opts in again."""

    code = "opted_out"


class SendUnknown(SendersError):
    """No usable answer: the message may have been sent, and is looked up before any second try."""

    code = "send_unknown"


class ReadFailed(SendersError):
    """A listing or a status could not be read; nothing was changed. `retry_after` is in seconds, if asked for."""

    code = "read_failed"

    def __init__(self, what: str, do: str = "", retry_after: float | None = None) -> None:
        super().__init__(what, do)
        self.retry_after = retry_after


class WrongCallback(SendersError):
    """A call that says it is the carrier's cannot be used; its sender gets a refusal."""

    code = "wrong_callback"
