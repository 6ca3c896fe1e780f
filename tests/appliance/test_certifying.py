from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from appliance.certifying import Certifier
from compliance.verify import sealdesk_verify as verifier
from services.audit.reading import LedgerQuery
from services.keys.kek import RawKek
from services.keys.keyring import KekPlace, Keyring, Status
from services.ledger.ledger import Ledger, origin_of
from services.ledger.ports import LedgerKeys
from services.signing.signers import LogSigner
from tests.doubles.clock import ManualClock
from tests.doubles.exports import write
from tests.doubles.ledger import DATABASE, NODE, MemoryDataKeys, a_ledger, filings
from tests.tamper.ledger_files import export_of

NAME = "checkpoint.key"


class Stopped(Exception):
    """The power fails."""


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    made = Keyring.make(tmp_path / "keyring", RawKek(bytes(32)), KekPlace("file"))
    made.add(NAME, ManualClock().now())
    return made


def signer(ring: Keyring, status: Status = Status.CURRENT) -> LogSigner:
    return LogSigner(origin_of(NODE), ring.key(NAME, status))


def certifier(ring: Keyring, folder: Path, stop_at: int = 0) -> Certifier:
    """Open the ledger really; at the `stop_at`-th time the power fails when it is closed."""
    times = 0

    @contextmanager
    def opened(with_key: LogSigner) -> Iterator[Ledger]:
        nonlocal times
        ledger = a_ledger(folder, None, LedgerKeys(DATABASE, MemoryDataKeys(), (with_key,)))
        try:
            yield ledger
        finally:
            ledger.close()
        times += 1
        if times == stop_at:
            raise Stopped

    return Certifier(ring, NAME, opened, ManualClock(), NODE)


def exported(folder: Path, ring: Keyring, to: Path) -> Path:
    own = LedgerKeys(DATABASE, MemoryDataKeys(), (signer(ring),))
    ledger = a_ledger(folder, None, own)
    files = export_of(ledger, signer(ring))
    ledger.close()
    return write(to, files)


def begun(ring: Keyring, folder: Path) -> str:
    """Fill a ledger under the first key, and return that key."""
    ledger = a_ledger(folder, None, LedgerKeys(DATABASE, MemoryDataKeys(), (signer(ring),)))
    ledger.take(filings(20))
    ledger.close()
    return signer(ring).key.vkey


def status(export: Path, vkey: str, tmp_path: Path) -> int:
    """Verify against a checkpoint that was kept, so that only keys decide."""
    kept = tmp_path / "kept"
    kept.write_bytes((export / "log/checkpoint").read_bytes())
    options = verifier.parser().parse_args([str(export), "--vkey", vkey, "--checkpoint", str(kept)])
    return verifier.verify(export, verifier.trust_of(options)).status()


def test_an_auditor_who_holds_the_first_key_can_follow_it(ring: Keyring, tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    first = begun(ring, folder)
    second = certifier(ring, folder).run("k.obi")
    assert second == signer(ring).key
    assert status(exported(folder, ring, tmp_path / "a"), first, tmp_path) == verifier.VALID
    third = certifier(ring, folder).run("k.obi")
    export = exported(folder, ring, tmp_path / "b")
    assert [status(export, key, tmp_path) for key in (first, second.vkey, third.vkey)] == [verifier.VALID] * 3
    assert status(export, LogSigner(origin_of(NODE), bytes(31) + b"\x07").key.vkey, tmp_path) == verifier.INVALID


def test_after_a_crash_it_goes_on_where_it_stopped(ring: Keyring, tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    first = begun(ring, folder)
    with pytest.raises(Stopped):
        certifier(ring, folder, stop_at=1).run("k.obi")
    export = exported(folder, ring, tmp_path / "between")
    assert status(export, first, tmp_path) == verifier.VALID
    certifier(ring, folder).run("k.obi")
    assert [each.status for each in ring.contents()] == [Status.RETIRED, Status.CURRENT]
    ledger = a_ledger(folder, None, LedgerKeys(DATABASE, MemoryDataKeys(), (signer(ring),)))
    assert ledger.reader.count(LedgerQuery(actions=("ledger.key_certified",))) == 1
    ledger.close()
    assert status(exported(folder, ring, tmp_path / "after"), first, tmp_path) == verifier.VALID
