"""Every report, again in another process: another time zone, language, umask and seed of hashes, after new events."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from services.reports.definitions import REPORTS
from tests.doubles.ledger import a_ledger
from tests.doubles.reports import invented

ROOT = Path(__file__).parents[3]


def exported(ledger: Path, to: Path, umask: int, environment: dict[str, str], *size: str) -> dict[str, Any]:
    to.mkdir()
    done = subprocess.run(  # noqa: S603 our own module
        [sys.executable, "-m", "tests.services.reports.exporting", str(ledger), str(to), *size],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_report_is_the_same_bytes_again(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    ledger = a_ledger(folder)
    ledger.take(invented(120))
    ledger.close()
    here = {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    first = exported(folder, tmp_path / "first", 0o077, here)
    ledger = a_ledger(folder)
    ledger.take(invented(40, first=121))
    ledger.close()
    there = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2"}
    again = exported(folder, tmp_path / "again", 0o002, there, str(first["size"]))
    assert again["hashes"] == first["hashes"]
    assert set(first["hashes"]) == set(REPORTS)
    assert len(set(first["hashes"].values())) == len(REPORTS)
