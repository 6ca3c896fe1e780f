from hypothesis import given
from hypothesis import strategies as st

from services.egress.limits import Limits, TokenBucket


def test_the_limits_of_stock_are_in_range() -> None:
    assert Limits().wrong() is None


def test_one_seconds_worth_goes_at_once_and_the_rest_waits() -> None:
    bucket = TokenBucket(1000, now=5.0)
    assert bucket.take(1000, now=5.0) == 0
    assert bucket.take(500, now=5.0) == 0.5
    assert bucket.take(500, now=5.5) == 0.5
    assert bucket.take(1000, now=60.0) == 0


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 300)), max_size=60), st.integers(1000, 4000))
def test_over_any_time_no_more_goes_than_the_rate_and_one_seconds_worth(
    steps: list[tuple[int, int]], rate: int
) -> None:
    bucket, now, total = TokenBucket(rate, now=0.0), 0.0, 0
    for size, pause in steps:
        now += pause / 100
        now += bucket.take(size, now)
        total += size
        assert total <= rate * (now + 1) + 1e-3
