"""Frames in whatever pieces they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bridge.hl7v2.errors import FrameTooLong, NotFramed
from services.bridge.hl7v2.mllp.framing import Deframer, frame

_MESSAGE = st.binary(max_size=60).map(lambda raw: raw.replace(b"\x0b", b"").replace(b"\x1c", b""))


@given(
    st.lists(_MESSAGE, max_size=8), st.lists(st.integers(1, 40), min_size=1, max_size=30), st.sampled_from([b"", b"\r"])
)
def test_messages_come_out_however_they_are_cut(messages: list[bytes], cuts: list[int], left_out: bytes) -> None:
    stream = b"".join(frame(each).removesuffix(left_out) for each in messages)
    deframer, found, at, turn = Deframer(100), [], 0, 0
    while at < len(stream):
        step = cuts[turn % len(cuts)]
        found += deframer.feed(stream[at : at + step])
        at, turn = at + step, turn + 1
    assert found == messages
    assert not deframer.inside
    assert deframer.dropped == 0


def test_a_frame_that_begins_again_drops_the_one_before() -> None:
    deframer = Deframer(100)
    assert deframer.feed(b"\x0bMSH|half") == []
    assert deframer.inside
    assert deframer.feed(b"\x0bMSH|whole\x1c\r") == [b"MSH|whole"]
    assert deframer.feed(b"\x0ba\x0bb\x0bc\x1c") == [b"c"]
    assert deframer.dropped == 2


def test_a_message_that_is_too_long_is_refused_before_it_ends() -> None:
    deframer = Deframer(10)
    assert deframer.feed(frame(b"0123456789")) == [b"0123456789"]
    with pytest.raises(FrameTooLong):
        deframer.feed(b"\x0b01234567890")


def test_a_peer_that_speaks_something_else_is_noticed() -> None:
    deframer = Deframer(10)
    assert deframer.feed(b"\r\n" * 5_000) == []
    with pytest.raises(NotFramed):
        deframer.feed(b"GET / HTTP/1.1\r\n" * 100)
