"""What can go wrong at the door.

EgressError
├── WrongDestination   an entry of the allow-list says something impossible
├── WrongBaaRecord     a record of a business associate agreement cannot be read
├── Refused            the door stays shut; its reason says why
├── HelloRefused       the TLS greeting does not name the server that was asked for
├── NotReached         the destination has no address, or does not answer
└── NotTrusted         it answers, and its certificate is not believed
"""

from services.egress.reasons import SENTENCES, Reason
from services.kernel.errors import SealdeskError


class EgressError(SealdeskError):
    """The door could not do what was asked."""

    code = "egress_error"


class WrongDestination(EgressError):
    """An entry of the allow-list says something impossible; `field` is the one to mend."""

    code = "wrong_destination"

    def __init__(self, field: str, what: str, do: str) -> None:
        super().__init__(what, do)
        self.field = field


class WrongBaaRecord(EgressError):
    """A record of a business associate agreement cannot be read."""

    code = "wrong_baa_record"

    def __init__(self, what: str) -> None:
        super().__init__(what, "Have the record written and signed anew; until then it counts for nothing.")


class Refused(EgressError):
    """The door stays shut; `reason` says why, `detail` holds short values for the audit trail."""

    code = "egress_refused"

    def __init__(self, reason: Reason, **detail: str) -> None:
        super().__init__(*SENTENCES[reason])
        self.reason = reason
        self.detail = detail


class HelloRefused(Refused):
    """The TLS greeting cannot be read, or does not name the server that was asked for."""

    code = "hello_refused"


class NotReached(EgressError):
    """The destination has no address, or does not answer."""

    code = "not_reached"


class NotTrusted(EgressError):
    """The destination answers, and its certificate is not believed."""

    code = "not_trusted"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The destination's certificate is not believed: {why}.",
            "Check the host's name, the CA file and the machine's date; nothing is sent to it until then.",
        )
