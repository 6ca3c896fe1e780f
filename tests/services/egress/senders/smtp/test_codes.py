import pytest

from services.egress.senders.smtp.codes import STEPS, step_after
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


def test_every_step_says_why() -> None:
    assert all(step.why for step in STEPS.values())
