"""What can go wrong with a report or an export.

ReportsError
├── WrongQuestion        what was asked cannot be read, or something needed was not said
├── UnknownReport        there is no report of that name
├── NoReason             nobody said why the records are taken out
├── NoSuchCheckpoint     the ledger signed no checkpoint of that size with its present key
├── PlaceTaken           something lies already where the export should be written
├── DiskRefuses          the files cannot be written
└── PdfFailed            the program that sets the PDF failed
"""

from pathlib import Path

from services.kernel.errors import SealdeskError


class ReportsError(SealdeskError):
    """A report or an export could not be made; nothing was handed out."""

    code = "reports_error"


class WrongQuestion(ReportsError):
    """What was asked cannot be read, or something that the report needs was not said."""

    code = "report_wrong_question"


class UnknownReport(ReportsError):
    """There is no report of that name."""

    code = "report_unknown"

    def __init__(self, known: str) -> None:
        super().__init__("There is no report of that name.", f"Take one of: {known}.")


class NoReason(ReportsError):
    """Records of patients are taken out, and nobody said why."""

    code = "report_no_reason"

    def __init__(self, purposes: str) -> None:
        super().__init__(
            "An export holds records about patients, so it needs a reason and a purpose.",
            f"Say why in a few words, and give one of these purposes: {purposes}.",
        )


class NoSuchCheckpoint(ReportsError):
    """The ledger has no signed checkpoint of that size, or a former key signed it."""

    code = "report_no_such_checkpoint"

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The ledger has no checkpoint over {size} entries by its present key.",
            "Leave the checkpoint out to take the newest one; an earlier export names the one it was made at.",
        )


class PlaceTaken(ReportsError):
    """Something lies already where the export should be written."""

    code = "report_place_taken"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already.", "Name a folder or file that does not exist yet.")


class DiskRefuses(ReportsError):
    """The files cannot be written."""

    code = "report_disk_refuses"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The export cannot be written to {path}: {why}.", "Make room, or name another place.")


class PdfFailed(ReportsError):
    """The program that sets the PDF failed."""

    code = "report_pdf_failed"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The PDF could not be set: {why}.",
            "Leave the PDF out to get the other files, and run `sealdesk doctor`.",
        )
