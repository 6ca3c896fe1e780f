"""Everyday words that the network takes for names."""

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span
from services.gateway.redaction.tagger.features import features
from services.gateway.redaction.tagger.plain import plain, trimmed
from services.gateway.redaction.view import View


def is_plain(text: str, part: str, label: Label = Label.NAME) -> bool:
    start = text.index(part)
    return plain(View(text), Span(start, start + len(part), label))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("the pipes burst again", "pipes burst"),
        ("it's sunny, so my migraine is worse", "sunny"),
        ("the pain is worst at dawn", "dawn"),
        ("i drive a white pickup tag", "pickup tag"),
        ("son gemelos y tienen tos", "gemelos"),
        ("THE PIPES BURST AGAIN", "PIPES"),
        ("the cyst is as big as an olive", "olive"),
    ],
)
def test_words_in_small_letters_without_a_cue_are_no_names(text: str, part: str) -> None:
    assert is_plain(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("my last name is pipes", "pipes"),
        ("ask dr hilt about it", "hilt"),
        ("The Pipes called", "Pipes"),
        ("le dije a refugio que no", "refugio"),
        ("please see tomasina first", "tomasina"),
        ("call me at walmart", "walmart"),
        ("se escribe i ge hache te", "i ge hache te"),
    ],
)
def test_names_stand(text: str, part: str) -> None:
    assert not is_plain(text, part)


def test_a_state_is_no_place() -> None:
    assert is_plain("we moved here from florida in 1996", "florida", Label.PLACE)
    assert not is_plain("we moved here from tucson in 1996", "tucson", Label.PLACE)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("margarita de la", "margarita"),
        ("an olive", "olive"),
        ("rosa maria", "rosa maria"),
        ("de la cruz", "de la cruz"),
        ("de", "de"),
    ],
)
def test_function_words_at_the_ends_are_cut_off(text: str, left: str) -> None:
    read = features(View(text))
    first, last = trimmed(text, read, 0, len(read.starts))
    assert text[read.starts[first] : read.ends[last - 1]] == left


def test_an_everyday_word_is_no_code() -> None:
    assert is_plain("user wish and no other", "wish", Label.ID)


@pytest.mark.parametrize("part", ["hoshi7", "XKRL", "tomo.x"])
def test_a_code_stands(part: str) -> None:
    assert not is_plain(f"user {part} and no other", part, Label.ID)
