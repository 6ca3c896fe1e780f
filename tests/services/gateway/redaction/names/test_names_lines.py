"""Hand-written lines: every bracketed name is found, and nothing else is touched."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from services.gateway.redaction.keep.kept import kept
from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.layer import Names
from services.gateway.redaction.spans import merged
from services.gateway.redaction.view import View


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("name_lines", Path(__file__).with_name("lines.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["name_lines"] = module
    spec.loader.exec_module(module)
    return module


LINES = _load()
POSITIVE = [*LINES.lines("names_en"), *LINES.lines("names_es")]
NEGATIVE = [*LINES.lines("clean_en"), *LINES.lines("clean_es")]


def found(text: str) -> list[tuple[int, int]]:
    view = View(text)
    return [(span.start, span.end) for span in merged(kept(view, Names().find(view)))]


def characters(text: str, spans: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def test_there_are_enough_lines_of_each_kind() -> None:
    assert len(POSITIVE) >= 150
    assert len(NEGATIVE) >= 150


@pytest.mark.parametrize("line", POSITIVE)
def test_the_names_of_a_line_are_found_to_the_letter(line: str) -> None:
    text, names = LINES.plain(line)
    assert characters(text, found(text)) == characters(text, names)


@pytest.mark.parametrize("line", NEGATIVE)
def test_a_line_without_names_is_left_alone(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize("line", POSITIVE)
def test_finds_are_names_within_the_text(line: str) -> None:
    text, _ = LINES.plain(line)
    for span in Names().find(View(text)):
        assert span.label is Label.NAME
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "\n",
        "12",
        "¿?",
        "'s",
        "j.",
        "de la",
        "soy",
        "my name is",
        "dr.",
        "\u200b",
        "a" * 30,
        "work at",
        "inc",
    ],
)
def test_texts_with_nothing_in_them(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "maria ",
        "dr. ",
        "de la ",
        "j. ",
        "name is ",
        "soy , ",
        "x-",
        "o'",
        "work at ",
        "maria,",
        "'s ",
        "thanks ",
        "é",
        "st. ",
        "garcia y ",
    ],
)
def test_hostile_texts_cost_no_more_than_their_length(piece: str) -> None:
    spans = Names().find(View(piece * (10_000 // len(piece))))
    assert all(span.start < span.end for span in spans)


def test_accents_and_small_signs_map_back_to_the_text_as_written() -> None:
    text = "Me llamo Ma\u200bría Ñúñez"
    assert [text[start:end] for start, end in found(text)] == ["Ma\u200bría Ñúñez"]


def test_a_name_that_was_introduced_is_found_again_without_its_cue() -> None:
    text = "my name is shaiqua brown. tell them shaiqua called"
    assert [text[start:end] for start, end in found(text)] == ["shaiqua brown", "shaiqua"]


def test_a_signature_on_a_line_of_its_own() -> None:
    text = "See you Monday.\n\nRegards,\nMark"
    assert [text[start:end] for start, end in found(text)] == ["Mark"]
