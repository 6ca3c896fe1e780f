"""Questions on the side: the place of the visit is not the clinic's address when the visit is elsewhere."""

from services.dialogue.commands import Ask, StartStatus
from services.scheduling.model import Modality, Party
from tests.dialogues.clinic import Clinic, a_settings
from tests.dialogues.talk import Talk
from tests.services.dialogue.conftest import verified


async def test_a_visit_elsewhere_is_not_sent_to_the_clinics_address(clinic: Clinic) -> None:
    clinic.visit(3, 9, where=Party("loc-2", "Riverside Office"))
    talk = await verified(clinic)
    await talk.means(StartStatus())
    said = await talk.means(Ask("address"))
    assert "at Riverside Office" in said
    assert "For the way to Riverside Office, please call (312) 555-0100." in said
    assert "12 Main Street" not in said


async def test_a_visit_at_the_clinic_is_at_its_address(clinic: Clinic) -> None:
    clinic.visit(3, 9, where=Party("loc-1", a_settings().clinic_name))
    talk = await verified(clinic)
    await talk.means(StartStatus())
    assert "Our address is 12 Main Street." in await talk.means(Ask("place"))


async def test_who_is_not_verified_hears_the_address_only(talk: Talk) -> None:
    said = await talk.means(Ask("address"))
    assert "Our address is 12 Main Street." in said
    assert "Your visit" not in said


async def test_a_video_visit_is_at_no_place(clinic: Clinic) -> None:
    clinic.visit(3, 9, where=Party("loc-3", "Video room"), modality=Modality.VIDEO)
    talk = await verified(clinic)
    said = await talk.means(StartStatus()) + await talk.means(Ask("address"))
    assert "Video room" not in said
    assert "You do not need to come in" in said
    assert "12 Main Street" not in said
