"""Events are put together from any pieces."""

import pytest

from services.gateway.payload.sse import DONE, Events, event
from services.gateway.refusals import UpstreamMalformed

STREAM = b': hello\n\ndata: {"a": 1}\n\nevent: x\ndata: {"b":\ndata: 2}\n\ndata:[DONE]\n\n'
EXPECTED = [b'{"a": 1}', b'{"b":\n2}', DONE]


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_any_split_gives_the_same_events(size: int) -> None:
    for stream in (STREAM, STREAM.replace(b"\n", b"\r\n")):
        events = Events(1000)
        pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
        assert [data.replace(b"\r", b"") for piece in pieces for data in events.feed(piece)] == EXPECTED
        events.finish()


def test_an_event_is_written_as_it_is_read() -> None:
    assert list(Events(100).feed(event(b"{}"))) == [b"{}"]


@pytest.mark.parametrize("stream", [b"<html>\n\n", b"data: x" * 100])
def test_what_is_no_event_is_refused(stream: bytes) -> None:
    with pytest.raises(UpstreamMalformed):
        list(Events(50).feed(stream))


def test_a_stream_that_breaks_off_is_refused() -> None:
    events = Events(100)
    assert list(events.feed(b"data: {")) == []
    with pytest.raises(UpstreamMalformed):
        events.finish()
