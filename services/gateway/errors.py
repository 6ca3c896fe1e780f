"""What can go wrong in the gateway. It fails closed: whatever raises one of these passes nothing on.

GatewayError
├── RedactionFailed   a layer of the redaction failed; the text is refused
├── TextTooLong       the text is longer than is read; it is refused, never cut
├── TooMuchSeen       a conversation has shown more values than are kept; what comes is refused
├── RosterUnreadable  the clinic's roster of patients could not be read
├── RosterUnavailable the list of patients cannot be had now; the roster stays as it is
├── TaggerUnusable    the trained tagger's file is damaged, or does not fit this release
└── services.gateway.refusals.CallRefused   one call of the API was refused
"""

from services.kernel.errors import SealdeskError


class GatewayError(SealdeskError):
    """The gateway refused something; nothing was passed on."""


class RedactionFailed(GatewayError):
    """A layer of the redaction failed on a text; the text is refused."""

    def __init__(self, layer: str, cause: str) -> None:
        """Keep the layer's name and the kind of error it raised; never its message, which may quote the text."""
        super().__init__(f"The redaction layer {layer} failed ({cause}).", "Nothing was passed on; report this fault.")
        self.layer = layer
        self.cause = cause


class TextTooLong(GatewayError):
    """The text has more characters than are read."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The text is longer than {limit} characters.", "Send it in shorter parts.")
        self.limit = limit


class TooMuchSeen(GatewayError):
    """A conversation has shown more values than are kept; a further one would not be found again."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The conversation has shown more than {limit} values.", "Begin a new conversation.")


class RosterUnreadable(GatewayError):
    """A line or record of the roster cannot be read."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"The roster cannot be read: {where}: {what}.",
            "Each line is a JSON object with name, birth_date (YYYY-MM-DD), phone and mrn.",
        )


class RosterUnavailable(GatewayError):
    """The list of patients cannot be had now, or not whole; the roster of before stays in force."""

    def __init__(self, why: str) -> None:
        """`why` is one of a few words that name nobody: `down`, `refused`, `malformed`, `cut_off`, `empty`."""
        super().__init__(f"The list of patients cannot be had ({why}).", "Run `sealdesk doctor`.")
        self.why = why


class TaggerUnusable(GatewayError):
    """The trained tagger's file cannot be used; a text is refused rather than read with less than all layers."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"The trained tagger {name} cannot be used: {what}.",
            "Install this release again, or remove the file to do without it.",
        )
