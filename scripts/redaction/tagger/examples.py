"""Training lines as numbers: rows and tags of each token."""

from collections.abc import Iterator
from hashlib import sha256
from random import Random
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from scripts.redaction.corpus.build import STYLES
from scripts.redaction.corpus.pieces import Line
from scripts.redaction.corpus.render import rendered
from scripts.redaction.corpus.templates import Template, pool
from scripts.redaction.tagger.augment import Stretch, augmented, joined, stretches
from scripts.redaction.tagger.general import GENERAL_STYLES, general
from scripts.redaction.tagger.phrases import phrases
from scripts.redaction.tagger.tags import NO_TAG, tags
from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger.features import COLUMNS, features
from services.gateway.redaction.view import View
from services.kernel.language import Language

_HELD_OUT: Final = 15
_CLEAN_SHARE: Final = 0.45
_LONGEST: Final = 96
_GENERAL_SHARE: Final = 0.3
_PHRASES_SHARE: Final = 0.2
_CUT_SHARE: Final = 0.12


class Example(NamedTuple):
    """One line: rows of its tokens, and their tags."""

    rows: npt.NDArray[np.int64]
    tags: npt.NDArray[np.int64]


def held_out(template: Template) -> bool:
    """Tell whether a training template is kept for choosing the thresholds; never changes for the same words."""
    digest = sha256(b"tagger" + " ".join(template.text.split()).casefold().encode()).digest()
    return digest[0] % 100 < _HELD_OUT


def lines(seed: int, *, tuning: bool | None, clean_share: float = _CLEAN_SHARE) -> Iterator[Line]:
    """Yield lines of the training part without end.

    Args:
        seed: Of all chance.
        tuning: Only the templates held out for the thresholds, only the others, or, with None, all.
        clean_share: How many hold nothing that identifies anybody.
    """
    rng = Random(seed)
    pools = {
        (lang, style, clean): [
            each for each in pool(lang, style, "train", clean=clean) if tuning in {None, held_out(each)}
        ]
        for lang in ("en", "es")
        for style in STYLES
        for clean in (True, False)
    }
    beyond = {
        (lang, clean): [each for each in general(lang) if each.clean == clean and tuning in {None, held_out(each)}]
        for lang in ("en", "es")
        for clean in (True, False)
    }
    styles, weights = list(STYLES), list(STYLES.values())
    while True:
        lang, style, clean = rng.choice(("en", "es")), rng.choices(styles, weights)[0], rng.random() < clean_share
        some = pools[lang, style, clean]
        if style in GENERAL_STYLES and rng.random() < _GENERAL_SHARE:
            some = beyond[lang, clean]
        if clean and style in GENERAL_STYLES and rng.random() < _PHRASES_SHARE:
            yield Line(rng.choice(phrases(lang, tuning=tuning is True)), (), style, lang, None)
            continue
        if some:
            yield rendered(rng.choice(some), style, rng, "train")


def examples(seed: int, count: int, *, tuning: bool | None) -> list[Example]:
    """Return examples, changed and sometimes put together from two or three lines."""
    rng = Random(seed)
    source = lines(seed, tuning=tuning)
    return [_example(rng, source) for _ in range(count)]


def _example(rng: Random, source: Iterator[Line]) -> Example:
    line = next(source)
    found: list[Stretch] = _cut(rng, augmented(rng, stretches(line)))
    chance = rng.random()
    for _ in range((chance < 0.25) + (chance < 0.08)):
        more = augmented(rng, stretches(next(source)))
        found = [*found, (rng.choice((". ", " ", " ", ", ", "\n", " and ", " y ")), None), *more]
    text, spans = joined(found)
    language = Language(line.lang) if rng.random() < 0.7 else None
    asked = Label(line.asked) if line.asked in set(Label) and rng.random() < 0.8 else None
    read = features(View(text, language, asked))
    marks = np.array(tags(read.starts, read.ends, spans), dtype=np.int64)
    return Example(read.rows[:_LONGEST], marks[:_LONGEST])


def _cut(rng: Random, found: list[Stretch]) -> list[Stretch]:
    """Return stretches, some without their first or last words: what stands around a name is not always all there."""
    if rng.random() < _CUT_SHARE and found[0][1] is None:
        words = found[0][0].split(" ")
        found = [(" ".join(words[rng.randrange(len(words)) :]), None), *found[1:]]
    if rng.random() < _CUT_SHARE and len(found) > 1 and found[-1][1] is None:
        words = found[-1][0].split(" ")
        found = [*found[:-1], (" ".join(words[: rng.randrange(1, len(words) + 1)]), None)]
    return found


def batch(some: list[Example]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return examples as two rectangles, filled up with nothing."""
    longest = max(len(each.tags) for each in some)
    rows = np.zeros((len(some), longest, COLUMNS), dtype=np.int64)
    marks = np.full((len(some), longest), NO_TAG, dtype=np.int64)
    for at, each in enumerate(some):
        rows[at, : len(each.tags)] = each.rows
        marks[at, : len(each.tags)] = each.tags
    return rows, marks
