"""After "done" the patient hears what is on its way, and of a mail only where one is."""

import pytest

from services.dialogue.commands import Confirm, StartCancel
from services.scheduling.operation import OperationState
from tests.dialogues.clinic import Clinic, a_settings
from tests.dialogues.talk import Scripted
from tests.doubles.builders import a_patient
from tests.services.dialogue.conftest import verified

ADDRESS = "maria@mail.example"
SAID = "An e-mail for your calendar is on its way too."
NOTICED = "An e-mail is on its way too."


@pytest.mark.parametrize(
    ("mails", "addresses", "told"), [(True, (ADDRESS,), True), (True, (), False), (False, (ADDRESS,), False)]
)
async def test_a_mail_is_told_of_only_where_there_is_one(
    mails: bool,  # noqa: FBT001 a parameter
    addresses: tuple[str, ...],
    told: bool,  # noqa: FBT001 a parameter
) -> None:
    clinic = Clinic(Scripted(), settings=a_settings(mails=mails))
    clinic.system.add(a_patient(mails=addresses))
    clinic.visit(7, 10, "follow-up")
    talk = await verified(clinic)
    await talk.means(StartCancel())
    said = await talk.means(Confirm())
    assert "A text is on its way to your phone." in said
    assert (SAID in said) is told
    [operation] = clinic.store.operations.values()
    assert (operation.state, operation.mail) == (OperationState.DONE, next(iter(addresses), ""))


@pytest.mark.parametrize(("addresses", "told"), [((ADDRESS,), True), ((), False)])
async def test_a_notice_is_an_e_mail_that_is_not_for_the_calendar(
    addresses: tuple[str, ...],
    told: bool,  # noqa: FBT001 a parameter
) -> None:
    clinic = Clinic(Scripted(), settings=a_settings(notices=True))
    clinic.system.add(a_patient(mails=addresses))
    clinic.visit(7, 10, "follow-up")
    talk = await verified(clinic)
    await talk.means(StartCancel())
    said = await talk.means(Confirm())
    assert ((NOTICED in said), (SAID in said)) == (told, False)
