"""JSON in requests: every string, long number and key is seen, with what its field's name says."""

import json

import pytest

from services.gateway.payload.texts import Text, readable
from services.gateway.payload.values import visited_text
from services.gateway.redaction.labels import Label
from services.gateway.refusals import TooLarge


def visited(raw: str) -> tuple[str, list[Text]]:
    """Return what comes out, and every text that was shown."""
    seen: list[Text] = []

    def visit(text: Text) -> str:
        seen.append(text)
        return "[X]" if text.raw in {"secret", "5125550100", "12.5"} or text.whole else text.raw

    return visited_text(Text(raw), visit, 12), seen


def test_json_without_a_find_stays_as_it_was_written() -> None:
    raw = '{ "a" : [1, 2.50, true, null, "x"] }'
    assert visited(raw)[0] == raw


def test_strings_numbers_and_keys_are_replaced_where_they_stand() -> None:
    out, _ = visited('{"note": ["secret", {"secret": 5125550100}], "n": 12}')
    assert json.loads(out) == {"note": ["[X]", {"[X]": "[X]"}], "n": 12}


def test_json_in_a_string_is_opened() -> None:
    inner = json.dumps({"deep": json.dumps(["secret"])})
    out, _ = visited(json.dumps({"body": inner}))
    assert json.loads(json.loads(json.loads(out)["body"])["deep"]) == ["[X]"]


@pytest.mark.parametrize("raw", ["secret", "[NAME_1] hello", "{broken", '"secret"', "12", "[1", "  "])
def test_what_is_no_object_is_read_as_words(raw: str) -> None:
    assert [each.raw for each in visited(raw)[1]] == [raw]


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("last_name", Label.NAME),
        ("firstName", Label.NAME),
        ("patient_name", Label.NAME),
        ("dateOfBirth", Label.DOB),
        ("MRN", Label.MRN),
        ("phone", Label.PHONE),
        ("postalCode", Label.ADDRESS),
        ("member_id", Label.HEALTH_PLAN),
    ],
)
def test_some_names_of_fields_leave_no_doubt(key: str, label: Label) -> None:
    _, seen = visited(json.dumps({key: "anything"}))
    assert seen[-1].whole is label


def test_other_names_are_a_hint() -> None:
    _, seen = visited('{"name": "Lisinopril", "status": "booked", "contact_phone": "none", "last_name": "none"}')
    hints = {each.key: (each.asked, each.whole) for each in seen if each.key}
    assert hints["name"] == (Label.NAME, None)
    assert hints["contact_phone"] == (Label.PHONE, None)
    assert hints["last_name"] == (Label.NAME, None)
    assert "status" not in hints


@pytest.mark.parametrize("raw", ['{"note": "secret", "note": "x"}', '[{"b": {"note": "secret", "n\\u006fte": "x"}}]'])
def test_of_two_fields_with_one_name_nothing_passes_unseen(raw: str) -> None:
    assert "secret" not in visited(raw)[0]


def test_a_number_too_long_for_its_readers_is_hidden_in_full() -> None:
    out, seen = visited('{"ref": 12345678901234567890123, "n": 3}')
    assert json.loads(out) == {"ref": "[X]", "n": 3}
    assert [each.raw for each in seen if each.whole] == ["12345678901234567890123"]


def test_what_is_only_looked_at_may_hold_such_numbers_too() -> None:
    raw = '{"ref": 12345678901234567890123, "ref": "é"}'
    assert visited_text(Text(raw), lambda text: text.raw, 12) == '{"ref":"é"}'
    assert visited_text(Text(raw[:-13] + "}"), lambda text: text.raw, 12) == '{"ref":12345678901234567890123}'


@pytest.mark.parametrize("key", ["age", "edad", "account", "memberId", "chart_no", "número", "confirmation"])
def test_a_short_number_is_shown_where_its_field_may_be_somebodys(key: str) -> None:
    _, seen = visited(json.dumps({key: 4711}))
    assert [(each.raw, each.key) for each in seen if each.key] == [("4711", key)]


@pytest.mark.parametrize("value", [{"patients": 120}, {"phones": 2}, {"name": "color", "value": "red"}])
def test_counts_and_other_pairs_are_nobodys(value: object) -> None:
    assert [each for each in visited(json.dumps(value))[1] if each.whole] == []


@pytest.mark.parametrize("key", ["minutes", "count", "position", "systolic", "n"])
def test_other_short_numbers_stay(key: str) -> None:
    assert visited(json.dumps({key: 4711}))[1][1:] == []


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ({"identifier": [{"system": "urn:x", "value": "48213"}]}, Label.ID),
        ({"identifier": [{"value": 48213}]}, Label.ID),
        ({"dob": {"year": 1957}}, Label.DOB),
        ({"birthDate": {"month": "March"}}, Label.DOB),
        ({"mrn": {"value": "48213"}}, Label.MRN),
        ({"patient": {"id": "48213"}}, Label.ID),
        ({"resourceType": "Patient", "id": "48213"}, Label.ID),
        ({"ssn_last4": 7731}, Label.SSN),
        ({"teléfono": "x"}, Label.PHONE),
        ({"mrns": [48213]}, Label.MRN),
        ([{"name": "mrn", "value": "48213"}], Label.MRN),
        ({"field": "date_of_birth", "value": 1957}, Label.DOB),
        ({"código_postal": 79936}, Label.ADDRESS),
    ],
)
def test_what_is_around_a_field_tells_whose_value_it_is(value: object, label: Label) -> None:
    assert [each.whole for each in visited(json.dumps(value))[1] if each.whole] == [label]


def test_nesting_is_bounded() -> None:
    with pytest.raises(TooLarge):
        visited("[" * 50 + "]" * 50)


def test_names_of_fields_as_words() -> None:
    assert [readable(each) for each in ("patientPhone", "patient_phone", "X-Patient.Phone", "teléfono")] == [
        "patient phone",
        "patient phone",
        "x patient phone",
        "telefono",
    ]
