from datetime import datetime, timedelta

import pytest

from services.dialogue.commands import (
    AppointmentRef,
    ChooseOffer,
    Confirm,
    Constrain,
    PickAppointment,
    StartCancel,
    StartMove,
    When,
)
from services.dialogue.weekdays import aligned, bare_weekday, in_the_week_of, later, speaks_of_then, weeks_to
from tests.dialogues.clinic import ZONE


def on(day: int, hour: int = 0, hours: int = 24) -> When:
    start = datetime(2027, 3, day, hour, tzinfo=ZONE)
    return When(start, start + timedelta(hours=hours))


TUESDAY, NEXT_TUESDAY = on(2), datetime(2027, 3, 9, 10, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("my tuesday cleaning", True),
        ("Thursday at 1pm", True),
        ("el martes a las diez", True),
        ("la del miércoles por la mañana", True),
        ("later that week, not friday", True),
        ("next tuesday", False),
        ("tuesday the 9th", False),
        ("Tuesday, March 9", False),
        ("el próximo martes", False),
        ("el martes 9 de marzo", False),
        ("the second one", False),
    ],
)
def test_what_is_a_bare_weekday(text: str, bare: bool) -> None:  # noqa: FBT001 a parameter of the table
    assert bare_weekday(text) is bare


def test_words_that_refer_back() -> None:
    assert speaks_of_then("can we do later that week")
    assert speaks_of_then("esa misma semana por favor")
    assert not speaks_of_then("next week")


def test_a_span_moves_by_whole_weeks_onto_what_it_fits() -> None:
    assert weeks_to((TUESDAY,), [NEXT_TUESDAY]) == 1
    assert weeks_to((TUESDAY,), [datetime(2027, 3, 2, 9, tzinfo=ZONE)]) == 0
    assert weeks_to((TUESDAY,), [datetime(2027, 3, 10, 9, tzinfo=ZONE)]) == 0
    assert weeks_to((), [NEXT_TUESDAY]) == 0


def test_weeks_are_wall_clock_weeks_also_when_the_clocks_change() -> None:
    moved = later((on(9, 9, 1),), 1)[0]
    assert (moved.start.day, moved.start.hour) == (16, 9)


def test_references_follow_what_is_in_view() -> None:
    ref, moved = AppointmentRef(when=(TUESDAY,)), AppointmentRef(when=(on(9),))
    assert aligned(StartMove(ref), [NEXT_TUESDAY], []) == StartMove(moved)
    assert aligned(StartCancel(None), [NEXT_TUESDAY], []) == StartCancel(None)
    assert aligned(PickAppointment(ref), [NEXT_TUESDAY], []) == PickAppointment(moved)
    assert aligned(ChooseOffer(when=(TUESDAY,)), [], [NEXT_TUESDAY]) == ChooseOffer(when=(on(9),))
    assert aligned(Confirm(), [NEXT_TUESDAY], []) == Confirm()


def test_a_wish_goes_to_the_week_that_was_shown() -> None:
    shown = [NEXT_TUESDAY, NEXT_TUESDAY + timedelta(days=1)]
    assert aligned(Constrain(when=(on(5),)), [], shown) == Constrain(when=(on(12),))
    spread = [NEXT_TUESDAY, NEXT_TUESDAY + timedelta(days=8)]
    assert aligned(Constrain(when=(on(5),)), [], spread) == Constrain(when=(on(5),))
    assert aligned(Constrain(earlier=True), [], shown) == Constrain(earlier=True)


def test_a_wish_for_a_visit_of_another_week_can_mean_either_week() -> None:
    assert in_the_week_of(NEXT_TUESDAY, (on(4),)) == (on(11), on(4))
    assert in_the_week_of(datetime(2027, 3, 2, 9, tzinfo=ZONE), (on(4),)) == (on(4),)
    assert in_the_week_of(None, (on(4),)) == (on(4),)
