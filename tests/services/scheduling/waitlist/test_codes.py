"""Codes open the one offer they were made for, and say nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.messaging.gsm7 import size_of
from services.scheduling.waitlist.codes import ALPHABET, CODE_LETTERS, Code, CodeKeys, Terms, random_handle, read_code
from services.scheduling.waitlist.errors import BadCodeKeys

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
TERMS = Terms("offer_1", "slot-1", "entry_1", datetime(2027, 3, 1, 14, 0, tzinfo=UTC))
KEYS = CodeKeys("A", {"A": KEY})
codes = st.text(ALPHABET, min_size=CODE_LETTERS, max_size=CODE_LETTERS)


def test_a_code_is_short_and_in_the_alphabet_of_texts() -> None:
    code = str(KEYS.sign("K7M2", TERMS))
    assert len(code) == 14
    assert size_of(code).gsm7
    assert code.startswith("K7M2-A")


def test_the_same_terms_give_the_same_code_for_ever() -> None:
    assert str(KEYS.sign("K7M2", TERMS)) == "K7M2-A9BK-PCYV"


@pytest.mark.parametrize(
    "other",
    [
        replace(TERMS, offer_id="offer_2"),
        replace(TERMS, slot_id="slot-2"),
        replace(TERMS, entry_id="entry_2"),
        replace(TERMS, expires_at=TERMS.expires_at + timedelta(microseconds=1)),
        replace(TERMS, offer_id="offer_1s", slot_id="lot-1"),
    ],
)
def test_a_code_is_bound_to_offer_slot_entry_and_expiry(other: Terms) -> None:
    code = KEYS.sign("K7M2", TERMS)
    assert KEYS.valid(code, TERMS)
    assert not KEYS.valid(code, other)


def test_a_code_is_bound_to_its_handle_and_its_key() -> None:
    code = KEYS.sign("K7M2", TERMS)
    both = CodeKeys("A", {"A": KEY, "B": KEY})
    assert not KEYS.valid(replace(code, handle="K7M3"), TERMS)
    assert not both.valid(replace(code, key_id="B"), TERMS)


def test_an_old_key_is_believed_until_it_is_removed() -> None:
    old = KEYS.sign("K7M2", TERMS)
    rotated = CodeKeys("B", {"A": KEY, "B": OTHER})
    removed = CodeKeys("B", {"B": OTHER})
    assert rotated.valid(old, TERMS)
    assert rotated.sign("K7M2", TERMS).key_id == "B"
    assert not removed.valid(old, TERMS)
    assert not removed.valid(replace(old, key_id="B"), TERMS)


@given(st.sampled_from(range(CODE_LETTERS)), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_a_wrong_code(place: int, letter: str) -> None:
    right = KEYS.sign("K7M2", TERMS)
    plain = str(right).replace("-", "")
    typed = read_code(plain[:place] + letter + plain[place + 1 :])
    assert typed is not None
    assert KEYS.valid(typed, TERMS) is (typed == right)


@given(codes)
def test_a_code_is_read_however_it_is_typed(plain: str) -> None:
    code = read_code(plain)
    assert isinstance(code, Code)
    spaced = " " + str(code).lower().replace("-", " - ") + "\n"
    alike = str(code).replace("0", "o").replace("1", "l")
    assert read_code(spaced) == read_code(alike) == code
    assert str(code).replace("-", "") == plain


@pytest.mark.parametrize(
    "text", ["", "yes", "STOP", "K7M2", "K7M2-AR5Q-XKJ", "K7M2-AR5Q-XKJT9", "K7M2-AR5Q-XKJU", "ñ" * 12]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    code = read_code(text)
    assert code is None or len(str(code)) == 14


@pytest.mark.parametrize(
    ("current", "keys"),
    [("B", {"A": KEY}), ("AB", {"AB": KEY}), ("a", {"a": KEY}), ("A", {"A": KEY[:31]})],
)
def test_keys_that_cannot_serve_are_refused(current: str, keys: dict[str, bytes]) -> None:
    with pytest.raises(BadCodeKeys, match="key"):
        CodeKeys(current, keys)


def test_a_key_never_shows() -> None:
    assert repr(KEY) not in repr(KEYS)
    assert KEYS.sign("K7M2", TERMS).tag not in repr(KEYS.sign("K7M2", TERMS))


def test_handles_are_four_letters_of_the_alphabet() -> None:
    handles = {random_handle() for _ in range(50)}
    assert len(handles) > 40
    assert all(len(handle) == 4 and set(handle) <= set(ALPHABET) for handle in handles)
