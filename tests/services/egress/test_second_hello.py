from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.egress.errors import HelloRefused
from services.egress.reasons import Reason
from services.egress.second_hello import SecondHello
from tests.contract.certificates import make_authority
from tests.services.egress.entries import HOST
from tests.services.egress.greetings import RetryingServer, hello, openssl_hello, records, server_name

DUMMY = b"\x14\x03\x03\x00\x01\x01"
SAME = records(hello(server_name(HOST.encode())))
OTHER = records(hello(server_name(b"evil.example")))
WARNING = b"\x15\x03\x03\x00\x02\x01\x5a"
FATAL = b"\x15\x03\x03\x00\x02\x02\x28"
ENCRYPTED = b"\x17\x03\x03\x00\x10" + bytes(16)


def checked(data: bytes, size: int) -> SecondHello:
    """Check what a client sends in pieces."""
    second = SecondHello(HOST)
    for at in range(0, len(data), size):
        second.check(data[at : at + size])
    return second


@given(st.sampled_from([b"", DUMMY, DUMMY * 3, WARNING, WARNING + DUMMY, FATAL]), st.integers(1, 200))
def test_a_second_greeting_must_name_the_same_host_however_it_comes(before: bytes, size: int) -> None:
    assert checked(before + SAME + ENCRYPTED, size).settled
    with pytest.raises(HelloRefused) as no:
        checked(before + OTHER, size)
    assert no.value.reason is Reason.NAME_DIFFERS


@given(st.sampled_from([b"", DUMMY]), st.integers(1, len(OTHER) - 1))
def test_a_wrong_one_is_refused_before_its_last_bytes_go_out(before: bytes, size: int) -> None:
    second = SecondHello(HOST)
    second.check(before + OTHER[:size])
    with pytest.raises(HelloRefused):
        second.check(OTHER[size:])


@pytest.mark.parametrize(
    "instead",
    [ENCRYPTED, DUMMY + ENCRYPTED, WARNING + ENCRYPTED, records(b"\x10\x00\x00\x21" + bytes(33))],
)
def test_what_comes_instead_goes_on_unread(instead: bytes) -> None:
    second = checked(instead, 1)
    assert second.settled
    second.check(OTHER)


@pytest.mark.parametrize(
    "hiding",
    [
        b"\x16\x03\x03\x00\x00",
        b"\x14\x03\x03\x00\x00",
        b"\x14\x03\x03\x00\x02\x01\x01",
        b"\x15\x03\x03\x00\x00",
        b"\x15\x03\x03\x00\x03\x01\x5a\x17",
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_a_record_of_a_wrong_length_cannot_hide_the_greeting_behind_it(hiding: bytes, size: int) -> None:
    with pytest.raises(HelloRefused) as no:
        checked(hiding + OTHER, size)
    assert no.value.reason is Reason.HELLO_MALFORMED


@pytest.mark.parametrize("before", [b"", DUMMY, WARNING, WARNING * 3, DUMMY + WARNING])
def test_what_openssl_takes_for_a_second_greeting_is_read(tmp_path: Path, before: bytes) -> None:
    """A server that asked for another greeting reads one behind a warning, with whatever name it has."""
    server = RetryingServer(HOST, make_authority(tmp_path, "vendors").issue("vendor", HOST))
    second = server.second_greeting_of("evil.example")
    assert server.reads(before + second) == [HOST, "evil.example"]
    with pytest.raises(HelloRefused) as no:
        checked(before + second, 7)
    assert no.value.reason is Reason.NAME_DIFFERS


def test_a_second_greeting_without_a_name_is_refused() -> None:
    with pytest.raises(HelloRefused) as no:
        checked(openssl_hello(None), 100)
    assert no.value.reason is Reason.NAME_MISSING


@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_pass_or_are_refused(data: bytes, size: int) -> None:
    try:
        checked(data, size)
    except HelloRefused as no:
        assert no.reason is not Reason.ALLOWED  # noqa: PT017 both ends are right, nothing else is
