"""The tags of tokens, and how gold spans become them."""

from collections.abc import Sequence
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger.decode import KINDS

NO_TAG: Final = -100
"""Neither right nor wrong: what is on neutral ground does not train."""
_KIND: Final = {label.value: at for at, label in enumerate(KINDS)}
_OTHER: Final = _KIND[Label.ID.value]

GoldSpan = tuple[int, int, str]
"""Start, end, group of the text as written."""


def tags(starts: Sequence[int], ends: Sequence[int], spans: Sequence[GoldSpan]) -> list[int]:
    """Return a tag for each token: 0 outside, 1 + 2 * kind where a find begins, one more inside it."""
    found = [0] * len(starts)
    for start, end, group in spans:
        first = True
        for at, (begin, after) in enumerate(zip(starts, ends, strict=True)):
            if begin >= end:
                break
            if after <= start:
                continue
            if group == "neutral":
                found[at] = found[at] or NO_TAG
                continue
            found[at] = 1 + 2 * _KIND.get(group, _OTHER) + (not first)
            first = False
    return found
