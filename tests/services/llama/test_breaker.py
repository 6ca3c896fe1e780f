from datetime import timedelta

from services.llama.breaker import Breaker
from tests.doubles.clock import ManualClock


def failed(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed()


def test_failures_in_a_row_open_it_and_a_success_between_does_not(clock: ManualClock) -> None:
    breaker = Breaker(clock)
    failed(breaker, 2)
    breaker.succeeded()
    failed(breaker, 2)
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()


def test_after_its_rest_one_question_goes_first(clock: ManualClock) -> None:
    breaker = Breaker(clock)
    failed(breaker, 3)
    clock.advance(timedelta(seconds=29))
    assert not breaker.lets_through()
    clock.advance(timedelta(seconds=1))
    assert breaker.lets_through()
    assert not breaker.lets_through()


def test_a_first_question_that_succeeds_closes_it_and_one_that_fails_does_not(clock: ManualClock) -> None:
    breaker = Breaker(clock)
    failed(breaker, 3)
    clock.advance(timedelta(seconds=30))
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    clock.advance(timedelta(seconds=30))
    assert breaker.lets_through()
    breaker.succeeded()
    assert breaker.lets_through()
    assert breaker.lets_through()
