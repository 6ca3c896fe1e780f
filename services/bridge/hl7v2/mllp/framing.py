"""Frames: 0x0B, the message, 0x1C 0x0D.

Peers that leave out the last carriage return, or send several frames at once or one byte at a time, are understood.
"""

from typing import Final

from services.bridge.hl7v2.errors import FrameTooLong, NotFramed

START: Final = b"\x0b"
END: Final = b"\x1c"
FINAL: Final = b"\r"
_PADDING: Final = b"\r\n\x1c\x00 "
_OUTSIDE: Final = 1_024
"""How many bytes may come outside of frames before the peer is taken to speak something else."""


def frame(message: bytes) -> bytes:
    """Return a message in its frame."""
    return START + message + END + FINAL


class Deframer:
    """Takes bytes as they come off a connection and gives whole messages.

    Bytes of an unfinished frame are kept, up to the limit. A frame that begins before the last one ended drops that
    one: its sender gave it up, and nobody acknowledged it.
    """

    def __init__(self, limit: int) -> None:
        """Begin outside of a frame.

        Args:
            limit: the longest message, in bytes.
        """
        self._limit = limit
        self._buffer = bytearray()
        self._searched = 0
        self._inside = False
        self._outside = 0
        self.dropped = 0

    @property
    def inside(self) -> bool:
        """Whether a frame has begun that has not ended."""
        return self._inside

    def feed(self, data: bytes) -> list[bytes]:
        """Return the messages that these bytes complete, in order.

        Raises:
            FrameTooLong: a message is longer than the limit.
            NotFramed: the peer sends something else than frames.
        """
        self._buffer += data
        whole: list[bytes] = []
        while self._inside or self._begin():
            message = self._end()
            if message is None:
                break
            whole.append(message)
        return whole

    def _begin(self) -> bool:
        """Look for the start of a frame; what comes before it is thrown away and counted."""
        at = self._buffer.find(START)
        skipped = self._buffer[:at] if at >= 0 else self._buffer[:]
        self._outside += len(skipped.strip(_PADDING))
        if self._outside > _OUTSIDE:
            raise NotFramed
        del self._buffer[: len(skipped) + 1]
        self._inside = at >= 0
        self._searched = 0
        return self._inside

    def _end(self) -> bytes | None:
        """Return the message of the frame that has begun, once its end is there."""
        at = self._buffer.find(END, self._searched)
        end = at if at >= 0 else len(self._buffer)
        again = self._buffer.rfind(START, self._searched, end)
        if again >= 0:
            del self._buffer[: again + 1]
            end -= again + 1
            self.dropped += 1
        if end > self._limit:
            raise FrameTooLong(self._limit)
        self._searched = end
        if at < 0:
            return None
        message = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._inside = False
        return message
