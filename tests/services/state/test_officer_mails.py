"""Mails to officers in the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.state.store import StateStore

AT = datetime(2026, 11, 23, 6, tzinfo=UTC)
MAIL = OfficerMail("root:2026-11-22:c", "c", Letter.DAILY_ROOT, {"days": "2026-11-22"}, AT, AT)


async def test_a_mail_is_kept_once_and_one_that_left_is_never_changed(state: StateStore) -> None:
    assert await state.write(lambda tx: tx.officer_mails.add(MAIL))
    assert not await state.write(lambda tx: tx.officer_mails.add(replace(MAIL, officer="other")))
    failed = replace(MAIL, attempts=1, failed="not_sent")
    await state.write(lambda tx: tx.officer_mails.save(failed))
    assert await state.read(lambda tx: tx.officer_mails.queued()) == [failed]
    sent = replace(failed, state=MailState.SENT, ended_at=AT)
    await state.write(lambda tx: tx.officer_mails.save(sent))
    await state.write(lambda tx: tx.officer_mails.save(failed))
    assert await state.read(lambda tx: tx.officer_mails.get(MAIL.id)) == sent
    assert await state.read(lambda tx: tx.officer_mails.queued()) == []


async def test_the_newest_of_a_kind_and_what_ended_long_ago(state: StateStore) -> None:
    later = replace(MAIL, id="root:2026-11-23:c", made_at=AT + timedelta(days=1))
    ended = replace(MAIL, state=MailState.SENT, ended_at=AT)
    await state.write(lambda tx: [tx.officer_mails.add(MAIL), tx.officer_mails.add(later)])
    await state.write(lambda tx: tx.officer_mails.save(ended))
    assert await state.read(lambda tx: tx.officer_mails.newest(Letter.DAILY_ROOT, 1)) == [later]
    assert await state.read(lambda tx: tx.officer_mails.newest(Letter.REVIEW_OVERDUE, 1)) == []
    assert await state.write(lambda tx: tx.officer_mails.expire(AT + timedelta(days=2))) == 1
    assert await state.read(lambda tx: tx.officer_mails.get(MAIL.id)) is None
