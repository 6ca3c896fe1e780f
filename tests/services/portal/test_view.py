from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from services.dialogue.model import Choice, Line, Speaker
from services.kernel.language import Language
from services.portal.view import choosing_line, line_view, zone_name

CHICAGO = ZoneInfo("America/Chicago")
AT = datetime(2027, 3, 14, 8, 30, tzinfo=UTC)


def line(number: int, speaker: Speaker = Speaker.ASSISTANT, *choices: str) -> Line:
    return Line(number, speaker, "Which one?", AT, tuple(Choice(c, c.upper()) for c in choices), None)


def test_a_line_is_shown_at_the_clinics_wall_clock() -> None:
    """Half an hour after Chicago's clocks went from 2 to 3."""
    view = line_view(line(4, Speaker.ASSISTANT, "a"), Language.EN, CHICAGO)
    assert view == {
        "number": 4,
        "speaker": "assistant",
        "who": "Assistant",
        "text": "Which one?",
        "at": "2027-03-14T03:30:00-05:00",
        "time": "3:30am",
        "choices": [{"value": "a", "label": "A"}],
        "calendar": None,
        "pay": None,
    }


@pytest.mark.parametrize(
    ("language", "speaker", "who"),
    [
        (Language.EN, Speaker.PATIENT, "You"),
        (Language.EN, Speaker.NOTICE, "Notice"),
        (Language.ES, Speaker.PATIENT, "Usted"),
        (Language.ES, Speaker.ASSISTANT, "Asistente"),
    ],
)
def test_each_line_says_who_speaks(language: Language, speaker: Speaker, who: str) -> None:
    assert line_view(line(1, speaker), language, CHICAGO)["who"] == who


def test_a_file_beside_a_line_has_its_address() -> None:
    view = line_view(Line(1, Speaker.ASSISTANT, "Done.", AT, (), "cal_7"), Language.EN, CHICAGO)
    assert view["calendar"] == "/chat/calendar/cal_7.ics"


def test_only_the_latest_reply_has_live_buttons() -> None:
    offers, typed, notice = line(1, Speaker.ASSISTANT, "a"), line(2, Speaker.PATIENT), line(3, Speaker.NOTICE)
    assert choosing_line([]) is None
    assert choosing_line([offers, typed, notice]) == 1
    assert choosing_line([offers, typed, line(3)]) is None
    assert choosing_line([offers, typed, line(3, Speaker.ASSISTANT, "b")]) == 3


@pytest.mark.parametrize(
    ("zone", "language", "name"),
    [
        ("America/Chicago", Language.EN, "Central Time"),
        ("America/Chicago", Language.ES, "hora central"),
        ("America/New_York", Language.EN, "Eastern Time"),
    ],
)
def test_the_zone_has_a_name_that_people_use(zone: str, language: Language, name: str) -> None:
    assert zone_name(ZoneInfo(zone), language) == name
