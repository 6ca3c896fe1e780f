"""What is remembered of texts, from many threads at once."""

from concurrent.futures import ThreadPoolExecutor

from services.gateway.payload.clean import Clean, CleanTexts


def test_the_memory_is_bounded_and_the_oldest_goes_first() -> None:
    clean = CleanTexts(most=2)
    for name in (b"a", b"b", b"c"):
        clean.keep(clean.digest(name), Clean())
    assert len(clean) == 2
    assert clean.known(clean.digest(b"a")) is None
    assert clean.known(clean.digest(b"c")) == Clean()


def test_many_threads_may_keep_at_once() -> None:
    clean = CleanTexts(most=16)

    def keep(number: int) -> None:
        for at in range(500):
            clean.keep(clean.digest(b"%d %d" % (number, at)), Clean())

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(keep, range(8)))
    assert len(clean) == 16
