import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.redact_lines import LONGEST, RedactLines, asked_label
from services.gateway.redaction.labels import Label
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

LINES = RedactLines(build_redactor())


def answered(**fields: str | None) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(LINES.answer(json.dumps(fields)))
    return answer


def test_the_same_value_has_the_same_number_and_another_the_next() -> None:
    text = "Call 512-555-0143 or (512) 555 0143, not 303 555 0199. SSN 219-09-9998."
    answer = answered(text=text)
    assert answer["redacted"] == "Call [PHONE_1] or [PHONE_1], not [PHONE_2]. SSN [SSN_1]."
    assert [text[start:end] for start, end, _ in answer["spans"]] == [
        "512-555-0143",
        "(512) 555 0143",
        "303 555 0199",
        "219-09-9998",
    ]


def test_a_value_found_once_is_found_wherever_it_stands_in_the_line() -> None:
    answer = answered(text="my name is Quoila Zhember. tell quoila or zhember")
    assert answer["redacted"].count("[NAME_") == 3
    assert "zhember" not in answer["redacted"].lower()


@pytest.mark.parametrize(
    ("asked", "text", "redacted"),
    [
        ("name", "john", "[NAME_1]"),
        ("What is your date of birth?", "oh four twelve eighty", "[DOB_1]"),
        ("phone", "5550143", "[PHONE_1]"),
        (None, "no thanks", "no thanks"),
        ("", "yes", "yes"),
        ("anything", "yes", "yes"),
    ],
)
def test_the_question_before_is_known(asked: str | None, text: str, redacted: str) -> None:
    assert answered(text=text, asked=asked)["redacted"] == redacted


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("NAME", Label.NAME),
        ("date of birth", Label.DOB),
        ("birth-date", Label.DOB),
        ("DOB", Label.DOB),
        ("MRN", Label.MRN),
        ("code", Label.ID),
        ("¿Cuál es su nombre?", Label.NAME),
        ("Please tell me your phone number.", Label.PHONE),
        ("what is your home address", Label.ADDRESS),
        ("what can I do for you?", None),
        (None, None),
    ],
)
def test_what_was_asked_is_understood(asked: str | None, label: Label | None) -> None:
    assert asked_label(asked) is label


def test_offsets_count_code_points() -> None:
    text = "\U0001f600é\u200b ssn 219-09-9998"
    ((start, end, label),) = answered(text=text)["spans"]
    assert (text[start:end], label) == ("219-09-9998", "SSN")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "not JSON"),
        ("[1]", "not a JSON object"),
        ("{}", "text is not a string"),
        ('{"text": 1}', "text is not a string"),
        ('{"text": "a", "lang": "fr"}', "lang is none of"),
        ('{"text": "a", "lang": 1}', "lang is none of"),
        ('{"text": "a", "asked": 1}', "asked is neither"),
        ("[" * 100_000, "not JSON"),
        ('{"text": "\udcff"}', "not UTF-8"),
        (json.dumps({"text": "a" * (LONGEST + 1)}), "longer than"),
    ],
)
def test_a_bad_line_is_told_so(line: str, said: str) -> None:
    answer = json.loads(LINES.answer(line))
    assert list(answer) == ["error"]
    assert said in answer["error"]


def test_a_lone_surrogate_in_the_text_is_answered() -> None:
    answer = LINES.answer('{"text": "ssn 219-09-9998 \\ud800"}')
    answer.encode()
    assert json.loads(answer)["redacted"] == "ssn [SSN_1] \ud800"


class Failing:
    def find(self, view: View) -> list[Span]:
        raise RuntimeError(view.raw)


def test_a_failing_layer_refuses_the_text_and_tells_nothing_of_it() -> None:
    answer = json.loads(RedactLines(Redactor([Failing()]), frozenset()).answer('{"text": "john smith"}'))
    assert list(answer) == ["error"]
    assert "RuntimeError" in answer["error"]
    assert "smith" not in answer["error"]


PIECES = st.sampled_from(
    [
        "john smith",
        "Maria López",
        "my name is",
        "ssn",
        "219-09-9998",
        "512 555 0143",
        "five one two",
        "j o n e s",
        "@",
        "john at example dot com",
        "4/12/80",
        "born",
        "412 Maple St",
        "\u200b",
        "\u202e",
        "\u2066",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\x00",
        "\x1b[31m",
        "\r\n",
        "\t",
        "ﬁ",
        "İ",
        "ß",
        "[NAME_1]",
        "]",
        "\ud800",
        "\uff11\uff12\uff13",
        "\u0663\u0664\u0665",
        "mrn 0048213",
        "á" * 3,
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map(" ".join), st.sampled_from([None, *Label]))
def test_spans_are_in_order_apart_and_within_the_text(text: str, asked: Label | None) -> None:
    answer = answered(text=text, asked=asked)
    at = 0
    for start, end, label in answer["spans"]:
        assert at <= start < end <= len(text)
        assert Label(label)
        at = end
    rest = text
    for start, end, label in reversed(answer["spans"]):
        rest = f"{rest[:start]}\x01{label}\x01{rest[end:]}"
    assert [part for part in rest.split("\x01")[::2] if part not in answer["redacted"]] == []


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=10).map(", ".join))
def test_the_redacted_text_holds_none_of_the_values(text: str) -> None:
    answer = answered(text=text)
    for start, end, label in answer["spans"]:
        value = text[start:end]
        if label in {"SSN", "PHONE", "MRN", "EMAIL"} and sum(each.isalnum() for each in value) > 4:
            assert value not in answer["redacted"]


@pytest.mark.parametrize(
    "unit",
    [
        "a", "1", " ", "\u200b", "\u202e", "\x00", "\U0001f600", "é", "-", "@", ".", "1-", "1 ", "j ", "a@", "john ",
        "my name is ", "ssn ", "five ", "4/", "412 maple st ", "\n", "\r", "[NAME_1]", "\\u0041", "((", "de la ", "İ",
        "five one two ", "dot ", "a.b@", "http://", "o'", "dr. ", "John Smith, ",
    ],
)  # fmt: skip
def test_ten_thousand_characters_of_anything_are_answered(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    answer = answered(text=text)
    assert "error" not in answer
    assert all(0 <= start < end <= len(text) for start, end, _ in answer["spans"])
