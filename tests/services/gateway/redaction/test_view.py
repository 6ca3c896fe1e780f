import re
from datetime import date

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.roster.patient import PersonName, RosterPatient
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.view import View, Word, cut

_WORD = re.compile(r"[^\W\d_]+(?:['\-.][^\W\d_]+)*|\d+|[^\w\s]")
TEXTS = [
    "",
    "  ",
    "_",
    "Dr. O'Neil-Vance, 12 Elm St.\nAustin TX 78701",
    "my number is five one two, double five five\n\noh one four three",
    "José Núñez nació el 3/4/84 y vive en la calle Roble 12",
    '{"name": [{"family": "Vance", "given": ["Ada"]}], "birthDate": "1984-03-04", "line": ["12 Elm St"]}',
    "a_b ½ 5th ﬁnd İstanbul v.2",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_columns_are_the_words_as_one_search_after_the_other_finds_them(text: str) -> None:
    folded = View(text).folded.text
    words = cut(folded)
    found = [(each[0], *each.span()) for each in _WORD.finditer(folded)]
    assert list(zip(words.texts, words.starts, words.ends, strict=True)) == found
    pieces = [piece for pair in zip(words.gaps, [*words.texts, ""], strict=True) for piece in pair]
    assert "".join(pieces) == folded


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_those_that_begin_with_a_letter_are_the_columns_again(text: str) -> None:
    view = View(text)
    assert view.words == [Word(*each) for each in zip(*view.cut[:3], strict=True)]
    assert view.lettered == [at for at, word in enumerate(view.words) if word.text[0].isalpha()]
    assert view.letters == re.findall(r"[^\W\d_]+", view.folded.text)


@pytest.mark.parametrize("text", TEXTS)
def test_each_different_word_is_known_by_its_places(text: str) -> None:
    view = View(text)
    texts = view.cut.texts
    assert view.places == {word: [at for at, each in enumerate(texts) if each == word] for word in texts}
    wanted = frozenset({"five", "one", ",", "elsewhere"})
    assert view.among(wanted) == [at for at, each in enumerate(texts) if each in wanted]
    assert view.at(["one", "five"] if {"one", "five"} <= set(texts) else []) == [
        at for at, each in enumerate(texts) if each in {"one", "five"} and {"one", "five"} <= set(texts)
    ]


def test_a_word_with_a_capital_is_told_wherever_folding_moved_it() -> None:
    view = View("jos\\u00e9 Núñez ve a Ana")
    assert [text for at, text in enumerate(view.cut.texts) if view.capital(at)] == ["nunez", "ana"]


@pytest.mark.parametrize("text", ["it is j o n e s", "S-M-I-T-H", "a b: c"])
def test_three_letters_in_a_row_that_stand_alone_are_seen(text: str) -> None:
    assert View(text).spelt


@pytest.mark.parametrize("text", ["J. R. smith", "a plan b and c", ""])
def test_other_letters_are_not_spelt(text: str) -> None:
    assert not View(text).spelt


def test_what_several_layers_need_is_made_once() -> None:
    made: list[str] = []

    def length(view: View) -> int:
        made.append(view.raw)
        return len(view.raw)

    view = View("four")
    assert [view.once(length), view.once(length)] == [4, 4]
    assert made == ["four"]
    assert View("seven").once(length) == 5
    assert made == ["four", "seven"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("asked", [None, Label.NAME, Label.DOB, Label.ADDRESS, Label.PHONE])
def test_a_layer_finds_the_same_in_a_view_that_others_have_read(text: str, asked: Label | None) -> None:
    roster = Roster([RosterPatient((PersonName("Ada", "Vance"),), date(1984, 3, 4), ("5125550143",))])
    layers = build_redactor(roster, tagger=None).layers
    shared = View(text, asked=asked)
    for layer in [*layers, *reversed(layers)]:
        assert layer.find(shared) == layer.find(View(text, asked=asked))
