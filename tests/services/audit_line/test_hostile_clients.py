"""Clients that mean no good at the audit process's socket: each is refused in words, and the others go on filing."""

import contextlib
import select
import socket as sockets
import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from services.audit.filing import Filing
from services.audit.reading import LedgerQuery
from services.audit_line.client import LedgerLine, refusal
from services.audit_line.errors import LedgerRefused
from services.audit_line.wire import LARGEST, LARGEST_QUESTION, filings_written
from services.ledger.ledger import Ledger
from tests.doubles.audit_process import served
from tests.doubles.ledger import a_filing, a_ledger, filings


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = a_ledger(tmp_path / "ledger")
    yield opened
    opened.close()


@pytest.fixture
def socket(ledger: Ledger, tmp_path: Path) -> Iterator[Path]:
    with served(ledger, tmp_path / "audit.sock") as path:
        yield path


@pytest.fixture
def line(socket: Path) -> Iterator[LedgerLine]:
    """An honest client that files while the others do what they do."""
    opened = LedgerLine(socket)
    yield opened
    opened.close()


def connected(path: Path) -> sockets.socket:
    client = sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM)
    client.settimeout(30)
    client.connect(str(path))
    return client


def request(method: str, path: str, body: bytes = b"", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return f"{method} {path} HTTP/1.1\r\nhost: ledger\r\ncontent-length: {size}\r\n\r\n".encode() + body


def answered(path: Path, sent: bytes) -> tuple[int, bytes]:
    """Send bytes on a connection of their own and return the status and what came with it."""
    with connected(path) as client:
        client.sendall(sent)
        answer = client.makefile("rb")
        status = int(answer.readline().split()[1])
        length = 0
        while (head := answer.readline()) not in {b"\r\n", b""}:
            name, _, value = head.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return status, answer.read(length)


BOMBS = {
    "nested": b"[" * (1 << 20),
    "wide": b"[" + b"{}," * (1 << 20) + b"{}]",
    "no list": b'{"source":"state"}',
    "not JSON": b"\xff\xfe\x00",
    "empty": b"",
    "NaN": b"[NaN]",
    "a number without end": b"[" + b"9" * (1 << 20) + b"]",
    "an unknown field": b'[{"source":"state","number":1,"more":1}]',
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_no_filing_is_refused_and_the_next_one_is_taken(
    socket: Path, line: LedgerLine, ledger: Ledger, name: str
) -> None:
    for path in ("/v1/filings", "/v1/search", "/v1/count", "/v1/bars", "/v1/stream"):
        status, content = answered(socket, request("POST", path, BOMBS[name][:LARGEST_QUESTION]))
        assert status == 400
        assert refusal(content).what == "The question to the ledger cannot be read."
    assert ledger.last_taken("state") == 0
    assert line.take(filings(1)).last == 1


@pytest.mark.parametrize(("path", "most"), [("/v1/filings", LARGEST), ("/v1/search", LARGEST_QUESTION)])
def test_a_body_without_end_is_cut_off(socket: Path, line: LedgerLine, path: str, most: int) -> None:
    with connected(socket) as client:
        client.sendall(request("POST", path, length=1 << 40))
        sent = 0
        while not select.select([client], [], [], 0)[0]:
            assert sent < 16 * most
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                sent += client.send(b"[" * 65536)
    assert line.take(filings(1)).last == 1


def test_unknown_routes_and_methods_are_refused(socket: Path, line: LedgerLine) -> None:
    for method, path, status in (
        ("GET", "/", 404), ("GET", "/v1/filings", 405), ("DELETE", "/v1/events/1", 405),
        ("POST", "/v1/checkpoint", 405),
        ("GET", "/v1/events/-1", 404), ("GET", "/v1/events/99999999999999999999999", 404), ("GET", "/v1/events/0", 404),
        ("GET", "/v1/log/../../etc/passwd", 404), ("GET", "/v1/log/%2e%2e/ledger.lock", 404),
        ("GET", "/v1/log/ledger-2027Q1.db", 404), ("GET", "/docs", 404), ("GET", "/openapi.json", 404),
    ):  # fmt: skip
        assert answered(socket, request(method, path))[0] == status, path
    assert line.take(filings(1)).last == 1


def test_what_is_no_http_is_refused(socket: Path, line: LedgerLine) -> None:
    for noise in (b"\x16\x03\x01" + bytes(200), b"GET\r\n\r\n"):
        with connected(socket) as client:
            client.sendall(noise)
            client.shutdown(sockets.SHUT_WR)
            assert b" 400 " in client.makefile("rb").readline()
    assert line.take(filings(1)).last == 1


def test_half_open_and_slow_clients_keep_nobody_from_filing(socket: Path, line: LedgerLine) -> None:
    clients = [connected(socket) for _ in range(60)]
    try:
        for number, client in enumerate(clients):
            start = (b"", b"POST /v1/fil", request("POST", "/v1/filings", b"[", length=100))[number % 3]
            client.sendall(start)
        assert line.take(filings(3)).last == 3
    finally:
        for client in clients:
            client.close()
    assert line.take(filings(4)).last == 4


def test_a_client_that_reads_nothing_keeps_nobody_from_filing(socket: Path, line: LedgerLine) -> None:
    line.take(filings(2000))
    question = orjson.dumps({"query": {}})
    clients = [connected(socket) for _ in range(50)]
    try:
        for client in clients:
            client.sendall(request("POST", "/v1/stream", question))
        assert line.take(filings(1, first=2001)).last == 2001
    finally:
        for client in clients:
            client.close()


def test_questions_that_take_for_ever_keep_nobody_from_filing(
    ledger: Ledger, socket: Path, line: LedgerLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, working = threading.Event(), threading.Semaphore(0)

    def slow(_: LedgerQuery, limit: int) -> int:
        working.release()
        goes_on.wait()
        return limit

    monkeypatch.setattr(ledger.reader, "count", slow)
    clients = [connected(socket) for _ in range(60)]
    try:
        for client in clients:
            client.sendall(request("POST", "/v1/count", orjson.dumps({"query": {}})))
        working.acquire()
        assert line.take(filings(1)).last == 1
    finally:
        goes_on.set()
        for client in clients:
            client.close()


def test_more_than_one_request_holds_is_sent_in_several(line: LedgerLine, ledger: Ledger) -> None:
    large = [a_filing(number, body={"words": "x" * 60_000}) for number in range(1, 101)]
    requests = list(filings_written(large))
    assert len(requests) == 3
    assert all(len(one) <= LARGEST // 2 for one in requests)
    assert line.take(large).last == 100
    assert ledger.last_taken("state") == 100


def test_one_event_that_is_too_large_is_refused_in_words(line: LedgerLine) -> None:
    huge: list[Filing] = [a_filing(1, body={"words": "x" * 100_000})]
    with pytest.raises(LedgerRefused, match="larger than"):
        line.take(huge)
    assert line.take(filings(1)).last == 1
