"""The one pass that says where to look."""

from concurrent.futures import ThreadPoolExecutor

from services.gateway.redaction.patterns.prefilter import Prefilter


def test_says_which_rule_and_where() -> None:
    prefilter = Prefilter([(r"\bssn\b", r"\bsocial\b"), (r"\d{3}-\d{4}",)])

    assert prefilter.hits("ssn 555-1212") == [(0, 0, 3), (1, 4, 12)]
    assert prefilter.hits("social") == [(0, 0, 6)]
    assert prefilter.hits("") == []


def test_keeps_the_offsets_of_letters_beyond_ascii() -> None:
    prefilter = Prefilter([(r"\bssn\b",)])

    assert prefilter.hits("\u05d2\U0001f600 ssn") == [(0, 3, 6)]


def test_many_threads_may_look_at_once() -> None:
    prefilter = Prefilter([(r"\d{3}",)])
    text = "x 123 " * 200

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(prefilter.hits, [text] * 200))

    assert all(len(result) == 200 for result in results)
