import numpy as np

from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger.decode import KINDS, finds

TAGS = 1 + 2 * len(KINDS)


def chances(*tokens: dict[Label, float]) -> np.ndarray:
    table = np.zeros((len(tokens), TAGS), dtype=np.float32)
    for at, token in enumerate(tokens):
        for kind, chance in token.items():
            table[at, 1 + 2 * KINDS.index(kind)] = chance
    return table


def test_neighbours_of_one_kind_are_one_find() -> None:
    table = chances({}, {Label.NAME: 0.9}, {Label.NAME: 0.95}, {}, {Label.PLACE: 0.9}, {Label.NAME: 0.9})
    assert list(finds(table, {Label.NAME: 0.8, Label.PLACE: 0.8})) == [
        (1, 3, Label.NAME),
        (4, 5, Label.PLACE),
        (5, 6, Label.NAME),
    ]


def test_below_its_threshold_a_token_is_left() -> None:
    table = chances({Label.NAME: 0.7}, {Label.NAME: 0.8})
    assert list(finds(table, {Label.NAME: 0.75})) == [(1, 2, Label.NAME)]


def test_kinds_without_a_threshold_are_never_taken() -> None:
    assert list(finds(chances({Label.DATE: 1.0}), {Label.NAME: 0.5})) == []


def test_begin_and_inside_count_together() -> None:
    table = np.zeros((1, TAGS), dtype=np.float32)
    table[0, 1] = table[0, 2] = 0.45
    assert list(finds(table, {Label.NAME: 0.85})) == [(0, 1, Label.NAME)]


def test_no_tokens_no_finds() -> None:
    assert list(finds(np.zeros((0, TAGS), dtype=np.float32), {Label.NAME: 0.5})) == []
