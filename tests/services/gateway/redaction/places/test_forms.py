import random

import pytest

from services.gateway.redaction.places.forms import FORMS, Form

_LETTERS = "NZnoSsPpkKBRUDQA#Lj+xwW,.-/&|!~"


@pytest.mark.parametrize("form", FORMS)
def test_a_form_matches_nothing_without_a_letter_it_needs(form: Form) -> None:
    chance = random.Random(7)  # noqa: S311 not for secrets
    others = [letter for letter in _LETTERS if letter not in form.needs]
    texts = ["".join(chance.choices(others, k=40)) for _ in range(400)]
    assert not any(form.pattern.search(text) for text in texts)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_matches_something_with_them(form: Form) -> None:
    chance = random.Random(7)  # noqa: S311 not for secrets
    assert any(form.pattern.search("".join(chance.choices(_LETTERS, k=400))) for _ in range(2000))
