"""Emergency access: two sealed accounts, an hour, seen at once, reviewed by somebody else within a day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.accounts.break_glass import LASTS, REVIEW_WITHIN
from services.accounts.errors import WrongAccount
from services.accounts.model import Role
from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.audit.model import Action
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import ADMIN, PASSWORD, StaffBrowser, staff_of

FOUND = "Looked at two cases, both needed a call. In order."


class Desk:
    """A clinic with an emergency account and a security officer."""

    def __init__(self) -> None:
        self.clinic = ConsoleClinic()
        self.browser = StaffBrowser(self.clinic.console())

    async def breaks(self, account: str = "glass.a", reason: str = "directory_down", **typed: str) -> StaffBrowser:
        if account not in self.clinic.secrets:
            await self.clinic.staff(account, f"Emergency {account[-1].upper()}", (Role.BREAK_GLASS,))
        await self.browser.get("/break-glass")
        code = self.clinic.code(self.clinic.secrets[account])
        fields = {"name": account, "password": PASSWORD, "code": code, "reason": reason, **typed}
        await self.browser.post("/break-glass", **fields)
        return self.browser

    async def officer(self) -> StaffBrowser:
        return await self.clinic.at_the_console("olga", roles=(Role.SECURITY_OFFICER,))

    def recorded(self, action: Action) -> list[dict[str, str]]:
        return [dict(event.body) for event in self.clinic.store.audit if event.action is action]


async def test_the_glass_is_broken_with_a_reason_for_an_hour() -> None:
    desk = Desk()
    browser = await desk.breaks()
    assert browser.title == "Cases"
    (opened,) = desk.recorded(Action.BREAK_GLASS_OPENED)
    assert opened["reason"] == "directory_down"
    for _ in range(5):
        desk.clinic.clock.advance(timedelta(minutes=10))
        await browser.get("/cases")
        assert browser.title == "Cases"
    desk.clinic.clock.advance(LASTS - timedelta(minutes=50))
    await browser.get("/cases")
    assert browser.at == "/sign-in"


@pytest.mark.parametrize("typed", [{"reason": ""}, {"reason": "because"}, {"code": "000000"}, {"password": "guess"}])
async def test_without_a_reason_or_the_envelope_it_stays_whole(typed: dict[str, str]) -> None:
    desk = Desk()
    browser = await desk.breaks(**typed)
    assert browser.title == "Emergency access"
    assert desk.recorded(Action.BREAK_GLASS_OPENED) == []
    assert desk.clinic.store.sessions == {}


async def test_the_ordinary_door_is_shut_to_it_and_its_door_to_others() -> None:
    desk = Desk()
    secret = await desk.clinic.staff("glass.a", "Emergency A", (Role.BREAK_GLASS,))
    await desk.browser.sign_in("glass.a", secret, desk.clinic.clock)
    assert desk.browser.title == "Sign in"
    await desk.clinic.staff("alex")
    await desk.breaks("alex")
    assert desk.browser.title == "Emergency access"
    assert [each["why"] for each in desk.recorded(Action.STAFF_SIGN_IN_FAILED)] == ["other_door", "other_door"]


async def test_the_officer_reads_it_on_every_page_until_it_is_signed() -> None:
    desk = Desk()
    officer = await desk.officer()
    assert "Emergency access was used" not in officer.text
    await desk.breaks()
    for path in ("/me", "/emergency"):
        await officer.get(path)
        assert "Emergency access was used and is not reviewed yet: 1." in officer.text
    assert "The clinic&#39;s directory is down" in officer.page
    use = desk.recorded(Action.BREAK_GLASS_OPENED)[0]["use"]
    await officer.post(f"/emergency/{use}/review", found=FOUND)
    assert "Signed. The review is kept with the use." in officer.text
    assert "is not reviewed yet" not in officer.text
    assert FOUND in officer.text
    assert desk.recorded(Action.BREAK_GLASS_REVIEWED) == [{"use": use, "account": "glass.a", "late": "no"}]


async def test_a_late_review_says_so_and_is_recorded_as_late() -> None:
    desk = Desk()
    await desk.breaks()
    desk.clinic.clock.advance(REVIEW_WITHIN)
    officer = await desk.officer()
    await officer.get("/emergency")
    assert "A review is late." in officer.text
    assert "The review is late: it was due" in officer.text
    use = desk.recorded(Action.BREAK_GLASS_OPENED)[0]["use"]
    await officer.post(f"/emergency/{use}/review", found=FOUND)
    assert desk.recorded(Action.BREAK_GLASS_REVIEWED)[0]["late"] == "yes"


async def test_signing_asks_for_the_second_factor_again_and_for_words() -> None:
    desk = Desk()
    await desk.breaks()
    officer = await desk.officer()
    await officer.get("/emergency")
    use = desk.recorded(Action.BREAK_GLASS_OPENED)[0]["use"]
    await officer.post(f"/emergency/{use}/review", found="ok")
    assert "Write what you found, in 10 to 2000 characters." in officer.text
    desk.clinic.clock.advance(timedelta(minutes=6))
    await officer.get("/emergency")
    await officer.post(f"/emergency/{use}/review", found=FOUND)
    assert officer.title == "Show that it is you"
    assert desk.recorded(Action.BREAK_GLASS_REVIEWED) == []


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.APPROVER, Role.IT, Role.BREAK_GLASS])
async def test_the_uses_are_open_to_those_alone_who_watch_over_them(role: Role) -> None:
    desk = Desk()
    await desk.breaks()
    if role is not Role.BREAK_GLASS:
        desk.browser = await desk.clinic.at_the_console("kim", roles=(role,))
    await desk.browser.get("/emergency")
    assert desk.browser.status == 403
    assert "is not reviewed yet" not in desk.browser.text


async def test_there_are_two_emergency_accounts_and_they_have_no_other_role() -> None:
    desk = Desk()
    enrolling = staff_of(desk.clinic.store, desk.clinic.clock).enrolling
    for name in ("glass.a", "glass.b"):
        await enrolling.add(name, "Emergency", [Role.BREAK_GLASS], ADMIN)
    with pytest.raises(WrongAccount):
        await enrolling.add("glass.c", "Emergency", [Role.BREAK_GLASS], ADMIN)
    with pytest.raises(WrongAccount):
        await enrolling.add("glass.d", "Emergency", [Role.BREAK_GLASS, Role.IT], ADMIN)
    with pytest.raises(WrongAccount):
        await enrolling.link("glass.a", "subject", ADMIN)
    await enrolling.disable("glass.a", ADMIN)
    assert await enrolling.add("glass.c", "Emergency", [Role.BREAK_GLASS], ADMIN)


async def test_reviewers_see_whether_the_officers_were_told() -> None:
    desk = Desk()
    await desk.breaks()
    browser = await desk.officer()
    await browser.get("/emergency")
    assert "the settings name no officer" in browser.text
    (use,) = await desk.clinic.store.read(lambda tx: tx.emergencies.all())
    now = desk.clinic.clock.now()
    mail = OfficerMail("emergency:x:a", "a", Letter.EMERGENCY_USED, {"use": use.id}, now, now)
    other = replace(mail, id="emergency:x:b", officer="b", attempts=1, failed="not_sent")
    sent = replace(mail, state=MailState.SENT, ended_at=now)
    await desk.clinic.store.write(lambda tx: [tx.officer_mails.add(mail), tx.officer_mails.add(other)])
    await desk.clinic.store.write(lambda tx: tx.officer_mails.save(sent))
    await browser.get("/emergency")
    assert "Mailed to 1 of 2 officers. The rest is tried again by itself." in browser.text
    assert "Use of emergency access, for b, made Monday, March 1" in browser.text
    assert "not_sent after 1 try" in browser.text
    assert "Mails to the officers could not be sent: 1." in browser.text
