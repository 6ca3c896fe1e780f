"""The officers' mails: the root once a day whatever the clocks do, emergencies at once, and nothing lost on the way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.accounts.model import EmergencyUse
from services.accounts.officer_mail import Letter, MailRoom, MailState
from services.audit.checkpoint import Checkpoint
from services.audit.model import Action
from services.audit.notes import Note, sign
from services.officers.service import PAUSES, USEFUL, OfficerDesk
from services.officers.words import worded
from tests.doubles.clock import ManualClock
from tests.doubles.exports import ORIGIN, log_key, witness_key
from tests.doubles.officers import FixedRoots, MemoryPost
from tests.doubles.store import MemoryStore

CHICAGO = ZoneInfo("America/Chicago")


def note_of(size: int) -> Note:
    return sign(Checkpoint(ORIGIN, size, bytes(range(32))).text, [log_key()])


class Rig:
    def __init__(self, zone: ZoneInfo = CHICAGO, officers: tuple[str, ...] = ("compliance",)) -> None:
        self.clock = ManualClock(datetime(2026, 11, 23, 18, tzinfo=UTC))
        self.store, self.post, self.roots = MemoryStore(), MemoryPost(), FixedRoots(note_of(7).encode())
        self.desk = OfficerDesk(self.store, self.clock, self.post, self.roots, officers, zone)

    async def every(self, step: timedelta, until: datetime) -> list[str]:
        """Work at every step until then; return the days that were mailed."""
        while self.clock.now() < until:
            await self.desk.work()
            self.clock.advance(step)
        return [mail.values["days"] for mail in self.post.taken]

    async def emergency(self, use: str = "use1") -> EmergencyUse:
        now = self.clock.now()
        made = EmergencyUse(use, "glass-1", "patient_safety", now, now + timedelta(hours=1))
        await self.store.write(lambda tx: tx.emergencies.save(made))
        return made

    def letters(self) -> list[Letter]:
        return [mail.letter for mail in self.post.taken]

    def recorded(self, action: Action) -> list[dict[str, str]]:
        return [dict(event.body) for event in self.store.audit if event.action is action]


@pytest.fixture
def rig() -> Rig:
    return Rig()


async def test_the_first_mail_comes_at_once_and_then_one_after_each_midnight(rig: Rig) -> None:
    days = await rig.every(timedelta(hours=1), datetime(2026, 11, 26, 18, tzinfo=UTC))
    assert days == ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"]
    third = rig.post.taken[1]
    assert third.made_at.astimezone(CHICAGO).hour == 0
    assert (third.values["size"], third.values["note"]) == ("7", note_of(7).encode())


@pytest.mark.parametrize(
    ("zone", "begin"),
    [
        ("America/Chicago", datetime(2026, 10, 30, 12, tzinfo=UTC)),
        ("America/Chicago", datetime(2027, 3, 12, 12, tzinfo=UTC)),
        ("America/Havana", datetime(2026, 10, 30, 12, tzinfo=UTC)),
        ("America/Havana", datetime(2027, 3, 12, 12, tzinfo=UTC)),
        ("Africa/Cairo", datetime(2027, 4, 28, 12, tzinfo=UTC)),
    ],
)
async def test_every_day_is_told_exactly_once_where_the_clocks_change(zone: str, begin: datetime) -> None:
    rig = Rig(ZoneInfo(zone))
    rig.clock.set(begin)
    days = await rig.every(timedelta(minutes=20), begin + timedelta(days=4))
    first = begin.astimezone(ZoneInfo(zone)).date()
    assert days == [(first + timedelta(days=count)).isoformat() for count in range(-1, 4)]


async def test_missed_days_are_named_in_the_next_mail(rig: Rig) -> None:
    await rig.desk.work()
    rig.clock.advance(timedelta(days=3))
    await rig.desk.work()
    last = rig.post.taken[-1]
    assert last.values["days"] == "2026-11-23 2026-11-24 2026-11-25"
    subject, text = worded(last.letter, last.values)
    assert subject == "Audit log: root for Wednesday, November 25, 2026 (7 entries)"
    assert "It also stands for Monday, November 23, 2026; Tuesday, November 24, 2026" in text


async def test_what_a_witness_signed_goes_along(rig: Rig) -> None:
    note, older = note_of(7), note_of(5)
    cosigned = note.with_signatures(sign(note.text, [witness_key()]).signatures)
    rig.roots.now = (note.encode(), cosigned.encode())
    await rig.desk.work()
    assert rig.post.taken[0].values["note"] == cosigned.encode()
    rig.roots.now = (note.encode(), older.encode())
    rig.clock.advance(timedelta(days=1))
    await rig.desk.work()
    assert rig.post.taken[1].values["witnessed"] == older.encode()
    assert older.encode() in worded("daily_root", rig.post.taken[1].values)[1]


async def test_a_mail_that_did_not_leave_is_shown_tried_again_and_each_try_recorded(rig: Rig) -> None:
    rig.post.shut = "not_sent"
    await rig.desk.work()
    room = MailRoom(rig.store)
    (waiting,) = await room.troubled()
    assert (waiting.failed, waiting.attempts) == ("not_sent", 1)
    await rig.desk.work()
    assert len(rig.recorded(Action.OFFICER_MAIL_FAILED)) == 1
    rig.clock.advance(PAUSES[0])
    await rig.desk.work()
    assert [body["attempt"] for body in rig.recorded(Action.OFFICER_MAIL_FAILED)] == ["1", "2"]
    rig.post.shut = ""
    rig.clock.advance(PAUSES[1])
    assert await rig.desk.work() == 1
    assert not await room.troubled()
    (sent,) = rig.recorded(Action.OFFICER_MAIL_SENT)
    assert (sent["mail"], sent["days"]) == ("root:2026-11-22:compliance", "2026-11-22")
    assert len(rig.recorded(Action.OFFICER_MAIL_QUEUED)) == 1


async def test_days_whose_mail_waits_are_sent_each_with_its_own_root(rig: Rig) -> None:
    rig.post.shut = "not_sent"
    await rig.every(timedelta(hours=6), datetime(2026, 11, 26, 18, tzinfo=UTC))
    rig.roots.now = (note_of(99).encode(),)
    rig.post.shut = ""
    rig.clock.advance(timedelta(hours=2))
    await rig.desk.work()
    sizes = {mail.values["days"]: mail.values["size"] for mail in rig.post.taken}
    assert sizes == {"2026-11-22": "7", "2026-11-23": "7", "2026-11-24": "7", "2026-11-25": "7"}


async def test_after_long_a_mail_is_given_up_and_the_trail_says_so(rig: Rig) -> None:
    rig.post.shut = "not_allowed"
    await rig.emergency()
    await rig.desk.work()
    rig.clock.advance(USEFUL)
    await rig.desk.work()
    given_up = [body for body in rig.recorded(Action.OFFICER_MAIL_FAILED) if body["given_up"] == "True"]
    assert "emergency:use1:compliance" in {body["mail"] for body in given_up}
    (mail,) = await MailRoom(rig.store).newest(Letter.EMERGENCY_USED, 9)
    assert mail.state is MailState.GIVEN_UP


async def test_a_use_of_emergency_access_is_told_to_every_officer_at_once_and_once() -> None:
    rig = Rig(officers=("compliance", "security"))
    await rig.desk.work()
    rig.post.taken.clear()
    await rig.emergency()
    assert await rig.desk.work() == 2
    assert await rig.desk.work() == 0
    assert {(mail.letter, mail.officer) for mail in rig.post.taken} == {
        (Letter.EMERGENCY_USED, "compliance"),
        (Letter.EMERGENCY_USED, "security"),
    }
    subject, text = worded("emergency_used", rig.post.taken[0].values)
    assert "within 24 hours" in subject
    assert "Account: glass-1\nReason:  patient safety\n" in text


async def test_emergencies_are_told_while_the_log_gives_no_root(rig: Rig) -> None:
    rig.roots.now = ("no note",)
    await rig.emergency()
    with pytest.raises(Exception, match="note"):
        await rig.desk.work()
    assert rig.letters() == [Letter.EMERGENCY_USED]


async def test_an_overdue_review_is_told_once_and_a_signed_one_never(rig: Rig) -> None:
    use = await rig.emergency("late")
    signed = await rig.emergency("signed")
    done = replace(signed, reviewed_by="o", reviewed_at=rig.clock.now(), found="A drill, as planned.")
    await rig.desk.work()
    await rig.store.write(lambda tx: tx.emergencies.save(done))
    rig.clock.advance(timedelta(hours=23, minutes=59))
    await rig.desk.work()
    assert Letter.REVIEW_OVERDUE not in rig.letters()
    rig.clock.advance(timedelta(minutes=1))
    for _ in range(3):
        await rig.desk.work()
    late = [mail for mail in rig.post.taken if mail.letter is Letter.REVIEW_OVERDUE]
    assert [mail.values["use"] for mail in late] == [use.id]
    assert "it was due at 2026-11-24T12:00:00-06:00" in worded("review_overdue", late[0].values)[1]
