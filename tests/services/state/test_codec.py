"""What is read back equals what was kept, and anything else is called damage."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.operation import Operation
from services.state.codec import ESCALATION, LINE, MESSAGE, OPERATION, WORDS
from services.state.errors import StateCorrupt
from services.state.instants import from_micros, to_micros
from tests.contract.store_world import a_line, a_message, an_escalation, an_operation

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXT, TEXT)
def test_an_operation_survives_whatever_its_words(words: str, place: str) -> None:
    operation = an_operation(words=words, id=place)
    kept: Operation = OPERATION.load(OPERATION.dump(operation))
    assert kept == operation


def test_every_payload_survives() -> None:
    assert MESSAGE.load(MESSAGE.dump(a_message())) == a_message()
    assert ESCALATION.load(ESCALATION.dump(an_escalation())) == an_escalation()
    assert LINE.load(LINE.dump(a_line(1))) == a_line(1)
    assert WORDS.load(WORDS.dump({"a": "ñ"})) == {"a": "ñ"}


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"id": 3}', "not json: Maria"])
def test_anything_else_is_damage_and_is_not_quoted(text: str) -> None:
    with pytest.raises(StateCorrupt) as caught:
        OPERATION.load(text)
    assert "Maria" not in str(caught.value)
    assert caught.value.__suppress_context__


NAIVE_BOUNDS = [datetime.fromisoformat(text) for text in ("1900-01-01", "2200-01-01")]
ZONES = st.sampled_from([UTC, ZoneInfo("America/Chicago")])


@given(st.datetimes(*NAIVE_BOUNDS, timezones=ZONES))
def test_instants_keep_every_microsecond(instant: datetime) -> None:
    assert from_micros(to_micros(instant)) == instant.astimezone(UTC)


def test_the_hour_that_comes_twice_stays_apart() -> None:
    first = datetime(2027, 11, 7, 1, 30, tzinfo=ZoneInfo("America/Chicago"))
    second = first.replace(fold=1)
    assert to_micros(second) - to_micros(first) == timedelta(hours=1) // timedelta(microseconds=1)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_micros(datetime(2027, 3, 1))  # noqa: DTZ001 that is the point
