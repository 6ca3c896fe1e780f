from datetime import timedelta

import pytest

from services.dialogue.commands import AppointmentRef, When
from services.dialogue.visits import merged, named, narrow, same_kind, within
from services.scheduling.model import Appointment, Party
from tests.dialogues.clinic import ZONE
from tests.doubles.builders import DR_CHEN, LAKE_VIEW, an_appointment, at

CLEANING = an_appointment(visit_name="Dental cleaning", start=at(1, 9))
EYE = an_appointment(visit_name="Eye exam", start=at(3, 14), practitioner=DR_CHEN, location=LAKE_VIEW)
BOTH = [CLEANING, EYE]
TUESDAY = (When(at(1, 0).astimezone(ZONE), at(2, 0).astimezone(ZONE)),)


@pytest.mark.parametrize(
    ("ref", "left"),
    [
        (None, BOTH),
        (AppointmentRef(), BOTH),
        (AppointmentRef(when=TUESDAY), [CLEANING]),
        (AppointmentRef(visit="eye exam"), [EYE]),
        (AppointmentRef(visit="examen de ojos"), [EYE]),
        (AppointmentRef(visit="limpieza"), [CLEANING]),
        (AppointmentRef(visit="visit"), BOTH),
        (AppointmentRef(provider="dr. chen"), [EYE]),
        (AppointmentRef(place="lake view"), [EYE]),
        (AppointmentRef(visit="cleaning", provider="chen"), []),
        (AppointmentRef(ordinal=1), [CLEANING]),
        (AppointmentRef(ordinal=-1), [EYE]),
        (AppointmentRef(ordinal=3), []),
        (AppointmentRef(all=True), BOTH),
    ],
)
def test_narrowing(ref: AppointmentRef | None, left: list[Appointment]) -> None:
    assert narrow(BOTH, ref) == left


def test_the_other_one_leaves_out_the_current_one() -> None:
    assert narrow(BOTH, AppointmentRef(other=True), CLEANING) == [EYE]
    assert narrow(BOTH, AppointmentRef(other=True)) == BOTH


def test_newer_words_add_to_older_ones() -> None:
    both = merged(AppointmentRef(when=TUESDAY), AppointmentRef(visit="cleaning"))
    assert both == AppointmentRef(when=TUESDAY, visit="cleaning")
    assert merged(both, AppointmentRef(ordinal=2)) == AppointmentRef(ordinal=2)


def test_names_and_kinds_that_say_nothing_fit_everything() -> None:
    assert named("the doctor", DR_CHEN)
    assert named(None, None)
    assert not named("chen", None)
    assert named("García", Party("p", "Ana Garcia, MD"))
    assert same_kind("my appointment", "Eye exam")
    assert not same_kind("laser", "Eye exam")


def test_a_visit_without_a_time_lies_in_no_span() -> None:
    nowhen = an_appointment(interval=None)
    assert within((), nowhen)
    assert not within(TUESDAY, nowhen)
    assert within(TUESDAY, an_appointment(start=at(1, 0) + timedelta(hours=1)))
