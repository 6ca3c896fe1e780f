"""The errors of the carrier that the clinic meets have the next step they should."""

import pytest

from services.egress.senders.steps import NextStep
from services.egress.senders.twilio.steps import CODES, step_after_delivery, step_after_request


@pytest.mark.parametrize(
    ("code", "step"),
    [
        (21211, NextStep.NEVER),
        (21408, NextStep.SETUP),
        (21610, NextStep.OPTED_OUT),
        (30003, NextStep.RETRY),
        (30007, NextStep.NEVER),
        (30034, NextStep.SETUP),
        (30450, NextStep.NEVER),
        (11200, NextStep.NOTHING),
        (20429, NextStep.RETRY),
    ],
)
def test_the_errors_a_clinic_meets(code: int, step: NextStep) -> None:
    assert step_after_request(400, code).next is step
    assert step_after_delivery(code).next is step


def test_429_alone_is_tried_again() -> None:
    assert step_after_request(429, None).next is NextStep.RETRY


@pytest.mark.parametrize("code", [None, *CODES, 12345])
def test_after_a_failure_of_twilios_own_nobody_knows(code: int | None) -> None:
    assert step_after_request(500, code).next is NextStep.UNKNOWN


def test_a_delivery_that_ended_for_no_reason_we_know_is_not_repeated() -> None:
    assert step_after_delivery(None).next is NextStep.UNKNOWN
    assert step_after_delivery(99999).next is NextStep.UNKNOWN
