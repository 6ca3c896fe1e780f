"""A change that is done is confirmed by one mail, whose entry replaces the one before in the patient's calendar."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.audit.model import Actor, ActorKind
from services.kernel.errands import Visit
from services.kernel.language import Language
from services.scheduling.ending import Ending, done, undone, with_person
from services.scheduling.mailing import MailVisit
from services.scheduling.model import Appointment, AppointmentStatus
from services.scheduling.operation import ChangeKind, MessageKind, Operation, OutboxMessage, Reason
from services.scheduling.settle import Settlement
from tests.doubles.builders import an_appointment, at
from tests.doubles.clock import ManualClock
from tests.doubles.store import MemoryStore
from tests.services.scheduling.change_rig import CLINIC

ADDRESS = "m.santos@mail.example"


class Scene:
    """A clinic that mails, and changes that end as told."""

    def __init__(self) -> None:
        self.store, self.clock, self.count = MemoryStore(), ManualClock(), 0
        mail = MailVisit("Lake View", "(312) 555-0100", CLINIC.zone)
        self.settle = Settlement(self.store, self.clock, CLINIC, (mail,))

    async def ends(self, visit: Appointment, ending: Ending, **changes: Any) -> Operation:  # noqa: ANN401 any field
        self.count += 1
        operation = Operation(
            id=f"op_{self.count}",
            kind=ChangeKind.MOVE,
            appointment=visit,
            slot=None,
            actor=Actor(ActorKind.PATIENT, "chat_1"),
            conversation_id="chat_1",
            requested_at=self.clock.now(),
            language=Language.EN,
            phone="+13125550142",
            mail=ADDRESS,
        )
        operation = replace(operation, **changes)
        await self.store.write(lambda tx: tx.operations.add(operation))
        await self.settle(operation, ending)
        await self.settle(operation, ending)
        return self.store.operations[operation.id]

    async def is_cancelled(self, visit: Appointment, **changes: Any) -> Operation:  # noqa: ANN401 any field
        off = replace(visit, status=AppointmentStatus.CANCELLED)
        return await self.ends(visit, done(off), kind=ChangeKind.CANCEL, **changes)

    def mails(self) -> list[OutboxMessage]:
        return [each for each in self.store.outbox.values() if each.kind is MessageKind.MAIL]

    def entries(self) -> list[Visit]:
        return [each.visit for each in self.mails() if each.visit is not None]


@pytest.mark.parametrize("anew", [False, True])
async def test_uid_stays_and_sequence_rises_over_two_moves_and_a_cancel(anew: bool) -> None:  # noqa: FBT001 a parameter
    scene, first = Scene(), an_appointment(id="appt-1", start=at(3, 9))
    second = replace(an_appointment(start=at(8, 10)), id="appt-2" if anew else "appt-1")
    third = replace(an_appointment(start=at(9, 11)), id="appt-3" if anew else "appt-1")
    await scene.ends(first, done(second))
    await scene.ends(second, done(third))
    scene.clock.advance(timedelta(days=2))
    await scene.is_cancelled(third)
    assert len({entry.uid for entry in scene.entries()}) == 1
    numbers = [entry.sequence for entry in scene.entries()]
    assert numbers == sorted(set(numbers))
    assert [entry.cancelled for entry in scene.entries()] == [False, False, True]
    assert [entry.start for entry in scene.entries()] == [at(8, 10), at(9, 11), at(9, 11)]
    assert "appt" not in scene.entries()[0].uid


async def test_another_visit_has_another_uid() -> None:
    scene = Scene()
    for name in ("appt-1", "appt-2"):
        await scene.is_cancelled(an_appointment(id=name))
    assert len({entry.uid for entry in scene.entries()}) == 2


async def test_there_is_one_mail_beside_the_text_in_the_patients_language() -> None:
    scene = Scene()
    await scene.ends(an_appointment(), done(an_appointment(start=at(8, 10))), language=Language.ES)
    [mail] = scene.mails()
    assert (mail.to, mail.template, mail.language) == (ADDRESS, "mail_moved", Language.ES)
    assert sorted(each.kind for each in scene.store.outbox.values()) == ["mail", "text"]
    assert scene.entries()[0].summary == "Cita: Lake View"


async def test_an_entry_names_nobody_and_nothing_shows_the_address() -> None:
    scene, visit = Scene(), an_appointment()
    operation = await scene.is_cancelled(visit)
    entry = scene.entries()[0]
    assert visit.practitioner is not None
    assert visit.practitioner.name not in entry.summary
    assert str(visit.visit_name) not in entry.summary
    assert ADDRESS not in repr((operation, scene.mails()))


async def test_who_has_no_address_gets_a_text_alone() -> None:
    scene = Scene()
    await scene.is_cancelled(an_appointment(), mail="")
    assert [each.kind for each in scene.store.outbox.values()] == ["text"]


@pytest.mark.parametrize("ending", [undone(Reason.SLOT_TAKEN), with_person(Reason.OUTCOME_UNKNOWN)])
async def test_what_was_not_done_changes_no_calendar(ending: Ending) -> None:
    scene = Scene()
    await scene.ends(an_appointment(), ending)
    assert scene.mails() == []
