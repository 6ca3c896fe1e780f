import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.audit.checkpoint import Checkpoint
from services.witness import kept
from services.witness.client import Peer, ask, cosigned, require_address
from services.witness.errors import WitnessAddress, WitnessAway, WitnessRefused
from services.witness.server import server
from services.witness.service import Witness
from tests.doubles.exports import Ledger, log_key, witness_key


def signers(ledger: Ledger, peer: Peer, old: int = 0) -> set[str]:
    note = cosigned(ledger.checkpoint(), peer, ledger.files.get, old)
    return {one.name for one in note.signatures}


def test_a_witness_on_a_socket_cosigns(ledger: Ledger, address: str) -> None:
    peer = Peer(address, witness_key().key)
    ledger.reader()
    assert signers(ledger, peer) == {"sealdesk.invalid/front", "witness.invalid/w0"}
    ledger.grow(9).reader()
    assert signers(ledger, peer, 300)
    ledger.grow(9).reader()
    assert signers(ledger, peer, 17), "it learns what the witness saw"
    assert signers(ledger, peer), "the same checkpoint once more"


@pytest.fixture
def port(witness: Witness) -> Iterator[int]:
    made = server(witness, "127.0.0.1:0")
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    address = made.server_address
    assert isinstance(address, tuple)
    yield address[1]
    made.shutdown()
    thread.join()
    made.server_close()


def test_a_witness_on_a_port_cosigns(ledger: Ledger, port: int) -> None:
    ledger.reader()
    assert signers(ledger, Peer(f"http://127.0.0.1:{port}", witness_key().key))


def answer(port: int, method: str, path: str, body: bytes = b"", length: str | None = None) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest(method, path)
    connection.putheader("Content-Length", str(len(body)) if length is None else length)
    connection.endheaders(body)
    got = connection.getresponse()
    read = got.status, got.getheader("Content-Type", ""), got.read()
    connection.close()
    return read


def test_other_requests_get_the_answers_of_the_protocol(ledger: Ledger, port: int) -> None:
    assert answer(port, "GET", "/")[2].decode().strip() == witness_key().key.vkey
    assert answer(port, "GET", "/add-checkpoint")[0] == 404
    assert answer(port, "POST", "/other", b"x")[0] == 404
    assert answer(port, "POST", "/add-checkpoint", b"hello")[0] == 400
    assert answer(port, "POST", "/add-checkpoint", length="99999999")[0] == 400
    assert answer(port, "POST", "/add-checkpoint", length="-1")[0] == 400
    ledger.reader()
    signers(ledger, Peer(f"http://127.0.0.1:{port}", witness_key().key))
    other = Ledger(3).grow(400).checkpoint()
    status, kind, body = answer(port, "POST", "/add-checkpoint", b"old 0\n\n" + other.encode().encode())
    assert (status, kind, body) == (409, "text/x.tlog.size", b"300\n")


def test_a_fork_is_refused_and_said(ledger: Ledger, address: str) -> None:
    peer = Peer(address, witness_key().key)
    ledger.reader()
    signers(ledger, peer)
    fork = Ledger(9).grow(400)
    fork.reader()
    with pytest.raises(WitnessRefused, match="not the beginning") as refused:
        signers(fork, peer, 300)
    assert refused.value.status == 422


def test_a_ledger_that_was_rolled_back_is_refused(ledger: Ledger, address: str) -> None:
    peer = Peer(address, witness_key().key)
    ledger.reader()
    signers(ledger, peer)
    older = Ledger(8).grow(200)
    older.reader()
    with pytest.raises(WitnessRefused, match="or a longer one"):
        signers(older, peer)


def test_the_rest_is_asked_when_one_is_away(ledger: Ledger, address: str, tmp_path: Path) -> None:
    here, away = Peer(address, witness_key().key), Peer(f"unix:{tmp_path}/nobody", witness_key(1).key)
    ledger.reader()
    done = ask(ledger.checkpoint(), [away, here], ledger.files.get)
    assert done.signed == ("witness.invalid/w0",)
    ((name, error),) = done.failed
    assert name == "witness.invalid/w1"
    assert isinstance(error, WitnessAway)
    ledger.grow(5).reader()
    again = ask(ledger.checkpoint(), [here], ledger.files.get, done.note)
    assert again.failed == ()


def test_another_key_than_expected_is_no_cosignature(ledger: Ledger, address: str) -> None:
    ledger.reader()
    done = ask(ledger.checkpoint(), [Peer(address, witness_key(4).key)], ledger.files.get)
    assert done.signed == ()
    assert "not with its own signature" in str(done.failed[0][1])


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:80", "http://10.0.0.8:9000/", "http://192.168.1.4:1", "http://[fd00::1]:80", "unix:/run/w"],
)
def test_addresses_of_the_lan_may_be_asked(address: str) -> None:
    require_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://8.8.8.8:80", "https://10.0.0.1:443", "http://witness.example:80", "http://10.0.0.1", "unix:relative",
        "http://10.0.0.1:80/path", "http://10.0.0.1:80?x", "http://a@10.0.0.1:80", "http://0.0.0.0:80", "ftp://10.0.0.1:1",
        "http://10.0.0.1:99999", "",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(address: str, ledger: Ledger) -> None:
    with pytest.raises(WitnessAddress):
        cosigned(ledger.checkpoint(), Peer(address, witness_key().key), ledger.files.get)


def test_the_newest_cosigned_checkpoint_is_kept(ledger: Ledger, tmp_path: Path) -> None:
    assert kept.last(tmp_path) is None
    first = ledger.checkpoint(None, witness_key(0))
    kept.keep(tmp_path, first)
    both = kept.keep(tmp_path, ledger.checkpoint(None, witness_key(1)))
    assert [one.name for one in both.signatures[1:]] == ["witness.invalid/w0", "witness.invalid/w1"]
    older = ledger.checkpoint(100, witness_key(0))
    assert kept.keep(tmp_path, older) == both
    newer = ledger.grow(1).checkpoint(None, witness_key(0))
    kept.keep(tmp_path, newer)
    assert kept.last(tmp_path) == newer
    (tmp_path / "witnessed").write_text("damaged")
    assert kept.last(tmp_path) is None
    assert Checkpoint.of(kept.keep(tmp_path, first)).size == 300
    assert log_key().key.name in {one.name for one in first.signatures}


def test_a_stale_socket_is_taken_over_and_a_live_one_not(witness: Witness, address: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Address already in use"):
        server(witness, address.removeprefix("unix:"))
    stale = server(witness, str(tmp_path / "stale"))
    stale.server_close()
    again = server(witness, str(tmp_path / "stale"))
    again.server_close()
