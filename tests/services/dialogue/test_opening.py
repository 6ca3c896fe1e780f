"""The opening hours a patient hears are those of each day."""

from datetime import time

from services.dialogue.commands import Ask
from services.dialogue.opening import opening_hours
from services.kernel.language import Language
from tests.dialogues.clinic import Clinic, a_settings
from tests.dialogues.talk import Scripted, Talk

LONG = ((time(8), time(17)),)
WEEK = (LONG,) * 5 + (((time(9), time(12)),), ())


def test_days_in_a_row_with_the_same_hours_are_said_together() -> None:
    assert opening_hours(WEEK, Language.EN) == "Monday to Friday from 8am to 5pm; Saturday from 9am to noon"
    assert (
        opening_hours(WEEK, Language.ES) == "lunes a viernes de 8:00 a.m. a 5:00 p.m.; sábado de 9:00 a.m. a mediodía"
    )


def test_a_lunch_break_and_a_day_off_are_said() -> None:
    break_at_noon = ((time(8), time(12)), (time(13, 30), time(17)))
    week = (break_at_noon, (), break_at_noon, (), (), (), ())
    hours = "from 8am to noon and from 1:30pm to 5pm"
    assert opening_hours(week, Language.EN) == f"Monday {hours}; Wednesday {hours}"


async def test_who_asks_for_saturday_hears_of_saturday() -> None:
    talk = await Talk.open(Clinic(Scripted(), settings=a_settings(week=WEEK)))
    assert "We are open: Monday to Friday from 8am to 5pm; Saturday from 9am to noon." in await talk.means(Ask("hours"))


async def test_a_clinic_without_hours_names_its_number() -> None:
    talk = await Talk.open(Clinic(Scripted(), settings=a_settings(week=((),) * 7)))
    assert "(312) 555-0100" in await talk.means(Ask("hours"))
