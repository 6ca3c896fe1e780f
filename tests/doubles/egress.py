"""The door's ports in memory: a name service by script, a register in a test's hand, time that stands still."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address

from services.egress.errors import NotReached
from services.egress.model import Coverage
from services.egress.network import TcpDialer
from services.egress.ports import IPAddress, Stream
from services.egress.reasons import Reason


class ScriptedResolver:
    """`services.egress.ports.Resolver` that gives its answers one after another, and then the last one again."""

    def __init__(self, **answers: Sequence[str]) -> None:
        self._answers: dict[str, list[list[IPAddress]]] = {}
        self.asked: list[str] = []
        for host, texts in answers.items():
            self.answer(host, *texts)

    def answer(self, host: str, *answers: str) -> None:
        """Let a host have these answers, each of addresses with spaces between."""
        self._answers[host] = [[ip_address(word) for word in answer.split()] for answer in answers]

    async def addresses(self, host: str) -> Sequence[IPAddress]:
        self.asked.append(host)
        answers = self._answers.get(host)
        if not answers or not answers[0]:
            raise NotReached("A host of the allow-list has no address, or too many.", "Check the name server.")
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Diversion:
    """`services.egress.ports.Dialer` that notes what it is told to dial, and goes to a server of this test instead."""

    def __init__(self, port: int) -> None:
        self.dialled: list[tuple[str, int]] = []
        self.silent: set[str] = set()
        self.streams: list[Stream] = []
        self._port = port

    async def dial(self, address: IPAddress, port: int) -> Stream:
        self.dialled.append((str(address), port))
        if str(address) in self.silent:
            raise NotReached("An allowed destination did not answer.", "Check the clinic's line.")
        self.streams.append(await TcpDialer().dial(ip_address("127.0.0.1"), self._port))
        return self.streams[-1]

    async def hang_up(self) -> None:
        """Close every connection that is still open."""
        for _, writer in self.streams:
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


class StandingRegister:
    """`services.egress.ports.BaaRegister` that says what a test wants."""

    def __init__(self, reason: Reason = Reason.ALLOWED) -> None:
        self.reason = reason

    def standing(self, need: Coverage, now: datetime) -> Reason:
        return self.reason


class ManualTimer:
    """`services.egress.ports.Timer` that stands still until a test moves it."""

    def __init__(self) -> None:
        self._now = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        waiting = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, waiting))
        await waiting

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds
        for until, waiting in self._sleepers:
            if until <= self._now and not waiting.done():
                waiting.set_result(None)
        self._sleepers = [(until, waiting) for until, waiting in self._sleepers if not waiting.done()]
