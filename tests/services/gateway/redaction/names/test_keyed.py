"""Fields of records that hold a person's name."""

import pytest

from services.gateway.redaction.names.keyed import keyed


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"family": "white", "given": ["dolores", "mae"]}', ["white", "dolores", "mae"]),
        ('{"first_name":"ella","last_name":"king"}', ["ella", "king"]),
        ('{"firstname": "summer", "familyname": "self"}', ["summer", "self"]),
        ('{"patient_name": "joy day", "plan": {"name": "oscar"}}', ["joy day"]),
        ('{"given": ["ana"], "family": "rio"}', ["ana", "rio"]),
        ('{"name": "monday clinic", "family": 4}', []),
        ('{"family": "", "given": []}', []),
        ("my first name is ella", []),
    ],
)
def test_the_values_of_keys_for_names_are_names_whatever_they_are(text: str, values: list[str]) -> None:
    assert [text[start:end] for start, end in keyed(text)] == values


def test_a_hostile_text_is_read_to_its_end() -> None:
    text = '"given":["' * 5_000
    assert all(0 <= start < end <= len(text) for start, end in keyed(text))
