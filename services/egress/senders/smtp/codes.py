"""What each reply of a mail relay means (RFC 5321, 4.2): 4yz come back later, 5yz never again; and no reply at all."""

from typing import Final

from services.egress.senders.errors import SendersError, SendUnknown
from services.egress.senders.steps import NextStep, Step, failure

OK: Final = range(200, 300)
GO_AHEAD: Final = range(354, 355)

STEPS: Final[dict[int, Step]] = {
    421: Step(NextStep.RETRY, "the relay is closing"),
    454: Step(NextStep.RETRY, "the relay's TLS or login is out of order for now"),
    530: Step(NextStep.KEY, "the relay wants a login"),
    534: Step(NextStep.KEY, "the relay wants another kind of login"),
    535: Step(NextStep.KEY, "the relay does not accept our login"),
    550: Step(NextStep.NEVER, "there is no such mailbox, or the relay's policy refuses it"),
    551: Step(NextStep.NEVER, "the mailbox is elsewhere"),
    552: Step(NextStep.NEVER, "the mailbox is full or the mail too large"),
    553: Step(NextStep.NEVER, "the address is not allowed"),
    554: Step(NextStep.NEVER, "the relay refuses it"),
}
"""The steps of replies that say more than their first digit."""

_LATER = Step(NextStep.RETRY, "the relay asks to come back later")
_REFUSED = Step(NextStep.NEVER, "the relay refuses it")
_STRANGE = Step(NextStep.UNKNOWN, "that is no answer to a mail")


def step_after(code: int, *, written: bool) -> Step:
    """Return what follows a reply that is not the one that was wanted; `written` says that it is to the mail itself."""
    if code in STEPS:
        return STEPS[code]
    return {4: _LATER, 5: _REFUSED}.get(code // 100, _STRANGE if written else _LATER)


def refusal(code: int, *, written: bool) -> SendersError:
    """Return the error for a reply; its words are not kept, they may name the patient's address."""
    return failure("The mail relay", str(code), step_after(code, written=written))


def unanswered() -> SendersError:
    """Return the error for a mail that was written and not answered."""
    return SendUnknown(
        "The mail relay was given a mail and did not answer.", "Ask the relay's log before any second try."
    )
