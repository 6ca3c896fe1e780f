"""What the compliance pages refuse.

ComplianceError
├── WrongFilter     what was asked for cannot be read
└── Left            whoever asked has gone
"""

from services.kernel.errors import SealdeskError


class ComplianceError(SealdeskError):
    """A compliance page cannot do what was asked."""

    code = "compliance_error"


class WrongFilter(ComplianceError):
    """What was asked for cannot be read; `field` is the name of the field in the form."""

    code = "compliance_wrong_filter"

    def __init__(self, field: str, what: str, do: str) -> None:
        super().__init__(what, do)
        self.field = field


class Left(ComplianceError):
    """Whoever asked has gone: nobody reads an answer."""

    code = "compliance_left"

    def __init__(self) -> None:
        super().__init__("Nobody waits for this answer any more.", "Ask again.")
