from datetime import date

import pytest

from services.dialogue.commands import GiveBirthDate, GiveCode, GiveName
from tests.dialogues.clinic import Clinic, free_days
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import a_patient

MARIA = (GiveName("Maria Garcia"), GiveBirthDate(date(1980, 5, 4)))


@pytest.fixture
def clinic() -> Clinic:
    """A clinic with one patient, Maria Garcia Lopez, and free times, but no visits yet."""
    made = Clinic(Scripted())
    made.system.add(a_patient(), *free_days(range(30)))
    return made


@pytest.fixture
async def talk(clinic: Clinic) -> Talk:
    """A conversation that has just been opened."""
    return await Talk.open(clinic)


@pytest.fixture
async def maria(clinic: Clinic) -> Talk:
    """A conversation with Maria, verified, who has one visit on Thursday at 9 and was asked nothing yet."""
    clinic.visit(3, 9)
    return await verified(clinic)


async def verified(clinic: Clinic) -> Talk:
    """Open a conversation and verify Maria in it."""
    talk = await Talk.open(clinic)
    await talk.presses("When is my visit")
    await talk.means(*MARIA)
    await talk.means(GiveCode(clinic.codes()[-1]))
    return talk
