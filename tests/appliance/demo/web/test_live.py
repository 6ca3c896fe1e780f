from collections.abc import Callable

from appliance.demo.web.live import changes


class Source:
    def __init__(self) -> None:
        self.watchers: set[Callable[[], None]] = set()


async def test_one_event_at_the_start_and_one_after_each_change() -> None:
    source = Source()
    stream = changes(source)
    assert await anext(stream) == b"event: changed\ndata: 1\n\n"
    (watcher,) = source.watchers
    watcher()
    watcher()
    assert await anext(stream) == b"event: changed\ndata: 1\n\n"
    await stream.aclose()  # type: ignore[attr-defined]
    assert source.watchers == set()
