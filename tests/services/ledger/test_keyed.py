"""An older copy of the data keys beside a newer ledger: refused at the start, and nothing is made in their place."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.audit.model import Action
from services.audit.reading import LedgerQuery
from services.keys.data_keys import SealedDataKeys
from services.ledger.errors import KeysBehind
from services.ledger.ledger import Ledger, origin_of
from services.ledger.ports import LedgerKeys
from services.signing.signers import LogSigner
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import DATABASE, NODE, a_filing

ANN, BEN = "a" * 64, "b" * 64
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


class Files:
    """A ledger and its data keys, opened and closed; the data keys can be put back to what they were."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock(NOW)
        self._older: dict[Path, bytes] = {}

    def open(self) -> tuple[Ledger, SealedDataKeys]:
        keys = SealedDataKeys(self.folder / "keys" / "data-keys.db", b"d" * 32, self.clock)
        own = LedgerKeys(DATABASE, keys, (LogSigner(origin_of(NODE), bytes(32)),))
        try:
            return Ledger.open(self.folder / "ledger", own, self.clock, NODE), keys
        except BaseException:
            keys.close()
            raise

    def take(self, number: int, **fields: object) -> None:
        ledger, keys = self.open()
        ledger.take([a_filing(number, **fields)])
        ledger.close()
        keys.close()

    def keep(self) -> None:
        self._older = {each: each.read_bytes() for each in (self.folder / "keys").iterdir()}

    def put_back(self) -> None:
        for path, content in self._older.items():
            path.write_bytes(content)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    found = Files(tmp_path)
    found.take(1, patient=ANN)
    found.keep()
    return found


@pytest.mark.parametrize(
    "later",
    [{"patient": BEN}, {"patient": None}, {"patient": None, "action": Action.LEDGER_KEY_CERTIFIED.value}],
)
def test_keys_made_since_are_missed(files: Files, later: dict[str, object]) -> None:
    files.take(2, **later)
    files.put_back()
    with pytest.raises(KeysBehind, match="1 keys"):
        files.open()


def test_a_copy_that_lacks_nothing_opens(files: Files) -> None:
    files.take(2, patient=ANN)
    files.put_back()
    ledger, keys = files.open()
    assert [each.sequence for each in ledger.reader.stream(LedgerQuery())] == [1, 2]
    ledger.close()
    keys.close()


def test_the_quarter_before_is_looked_at_too(files: Files) -> None:
    files.take(2, patient=BEN)
    files.clock.advance(timedelta(days=60))
    ledger, keys = files.open()
    ledger.take([a_filing(3, patient=None)])
    keys.made(BEN, "2027Q1")
    ledger.close()
    keys.close()
    files.put_back()
    with pytest.raises(KeysBehind, match="2 keys"):
        files.open()
