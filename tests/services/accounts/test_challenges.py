"""A challenge is good once, in time, in the browser that got it."""

from datetime import UTC, datetime

from services.accounts.challenges import GOOD_FOR, Challenges

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_challenge_is_good_once() -> None:
    challenges = Challenges()
    given = challenges.give("here", NOW)
    assert challenges.take(given, "here", NOW)
    assert not challenges.take(given, "here", NOW)


def test_another_browser_uses_it_up_and_gets_nothing() -> None:
    challenges = Challenges()
    given = challenges.give("here", NOW)
    assert not challenges.take(given, "elsewhere", NOW)
    assert not challenges.take(given, "here", NOW)


def test_it_ends_after_five_minutes_and_a_made_up_one_never_began() -> None:
    challenges = Challenges()
    given = challenges.give("here", NOW)
    assert not challenges.take(b"made up", "here", NOW)
    assert not challenges.take(given, "here", NOW + GOOD_FOR)


def test_a_flood_pushes_out_the_oldest_and_keeps_memory_bounded() -> None:
    challenges = Challenges()
    first = challenges.give("here", NOW)
    newest = [challenges.give("flood", NOW) for _ in range(10_000)][-1]
    assert not challenges.take(first, "here", NOW)
    assert challenges.take(newest, "flood", NOW)
