"""The codes of RFC 6238, appendix B (the last six of its eight digits)."""

import base64
from datetime import UTC, datetime

import pytest

from services.accounts.totp import code_at, fitting_step, new_secret, step_of

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // 30) == code


def test_a_phone_may_be_half_a_minute_off_and_a_code_is_good_once() -> None:
    now = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
    step = step_of(now)
    for there in (step - 1, step, step + 1):
        assert fitting_step(SECRET, code_at(SECRET, there), now, 0) == there
    assert fitting_step(SECRET, code_at(SECRET, step - 2), now, 0) is None
    assert fitting_step(SECRET, code_at(SECRET, step), now, step) is None


def test_secrets_are_long_and_differ() -> None:
    made = {new_secret() for _ in range(50)}
    assert len(made) == 50
    assert {len(base64.b32decode(secret)) for secret in made} == {20}
