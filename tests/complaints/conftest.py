from collections.abc import AsyncIterator

import pytest

from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.portal.app import create_portal
from tests.dialogues.clinic import Clinic, free_days
from tests.dialogues.talk import Talk
from tests.doubles.builders import a_patient
from tests.doubles.portal import PlainBrowser, portal_settings

MARIA = "Maria Garcia, May 4, 1980"
MOVE = "I need to move my appointment to next week"
CANCEL = "please cancel my appointment"


@pytest.fixture(scope="session")
def understander() -> EmbeddedUnderstander:
    """The understander that is shipped."""
    return EmbeddedUnderstander()


@pytest.fixture
def clinic(understander: EmbeddedUnderstander) -> Clinic:
    """A clinic with one patient, Maria Garcia Lopez, and free times, but no visits yet."""
    made = Clinic(understander)
    made.system.add(a_patient(), *free_days(range(30)))
    return made


async def verified(clinic: Clinic, wish: str = "when is my visit") -> Talk:
    """Open a conversation, say the wish, and prove to be Maria."""
    talk = await Talk.open(clinic)
    await talk.says(wish)
    await talk.says(MARIA)
    await talk.says(clinic.codes()[-1])
    return talk


async def moved(clinic: Clinic) -> Talk:
    """Return a conversation in which Maria has just moved her visit to the first time offered."""
    talk = await verified(clinic, MOVE)
    await talk.says(talk.button("with").value)
    assert "Done." in await talk.presses("Yes, move it")
    return talk


@pytest.fixture
async def browser(clinic: Clinic) -> AsyncIterator[PlainBrowser]:
    """A browser without JavaScript at the chat page of this clinic."""
    made = PlainBrowser(create_portal(clinic.conversations, portal_settings(), clinic.clock))
    yield made
    await made.http.aclose()
