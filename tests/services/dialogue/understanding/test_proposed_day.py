"""What "that day" and "the next day" point at, once a time is on the table."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from services.dialogue.commands import Constrain, PickAppointment, StartCancel
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import AppointmentInView, Asked, OfferInView, TurnContext

ZONE = ZoneInfo("America/Denver")
NOW = dt.datetime(2025, 3, 12, 10, tzinfo=ZONE)
OFFERED = OfferInView(dt.datetime(2025, 3, 18, 15, tzinfo=ZONE), "Dra. Ana Ibarra")
BOOKED = AppointmentInView(dt.datetime(2025, 3, 14, 9, tzinfo=ZONE), "limpieza", "Dr. Luis Quintero", "Centro")


def _context(asked: Asked, goal: str = "move") -> TurnContext:
    return TurnContext(now=NOW, zone=ZONE, asked=asked, offers=(OFFERED,), appointments=(BOOKED,), goal=goal)


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("espérese mejor a las once ese mismo día", dt.datetime(2025, 3, 18, 11, tzinfo=ZONE)),
        ("el mismo día pero a las 4", dt.datetime(2025, 3, 18, 16, tzinfo=ZONE)),
        ("al día siguiente mejor", dt.datetime(2025, 3, 19, tzinfo=ZONE)),
    ],
)
def test_that_day_is_the_one_proposed_not_that_of_the_appointment(said: str, start: dt.datetime) -> None:
    found = EmbeddedUnderstander().understand(said, _context(Asked.CONFIRM))
    assert [type(command) for command in found.commands] == [Constrain]
    assert [when.start for when in found.when] == [start]
    assert not found.unsure


def test_that_day_stays_unsure_where_the_offers_lie_on_two_days() -> None:
    other = OfferInView(dt.datetime(2025, 3, 20, 15, tzinfo=ZONE))
    context = TurnContext(now=NOW, zone=ZONE, asked=Asked.OFFER, offers=(OFFERED, other))
    assert EmbeddedUnderstander().understand("ese mismo día a las once", context).unsure


def test_another_goal_is_no_choice_of_the_appointment() -> None:
    context = _context(Asked.WHICH_APPOINTMENT)
    found = EmbeddedUnderstander().understand("no, mejor cancele la del viernes", context)
    assert [type(command) for command in found.commands] == [StartCancel]
    same = EmbeddedUnderstander().understand("cambie la del viernes", context)
    assert [type(command) for command in same.commands] == [PickAppointment]
