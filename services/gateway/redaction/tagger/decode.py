"""From chances to finds: which tokens are taken, and which of them are one find."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger.sorts import SORTS

KINDS: Final = (Label.NAME, Label.ADDRESS, Label.PLACE, Label.DATE, Label.DOB, Label.AGE, Label.ID)
"""The kinds in the order of the network's tags: 0 is outside, then two for each kind, its begin and its inside."""
JOINED: Final = 0.6
"""How likely a neighbour of a token that is taken must be of the same kind to be taken too."""

_NEVER: Final = 2.0
_OUTSIDE: Final = 0.5
"""Where every token is more likely outside than this, nothing can be taken: no threshold is below one half."""

Chances = npt.NDArray[np.float32]
"""For each token, the chance of each tag."""
Limits = npt.NDArray[np.float32]
"""For each sort of token and each kind, how likely it must be."""


def limits(thresholds: Mapping[Label, Mapping[str, float]]) -> Limits:
    """Return thresholds by kind and sort as a table; what has none is never taken by itself."""
    table = np.full((len(SORTS), len(KINDS)), _NEVER, dtype=np.float32)
    for kind, by_sort in thresholds.items():
        for sort, at in by_sort.items():
            table[SORTS.index(sort), KINDS.index(kind)] = at
    return table


def finds(chances: Chances, sorts: npt.NDArray[np.int64], least: Limits) -> Iterator[tuple[int, int, Label]]:
    """Yield first token, token after the last, and kind of each find.

    Args:
        chances: What the network says; a kind's chance is that of its begin and its inside together.
        sorts: The sort of each token.
        least: How likely a token must be of a kind to be taken.
    """
    places = (chances[:, 0] <= _OUTSIDE).nonzero()[0]
    if not len(places):
        return
    likely = chances[places]
    of_kind = likely[:, 1::2] + likely[:, 2::2]
    best = of_kind.argmax(axis=1)
    chance = np.maximum.reduce(of_kind, axis=1)
    taken = (chance >= least[sorts[places], best]).tolist()
    if True in taken:
        joined = (chance >= JOINED).tolist()
        at, kinds = places.tolist(), best.tolist()
        some = [each for each in range(len(at)) if taken[each] or joined[each]]
        yield from _grouped([at[each] for each in some], [kinds[each] for each in some], [taken[each] for each in some])


def _grouped(places: list[int], kinds: list[int], taken: list[bool]) -> Iterator[tuple[int, int, Label]]:
    """Yield neighbours of one kind as one find where one of them at least is taken by itself."""
    first = 0
    for at in range(1, len(places) + 1):
        if at < len(places) and places[at] == places[at - 1] + 1 and kinds[at] == kinds[first]:
            continue
        if any(taken[first:at]):
            yield places[first], places[at - 1] + 1, KINDS[kinds[first]]
        first = at
