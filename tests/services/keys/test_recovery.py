"""Recovery cards (SLIP-39): any three of five."""

import secrets
from itertools import combinations

import pytest

from services.keys.errors import CardsRefused
from services.keys.recovery import CARDS, NEEDED, WORDS, join, split

KEY = secrets.token_bytes(32)
SET = split(KEY)


def test_a_set_has_five_cards_of_33_words() -> None:
    assert len(SET) == CARDS
    assert {len(card.split()) for card in SET} == {WORDS}


@pytest.mark.parametrize("three", list(combinations(range(CARDS), NEEDED)))
def test_any_three_cards_give_the_key_back(three: tuple[int, ...]) -> None:
    assert join([SET[each] for each in three]) == KEY


def test_capitals_blanks_and_empty_lines_do_not_matter() -> None:
    assert join(["", f"  {SET[4].upper()} ", SET[0].replace(" ", "  "), SET[2] + "\n"]) == KEY


def test_one_misread_card_among_four_does_not_spoil_it() -> None:
    first, *others = SET[0].split()
    misread = " ".join([first, *reversed(others)])
    assert join([misread, SET[1], SET[2], SET[3]]) == KEY


@pytest.mark.parametrize(
    "cards", [[], SET[:2], [SET[0], SET[0], SET[0]], [SET[0], SET[1], split(KEY)[2]], ["these are no words"] * 3]
)
def test_too_few_cards_or_cards_of_two_sets_are_refused(cards: list[str]) -> None:
    with pytest.raises(CardsRefused):
        join(cards)
