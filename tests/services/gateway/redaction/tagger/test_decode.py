import numpy as np

from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger.decode import KINDS, finds, limits
from services.gateway.redaction.tagger.sorts import SORTS

TAGS = 1 + 2 * len(KINDS)


def chances(*tokens: dict[Label, float]) -> np.ndarray:
    table = np.zeros((len(tokens), TAGS), dtype=np.float32)
    for at, token in enumerate(tokens):
        for kind, chance in token.items():
            table[at, 1 + 2 * KINDS.index(kind)] = chance
    return table


def found(table: np.ndarray, *sorts: str, **thresholds: float) -> list[tuple[int, int, Label]]:
    least = limits({Label(kind): dict.fromkeys(SORTS, at) for kind, at in thresholds.items()})
    numbers = [SORTS.index(sort) for sort in sorts] or [0] * len(table)
    return list(finds(table, np.array(numbers, dtype=np.int64), least))


def test_neighbours_of_one_kind_are_one_find() -> None:
    table = chances({}, {Label.NAME: 0.9}, {Label.NAME: 0.95}, {}, {Label.PLACE: 0.9}, {Label.NAME: 0.9})
    assert found(table, NAME=0.8, PLACE=0.8) == [(1, 3, Label.NAME), (4, 5, Label.PLACE), (5, 6, Label.NAME)]


def test_a_likely_neighbour_is_taken_too_and_an_unlikely_one_is_not() -> None:
    table = chances({Label.NAME: 0.7}, {Label.NAME: 0.9}, {Label.NAME: 0.5})
    assert found(table, NAME=0.8) == [(0, 2, Label.NAME)]
    assert found(table[:1], NAME=0.8) == []


def test_each_sort_has_its_own_threshold() -> None:
    table = chances({Label.NAME: 0.9}, {}, {Label.NAME: 0.9})
    least = limits({Label.NAME: {"name": 0.8, "both": 0.95}})
    sorts = np.array([SORTS.index("name"), 0, SORTS.index("both")], dtype=np.int64)
    assert list(finds(table, sorts, least)) == [(0, 1, Label.NAME)]


def test_kinds_without_a_threshold_are_never_taken() -> None:
    assert found(chances({Label.DATE: 1.0}), NAME=0.5) == []


def test_begin_and_inside_count_together() -> None:
    table = np.zeros((1, TAGS), dtype=np.float32)
    table[0, 1] = table[0, 2] = 0.45
    assert found(table, NAME=0.85) == [(0, 1, Label.NAME)]


def test_no_tokens_no_finds() -> None:
    assert found(np.zeros((0, TAGS), dtype=np.float32), NAME=0.5) == []
