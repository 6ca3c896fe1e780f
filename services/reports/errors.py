"""What can go wrong with a report or an export.

ReportsError
├── WrongQuestion        what was asked cannot be read, or something needed was not said
├── UnknownReport        there is no report of that name
├── NoReason             nobody said why the records are taken out
├── NoSuchCheckpoint     the ledger signed no checkpoint of that size with its present key
├── PlaceTaken           something lies already where the export should be written
├── DiskRefuses          the files cannot be written
├── PdfFailed            the program that sets the PDF failed
├── NoSuchExport         there is no export of that name, or it is not ready
├── GivenUp              whoever ordered it gave it up
├── TooManyExports       too many are under way or not fetched yet
├── DeskAway             the audit process does not answer
└── DeskRefused          it answers why not
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


class NoSuchExport(ReportsError):
    """There is no export of that name any more, or it is not ready."""

    code = "report_no_such_export"

    def __init__(self) -> None:
        super().__init__(
            "There is no such export, or it is not ready.", "Order it again; a finished one lies ready for an hour."
        )


class GivenUp(ReportsError):
    """Whoever ordered the export gave it up."""

    code = "report_given_up"

    def __init__(self) -> None:
        super().__init__("The export was given up while it was made.", "Order it again if it is needed.")


class TooManyExports(ReportsError):
    """Too many exports are under way, or were not fetched yet."""

    code = "report_too_many_exports"

    def __init__(self) -> None:
        super().__init__("Too many exports are under way.", "Fetch those that are ready, or try again in an hour.")


class DeskAway(ReportsError):
    """The audit process does not answer, or its answer was cut."""

    code = "report_desk_away"

    def __init__(self) -> None:
        super().__init__(
            "The audit process gave no usable answer.", "Start it with `sealdesk up`, or see `sealdesk status`."
        )


class DeskRefused(ReportsError):
    """The audit process answers why it makes no export; `name` is its own name for the reason."""

    code = "report_desk_refused"

    def __init__(self, name: str, what: str, do: str) -> None:
        super().__init__(what, do)
        self.name = name
