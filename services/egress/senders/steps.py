"""What follows an answer of a carrier: a closed set of next steps, and the errors that carry them."""

from dataclasses import dataclass
from enum import StrEnum

from services.egress.senders.errors import (
    CredentialsRefused,
    NotSent,
    OptedOut,
    SendersError,
    SendRefused,
    SendUnknown,
    SetupRefused,
)


class NextStep(StrEnum):
    """What to do with a message after an answer."""

    RETRY = "retry"
    """It did not leave, or did not arrive: try again after a growing pause."""
    NEVER = "never"
    """Never send this message again."""
    OPTED_OUT = "opted_out"
    """Never send to this number again, until it opts in."""
    UNKNOWN = "unknown"
    """It may have left: look it up, and never send blindly."""
    KEY = "key"
    """Our credentials are not taken: a person mends the settings, then it is tried again."""
    SETUP = "setup"
    """The account at the carrier is not set up for this: a person mends it there, then it is tried again."""
    NOTHING = "nothing"
    """It says nothing about the message: a person looks at the connection."""


@dataclass(frozen=True, slots=True)
class Step:
    """A next step, and why."""

    next: NextStep
    why: str


_DO: dict[NextStep, str] = {
    NextStep.RETRY: "It is tried again after a pause.",
    NextStep.NEVER: "Reach the patient another way.",
    NextStep.OPTED_OUT: "Reach the patient another way; they can opt in by texting START.",
    NextStep.UNKNOWN: "Look it up at the carrier before any second try.",
    NextStep.KEY: "Correct the carrier's key in the settings, then run `sealdesk doctor`.",
    NextStep.SETUP: "Correct it in the carrier's console, then run `sealdesk doctor`.",
    NextStep.NOTHING: "Look at the carrier's console.",
}


def failure(carrier: str, reason: str, step: Step, retry_after: float | None = None) -> SendersError:
    """Return the error for an answer; `reason` is the carrier's number, never its words."""
    what, do = f"{carrier} answered {reason}: {step.why}.", _DO[step.next]
    if step.next is NextStep.OPTED_OUT:
        return OptedOut(what, do, reason)
    if step.next is NextStep.NEVER:
        return SendRefused(what, do, reason)
    kinds = {NextStep.RETRY: NotSent, NextStep.KEY: CredentialsRefused, NextStep.SETUP: SetupRefused}
    kind = kinds.get(step.next)
    return kind(what, do, retry_after) if kind is not None else SendUnknown(what, do)
