"""What the compliance pages refuse.

ComplianceError
├── WrongFilter     what was asked for cannot be read
├── NoSuchExport    there is no such export here any more
├── ExportsBusy     as many exports are being made as may be at once
└── HoldRefused     a hold cannot be placed or lifted as asked
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
