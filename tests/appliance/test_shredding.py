"""Orders to destroy data keys, on a real ledger: said first, whole or not at all, once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.shredding import Shredder
from services.audit.holding import Hold
from services.audit.model import Action
from services.audit.reading import LedgerQuery
from services.audit.statement import Closed, Shredding
from services.keys.data_keys import SealedDataKeys
from services.keys.errors import Held, NeedsTwo, NotYet
from services.keys.shredding import ShredOrder, SignedOrder
from services.ledger.ledger import Ledger, origin_of
from services.ledger.ports import LedgerKeys
from services.signing.signers import LogSigner
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import DATABASE, NODE, a_filing

THEN = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
OVER = datetime(2033, 1, 1, 0, 0, tzinfo=UTC)
ANN, BEN = "a" * 64, "b" * 64
KIM, LEE = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
TRUSTED = {"kim": KIM.public_key(), "lee": LEE.public_key()}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(THEN)


@pytest.fixture
def keys(tmp_path: Path, clock: ManualClock) -> Iterator[SealedDataKeys]:
    opened = SealedDataKeys(tmp_path / "data-keys.db", b"d" * 32, clock)
    yield opened
    opened.close()


@pytest.fixture
def ledger(tmp_path: Path, clock: ManualClock, keys: SealedDataKeys) -> Iterator[Ledger]:
    own = LedgerKeys(DATABASE, keys, (LogSigner(origin_of(NODE), bytes(32)),))
    opened = Ledger.open(tmp_path / "ledger", own, clock, NODE)
    opened.take([a_filing(1, patient=ANN), a_filing(2, patient=BEN), a_filing(3), a_filing(4, patient=ANN)])
    yield opened
    opened.close()


@pytest.fixture
def shredder(ledger: Ledger, keys: SealedDataKeys, clock: ManualClock) -> Shredder:
    return Shredder(ledger, keys, clock, NODE)


def order(*patients: str, epoch: str = "2026Q4") -> SignedOrder:
    asked = ShredOrder("shred_1", epoch, patients, "retention is over", "kim", OVER)
    return SignedOrder(asked, {}).signed("kim", KIM).signed("lee", LEE)


def events(ledger: Ledger) -> list[Shredding]:
    query = LedgerQuery(actions=(Action.DATA_KEY_SHREDDED.value,))
    return [Shredding.of(each.filing.body) for each in ledger.reader.stream(query)]


def test_one_patients_events_can_no_longer_be_opened(shredder: Shredder, ledger: Ledger, clock: ManualClock) -> None:
    clock.set(OVER)
    assert shredder.run(order(ANN), TRUSTED) == 1
    assert [ledger.reader.open(each).shredded for each in (1, 2, 3, 4)] == [True, False, False, True]
    (said,) = events(ledger)
    closed = Closed()
    closed.take(ANN, 1)
    closed.take(ANN, 4)
    assert (said.epoch, said.events, said.entries, set(said.people)) == ("2026Q4", 2, closed.digest(), {"kim", "lee"})
    assert said.patients == (ANN,)
    (filing,) = [each.filing for each in ledger.reader.stream(LedgerQuery(sources=("keys",)))]
    assert (filing.node, filing.action) == (NODE, Action.DATA_KEY_SHREDDED)


def test_a_whole_quarter_goes_and_the_word_of_it_stays(shredder: Shredder, ledger: Ledger, clock: ManualClock) -> None:
    clock.set(OVER)
    assert shredder.run(order(), TRUSTED) == 3
    assert [ledger.reader.open(each).shredded for each in (1, 2, 3, 4)] == [True] * 4
    (said,) = events(ledger)
    assert said.events == 4


def test_an_order_runs_once(shredder: Shredder, ledger: Ledger, clock: ManualClock) -> None:
    clock.set(OVER)
    shredder.run(order(ANN), TRUSTED)
    assert shredder.run(order(ANN), TRUSTED) == 0
    assert len(events(ledger)) == 1


def test_what_was_said_before_a_crash_is_not_said_again(
    shredder: Shredder, ledger: Ledger, keys: SealedDataKeys, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(OVER)

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SealedDataKeys, "destroy", killed)
        with pytest.raises(KeyboardInterrupt):
            shredder.run(order(ANN), TRUSTED)
    assert keys.key(ANN, "2026Q4") is not None
    assert shredder.run(order(ANN), TRUSTED) == 1
    assert len(events(ledger)) == 1


def test_before_six_years_nothing_is_said_and_nothing_goes(shredder: Shredder, ledger: Ledger) -> None:
    with pytest.raises(NotYet):
        shredder.run(order(ANN), TRUSTED)
    assert events(ledger) == []
    assert not ledger.reader.open(1).shredded


def test_a_hold_on_one_keeps_the_whole_order_from_running(
    shredder: Shredder, ledger: Ledger, keys: SealedDataKeys, clock: ManualClock
) -> None:
    clock.set(OVER)
    keys.hold(Hold("hold_1", BEN, "case 12", "officer", OVER))
    with pytest.raises(Held):
        shredder.run(order(), TRUSTED)
    assert events(ledger) == []
    assert not any(ledger.reader.open(each).shredded for each in (1, 2, 3, 4))


def test_one_person_alone_destroys_nothing(shredder: Shredder, ledger: Ledger, clock: ManualClock) -> None:
    clock.set(OVER)
    alone = SignedOrder(order(ANN).order, {}).signed("kim", KIM)
    with pytest.raises(NeedsTwo):
        shredder.run(alone, TRUSTED)
    assert events(ledger) == []
