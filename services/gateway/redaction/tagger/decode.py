"""From chances to finds: which tokens are taken, and which of them are one find."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from services.gateway.redaction.labels import Label

KINDS: Final = (Label.NAME, Label.ADDRESS, Label.PLACE, Label.DATE, Label.DOB, Label.AGE, Label.ID)
"""The kinds in the order of the network's tags: 0 is outside, then two for each kind, its begin and its inside."""

Chances = npt.NDArray[np.float32]
"""For each token, the chance of each tag."""


def finds(chances: Chances, thresholds: Mapping[Label, float]) -> Iterator[tuple[int, int, Label]]:
    """Yield first token, token after the last, and kind of each find.

    Args:
        chances: What the network says; a kind's chance is that of its begin and its inside together.
        thresholds: How likely a token must be of a kind to be taken; kinds without one are never taken.
    """
    if not len(chances):
        return
    of_kind = chances[:, 1::2] + chances[:, 2::2]
    limits = np.array([thresholds.get(kind, 2.0) for kind in KINDS], dtype=np.float32)
    best = of_kind.argmax(axis=1)
    taken = of_kind[np.arange(len(of_kind)), best] >= limits[best]
    if not taken.any():
        return
    yield from _grouped(taken.tolist(), best.tolist())


def _grouped(taken: Sequence[bool], kinds: Sequence[int]) -> Iterator[tuple[int, int, Label]]:
    """Yield neighbours of one kind as one find."""
    first = -1
    for at, one in enumerate(taken):
        if first >= 0 and (not one or kinds[at] != kinds[first]):
            yield first, at, KINDS[kinds[first]]
            first = -1
        if one and first < 0:
            first = at
    if first >= 0:
        yield first, len(taken), KINDS[kinds[first]]
