"""The lexicons as built: what is in them, and how little they take."""

import gzip
import sys
from pathlib import Path

import pytest

from services.gateway.redaction.names.lexicon import (
    CLASS,
    COMMON,
    GIVEN,
    NEVER,
    SURNAME,
    SURNAME_SHIFT,
    WORD,
    lexicon,
    own_lines,
    own_words,
)
from services.gateway.redaction.names.wordlike import misspelt_name, wordlike

DATA = Path(own_lines.__code__.co_filename).resolve().parents[1] / "data"


def test_the_table_takes_less_than_60_megabytes() -> None:
    table = lexicon()
    assert sys.getsizeof(table) + sum(sys.getsizeof(word) for word in table) < 60_000_000


@pytest.mark.parametrize(("name", "least"), [("given", 50_000), ("surnames", 100_000), ("words", 100_000)])
def test_built_files_are_sorted_and_large_enough(name: str, least: int) -> None:
    with gzip.open(DATA / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        words = [line.rstrip("\n") for line in lines]
    assert len(words) >= least
    assert words == sorted(words)


@pytest.mark.parametrize("name", ["maria", "john", "garcia", "nguyen", "patel", "diego", "smith", "guadalupe", "jose"])
def test_names_that_are_no_words(name: str) -> None:
    assert lexicon()[name] & CLASS == 0


@pytest.mark.parametrize("name", ["lupita", "chuy", "pepe", "jose", "xiomara", "yesenia"])
def test_hispanic_given_names_and_nicknames_are_given_names(name: str) -> None:
    assert lexicon()[name] & GIVEN >= 5


@pytest.mark.parametrize(
    "word", ["mark", "hope", "grace", "will", "may", "rosa", "luz", "paz", "cruz", "reyes", "brown"]
)
def test_names_that_are_everyday_words(word: str) -> None:
    entry = lexicon()[word]
    assert entry & CLASS in {WORD, COMMON}
    assert entry & GIVEN or (entry & SURNAME) >> SURNAME_SHIFT


@pytest.mark.parametrize("word", ["the", "appointment", "cita", "gracias", "tuesday", "lunes", "calling"])
def test_function_words_are_never_names(word: str) -> None:
    assert lexicon()[word] & CLASS == NEVER


@pytest.mark.parametrize(
    "token", ["apointment", "cancelando", "llamaria", "necesitaba", "sooooon", "xxkj", "cierren", "vacunitas"]
)
def test_forms_and_slips_of_words_are_no_names(token: str) -> None:
    assert wordlike(token)


@pytest.mark.parametrize("token", ["jhon", "smtih", "micheal", "gonzales", "garica", "jenifer"])
def test_names_with_one_letter_wrong(token: str) -> None:
    assert misspelt_name(token) or lexicon().get(token, 0) & (GIVEN | SURNAME)


def test_every_nickname_stands_for_a_given_name() -> None:
    for line in own_lines("nicknames"):
        _, *names = line.split()
        assert all(lexicon().get(name, 0) & GIVEN for name in names), line


@pytest.mark.parametrize("name", ["drugs", "eponyms", "employers", "given_es", "never", "common"])
def test_own_lists_are_in_small_letters(name: str) -> None:
    assert all(word == word.lower() for word in own_words(name))
