"""No value is found in a text without leaving a trace there; most texts are told apart without being read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.redaction.labels import Label
from services.gateway.redaction.seen import Seen
from services.gateway.redaction.traces import meet, trace_of, traces_of
from services.gateway.redaction.view import View

NAMES = ("María López", "Dr. Will Young", "Ana de la Cruz", "O'Neil, Ruth", "Li", "Zoë")
NUMBERS = ("(512) 555-0143", "219-09-9999", "A-123456", "412 Maple St", "03/04/1984", "1984", "0143")
SAID = ("five one two five five five oh one four three", "double five one", "m a r i a", "cero uno cuatro tres")
words = st.sampled_from(
    [*NAMES, *NUMBERS, *SAID, "maria", "LOPEZ", "young", "maple", "555", "5125550143", "0143", ",", "\n", "and", "2"]
)


@given(st.sampled_from(list(Label)), st.lists(words, min_size=1, max_size=3), st.lists(words, max_size=8))
def test_what_is_found_has_left_its_traces(label: Label, value: list[str], said: list[str]) -> None:
    text, written = " ".join(said), " ".join(value)
    seen = Seen()
    seen.learn(label, written)
    if seen.find(View(text)):
        assert meet([trace_of(label, written)], traces_of([text]))


@pytest.mark.parametrize(
    ("label", "value", "texts", "there"),
    [
        (Label.NAME, "María López", ["Your visit is at 9:30.", "MARIA?"], True),
        (Label.NAME, "María López", ["Your visit is at 9:30.", "Who is it?"], False),
        (Label.PHONE, "512 555 0143", ["the one ending in 0143"], True),
        (Label.PHONE, "512 555 0143", ["five one two five five five oh one four three"], True),
        (Label.PHONE, "512 555 0143", ["It is 512 555 0144, room 5550."], True),
        (Label.PHONE, "512 555 0143", ["It is 609-555-0144, room 5550."], False),
        (Label.ADDRESS, "412 Maple St", ["on Maple St", "in room 412"], True),
        (Label.ADDRESS, "412 Maple St", ["on Maple St", "in room 413"], False),
        (Label.ID, "...", ["Fine...", ""], False),
    ],
)
def test_a_value_can_stand_only_where_its_traces_are(label: Label, value: str, texts: list[str], there: bool) -> None:  # noqa: FBT001
    assert meet([trace_of(label, value)], traces_of(texts)) is there


def test_no_value_is_nowhere() -> None:
    assert not meet([], traces_of(["Maria"]))
