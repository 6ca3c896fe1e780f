import asyncio
from datetime import timedelta

import pytest

from appliance import background
from appliance.background import Background, endless, repeat, wait


async def test_a_job_runs_again_after_an_error_and_ends_at_the_stop(caplog: pytest.LogCaptureFixture) -> None:
    stop, runs = asyncio.Event(), 0

    async def job() -> None:
        nonlocal runs
        runs += 1
        if runs == 3:
            stop.set()
        raise OSError("pat-1 is in here")

    await repeat("job", job, timedelta(milliseconds=1), stop)
    assert runs == 3
    assert "OSError" in caplog.text
    assert "pat-1" not in caplog.text


async def test_an_error_that_goes_on_is_logged_once_and_another_one_beside_it(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, runs = asyncio.Event(), 0

    async def job() -> None:
        nonlocal runs
        runs += 1
        if runs == 6:
            stop.set()
        raise (ValueError if runs == 4 else OSError)

    await repeat("job", job, timedelta(milliseconds=1), stop)
    assert [record.getMessage().rsplit(" ", 1)[1] for record in caplog.records] == ["OSError.", "ValueError."]
    monkeypatch.setattr(background, "LOGGED_AGAIN", timedelta(0))
    caplog.clear()
    stop.clear()
    runs = 4
    await repeat("job", job, timedelta(milliseconds=1), stop)
    assert len(caplog.records) == 2


async def test_waiting_says_whether_it_is_time_to_stop() -> None:
    stop = asyncio.Event()
    assert await wait(stop, timedelta(milliseconds=1)) is False
    stop.set()
    assert await wait(stop, timedelta(hours=1)) is True


async def test_what_never_ends_is_cancelled_at_the_stop() -> None:
    cancelled = asyncio.Event()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    work = Background(lambda stop: endless(forever, stop))
    work.start()
    await asyncio.sleep(0)
    await work.stop()
    assert cancelled.is_set()


async def test_what_ignores_the_stop_is_cancelled_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_GRACE", 0.01)

    async def deaf(_: asyncio.Event) -> None:
        await asyncio.Event().wait()

    work = Background(deaf)
    work.start()
    await work.stop()


async def test_nothing_started_is_nothing_to_stop() -> None:
    await Background().stop()
