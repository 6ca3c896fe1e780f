"""Words about the waitlist in both languages; the rest of the sentence says what suits."""

import pytest

from services.dialogue.proof import folded
from services.dialogue.waitwords import joins_list, leaves_list


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Put me on the waitlist", ""),
        ("please put me on the waiting list for mornings", "mornings"),
        ("can you add me to the cancellation list", "can you"),
        ("if something earlier opens up", ""),
        ("let me know if anything opens up sooner", ""),
        ("text me when a spot opens up on Tuesday", "on tuesday"),
        ("Ponme en la lista de espera", ""),
        ("póngame en la lista de espera para los martes", "los martes"),
        ("avísenme si se abre algo antes", ""),
        ("si se libera un lugar más temprano avíseme", ""),
    ],
)
def test_who_wants_to_wait(words: str, rest: str) -> None:
    assert joins_list(folded(words)) == rest
    assert not leaves_list(folded(words))


@pytest.mark.parametrize(
    "words",
    [
        "take me off the waitlist",
        "Remove me from the waiting list, please",
        "I want to leave the waitlist",
        "I don't want to be on the waitlist",
        "quíteme de la lista de espera",
        "sáquenme de la lista",
        "quiero salir de la lista de espera",
        "ya no quiero estar en la lista de espera",
    ],
)
def test_who_wants_off_the_list(words: str) -> None:
    assert leaves_list(folded(words))


@pytest.mark.parametrize("words", ["move my visit", "is there a list of doctors", "open on Saturday?", "una lista"])
def test_other_words(words: str) -> None:
    assert joins_list(folded(words)) is None
    assert not leaves_list(folded(words))
