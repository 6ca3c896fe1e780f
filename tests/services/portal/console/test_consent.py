"""What a number gets, as staff see and note it: audited, in forms alone, and never over a newer word."""

from datetime import timedelta

import pytest

from services.audit.model import Action
from services.kernel.language import Language
from services.kernel.texting import MessageClass, Source
from services.messaging.ports import MessagingTx
from services.scheduling.operation import OutboxMessage
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import StaffBrowser

NUMBER, WRITTEN, HERE = "+13125550142", "(312) 555-0142", "/messages/consent"


async def shown(written: str = WRITTEN) -> tuple[ConsoleClinic, StaffBrowser]:
    clinic = ConsoleClinic()
    alex = await clinic.at_the_console()
    await alex.get(HERE)
    await alex.post(HERE, to=written)
    return clinic, alex


async def note(browser: StaffBrowser, topic: str, given: str, seen: str = "", to: str = NUMBER) -> None:
    mark = seen or browser.seen
    await browser.post(f"{HERE}/note", to=to, topic=topic, given=given, said_how="by_phone", seen=mark)


def count(clinic: ConsoleClinic, action: Action) -> int:
    return [event.action for event in clinic.store.audit].count(action)


async def test_how_a_number_stands_is_shown_and_the_look_is_audited() -> None:
    clinic, alex = await shown()
    assert "What +13125550142 gets" in alex.text
    assert "never asked" in alex.text
    [look] = [event for event in clinic.store.audit if event.action is Action.MESSAGES_SHOWN]
    assert (look.actor.id, look.patient_id) == ("alex", f"tel:{NUMBER}")


async def test_a_consent_told_to_staff_is_kept_with_how_it_was_said() -> None:
    clinic, alex = await shown()
    await note(alex, "billing", "yes")
    assert (alex.status, "Noted." in alex.text) == (200, True)
    [kept] = clinic.store.consents.values()
    assert (kept.number, kept.message_class, kept.given) == (NUMBER, MessageClass.BILLING, True)
    assert kept.source is Source.STAFF
    [told] = [event for event in clinic.store.audit if event.action is Action.CONSENT_CHANGED]
    assert (told.actor.id, told.body["said"], told.patient_id) == ("alex", "by_phone", f"tel:{NUMBER}")


async def test_texts_are_turned_off_and_on() -> None:
    clinic, alex = await shown()
    await note(alex, "all", "no")
    assert "Turn on" in alex.text
    assert (count(clinic, Action.TEXTS_STOPPED), count(clinic, Action.TEXTS_STARTED)) == (1, 0)
    clinic.clock.advance(timedelta(seconds=1))
    await note(alex, "all", "yes")
    assert "Turn off" in alex.text
    assert count(clinic, Action.TEXTS_STARTED) == 1


async def test_a_form_that_is_sent_twice_counts_once() -> None:
    clinic, alex = await shown()
    mark = alex.seen
    await note(alex, "reminder_or_offer", "no", mark)
    await note(alex, "reminder_or_offer", "no", mark)
    assert alex.status == 409
    assert "noted for this number meanwhile" in alex.text
    assert count(clinic, Action.CONSENT_CHANGED) == 1


async def test_of_two_tabs_the_second_sees_the_newer_word_first() -> None:
    clinic, alex = await shown()
    kim = await clinic.at_the_console("kim")
    await kim.get(HERE)
    await kim.post(HERE, to=WRITTEN)
    await note(alex, "billing", "yes")
    await note(kim, "billing", "no")
    assert kim.status == 409
    assert "yes, told to staff" in kim.text
    assert [consent.given for consent in clinic.store.consents.values()] == [True]


async def test_an_address_has_mails_alone() -> None:
    clinic, alex = await shown(" m.santos@mail.example ")
    assert "E-mails" in alex.text
    assert "Texts about fees" not in alex.text
    await note(alex, "all", "no", to="m.santos@mail.example")
    assert count(clinic, Action.MAILS_STOPPED) == 1


@pytest.mark.parametrize("written", ["", "12", "Maria", "a@b c"])
async def test_what_is_no_number_is_said(written: str) -> None:
    clinic, alex = await shown(written)
    assert alex.status == 400
    assert "no telephone number" in alex.text
    assert count(clinic, Action.MESSAGES_SHOWN) == 0


@pytest.mark.parametrize("wrong", [{"topic": "code"}, {"given": "perhaps"}, {"said_how": "dreamt"}, {"to": "x"}])
async def test_a_form_that_is_not_ours_changes_nothing(wrong: dict[str, str]) -> None:
    clinic, alex = await shown()
    fields = {"to": NUMBER, "topic": "all", "given": "no", "said_how": "by_phone", "seen": alex.seen}
    await alex.post(f"{HERE}/note", **{**fields, **wrong})
    assert alex.status == 400
    assert clinic.store.opt_outs == {}


async def a_sent_message(clinic: ConsoleClinic, patient_id: str | None = "p1", to: str = NUMBER) -> None:
    now = clinic.clock.now()
    message = OutboxMessage("op-1:moved", to, "moved", Language.EN, {}, now, patient_id=patient_id)

    def send(tx: MessagingTx) -> None:
        tx.outbox.add(message)
        tx.outbox.mark_sent(message.id, now)

    await clinic.store.write(send)


async def misdirected(patient_id: str | None = "p1") -> tuple[ConsoleClinic, StaffBrowser]:
    clinic, alex = await shown()
    assert "Nothing that is still kept." in alex.text
    await a_sent_message(clinic, patient_id)
    await alex.post(HERE, to=WRITTEN)
    await alex.post(f"{HERE}/misdirected", to=NUMBER, message="op-1:moved")
    return clinic, alex


async def test_a_message_that_reached_the_wrong_person_is_a_disclosure_on_record() -> None:
    clinic, alex = await misdirected()
    assert (alex.status, "On record as a disclosure." in alex.text) == (200, True)
    assert "Reached the wrong person" in alex.text
    await alex.post(f"{HERE}/misdirected", to=NUMBER, message="op-1:moved")
    [event] = [each for each in clinic.store.audit if each.action is Action.DISCLOSURE_MADE]
    assert (event.patient_id, event.operation, event.accountable) == ("p1", "message-op-1:moved", True)
    assert {"ground": "impermissible", "recipient_address": NUMBER, "found": "op-1:moved"}.items() <= event.body.items()
    assert event.actor.id == "alex"


async def test_what_belongs_to_no_patient_is_recorded_by_hand() -> None:
    clinic, alex = await misdirected(None)
    assert (alex.status, "by hand" in alex.text) == (409, True)
    assert count(clinic, Action.DISCLOSURE_MADE) == 0


async def test_what_never_left_cannot_be_marked() -> None:
    clinic, alex = await shown()
    await alex.post(f"{HERE}/misdirected", to=NUMBER, message="none")
    assert (alex.status, count(clinic, Action.DISCLOSURE_MADE)) == (409, 0)
