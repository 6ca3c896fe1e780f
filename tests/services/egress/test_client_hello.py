import ssl
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.egress.client_hello import LARGEST_HELLO, ClientHello, HelloReader, require_name
from services.egress.errors import HelloRefused
from services.egress.reasons import Reason
from tests.services.egress.entries import HOST
from tests.services.egress.greetings import (
    extension,
    hello,
    openssl_hello,
    openssl_reads,
    records,
    server_name,
    vector,
)

NAMED = server_name(HOST.encode())
GREASE = extension(0x0A0A, b"") + extension(0xFAFA, b"\0")
OPENSSL = openssl_hello(HOST)


def read(raw: bytes, size: int | None = None) -> ClientHello | None:
    """Read a greeting that comes in pieces of `size` bytes."""
    reader, found = HelloReader(), None
    for at in range(0, len(raw), size or max(1, len(raw))):
        found = reader.feed(raw[at : at + (size or len(raw))])
        if found is not None:
            break
    return found


def refusal_of(raw: bytes) -> Reason:
    with pytest.raises(HelloRefused) as no:
        read(raw)
    return no.value.reason


@pytest.mark.parametrize("size", [1, 2, 5, 6, 100, None])
def test_openssls_greeting_is_read_however_it_comes(size: int | None) -> None:
    assert read(OPENSSL, size) == ClientHello(HOST)


def test_a_greeting_of_tls_1_2_is_read() -> None:
    def older(context: ssl.SSLContext) -> None:
        context.maximum_version = ssl.TLSVersion.TLSv1_2

    assert read(openssl_hello(HOST, older)) == ClientHello(HOST)


def test_a_greeting_with_alpn_is_read() -> None:
    assert read(openssl_hello(HOST, lambda context: context.set_alpn_protocols(["h2"]))) == ClientHello(HOST)


def test_all_that_came_is_kept_for_the_server() -> None:
    reader = HelloReader()
    assert reader.feed(OPENSSL + b"more") == ClientHello(HOST)
    assert reader.raw == OPENSSL + b"more"


@given(st.integers(1, 300), st.integers(1, 400))
def test_fragments_of_any_size_are_put_together(record: int, piece: int) -> None:
    raw = records(hello(GREASE, NAMED, GREASE[:4] and extension(0x1A1A, b"")), record)
    assert read(raw, piece) == ClientHello(HOST)


def test_grease_is_passed_over() -> None:
    assert read(records(hello(GREASE, NAMED, suites=b"\x0a\x0a\x13\x01"))) == ClientHello(HOST)


def test_a_greeting_without_extensions_names_nobody() -> None:
    body = b"\x03\x03" + bytes(32) + b"\0" + vector(2, b"\x00\x2f") + vector(1, b"\0")
    assert read(records(b"\x01" + vector(3, body))) == ClientHello(None)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"GET / HTTP/1.1\r\n", Reason.NOT_TLS),
        (b"\x80\x2e\x01\x03\x01", Reason.NOT_TLS),
        (b"\x15\x03\x01\x00\x02\x02\x28", Reason.NOT_TLS),
        (b"\x17\x03\x03\x00\x01x", Reason.NOT_TLS),
        (b"\x16\x02\x00", Reason.NOT_TLS),
        (records(b"\x02" + vector(3, b"x" * 40)), Reason.NOT_TLS),
        (b"\x16\x03\x01\x00\x00", Reason.HELLO_MALFORMED),
        (b"\x16\x03\x01\x40\x01", Reason.HELLO_MALFORMED),
        (records(hello(NAMED) + b"x"), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, tail=b"x")), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, NAMED)), Reason.HELLO_MALFORMED),
        (records(hello(server_name(HOST.encode(), b"evil.example"))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(HOST.encode(), kind=1))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(b""))), Reason.HELLO_MALFORMED),
        (records(hello(server_name())), Reason.HELLO_MALFORMED),
        (records(hello(server_name(b"192.168.0.1"))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(HOST.encode() + b"\0.evil.example"))), Reason.HELLO_MALFORMED),
        (records(hello(server_name(HOST.encode() + b"."))), Reason.HELLO_MALFORMED),
        (records(hello(extension(0, b"\0"))), Reason.HELLO_MALFORMED),
        (records(hello(b"\0\0\0")), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, suites=b"")), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, suites=b"\x13")), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, session=bytes(33))), Reason.HELLO_MALFORMED),
        (records(b"\x01" + vector(3, b"\x02\x00" + hello(NAMED)[6:])), Reason.HELLO_MALFORMED),
        (records(b"\x01\x00\x00\x02\x03\x03"), Reason.HELLO_MALFORMED),
        (records(hello(NAMED, extension(0xFE0D, b"\0" * 40))), Reason.NAME_HIDDEN),
        (records(hello(NAMED, extension(42, b""))), Reason.EARLY_DATA),
        (records(hello(NAMED, extension(21, bytes(LARGEST_HELLO)))), Reason.HELLO_TOO_LARGE),
        (b"\x16\x03\x01\x00\x04\x01\xff\xff\xff", Reason.HELLO_TOO_LARGE),
        (records(hello(NAMED, extension(21, bytes(12_000))), 1), Reason.HELLO_TOO_LARGE),
    ],
)
def test_what_is_no_honest_greeting_is_refused(raw: bytes, reason: Reason) -> None:
    assert refusal_of(raw) is reason


def test_a_greeting_that_is_not_all_there_is_waited_for() -> None:
    assert all(read(OPENSSL[:length]) is None for length in range(len(OPENSSL)))


@given(st.binary(max_size=600))
@settings(max_examples=500)
def test_any_bytes_are_waited_for_or_refused(data: bytes) -> None:
    for raw in (data, b"\x16\x03\x01" + vector(2, data), records(b"\x01" + vector(3, data))):
        found = None
        with suppress(HelloRefused):
            found = read(raw)
        assert found is None or found.server_name is None or found.server_name.isascii()


@given(st.lists(st.tuples(st.integers(0, len(OPENSSL) - 1), st.integers(0, 255)), min_size=1, max_size=4))
@settings(max_examples=1000)
def test_no_altered_greeting_names_one_server_to_us_and_another_to_openssl(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(OPENSSL)
    for at, value in changes:
        raw[at] = value
    try:
        ours = read(bytes(raw))
    except HelloRefused:
        return
    for theirs in openssl_reads(bytes(raw)):
        assert ours is not None
        assert ours.server_name == (theirs.lower() if theirs else None)


names = st.lists(st.sampled_from([HOST.encode(), b"evil.example", b"", b"\0", b"a" * 300]), max_size=3)
parts = names.map(lambda some: server_name(*some)) | st.builds(extension, st.integers(0, 60), st.binary(max_size=30))


@given(st.lists(parts, max_size=4), st.integers(1, 200))
@settings(max_examples=500)
def test_no_greeting_of_odd_parts_names_one_server_to_us_and_another_to_openssl(some: list[bytes], size: int) -> None:
    raw = records(hello(*some), size)
    try:
        ours = read(raw)
    except HelloRefused:
        return
    assert ours is not None
    assert {(theirs or "").lower() for theirs in openssl_reads(raw)} <= {ours.server_name or ""}


def test_the_name_is_compared_without_regard_to_case() -> None:
    require_name(read(openssl_hello(HOST.upper())) or ClientHello(None), HOST)


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        (None, Reason.NAME_MISSING),
        ("evil.example", Reason.NAME_DIFFERS),
        (f"www.{HOST}", Reason.NAME_DIFFERS),
        (HOST.partition(".")[2], Reason.NAME_DIFFERS),
    ],
)
def test_a_missing_or_another_name_is_refused(named: str | None, reason: Reason) -> None:
    greeting = read(openssl_hello(named))
    assert greeting is not None
    with pytest.raises(HelloRefused) as no:
        require_name(greeting, HOST)
    assert no.value.reason is reason
