"""What is read as a placeholder, and what of a text looks like one."""

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.vault.placeholder import (
    LARGEST,
    LONGEST_TAIL,
    TYPES,
    found_in,
    lookalikes,
    undecided_from,
    written,
)


@pytest.mark.parametrize(
    "text", ["[NAME_1]", "[Name_1]", "[name 1]", "[NAME-1]", r"[NAME\_1]", "[NAME1]", "NAME_1", "(NAME_1)", "'NAME_1'"]
)
def test_the_spellings_of_models_are_read(text: str) -> None:
    [found] = found_in(text)
    assert (found.kind, found.number) == ("NAME", 1)


@pytest.mark.parametrize("text", ["name_1", "Name_1", "address_1", "MYNAME_1", "NAME_1234", "NAME_1x", "[NAME]", "1]"])
def test_ordinary_words_are_not_read(text: str) -> None:
    assert list(found_in(text)) == []


def test_every_label_has_a_type_and_every_placeholder_is_short() -> None:
    assert set(TYPES) == set(Label)
    assert len(set(TYPES.values())) == len(TYPES)
    assert max(len(written(kind, LARGEST)) for kind in TYPES.values()) <= 12


@pytest.mark.parametrize(
    ("text", "held"),
    [
        *(("Hello", 0), ("Hello [", 1), ("Hello [NA", 3), ("Hello [NAME_1", 7), ("Hello [NAME_1]", 0), ("So PHO", 3)),
        *(("xPHO", 0), ("[hello", 0), (r"[device\_999", 12), ("a NAME_1", 6), ("a NAME_1 ", 0)),
    ],
)
def test_only_what_could_become_a_placeholder_is_undecided(text: str, held: int) -> None:
    assert len(text) - undecided_from(text) == held <= LONGEST_TAIL


@pytest.mark.parametrize(
    "text",
    [
        "[NAME_1]",
        "[ name  1 ]",
        "[Name__1]",
        "NAME_7",
        "[NAME_100000]",
        "[\uff2e\uff21\uff2d\uff25_1]",
        "[NA\u200bME_1]",
        "[n\u0430me_1]",
    ],
)
def test_look_alikes_are_seen_in_any_spelling(text: str) -> None:
    assert lookalikes(f"say {text} now") == [(4, 4 + len(text))]


def test_ordinary_brackets_are_no_look_alikes() -> None:
    assert lookalikes("see [1] and [name] and first_name_1") == []
