"""The messages page: what nobody knows about is settled by a person, once; what failed is shown."""

from services.audit.model import Action
from services.kernel.language import Language
from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import DeliveryState
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import StaffBrowser
from tests.doubles.transaction import MemoryTx


async def troubled() -> tuple[ConsoleClinic, StaffBrowser]:
    clinic = ConsoleClinic()
    now = clinic.clock.now()

    def work(tx: MemoryTx) -> None:
        for name in ("msg_1", "msg_2"):
            tx.outbox.add(OutboxMessage(name, "+13125550142", "moved", Language.EN, {}, now))
            tx.outbox.begin(name, now, now)
        tx.outbox.mark_unknown("msg_1", now, "time_out")
        tx.outbox.mark_dead("msg_2", now, "landline")

    await clinic.store.write(work)
    alex = await clinic.at_the_console()
    await alex.get("/messages")
    return clinic, alex


async def test_unknown_and_failed_messages_are_shown_and_the_look_is_audited() -> None:
    clinic, alex = await troubled()
    assert "Nobody knows whether it arrived" in alex.text
    assert "It was not sent" in alex.text
    assert "landline" in alex.text
    assert "The visit was moved" in alex.text
    shown = [event for event in clinic.store.audit if event.action is Action.MESSAGES_SHOWN]
    assert [(event.actor.id, event.patient_id) for event in shown] == [("alex", "tel:+13125550142")]


async def test_an_unknown_message_is_settled_once() -> None:
    clinic, alex = await troubled()
    await alex.post("/messages/msg_1/settle", arrived="yes")
    assert "Noted. The message is not sent again." in alex.text
    assert clinic.store.deliveries["msg_1"].state is DeliveryState.SENT
    await alex.post("/messages/msg_1/settle", arrived="no")
    assert alex.status == 409
    assert clinic.store.deliveries["msg_1"].state is DeliveryState.SENT


async def test_nothing_is_wrong() -> None:
    alex = await ConsoleClinic().at_the_console()
    await alex.get("/messages")
    assert "No message is unknown, failed or undelivered." in alex.text
