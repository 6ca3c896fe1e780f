"""What each HTTP status of an EHR means for us: one table for reads, one for writes.

Sources: RFC 9110 section 15, RFC 6585, http://hl7.org/fhir/R4/http.html. The words of docs/reference/fhir-statuses.md
are made from these tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.bridge.fhir.outcome import issue_code
from services.scheduling.errors import (
    MalformedAnswer,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    Refused,
    SchedulingError,
    SystemBusy,
    VersionConflict,
)


class Kind(StrEnum):
    """Whether a request may be repeated without a second effect."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Step:
    """The next step after a status: the error it becomes, and why."""

    error: type[SchedulingError]
    why: str

    @property
    def retry(self) -> bool:
        """Tell whether a read is tried again after a pause (a write never is)."""
        return self.error is SystemBusy


_GONE = Step(NotFound, "there is no such resource (any more)")
_NO = Step(Refused, "the request is refused for good")
_AUTH = Step(NotPermitted, "a fresh token is asked for once; then the credentials are not accepted")
_SCOPE = Step(NotPermitted, "the client's scopes do not allow it")
_CHANGED = Step(VersionConflict, "somebody changed it since it was read")
_LATER = Step(SystemBusy, "the system asks to come back later")
_LOCKED = Step(SystemBusy, "somebody is editing it")
_FAILED = Step(SystemBusy, "the system failed; nothing was asked to change")
_UNSURE = Step(OutcomeUnknown, "it may have been applied before the system failed: read to find out")
_ELSEWHERE = Step(MalformedAnswer, "redirects are never followed")
_NOT_HERE = Step(Refused, "redirects are never followed; the write was not taken here")

_ANSWERS: dict[int, Step] = {
    400: _NO,
    401: _AUTH,
    403: _SCOPE,
    404: _GONE,
    405: _NO,
    406: _NO,
    408: _LATER,
    409: _CHANGED,
    410: _GONE,
    412: _CHANGED,
    413: _NO,
    414: _NO,
    415: _NO,
    422: _NO,
    423: _LOCKED,
    424: _NO,
    425: _LATER,
    428: _NO,
    429: _LATER,
    501: _NO,
}

READS: dict[int, Step] = {
    **dict.fromkeys((300, 301, 302, 303, 304, 307, 308), _ELSEWHERE),
    **_ANSWERS,
    500: _FAILED,
    502: _FAILED,
    503: _LATER,
    504: _FAILED,
}
"""Steps after the status of a read."""

WRITES: dict[int, Step] = {
    **dict.fromkeys((301, 302, 307, 308), _NOT_HERE),
    **_ANSWERS,
    500: _UNSURE,
    502: _UNSURE,
    503: _UNSURE,
    504: _UNSURE,
}
"""Steps after the status of a write; 503 with Retry-After was turned away at the door and is `SystemBusy`."""

_DO: dict[type[SchedulingError], str] = {
    NotFound: "Read the list again.",
    NotPermitted: "Check the client id, the registered key and the scopes, then run `sealdesk doctor`.",
    VersionConflict: "Read it again.",
    SystemBusy: "Try again after a while.",
    OutcomeUnknown: "Read it to find out.",
    MalformedAnswer: "Check the base URL and ask the vendor of the scheduling system.",
}
_ASK_PERSON = "Hand it to a person."
_LONGEST_WAIT = 86_400.0


def step_after(status: int, kind: Kind, headers: Mapping[str, str]) -> Step:
    """Return the next step for a status that is not a success, known or not."""
    if kind is Kind.READ:
        return READS.get(status) or (_NO if 400 <= status < 500 else _FAILED if status >= 500 else _ELSEWHERE)  # noqa: PLR2004
    if status == 503 and retry_after(headers) is not None:  # noqa: PLR2004
        return _LATER
    return WRITES.get(status) or (_NO if 400 <= status < 500 else _UNSURE)  # noqa: PLR2004


def failure(status: int, kind: Kind, headers: Mapping[str, str], body: object) -> SchedulingError:
    """Return the error for an answer that is not a success; only codes of its OperationOutcome are kept."""
    step = step_after(status, kind, headers)
    what = f"The scheduling system answered {status} to a {kind}: {step.why}."
    if issubclass(step.error, Refused):
        return step.error(what, _DO.get(step.error, _ASK_PERSON), issue_code(body))
    if step.error is SystemBusy:
        return SystemBusy(what, _DO[SystemBusy], retry_after(headers))
    return step.error(what, _DO[step.error])


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return Retry-After in seconds; 0 for an HTTP date, which is not worth trusting two clocks for; None if absent."""
    value = headers.get("retry-after")
    if value is None:
        return None
    text = value.strip()
    return min(float(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() else 0.0
