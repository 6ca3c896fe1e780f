"""What is known of an errand when the line to the egress process fails."""

import asyncio
from pathlib import Path

import pytest

from services.kernel.errands import SEND_TEXT, SendText
from services.kernel.language import Language
from services.line.client import Line
from services.line.errors import LineCut, LineDown

TEXT = SendText("msg_1", "+13125550142", "cancelled", Language.EN, {})


async def answering(path: Path, answer: bytes) -> asyncio.Server:
    async def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"}}")
        writer.write(answer)
        writer.close()

    return await asyncio.start_unix_server(called, path)


async def test_nobody_listens(tmp_path: Path) -> None:
    line = Line(tmp_path / "egress.sock")
    with pytest.raises(LineDown):
        await line.run(SEND_TEXT, TEXT)
    await line.aclose()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n",
        b'HTTP/1.1 200 OK\r\ncontent-length: 45\r\n\r\n{"carrier_id": "SM1", "status": "q", "more":1}',
    ],
)
async def test_it_hangs_up_or_talks_nonsense(tmp_path: Path, answer: bytes) -> None:
    server = await answering(tmp_path / "egress.sock", answer)
    line = Line(tmp_path / "egress.sock")
    with pytest.raises(LineCut):
        await line.run(SEND_TEXT, TEXT)
    await line.aclose()
    server.close()


async def test_it_takes_the_errand_and_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "egress.sock"
    gave_up = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        gave_up.set()

    server = await asyncio.start_unix_server(silent, path)
    line = Line(path, answer_seconds=0.05)
    with pytest.raises(LineCut):
        await line.run(SEND_TEXT, TEXT)
    await gave_up.wait()
    await line.aclose()
    server.close()
