import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span
from services.gateway.redaction.tagger.left import added, something_left
from services.gateway.redaction.tagger.tagger import Tagger
from services.gateway.redaction.view import View


@pytest.mark.parametrize(
    "text", ["can i come in next week instead", "", "my knee still hurts", "¿puede ser mañana?", "12 34"]
)
def test_everyday_words_leave_nothing(text: str) -> None:
    assert not something_left(View(text), [])


@pytest.mark.parametrize("text", ["ask zheaquim about it", "dígale a Ñustaq 😀 que sí", "gutierrez wants more"])
def test_an_unheard_word_or_a_name_is_left_until_it_is_found(text: str) -> None:
    view = View(text)
    assert something_left(view, [])
    assert not something_left(view, [Span(0, len(text), Label.NAME)])


def test_a_long_text_is_always_worth_it() -> None:
    assert something_left(View("knee " * 1000), [])


def test_only_what_goes_beyond_is_added() -> None:
    finds = [Span(0, 4, Label.NAME), Span(5, 9, Label.NAME)]
    assert added(finds, [Span(0, 4, Label.ID), Span(5, 7, Label.NAME)]) == finds[1:]
    assert added(finds * 100, [Span(0, 9, Label.NAME)] * 100) == finds * 100


def test_the_tagger_adds_only_where_something_is_left() -> None:
    text = "hi this is Zheaquim Oubrawe, I need to move my appointment"
    assert Tagger().rest(View(text), []) != []
    assert Tagger().rest(View(text), [Span(0, len(text), Label.NAME)]) == []
