from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from services.kernel.language import Language
from services.kernel.wording import one_full_stop, say_day, say_instant, say_money, say_time

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("hour", "minute", "english", "spanish"),
    [
        (9, 30, "9:30am", "9:30 a.m."),
        (14, 0, "2pm", "2:00 p.m."),
        (12, 0, "noon", "mediodía"),
        (12, 15, "12:15pm", "12:15 p.m."),
    ],
)
def test_times_are_said_as_people_read_them(hour: int, minute: int, english: str, spanish: str) -> None:
    instant = datetime(2026, 12, 3, hour, minute, tzinfo=CHICAGO)
    assert say_time(instant, CHICAGO, Language.EN) == english
    assert say_time(instant, CHICAGO, Language.ES) == spanish


def test_an_instant_is_said_in_the_clinics_zone_whatever_zone_it_came_in() -> None:
    instant = datetime(2026, 12, 4, 2, 30, tzinfo=UTC)
    assert say_instant(instant, CHICAGO, Language.EN) == "Thursday, December 3 at 8:30pm"


def test_one_oclock_and_noon_take_their_own_article_in_spanish() -> None:
    one = datetime(2026, 12, 3, 13, 0, tzinfo=CHICAGO)
    noon = datetime(2026, 12, 3, 12, 0, tzinfo=CHICAGO)
    assert say_instant(one, CHICAGO, Language.ES) == "jueves 3 de diciembre a la 1:00 p.m."
    assert say_instant(noon, CHICAGO, Language.ES) == "jueves 3 de diciembre al mediodía"


@pytest.mark.parametrize("language", list(Language))
def test_no_time_carries_a_space_that_would_double_the_price_of_a_text(language: Language) -> None:
    said = [say_instant(datetime(2026, 1, 1, h, 5, tzinfo=UTC), CHICAGO, language) for h in range(24)]
    assert not any(character in text for text in said for character in "\u202f\u00a0\u2068\u2069")


def test_a_day_with_its_year() -> None:
    assert say_day(date(1984, 3, 9), Language.EN, year=True) == "Friday, March 9, 1984"
    assert say_day(date(1984, 3, 9), Language.ES, year=True) == "viernes 9 de marzo de 1984"


def test_both_hours_of_a_fall_back_night_read_alike_but_are_two_instants() -> None:
    first = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    second = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    assert say_time(first, CHICAGO, Language.EN) == say_time(second, CHICAGO, Language.EN) == "1:30am"


def test_money() -> None:
    assert say_money(2500) == "$25"
    assert say_money(1250) == "$12.50"


def test_two_full_stops_become_one_and_an_ellipsis_stays() -> None:
    assert one_full_stop("a las 4:00 p.m.. Hola.") == "a las 4:00 p.m. Hola."
    assert one_full_stop("wait... yes.") == "wait... yes."
