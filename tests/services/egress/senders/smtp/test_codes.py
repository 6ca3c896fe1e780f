import pytest

from services.egress.senders.errors import CredentialsRefused, NotSent, SendRefused
from services.egress.senders.smtp.codes import STEPS, refusal, step_after
from services.egress.senders.steps import NextStep


@pytest.mark.parametrize(
    ("code", "step"),
    [
        (421, NextStep.RETRY),
        (450, NextStep.RETRY),
        (451, NextStep.RETRY),
        (500, NextStep.NEVER),
        (530, NextStep.KEY),
        (550, NextStep.NEVER),
        (599, NextStep.NEVER),
    ],
)
def test_4yz_comes_back_later_and_5yz_never(code: int, step: NextStep) -> None:
    assert step_after(code, written=False).next is step
    assert step_after(code, written=True).next is step


@pytest.mark.parametrize("code", [-1, 150, 354, 999])
def test_a_reply_that_is_none_is_unknown_only_after_the_mail(code: int) -> None:
    assert step_after(code, written=False).next is NextStep.RETRY
    assert step_after(code, written=True).next is NextStep.UNKNOWN


@pytest.mark.parametrize("code", STEPS)
def test_every_reply_becomes_the_error_of_its_step_without_the_relays_words(code: int) -> None:
    errors = {NextStep.RETRY: NotSent, NextStep.KEY: CredentialsRefused, NextStep.NEVER: SendRefused}
    raised = refusal(code, written=True)
    assert type(raised) is errors[STEPS[code].next]
    assert raised.what == f"The mail relay answered {code}: {STEPS[code].why}."
