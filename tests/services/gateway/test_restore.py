"""Restoring is the same for any split, in one pass, with little held back."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.restore import Restorer, json_escaped
from services.gateway.vault.placeholder import LONGEST_TAIL
from tests.services.gateway.restoring import VALUES, value_of

PIECES = st.lists(
    st.sampled_from(["[NAME_1]", "[Name 1]", "NAME_1", "[NAME_", "[PHONE_1]", "[ID_2]", "[NAME_7]", "[", "]", "_", "1"])
    | st.sampled_from(["NAME", "E_1", "I", " ", "\n", "é", "x", "[TEXT_1]", r"[DEVICE\_999]"])
    | st.text(alphabet="[]_ NAMEDPHO1x", max_size=4),
    max_size=12,
)


def restored(pieces: list[str], *, in_json: bool = False) -> tuple[str, list[str], int]:
    unknown: list[str] = []
    restorer = Restorer(value_of, unknown.append, in_json)
    said = []
    most = 0
    for piece in pieces:
        said.append(restorer.feed(piece))
        most = max(most, restorer.held)
    return "".join([*said, restorer.finish()]), unknown, most


@settings(max_examples=400, deadline=None)
@given(PIECES, st.data())
def test_any_split_equals_the_whole(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=10)))
    split = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    in_json = data.draw(st.booleans())
    said, unknown, most = restored(split, in_json=in_json)
    assert (said, unknown) == restored([text], in_json=in_json)[:2]
    assert (said, unknown) == restored(list(text), in_json=in_json)[:2]
    assert most <= LONGEST_TAIL


def test_every_spelling_is_restored() -> None:
    text = r"[NAME_1], [Name_1], [NAME 1], NAME_1, [NAME\_1]"
    assert restored([text])[0] == ", ".join(["Maria Santos"] * 5)


def test_a_restored_value_is_not_read_again() -> None:
    assert restored(["[TEXT_1] and [ID_2]"])[0] == "[NAME_1] and [ID_2] NAME_1 ["
    assert restored(list("[TEXT_1]"))[0] == "[NAME_1]"


def test_an_unknown_placeholder_is_dropped_and_reported() -> None:
    assert restored(["call [PHONE_9] now", " SSN_3"])[:2] == ("call  now ", ["PHONE", "SSN"])


@pytest.mark.parametrize("key", VALUES)
def test_values_are_escaped_inside_json(key: tuple[str, int]) -> None:
    kind, number = key
    said, _, _ = restored(list(json.dumps({"value": f"[{kind}_{number}]"})), in_json=True)
    assert json.loads(said) == {"value": VALUES[key]}


def test_json_escapes_are_those_of_the_json_module() -> None:
    assert json_escaped('a"b\\c\n') == 'a\\"b\\\\c\\n'


def test_ordinary_words_pass_at_once() -> None:
    restorer = Restorer(value_of, lambda _kind: None)
    assert restorer.feed("Your appointment is on Tuesday at 9.") == "Your appointment is on Tuesday at 9."
    assert restorer.held == 0
    assert restorer.feed(" So [") == " So "
    assert restorer.feed("see the note]") == "[see the note]"


def test_a_restorer_can_be_used_again() -> None:
    restorer = Restorer(value_of, lambda _kind: None)
    assert restorer.whole("a[NAME_1") == "a[Maria Santos"
    assert restorer.whole("[NAME_1]") == "Maria Santos"
