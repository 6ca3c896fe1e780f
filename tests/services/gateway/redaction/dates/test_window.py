from datetime import date, timedelta

import pytest

from services.gateway.redaction.dates.layer import DateLayer
from services.gateway.redaction.dates.window import Window
from tests.doubles.marked_text import found_in

TODAY = date(2026, 11, 22)
LAYERS = (DateLayer(Window(lambda: TODAY)),)


@pytest.mark.parametrize(("days", "found"), [(-31, 1), (-30, 0), (0, 0), (400, 0), (401, 1)])
def test_the_window_is_thirty_days_back_and_four_hundred_ahead(days: int, found: int) -> None:
    assert len(found_in((TODAY + timedelta(days)).isoformat(), LAYERS)) == found


@pytest.mark.parametrize(("text", "found"), [("4/12/2026", 0), ("12/4/26", 0), ("12/4/1926", 1), ("november 2026", 0)])
def test_a_date_stays_when_one_reading_lies_inside(text: str, found: int) -> None:
    assert len(found_in(text, LAYERS)) == found


@pytest.mark.parametrize(("text", "found"), [("since november 10", 0), ("since march 4", 1), ("since february 29", 1)])
def test_without_a_year_after_a_word_of_the_past_it_is_the_last_such_day(text: str, found: int) -> None:
    assert len(found_in(text, LAYERS)) == found


def test_the_day_is_asked_for_at_every_text() -> None:
    days = iter((TODAY, TODAY + timedelta(900)))
    layers = (DateLayer(Window(lambda: next(days))),)
    assert found_in("2026-12-04", layers) == []
    assert found_in("2026-12-04", layers) == [("2026-12-04", "DATE")]
