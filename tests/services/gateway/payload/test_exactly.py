"""JSON of which a reader would lose something."""

import pytest

from services.gateway.payload.exactly import exactly, says_all
from services.gateway.refusals import TooLarge


@pytest.mark.parametrize("raw", ['{"a": {"b": 1, "c": [1.5, -2e3]}, "b": null}', "[]", "[123456789012345, 0.10]"])
def test_most_json_says_all(raw: str) -> None:
    assert says_all(raw)


@pytest.mark.parametrize(
    "raw",
    ['{"a": 1, "a": 2}', '[{"x": {"a": "b", "\\u0061": "c"}}]', "[12345678901234567890]", "[0.12345678901234567]"],
)
def test_a_field_twice_or_a_number_cut_is_noticed(raw: str) -> None:
    assert not says_all(raw)


def test_whole_numbers_are_read_in_full() -> None:
    assert exactly('{"a": 1, "a": 123456789012345678901}') == {"a": 123456789012345678901}


def test_what_nests_too_deep_is_refused() -> None:
    with pytest.raises(TooLarge):
        says_all("[" * 5000 + "]" * 5000)
