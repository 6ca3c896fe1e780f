"""A name server for the test's world: A records by script, nothing for any other type (RFC 1035)."""

import asyncio
import socket
import struct
from typing import Final, cast

_A: Final = 1
_HEADER: Final = struct.Struct(">6H")
_NO_SUCH_NAME: Final = 3


class NameServer(asyncio.DatagramProtocol):
    """Answers each question of a name with the next address of its script."""

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self._answers = {name: list(addresses) for name, addresses in answers.items()}
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        self._transport.sendto(self._reply(data), addr)

    def _reply(self, query: bytes) -> bytes:
        number, *_ = _HEADER.unpack_from(query)
        name, end = _name(query, _HEADER.size)
        kind = struct.unpack_from(">H", query, end)[0]
        question = query[_HEADER.size : end + 4]
        known = self._answers.get(name)
        found = [self._next(name)] if known and kind == _A else []
        records = [b"\xc0\x0c" + struct.pack(">2HIH", _A, 1, 0, 4) + socket.inet_aton(text) for text in found]
        flags = 0x8580 | (0 if known else _NO_SUCH_NAME)
        return _HEADER.pack(number, flags, 1, len(records), 0, 0) + question + b"".join(records)

    def _next(self, name: str) -> str:
        left = self._answers[name]
        return left.pop(0) if len(left) > 1 else left[0]


def _name(data: bytes, at: int) -> tuple[str, int]:
    labels = []
    while length := data[at]:
        labels.append(data[at + 1 : at + 1 + length].decode().lower())
        at += 1 + length
    return ".".join(labels), at + 1
