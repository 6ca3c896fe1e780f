"""A waitlist for the console's tests: entries of the usual patient, and a time that is or was on offer."""

from datetime import timedelta

from services.kernel.language import Language
from services.scheduling.waitlist.model import Cause, Entry, Freed, Offer, OfferState, Round, RoundState
from tests.doubles.builders import a_slot, at
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.transaction import MemoryTx


def an_entry(clinic: ConsoleClinic, name: str = "entry_1", **changes: object) -> Entry:
    """Return an entry of the usual patient for the visit they hold."""
    visit = clinic.visit(20, 9)
    fields: dict[str, object] = {
        "id": name,
        "patient_id": visit.patient_id,
        "phone": "+13125550142",
        "language": Language.EN,
        "since": clinic.clock.now() - timedelta(days=2),
        "visit_type": "follow-up",
        "appointment_id": visit.id,
        "consents": True,
        **changes,
    }
    return Entry(**fields)  # type: ignore[arg-type]  # fields by name


async def keep(clinic: ConsoleClinic, *entries: Entry) -> None:
    """Put entries on the list."""

    def work(tx: MemoryTx) -> None:
        for entry in entries:
            tx.waitlist.entries.put(entry)

    await clinic.store.write(work)


async def on_offer(clinic: ConsoleClinic, state: RoundState = RoundState.OPEN) -> None:
    """Put a time on offer to four people; the first one won where somebody did."""
    now = clinic.clock.now()
    won = state is not RoundState.OPEN
    states = [OfferState.WON if won else OfferState.OPEN, OfferState.DECLINED, OfferState.OPEN, OfferState.LOST]
    freed = Freed("freed_1", a_slot(id="slot-freed", start=at(3, 10)), Cause.CANCELLED)
    opened = Round(
        "round_1", freed, now, now + timedelta(minutes=5), now, 1, state=state, winner="offer_0" if won else None
    )
    patient = an_entry(clinic).patient_id

    def work(tx: MemoryTx) -> None:
        tx.waitlist.rounds.add(opened)
        for number, each in enumerate(states):
            ends = now + (timedelta(hours=1) if number != 2 else timedelta(0))
            tx.waitlist.offers.add(
                Offer(f"offer_{number}", "round_1", f"e{number}", patient, f"AAA{number}", now, ends, each)
            )

    await clinic.store.write(work)
