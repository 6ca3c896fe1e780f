"""What can go wrong when a model is asked. None of it reaches a patient: the embedded understander's result stands.

LlamaError
└── NoAnswer     the server is down, slow, refuses, answers something else than a reply, or is no gateway
"""

from enum import StrEnum

from services.kernel.errors import SealdeskError


class Reason(StrEnum):
    """Why there is no answer; a closed set, for counting."""

    DOWN = "down"
    LATE = "late"
    REFUSED = "refused"
    MALFORMED = "malformed"
    CUT_OFF = "cut_off"
    UNGUARDED = "unguarded"


class LlamaError(SealdeskError):
    """The model could not be asked."""


class NoAnswer(LlamaError):
    """The model gave no answer."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"The language model gave no answer ({reason}).", "Run `sealdesk doctor`.")
        self.reason = reason
