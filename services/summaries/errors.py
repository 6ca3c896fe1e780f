"""What can go wrong with a summary, by what is known of it afterwards.

SummaryError
├── InboxUnreachable     certainly not delivered: try again later
└── InboxRefused         the inbox does not exist or will never take it
"""

from services.kernel.errors import SealdeskError


class SummaryError(SealdeskError):
    """A summary could not be delivered; `code` goes into the audit trail."""

    code = "summary_error"


class InboxUnreachable(SummaryError):
    """The inbox could not be reached; nothing was left there."""

    code = "inbox_unreachable"


class InboxRefused(SummaryError):
    """There is no such inbox, or it takes no such summary."""

    code = "inbox_refused"
