"""What is remembered of texts, from many threads at once."""

from concurrent.futures import ThreadPoolExecutor

from services.gateway.payload.clean import Clean, CleanTexts, described
from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span


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


def test_the_memory_is_bounded_in_weight_and_the_oldest_goes_first() -> None:
    memory = CleanTexts(most_weight=25)
    digests = [memory.digest(bytes([at])) for at in range(4)]
    for digest in digests[:3]:
        memory.keep(digest, described(["one two three four five six seven"]))
        memory.keep(digest, described(["one two three four five six seven"]))
    assert [memory.known(each) is not None for each in digests] == [True, True, True, False]
    memory.keep(digests[3], Clean((Span(0, 1, Label.NAME),) * 9))
    assert [memory.known(each) is not None for each in digests] == [False, False, True, True]
    memory.keep(digests[0], described([" ".join(map(str, range(30)))]))
    assert memory.known(digests[0]) is None
    assert described(["a" * 1600], {"kept": "field"}).weight > described(["a" * 1600]).weight + 90
