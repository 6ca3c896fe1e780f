"""The sealed store keeps the waitlist's contract, and its own constraints hold whatever the code does."""

import pytest

from services.scheduling.waitlist.model import OfferState
from services.state.errors import RefusedRow
from services.state.store import StateStore
from services.state.transaction import SealedTx
from tests.contract.waitlist_store import AnyWaitlist, WaitlistStoreContract, a_round, an_offer


@pytest.fixture
def store(state: StateStore) -> AnyWaitlist:
    return state


class TestSealedWaitlist(WaitlistStoreContract):
    pass


async def test_the_database_refuses_a_second_winner(state: StateStore) -> None:
    def two_winners(tx: SealedTx) -> None:
        tx.waitlist.rounds.add(a_round())
        for number in (1, 2):
            tx.waitlist.offers.add(an_offer(number=number))
            tx.waitlist.offers.save(an_offer(number=number, state=OfferState.WON))

    with pytest.raises(RefusedRow):
        await state.write(two_winners)
