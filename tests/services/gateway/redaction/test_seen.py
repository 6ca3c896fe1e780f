import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.errors import TooMuchSeen
from services.gateway.redaction.digit_runs import digit_runs
from services.gateway.redaction.labels import Label
from services.gateway.redaction.seen import Seen
from services.gateway.redaction.spans import merged
from services.gateway.redaction.view import View

COMMON = frozenset({"will", "young", "may"})


def found(seen: Seen, text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.label.value) for span in merged(seen.find(View(text)))]


@pytest.mark.parametrize(
    ("label", "value", "text", "expected"),
    [
        (Label.NAME, "María López", "hello MARIA LOPEZ!", "MARIA LOPEZ"),
        (Label.NAME, "María López", "ask lopez about it", "lopez"),
        (Label.NAME, "Dr. María López", "maria said so", "maria"),
        (Label.NAME, "Lopez, Maria", "maria lopez", "maria lopez"),
        (Label.NAME, "Will Young", "Ms Young called", "Young"),
        (Label.PHONE, "(512) 555-0143", "5125550143", "5125550143"),
        (Label.PHONE, "512 555 0143", "five one two five five five oh one four three", None),
        (Label.PHONE, "512 555 0143", "the one ending in 0143?", "0143"),
        (Label.SSN, "219-09-9999", "last four 9999", "9999"),
        (Label.MRN, "A-123456", "a 123456", "a 123456"),
        (Label.ADDRESS, "412 Maple St", "at 412 maple st.", "412 maple st"),
        (Label.EMAIL, "j.jones@example.com", "J.JONES@EXAMPLE.COM", "J.JONES@EXAMPLE.COM"),
        (Label.DOB, "03/04/1984", "03-04-1984", "03-04-1984"),
        (Label.PLACE, "Springfield", "near springfield", "springfield"),
    ],
)
def test_a_value_and_its_parts_are_found_again(label: Label, value: str, text: str, expected: str | None) -> None:
    seen = Seen(COMMON)
    seen.learn(label, value)
    assert found(seen, text) == [(expected or text, label.value)]


WORD = re.compile(r"[^\W_]+")


def may_be_in(seen: Seen, text: str) -> bool:
    view = View(text)
    words = frozenset(map(hash, WORD.findall(view.folded.text)))
    return seen.may_be_in(words, numbers=any(len(run.digits) >= 4 for run in digit_runs(view)))


def test_a_text_with_some_words_of_a_value_alone_need_not_be_read() -> None:
    seen = Seen(COMMON)
    seen.learn(Label.DATE, "Monday, November 23, 2026")
    seen.learn(Label.NAME, "María López")
    seen.learn(Label.PHONE, "512 555 0143")
    assert not may_be_in(seen, "monday, tuesday or wednesday; at most 20")
    assert may_be_in(seen, "until monday november 23 2026")
    assert may_be_in(seen, "a lopez came")
    assert may_be_in(seen, "ending in 0143")


VALUES = st.sampled_from(
    ["maria lopez", "will", "march 14 1985", "412 maple st", "512 555 0143", "j.jones@example.com"]
)


@given(st.lists(st.tuples(st.sampled_from(list(Label)), VALUES), max_size=4), st.lists(VALUES | st.text(max_size=12)))
def test_what_would_be_found_is_never_left_unread(values: list[tuple[Label, str]], parts: list[str]) -> None:
    seen = Seen(COMMON)
    for label, value in values:
        seen.learn(label, value)
    text = " ".join(parts)
    assert may_be_in(seen, text) or not seen.find(View(text))


@pytest.mark.parametrize(
    ("label", "value", "text"),
    [
        (Label.NAME, "Will Young", "i will ask the young doctor"),
        (Label.NAME, "Ana de la Cruz", "the best de la all"),
        (Label.AGE, "92", "92 bpm"),
        (Label.PHONE, "512 555 0143", "512 555 0144"),
        (Label.MRN, "1984", "in 1984"),
        (Label.NAME, "", "nobody"),
        (Label.DOB, "4/12", "4/12 of them"),
    ],
)
def test_what_only_looks_like_it_is_left_alone(label: Label, value: str, text: str) -> None:
    seen = Seen(COMMON)
    seen.learn(label, value)
    assert found(seen, text) == []


def test_nothing_is_found_before_and_after() -> None:
    seen = Seen()
    assert found(seen, "maria lopez 512 555 0143") == []
    seen.learn(Label.NAME, "Maria Lopez")
    seen.learn(Label.PHONE, "512 555 0143")
    assert len(found(seen, "maria lopez 512 555 0143")) == 2
    seen.forget()
    assert found(seen, "maria lopez 512 555 0143") == []


def test_it_is_bounded_and_refuses_rather_than_forgets() -> None:
    seen = Seen(limit=4)
    seen.learn(Label.NAME, "Ana Ruiz")
    seen.learn(Label.NAME, "Bo Chan")
    with pytest.raises(TooMuchSeen):
        seen.learn(Label.NAME, "Cora Diaz")
    assert found(seen, "ana ruiz")


@given(st.sampled_from(Label), st.text(max_size=40), st.text(max_size=120))
def test_any_value_and_any_text_are_taken(label: Label, value: str, text: str) -> None:
    seen = Seen(COMMON)
    seen.learn(label, value)
    for span in seen.find(View(text + value)):
        assert 0 <= span.start < span.end <= len(text + value)
