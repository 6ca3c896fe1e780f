"""What can go wrong with a mail to an officer.

OfficerMailError
└── NotMailed    it is not known to have left: it is tried again, and shown until it has
"""

from services.kernel.errors import SealdeskError


class OfficerMailError(SealdeskError):
    """A mail to an officer failed; `reason` goes into the audit trail."""

    code = "officer_mail_error"


class NotMailed(OfficerMailError):
    """It is not known to have left."""

    code = "officer_not_mailed"

    def __init__(self, reason: str, what: str, do: str) -> None:
        super().__init__(what, do)
        self.reason = reason
