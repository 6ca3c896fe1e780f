import pytest

from services.gateway.redaction.keep.lists import FEASTS, eponym_pairs, eponyms, listed, people_plans, plain_terms
from services.gateway.redaction.keep.signs import FINDINGS, SIGNS
from services.gateway.redaction.names.lexicon import own_words


@pytest.mark.parametrize("name", ["abbreviations", "drugs", "departments", "plan_words", "eponyms"])
def test_every_word_of_a_list_is_seen_to_be_listed(name: str) -> None:
    words = [word for word in own_words(name) if word.isalpha()]  # a find is looked up by its runs of letters
    assert words
    assert [word for word in words if not listed(word)] == []


def test_every_term_feast_plan_and_eponym_is_seen_to_be_listed() -> None:
    pairs = [" ".join(words) for some in eponym_pairs().values() for words in some]
    entries = [*plain_terms(), *FEASTS, *people_plans(), *pairs, *FINDINGS, *(f"{word}s" for word in eponyms())]
    assert [entry for entry in entries if any(map(str.isalpha, entry)) and not listed(entry)] == []
    assert [sign for sign in SIGNS if "-" not in sign and not listed(sign)] == []


@pytest.mark.parametrize("name", ["lucia ibarra", "kelechi nwosu", "o'halloran", ""])
def test_what_stands_in_no_list_is_not_listed(name: str) -> None:
    assert not listed(name)
