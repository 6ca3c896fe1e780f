from datetime import timedelta

import pytest

from services.portal.errors import TooFast
from services.portal.limits import Limit, client_key
from services.portal.settings import Rate
from tests.doubles.clock import ManualClock


def test_a_burst_is_taken_at_once_and_then_the_rate(clock: ManualClock) -> None:
    limit = Limit("messages", Rate(burst=3, per_minute=30), clock)
    for _ in range(3):
        limit.take("a")
    with pytest.raises(TooFast) as refused:
        limit.take("a")
    assert refused.value.wait == timedelta(seconds=2)
    assert refused.value.headers() == {"retry-after": "2"}
    clock.advance(timedelta(seconds=2))
    limit.take("a")
    with pytest.raises(TooFast):
        limit.take("a")


def test_one_client_does_not_use_up_the_limit_of_another(clock: ManualClock) -> None:
    limit = Limit("messages", Rate(burst=1, per_minute=1), clock)
    limit.take("a")
    limit.take("b")
    with pytest.raises(TooFast):
        limit.take("a")


def test_a_rest_gives_no_more_than_the_burst(clock: ManualClock) -> None:
    limit = Limit("messages", Rate(burst=2, per_minute=60), clock)
    limit.take("a")
    clock.advance(timedelta(hours=9))
    limit.take("a")
    limit.take("a")
    with pytest.raises(TooFast):
        limit.take("a")


def test_a_clock_set_back_gives_nothing_and_takes_nothing(clock: ManualClock) -> None:
    limit = Limit("messages", Rate(burst=2, per_minute=60), clock)
    limit.take("a")
    clock.advance(timedelta(hours=-1))
    limit.take("a")


def test_memory_is_bounded(clock: ManualClock) -> None:
    limit = Limit("messages", Rate(burst=1, per_minute=1), clock)
    limit.take("first")
    for number in range(20_000):
        limit.take(f"client {number}")
    limit.take("first")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_one_ipv6_site_is_one_client(address: str, key: str) -> None:
    assert client_key(address) == key
