"""How long a STOP waits where texts are asked for: told by the number of questions and a clock that is set by hand."""

import asyncio
from datetime import datetime, timedelta

import pytest

from appliance import background
from appliance.settings.service import MessagingSettings
from services.kernel.texting import ReceivedText
from services.messaging.errors import NotReceived
from services.messaging.inbound import Desk, Inbox
from services.messaging.pace import EVERY, LEAST, LONGEST, TOLD_LONGEST, Pace
from services.messaging.polling import Poller
from tests.doubles.clock import ManualClock
from tests.doubles.store import MemoryStore

NUMBER = "+13125550142"
SECOND = timedelta(seconds=1)
QUICKLY = timedelta(seconds=0.3)


class Carrier:
    """`MessageSource` that takes its time, and lists what had arrived when it was asked."""

    def __init__(self, clock: ManualClock, answers_in: timedelta) -> None:
        self.clock, self.answers_in = clock, answers_in
        self.texts: list[ReceivedText] = []
        self.asked: list[datetime] = []

    async def received(self, since: datetime) -> list[ReceivedText]:
        now = self.clock.now()
        self.asked.append(now)
        self.clock.advance(self.answers_in)
        return [text for text in self.texts if since <= text.at <= now]


class Line:
    """The portal's loop of questions; its waits move the clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answers_in: timedelta = QUICKLY) -> None:
        self.clock, self.store = ManualClock(), MemoryStore()
        self.carrier = Carrier(self.clock, answers_in)
        self.poller = Poller(
            self.store, Inbox(self.store, self.clock, Desk("Maple", "+13125550100")), self.carrier, self.clock
        )
        self.pace = Pace(self.clock, timedelta(seconds=MessagingSettings().poll_seconds))
        self.stopped_at: datetime | None = None
        monkeypatch.setattr(background, "wait", self.wait)

    async def ask(self) -> None:
        self.pace.begin()
        await self.poller.poll()

    async def wait(self, stop: asyncio.Event, duration: timedelta) -> bool:
        word = self.store.opt_outs.get(NUMBER)
        if word is not None or len(self.carrier.asked) > 50:
            self.stopped_at = self.clock.now()
            stop.set()
        self.clock.advance(duration)
        return stop.is_set()

    async def runs(self) -> None:
        await background.repeat("received texts", self.ask, self.pace.pause, asyncio.Event())


@pytest.mark.parametrize("arrives", range(0, 2000, 37))
async def test_a_stop_is_honoured_within_a_second_of_its_arrival(monkeypatch: pytest.MonkeyPatch, arrives: int) -> None:
    line = Line(monkeypatch)
    at = line.clock.now() + timedelta(milliseconds=1000 + arrives)
    line.carrier.texts = [ReceivedText("SM1", NUMBER, "+1", "STOP", at)]
    await line.runs()
    assert line.store.opt_outs[NUMBER].stopped
    assert line.stopped_at is not None
    assert line.stopped_at - at <= SECOND
    assert sum(asked >= at for asked in line.carrier.asked) == 1


async def test_a_slow_carrier_is_asked_again_soon_and_not_without_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(monkeypatch, answers_in=timedelta(seconds=2))
    await line.runs()
    gaps = {after - before for before, after in zip(line.carrier.asked, line.carrier.asked[1:], strict=False)}
    assert gaps == {timedelta(seconds=2) + LEAST}


def test_the_settings_ask_as_often_as_the_second_needs() -> None:
    assert timedelta(seconds=MessagingSettings().poll_seconds) == EVERY
    assert EVERY + QUICKLY <= SECOND


def test_a_carrier_that_fails_is_asked_less_and_less_often_until_it_answers() -> None:
    pace = Pace(ManualClock())
    error = NotReceived("The carrier does not answer.", "Try again later.")
    pauses = [pace.pause(error) for _ in range(40)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (2 * EVERY, LONGEST)
    pace.begin()
    assert pace.pause(None) == EVERY


@pytest.mark.parametrize(("told", "pause"), [(20, timedelta(seconds=20)), (0.1, 2 * EVERY), (86_400, TOLD_LONGEST)])
def test_the_pause_that_a_carrier_asks_for_is_kept(told: float, pause: timedelta) -> None:
    error = NotReceived("The carrier answered 429.", "Ask again after a pause.", timedelta(seconds=told))
    assert Pace(ManualClock()).pause(error) == pause


def test_a_clock_that_is_set_back_makes_no_longer_pause() -> None:
    clock = ManualClock()
    pace = Pace(clock)
    pace.begin()
    clock.advance(-timedelta(hours=1))
    assert pace.pause(None) == EVERY
