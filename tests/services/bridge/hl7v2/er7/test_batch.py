"""Files and batches come back byte for byte, and their messages are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bridge.hl7v2.er7.batch import parse_batch
from services.bridge.hl7v2.errors import NoHeader, WrongDelimiters

_ONE = b"MSH|^~\\&|A||||||SIU^S12|M1|P|2.5.1\rPID|1||7\r"
_TWO = b"MSH#*%!+#A######SIU*S12#M2#P#2.3\rPID#1##8\r"


@pytest.mark.parametrize(
    "raw",
    [
        _ONE + _TWO,
        b"FHS|^~\\&|A\rBHS|^~\\&|A\r" + _ONE + _TWO + b"BTS|2\rFTS|1\r",
        b"BHS|^~\\&|A\r\n" + _ONE + b"\r\n\r\n" + _TWO + b"BTS|2",
        b"\x0b" + _ONE + b"\x1c\r\x0b" + _TWO + b"\x1c\r",
        b"\xef\xbb\xbf" + _ONE.replace(b"\r", b"\n") + b"\n" + _TWO.replace(b"\r", b"\n"),
    ],
)
def test_messages_of_a_file_are_found(raw: bytes) -> None:
    batch = parse_batch(raw)
    assert batch.encode() == raw
    assert [each.header.value(10) for each in batch.messages] == ["M1", "M2"]
    assert [each.value("PID-3") for each in batch.messages] == ["7", "8"]


def test_one_that_cannot_be_read_does_not_hide_the_others() -> None:
    raw = _ONE + b"MSH||||\rPID|1||9\r" + _TWO
    batch = parse_batch(raw)
    assert batch.encode() == raw
    assert len(batch.messages) == 2
    assert [type(each.problem) for each in batch.pieces if each.problem] == [WrongDelimiters]


@pytest.mark.parametrize("raw", [b"", b"BHS|^~\\&|A\rBTS|0\r", b"hello"])
def test_a_file_without_a_message_is_refused(raw: bytes) -> None:
    with pytest.raises(NoHeader):
        parse_batch(raw)


@given(
    st.lists(st.sampled_from([_ONE, _TWO, b"BHS|^~\\&|\r", b"BTS|1\r", b"\x0b", b"\x1c\r", b"\n", b"MSH", b"x\xff"]))
)
def test_any_file_comes_back(parts: list[bytes]) -> None:
    raw = _ONE + b"".join(parts)
    assert parse_batch(raw).encode() == raw
