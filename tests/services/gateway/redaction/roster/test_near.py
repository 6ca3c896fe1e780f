import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.redaction.roster.near import NearIndex, one_slip

WORD = st.text(alphabet="abcd", min_size=4, max_size=8)


@pytest.mark.parametrize(
    "written",
    ["gonzalez", "gonzalz", "gonzallez", "gonsalez", "gonzaelz", "onzalez", "gonzaleza", "ogonzalez", "ognzalez"],
)
def test_a_word_one_slip_away_is_found(written: str) -> None:
    assert NearIndex(["smith", "gonzalez"]).of(written) == {1}


@pytest.mark.parametrize("written", ["gonsales", "smthi1x", "gnozlez", "", "g", "z" * 40])
def test_a_word_further_away_is_not(written: str) -> None:
    assert NearIndex(["smith", "gonzalez"]).of(written) == set()


def slips(word: str) -> set[str]:
    letters = "abcd"
    deleted = {word[:at] + word[at + 1 :] for at in range(len(word))}
    added = {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in letters}
    replaced = {word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in letters}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return deleted | added | replaced | swapped | {word}


@settings(max_examples=200)
@given(WORD, WORD)
def test_one_slip_is_what_one_slip_can_do(first: str, second: str) -> None:
    assert one_slip(first, second) == (second in slips(first))


@settings(max_examples=100)
@given(st.lists(WORD, max_size=12, unique=True), WORD)
def test_the_index_finds_all_words_one_slip_away_and_no_others(words: list[str], written: str) -> None:
    expected = {number for number, word in enumerate(words) if one_slip(word, written)}
    assert NearIndex(words).of(written) == expected
