"""A witness in a folder, a ledger that it knows, and a server on a socket."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.witness.records import Records
from services.witness.server import server
from services.witness.service import Witness
from tests.doubles.exports import Ledger, log_key, witness_key


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(8).grow(300)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    made = Records(tmp_path / "witness")
    made.begin("witness.invalid/w0", bytes(32))
    made.add_key(log_key().key)
    return made


@pytest.fixture
def witness(records: Records) -> Witness:
    return Witness(records, witness_key())


@pytest.fixture
def address(witness: Witness, tmp_path: Path) -> Iterator[str]:
    """A running witness on a Unix socket."""
    made = server(witness, str(tmp_path / "w.sock"))
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield f"unix:{tmp_path / 'w.sock'}"
    made.shutdown()
    thread.join()
    made.server_close()
