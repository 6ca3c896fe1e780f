"""A name and a birth date said beside the errand are taken; what could be something else is asked for."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from services.dialogue.commands import GiveBirthDate, GiveName, StartCancel, StartMove, StartStatus
from services.dialogue.introduced import introduced
from services.dialogue.state import Goal, Step
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import Asked, TurnContext
from services.kernel.language import Language
from tests.dialogues.clinic import Clinic
from tests.dialogues.talk import Talk

ZONE = ZoneInfo("America/Chicago")
UNDERSTANDER = EmbeddedUnderstander()


def heard(text: str) -> tuple[list[type], str | None, date | None]:
    """Return the kinds of commands in a first message, its name and its birth date."""
    context = TurnContext(datetime(2026, 11, 23, 9, tzinfo=ZONE), ZONE, asked=Asked.WHAT)
    found = introduced(text, UNDERSTANDER.understand(text, context), context, UNDERSTANDER)
    name = next((each.name for each in found.commands if isinstance(each, GiveName)), None)
    born = next((each.date for each in found.commands if isinstance(each, GiveBirthDate)), None)
    return [type(each) for each in found.commands], name, born


@pytest.mark.parametrize(
    ("text", "name", "born", "errand"),
    [
        ("move my visit, Isaac Bloom April 19 1988", "Isaac Bloom", date(1988, 4, 19), StartMove),
        ("isaac bloom 4/19/1988 need to cancel my appointment", "isaac bloom", date(1988, 4, 19), StartCancel),
        (
            "soy maria santos nacida el 14 de marzo de 1985 quiero cambiar mi cita",
            "maria santos",
            date(1985, 3, 14),
            StartMove,
        ),
        ("soy maria santos, 14 de marzo de 1985. quiero cancelar", "maria santos", date(1985, 3, 14), StartCancel),
        ("maria santos 14/3/1985 quiero cancelar mi cita", "maria santos", date(1985, 3, 14), StartCancel),
        ("Quiero cambiar mi cita, María Santos 14 de marzo de 1985", "María Santos", date(1985, 3, 14), StartMove),
        ("maria de la cruz 14 de marzo de 1985 cancelar cita", "maria de la cruz", date(1985, 3, 14), StartCancel),
        ("I'm Isaac Bloom 4/19/1988, I need to reschedule", "Isaac Bloom", date(1988, 4, 19), StartMove),
        ("hi i need to move my laser visit. nina petrova 2/28/1979", "nina petrova", date(1979, 2, 28), StartMove),
        ("Nina Petrova 2/28/1979 move my laser visit", "Nina Petrova", date(1979, 2, 28), StartMove),
        ("Cancel my visit. Will Grant 2/28/1979", "Will Grant", date(1979, 2, 28), StartCancel),
        ("4/19/1988 isaac bloom cancel my appt", "isaac bloom", date(1988, 4, 19), StartCancel),
        ("isaac bloom 4/19/88 when is my visit", "isaac bloom", date(1988, 4, 19), StartStatus),
        (
            "move my visit isaac bloom april nineteenth nineteen eighty eight",
            "isaac bloom",
            date(1988, 4, 19),
            StartMove,
        ),
        (
            "cambiar mi cita maria santos catorce de marzo de mil novecientos ochenta y cinco",
            "maria santos",
            date(1985, 3, 14),
            StartMove,
        ),
        ("move my visit on march 3, isaac bloom 4-19-88", "isaac bloom", date(1988, 4, 19), StartMove),
    ],
)
def test_who_speaks_is_taken_along_with_the_errand(text: str, name: str, born: date, errand: type) -> None:
    kinds, said, told = heard(text)
    assert (said, told) == (name, born)
    assert errand in kinds


def test_a_name_and_a_birth_date_alone_are_taken() -> None:
    assert heard("Isaac Bloom April 19 1988") == ([GiveName, GiveBirthDate], "Isaac Bloom", date(1988, 4, 19))


@pytest.mark.parametrize(
    "text",
    [
        "move my visit to April 19",
        "move my visit with Amara Reyes April 19 1988",
        "move my visit, Dr. Amara Reyes April 19 1988",
        "move my visit, amara reyes 1/20/27",
        "move my visit, Amara Reyes November 20 2026",
        "cancelar la cita de mi esposo juan perez 3/3/1980",
        "cancelar la cita de mi nina maria santos 3/3/2015",
        "cancel the visit of my son Isaac Bloom April 19 2018",
        "cancel for Isaac Bloom 4/19/1988",
        "isaac bloom 4/19/1988 and ana bloom 5/20/1990 move our visits",
        "move my visit bloom 4/19/1988",
        "move my visit isaac bloom",
    ],
)
def test_what_could_be_something_else_is_asked_for(text: str) -> None:
    assert heard(text)[1:] == (None, None)


@pytest.mark.parametrize(
    ("language", "text", "goal"),
    [
        (Language.EN, "move my visit, Gloria Luna December 10 1938", Goal.MOVE),
        (Language.EN, "gloria luna 12/10/1938 need to cancel my appointment", Goal.CANCEL),
        (Language.ES, "soy gloria luna nacida el 10 de diciembre de 1938 quiero cambiar mi cita", Goal.MOVE),
    ],
)
async def test_whoever_it_is_hears_the_same_and_is_asked_for_the_code(
    language: Language, text: str, goal: Goal
) -> None:
    answers = []
    for said in (text, text.replace("Luna", "Lunares").replace("luna", "lunares")):
        talk = await Talk.open(Clinic(UNDERSTANDER), language)
        answers.append("".join(letter for letter in await talk.says(said) if not letter.isdigit()))
        assert (talk.state.step, talk.state.goal, talk.state.verified) == (Step.CODE, goal, False)
    assert answers[0] == answers[1]


async def test_a_date_with_two_readings_is_asked_about() -> None:
    talk = await Talk.open(Clinic(UNDERSTANDER), Language.ES)
    answer = await talk.says("quiero cambiar mi cita, Gloria Luna 10/12/1938")
    assert "diciembre" in answer
    assert "octubre" in answer
    assert (talk.state.step, talk.state.identity.name) == (Step.BIRTH_DATE, "Gloria Luna")
