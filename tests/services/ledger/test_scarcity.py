"""No descriptors left, no right to write, two at one folder, a removal cut short: refused in words, then resumed."""

import errno
import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.audit.reading import LedgerQuery
from services.ledger.errors import LedgerBusy, LedgerDisk
from services.ledger.ledger import Ledger
from services.ledger.segment import quarters_in
from services.ledger.shelf import Shelf
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_filing, a_ledger, filings
from tests.services.ledger.failing import install
from tests.services.ledger.inspecting import assert_log_fits
from tests.services.ledger.test_segments import Holds, three_quarters

ROOT = Path(__file__).parents[3]


def test_without_file_descriptors_it_refuses_and_goes_on_with_them(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.services.ledger.starving", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=90)  # noqa: S603 ours
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert set(outcome["open"]) == {"", "LedgerDisk"}
    assert set(outcome["opened"]) == {"", "LedgerDisk"}
    assert outcome["opened"][-1] == ""
    assert outcome["checked"] == outcome["events"] > 3
    assert_log_fits(folder)


def test_a_file_system_that_became_read_only_takes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = install(monkeypatch)
    ledger = a_ledger(folder)
    ledger.take(filings(3))
    with ledger.paused():
        plan.start(1, after=False, words="attempt to write a readonly database")
        with pytest.raises(LedgerDisk, match="nothing of this"):
            ledger.take(filings(1, first=4))
        plan.start(0, after=False)
    assert ledger.take(filings(1, first=4)).last == 4
    ledger.close()
    assert_log_fits(folder)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EMFILE, errno.ENFILE, errno.EACCES])
def test_a_log_that_may_not_be_written_costs_no_event(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ledger = a_ledger(folder)

    def failing(*_: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr("services.ledger.log_folder.write_durably", failing)
        assert ledger.take(filings(3)).last == 3
        with pytest.raises(LedgerDisk):
            ledger.checkpoint()
    ledger.close()
    assert_log_fits(folder)


def test_of_many_that_open_one_folder_at_once_one_writes(folder: Path) -> None:
    ready, opened, refused = threading.Barrier(8), list[Ledger](), list[LedgerBusy]()

    def start() -> None:
        ready.wait()
        try:
            opened.append(a_ledger(folder))
        except LedgerBusy as error:
            refused.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (ledger,) = opened
    assert len(refused) == 7
    assert "only one may write it" in refused[0].what
    assert ledger.take(filings(3)).last == 3
    ledger.close()
    assert_log_fits(folder)


def test_a_removal_that_was_cut_short_is_done_again(
    folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = three_quarters(folder, clock)
    clock.set(datetime(2034, 1, 1, tzinfo=UTC))
    notice = a_filing(1, source="ledger", actor_kind="staff", actor_id="alex")

    def cut(*_: object) -> None:
        raise OSError(errno.EIO, "the power fails")

    with monkeypatch.context() as patched:
        patched.setattr(Shelf, "remove", cut)
        with pytest.raises(OSError, match="power"):
            ledger.remove("2027Q1", notice, Holds())
    ledger.close()
    again = a_ledger(folder, clock)
    assert again.reader.count(LedgerQuery()) == 31
    assert again.remove("2027Q1", notice, Holds()).last == 31
    assert quarters_in(folder) == ["2027Q2", "2027Q4", "2034Q1"]
    assert again.reader.count(LedgerQuery()) == 21
    assert again.check() == 31
    again.close()
