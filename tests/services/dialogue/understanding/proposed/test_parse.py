"""An answer is taken whole or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.dialogue.understanding.proposed.parse import Item, parsed
from services.dialogue.understanding.proposed.schema import Proposed

NO = '{"command":"deny","span":""}'


def test_an_answer_as_the_schema_has_it() -> None:
    said = '{"commands":[{"command":"start_move","span":"the cleaning"},{"command":"later","span":""}]}'
    assert parsed(said) == (Item(Proposed.START_MOVE, "the cleaning"), Item(Proposed.LATER, ""))


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "deny",
        "null",
        "[]",
        "{}",
        '{"commands":[]}',
        '{"commands":"deny"}',
        '{"commands":{"command":"deny","span":""}}',
        f'{{"commands":[{NO},{NO},{NO},{NO}]}}',
        f'{{"commands":[{NO}],"reply":"Done!"}}',
        f'{{"commands":[{NO}],"commands":[{NO}]}}',
        '{"commands":[{"command":"deny"}]}',
        '{"commands":[{"command":"deny","span":null}]}',
        '{"commands":[{"command":"deny","span":"","date":"2027-01-01"}]}',
        '{"commands":[{"command":"give_code","span":"123456"}]}',
        '{"commands":[{"command":["deny"],"span":""}]}',
        '{"commands":["deny"]}',
        f'{{"commands":[{NO},null]}}',
        f'{{"commands":[{NO}',
        f'{{"commands":[{NO}]}} and more',
        f'```json\n{{"commands":[{NO}]}}\n```',
        '{"commands":[{"command":"deny","span":"' + "x" * 121 + '"}]}',
        " " * 5000 + f'{{"commands":[{NO}]}}',
        "[" * 4000,
        '{"commands":[{"command":"deny","span":NaN}]}',
        "9" * 4000,
    ],
)
def test_anything_else_is_nothing(answer: str) -> None:
    assert parsed(answer) == ()


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    parsed(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(list(Proposed)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["commands", "command", "span"]) | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(_JSON)
def test_no_json_raises(value: object) -> None:
    assert len(parsed(json.dumps(value))) <= 3
