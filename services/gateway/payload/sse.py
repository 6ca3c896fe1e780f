"""Server-sent events as OpenAI's API streams them (WHATWG HTML, section 9.2): `data:` lines, an empty line between."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from services.gateway.refusals import UpstreamMalformed

DONE = b"[DONE]"


@dataclass(slots=True)
class Events:
    """Puts the bytes of a stream together into the data of its events."""

    largest: int
    _rest: bytes = field(default=b"", repr=False)

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield the data of each event that is complete.

        Raises:
            UpstreamMalformed: an event is too large, or has a line that does not belong there.
        """
        text = self._rest + piece
        if b"\r" in text:
            text = text.replace(b"\r\n", b"\n")
        *events, self._rest = text.split(b"\n\n")
        if len(self._rest) > self.largest:
            raise UpstreamMalformed
        for event in events:
            data = _data(event)
            if data:
                yield data

    def finish(self) -> None:
        """Check that nothing incomplete is left.

        Raises:
            UpstreamMalformed: the stream broke off within an event.
        """
        if self._rest.strip():
            raise UpstreamMalformed


def event(data: bytes) -> bytes:
    """Return one event."""
    return b"data: " + data + b"\n\n"


def _data(text: bytes) -> bytes:
    lines = []
    for line in text.split(b"\n"):
        if line.startswith(b"data:"):
            lines.append(line[5:].lstrip(b" "))
        elif line and not line.startswith((b":", b"event:", b"id:", b"retry:")):
            raise UpstreamMalformed
    return b"\n".join(lines)
