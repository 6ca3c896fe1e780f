import pytest

from services.dialogue.understanding.identity.introduction import stated_name
from services.dialogue.understanding.identity.name import name_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Maria Lopez", "Maria Lopez"),
        ("my name is john smith", "john smith"),
        ("it's Sarah O'Connor", "Sarah O'Connor"),
        ("yes this is Robert Johnson calling, thanks", "Robert Johnson"),
        ("me llamo Ana María González", "Ana María González"),
        ("soy pedro lópez", "pedro lópez"),
        ("the patient is Grace Kim", "Grace Kim"),
        ("it's for my daughter Emily Clark", "Emily Clark"),
        ("soy la mamá de Juan Pérez", "Juan Pérez"),
        ("John Smith, born March 4 1984", "John Smith"),
        ("jean-luc picard", "jean-luc picard"),
    ],
)
def test_a_name_is_taken_as_written(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "text", ["", "no", "12345", "i don't want to say", "what do you mean by that", "x" * 200, "!!!", "yes"]
)
def test_what_is_no_name_is_none(text: str) -> None:
    assert name_in(text) is None


def test_a_bare_name_counts_only_where_one_was_asked_for() -> None:
    assert stated_name("Maria Lopez") is None
    assert stated_name("my name is Maria Lopez") == ("Maria Lopez", 0, 22)
