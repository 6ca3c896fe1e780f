import pytest

from services.egress.senders.errors import (
    CredentialsRefused,
    NotSent,
    OptedOut,
    SendersError,
    SendRefused,
    SendUnknown,
    SetupRefused,
)
from services.egress.senders.steps import NextStep, Step, failure


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (NextStep.RETRY, NotSent),
        (NextStep.NEVER, SendRefused),
        (NextStep.OPTED_OUT, OptedOut),
        (NextStep.UNKNOWN, SendUnknown),
        (NextStep.KEY, CredentialsRefused),
        (NextStep.SETUP, SetupRefused),
        (NextStep.NOTHING, SendUnknown),
    ],
)
def test_every_next_step_is_one_error_that_says_what_to_do(step: NextStep, error: type[SendersError]) -> None:
    raised = failure("Twilio", "400 (1)", Step(step, "a reason"), 5.0)
    assert type(raised) is error
    assert raised.what == "Twilio answered 400 (1): a reason."
    assert raised.do
    if isinstance(raised, NotSent):
        assert raised.retry_after == 5.0
    if isinstance(raised, SendRefused):
        assert raised.reason == "400 (1)"
