"""A change that is done is followed by one notice, whose row says nothing of the change."""

import re

import pytest

from services.kernel.ids import opaque_token
from services.kernel.language import Language
from services.scheduling.ending import Ending, done, undone, with_person
from services.scheduling.noticing import NoticeOfChange
from services.scheduling.operation import MessageKind, OutboxMessage, Reason
from services.scheduling.settle import Settlement
from tests.doubles.builders import an_appointment, at
from tests.services.scheduling.change_rig import CLINIC
from tests.services.scheduling.test_mailing import ADDRESS
from tests.services.scheduling.test_mailing import Scene as MailScene


class Scene(MailScene):
    """A clinic that sends notices."""

    def __init__(self) -> None:
        super().__init__()
        self.settle = Settlement(self.store, self.clock, CLINIC, (NoticeOfChange(),))

    def notices(self) -> list[OutboxMessage]:
        return [each for each in self.store.outbox.values() if each.kind is MessageKind.NOTICE]


async def test_there_is_one_notice_beside_the_text_and_it_holds_a_token_alone() -> None:
    scene = Scene()
    await scene.ends(an_appointment(), done(an_appointment(start=at(8, 10))), language=Language.ES)
    [notice] = scene.notices()
    assert (notice.to, notice.language, list(notice.values), notice.visit) == (ADDRESS, Language.ES, ["token"], None)
    assert re.fullmatch(r"[0-9a-f]{48}", notice.values["token"])
    assert sorted(each.kind for each in scene.store.outbox.values()) == ["notice", "text"]
    assert ADDRESS not in repr(notice)
    assert notice.values["token"] not in repr(notice)


async def test_the_same_change_again_would_have_another_token() -> None:
    tokens = set()
    for _ in range(2):
        scene = Scene()
        operation = await scene.is_cancelled(an_appointment())
        [notice] = scene.notices()
        assert operation.id == "op_1"
        tokens.add(notice.values["token"])
    assert len(tokens | {opaque_token()}) == 3


async def test_who_has_no_address_gets_a_text_alone() -> None:
    scene = Scene()
    await scene.is_cancelled(an_appointment(), mail="")
    assert [each.kind for each in scene.store.outbox.values()] == ["text"]


@pytest.mark.parametrize("ending", [undone(Reason.SLOT_TAKEN), with_person(Reason.OUTCOME_UNKNOWN)])
async def test_what_was_not_done_is_followed_by_none(ending: Ending) -> None:
    scene = Scene()
    await scene.ends(an_appointment(), ending)
    assert scene.notices() == []
