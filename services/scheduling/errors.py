"""What can go wrong with the clinic's scheduling system, by what is known of the write afterwards.

SchedulingError
├── NothingChanged               the request had no effect
│   ├── SystemUnreachable        no connection, or the request never left: try again later
│   ├── SystemBusy               locked, rate limited, in maintenance (423, 429, 503): try again after a while
│   ├── VersionConflict          someone else changed it since it was read (409, 412): read again
│   ├── SlotTaken                the slot is no longer free (409, 422): offer another
│   ├── NotFound                 it is not there (404, 410)
│   └── Refused                  the system says no for good (400, 405, 422, business rule)
│       └── NotPermitted         credentials or scope do not allow it (401, 403)
├── OutcomeUnknown               sent, but no usable answer: find out by reading, never by writing again
└── MalformedAnswer              the answer breaks the standard; nothing in it is believed
"""

from services.kernel.errors import SealdeskError


class SchedulingError(SealdeskError):
    """The scheduling system could not do what was asked."""

    code = "scheduling_error"


class NothingChanged(SchedulingError):
    """The request certainly had no effect."""

    code = "nothing_changed"


class SystemUnreachable(NothingChanged):
    """The request never reached the system."""

    code = "system_unreachable"


class SystemBusy(NothingChanged):
    """The system asks to come back; `retry_after` in seconds where it said when."""

    code = "system_busy"

    def __init__(self, what: str, do: str = "", retry_after: float | None = None) -> None:
        super().__init__(what, do)
        self.retry_after = retry_after


class VersionConflict(NothingChanged):
    """The resource changed since it was read."""

    code = "version_conflict"


class SlotTaken(NothingChanged):
    """The slot is no longer free."""

    code = "slot_taken"


class NotFound(NothingChanged):
    """There is no such resource (any more)."""

    code = "not_found"


class Refused(NothingChanged):
    """The system refuses the change for good; `rule` is its own code where it gave one."""

    code = "refused"

    def __init__(self, what: str, do: str = "", rule: str = "") -> None:
        super().__init__(what, do)
        self.rule = rule


class NotPermitted(Refused):
    """Credentials or scopes do not allow it."""

    code = "not_permitted"


class OutcomeUnknown(SchedulingError):
    """The request was sent and no usable answer came back: it may or may not have been applied."""

    code = "outcome_unknown"


class MalformedAnswer(SchedulingError):
    """The answer is not what the standard requires."""

    code = "malformed_answer"


def _subclasses(root: type[SchedulingError]) -> list[type[SchedulingError]]:
    found = [root]
    for child in root.__subclasses__():
        found += _subclasses(child)
    return found


ERROR_CODES: dict[str, type[SchedulingError]] = {error.code: error for error in _subclasses(SchedulingError)}
"""Every error by its wire code, so that it survives the way between two processes."""
