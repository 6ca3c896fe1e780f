import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.portal.visit import Visit, Visits
from tests.doubles.portal import portal_settings

VISITS = Visits(portal_settings())


def value(cookie: str) -> str:
    return cookie.partition("=")[2].partition(";")[0]


@pytest.mark.parametrize("chat_id", [None, "chat_0123456789abcdef0123456789abcdef"])
def test_a_sealed_visit_opens_again(chat_id: str | None) -> None:
    visit = VISITS.new() if chat_id is None else VISITS.new().with_chat(chat_id)
    assert VISITS.open(value(VISITS.cookie(visit))) == visit


def test_the_cookie_is_opaque_and_never_twice_the_same() -> None:
    visit = VISITS.new().with_chat("chat_42")
    first, second = value(VISITS.cookie(visit)), value(VISITS.cookie(visit))
    assert first != second
    assert "chat_42" not in first


def test_each_visit_has_256_random_bits() -> None:
    secrets = {VISITS.new().secret for _ in range(100)}
    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {32}


@pytest.mark.parametrize("cookie", [None, "", "x", "é", "AAAA", "A" * 200, "=" * 50, "🙂"])
def test_a_cookie_of_somebody_else_opens_nothing(cookie: str | None) -> None:
    assert VISITS.open(cookie) is None


def test_another_key_opens_nothing() -> None:
    cookie = value(VISITS.cookie(VISITS.new()))
    assert Visits(portal_settings(key=b"z" * 32)).open(cookie) is None


@settings(max_examples=60)
@given(st.integers(min_value=0), st.sampled_from("ABCabc012"))
def test_a_changed_cookie_opens_nothing(position: int, character: str) -> None:
    visit = VISITS.new().with_chat("chat_42")
    cookie = value(VISITS.cookie(visit))
    place = position % (len(cookie) - 1)
    changed = cookie[:place] + character + cookie[place + 1 :]
    assert VISITS.open(changed) == (visit if changed == cookie else None)


def test_a_token_belongs_to_one_visit() -> None:
    mine, yours = VISITS.new(), VISITS.new()
    assert VISITS.owns_token(mine, VISITS.form_token(mine))
    assert not VISITS.owns_token(yours, VISITS.form_token(mine))
    assert VISITS.form_token(mine) == VISITS.form_token(mine.with_chat("chat_42")), (
        "a form outlives the start of a chat"
    )


def test_a_visit_says_nothing_about_itself() -> None:
    assert repr(Visit(b"s" * 32, "chat_42")) == "Visit()"
