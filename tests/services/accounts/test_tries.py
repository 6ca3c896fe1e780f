from datetime import UTC, datetime, timedelta

import pytest

from services.accounts.tries import (
    DAY,
    FIRST_WAIT,
    FREE,
    LONGEST_WAIT,
    STRANGERS,
    TRUSTED,
    Attempt,
    Begun,
    Held,
    Tries,
    worth_recording,
)

NOW = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
KIM = Attempt("kim", "192.0.2.7", known=True)
DESK = Attempt("kim", "192.0.2.7", "browser-1", known=True)


def guessed(tries: Tries, attempt: Attempt, *, at: datetime = NOW, until: datetime | None = None) -> int:
    """Try as often as one can, from one instant to another; return how many tries were let through."""
    made = 0
    while until is None or at < until:
        answer = tries.begin(attempt, at)
        if isinstance(answer, Begun):
            made += 1
        elif until is None:
            break
        else:
            at += answer.wait
    return made


def test_the_first_tries_are_free_and_then_the_waits_double_up_to_an_hour() -> None:
    tries, at, waits = Tries(), NOW, []
    assert guessed(tries, KIM) == FREE
    for _ in range(8):
        held = tries.begin(KIM, at)
        assert isinstance(held, Held)
        waits.append(held.wait)
        at += held.wait
        assert isinstance(tries.begin(KIM, at), Begun)
    assert waits == [FIRST_WAIT * 2**n for n in range(6)] + [LONGEST_WAIT] * 2


def test_a_try_that_was_held_back_makes_the_wait_no_longer() -> None:
    tries = Tries()
    guessed(tries, KIM)
    for _ in range(100):
        held = tries.begin(KIM, NOW)
    assert isinstance(held, Held)
    assert held.wait == FIRST_WAIT
    assert isinstance(tries.begin(KIM, NOW + FIRST_WAIT), Begun)


def test_many_addresses_together_have_one_small_number_of_tries_a_day() -> None:
    tries = Tries()
    made = sum(isinstance(tries.begin(Attempt("kim", f"a{n}", known=True), NOW), Begun) for n in range(10_000))
    assert made == STRANGERS
    later = Attempt("kim", "another", known=True)
    assert isinstance(tries.begin(later, NOW + DAY - timedelta(seconds=1)), Held)
    assert isinstance(tries.begin(later, NOW + DAY), Begun)


def test_the_last_try_of_strangers_says_so() -> None:
    tries = Tries()
    answers = [tries.begin(Attempt("kim", f"a{n}", known=True), NOW) for n in range(STRANGERS)]
    assert [isinstance(each, Begun) and each.last for each in answers] == [False] * (STRANGERS - 1) + [True]


def test_a_known_browser_is_not_held_back_by_strangers_nor_by_its_address() -> None:
    tries = Tries()
    guessed(tries, KIM)
    for number in range(STRANGERS):
        tries.begin(Attempt("kim", f"a{number}", known=True), NOW)
    assert tries.begin(DESK, NOW) == Begun(stranger=False, last=False)


def test_a_stolen_known_browser_gives_few_tries_and_then_counts_as_a_strangers() -> None:
    tries = Tries()
    assert guessed(tries, DESK, until=NOW + timedelta(hours=23)) == TRUSTED + STRANGERS


def test_a_year_of_guessing_has_these_odds() -> None:
    """The figures of docs/explanation/accounts.md."""
    guesses_a_day, codes = STRANGERS, 3 / 10**6
    with_the_password = 1 - (1 - codes) ** (guesses_a_day * 365)
    assert round(100 * with_the_password, 1) == 2.2
    assert round(guesses_a_day * 365 * codes * 1e-6, 10) == 2.19e-8


def test_signing_in_forgets_the_wrong_tries_and_takes_none_from_the_days_number() -> None:
    tries = Tries()
    for number in range(3 * STRANGERS):
        begun = tries.begin(KIM, NOW + timedelta(seconds=number))
        assert isinstance(begun, Begun)
        tries.passed(KIM, begun)
    assert guessed(tries, KIM) == FREE
    begun = tries.begin(DESK, NOW)
    assert isinstance(begun, Begun)
    tries.passed(DESK, begun)
    assert guessed(tries, DESK) == FREE


def test_made_up_names_cannot_push_out_those_that_somebody_has() -> None:
    tries = Tries()
    for number in range(STRANGERS):
        tries.begin(Attempt("kim", f"a{number}", known=True), NOW)
    for number in range(20_001):
        tries.begin(Attempt(f"made-up-{number}", "a"), NOW)
    assert isinstance(tries.begin(Attempt("kim", "new", known=True), NOW), Held)


def test_a_name_that_nobody_has_is_held_back_like_any_other() -> None:
    assert guessed(Tries(), Attempt("nobody", "a")) == FREE


@pytest.mark.parametrize("times", [1, 10, 100, 1000])
def test_powers_of_ten_are_recorded(times: int) -> None:
    assert worth_recording(times)
    assert not worth_recording(times + 1)
    assert not worth_recording(2 * times)


def test_what_is_held_back_is_numbered_for_a_day() -> None:
    tries = Tries()
    guessed(tries, KIM)  # the one after the free ones is held back, as the first
    held = [tries.begin(KIM, NOW) for _ in range(3)]
    assert [each.times for each in held if isinstance(each, Held)] == [2, 3, 4]
    assert [tries.nobodys(NOW), tries.nobodys(NOW), tries.nobodys(NOW + DAY)] == [1, 2, 1]
