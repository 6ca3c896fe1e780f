"""What can go wrong on the line to the egress process, by what is known of the errand afterwards.

LineError
├── LineDown       nobody answered: the errand was not given, nothing happened
├── LineCut        it was given, and no usable answer came: it may have been done
└── ErrandFailed   the egress process says how it failed; `failed` holds its code
"""

from services.kernel.errands import Failed
from services.kernel.errors import SealdeskError


class LineError(SealdeskError):
    """An errand was not done, or nobody knows."""

    code = "line_error"


class LineDown(LineError):
    """The egress process does not answer; nothing left."""

    code = "line_down"

    def __init__(self) -> None:
        super().__init__("The egress process is not running.", "Start it with `sealdesk up`, or see `sealdesk status`.")


class LineCut(LineError):
    """The egress process took the errand and gave no usable answer."""

    code = "line_cut"

    def __init__(self) -> None:
        super().__init__("The egress process gave no usable answer.", "Find out by reading; do not repeat it blindly.")


class ErrandFailed(LineError):
    """The errand failed, and the egress process says how."""

    code = "errand_failed"

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.what, failed.do)
        self.failed = failed
