"""Whole sets of lines: the committed test set, its roster, and training text of any length."""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Final

from scripts.redaction.corpus.lexicons import Part
from scripts.redaction.corpus.people import NOBODY, Clinic, person
from scripts.redaction.corpus.pieces import Line
from scripts.redaction.corpus.render import long_result, rendered
from scripts.redaction.corpus.templates import Template, pool

SEED: Final = 45164
"""The committed test set's seed: 45 CFR 164."""
PATIENTS: Final = 2000
PROVIDERS: Final = 60
STYLES: Final = {
    "dictated": 360,
    "voicemail": 40,
    "chat": 330,
    "sms": 170,
    "query": 80,
    "note": 110,
    "form": 60,
    "tool": 50,
}
"""Lines of each style and language in the test set; a third is dictated."""
_CLEAN_SHARE: Final = 0.25
_LONG_EVERY: Final = 12
"""Every twelfth tool result is a long one."""


def test_clinic() -> Clinic:
    """Return the invented clinic whose patients and providers the test lines speak of."""
    rng = Random(SEED)
    people = [person(rng, "test", "es" if at % 2 else "en") for at in range(PATIENTS + PROVIDERS)]
    return Clinic(tuple(people[:PATIENTS]), tuple(people[PATIENTS:]))


def test_lines() -> list[Line]:
    """Return the 2,400 lines of the committed test set, shuffled."""
    rng = Random(SEED)
    clinic = test_clinic()
    lines: list[Line] = []
    seen: set[str] = set()
    for lang in ("en", "es"):
        for style, count in STYLES.items():
            clean = round(count * _CLEAN_SHARE)
            lines += _fresh(_some(lang, style, "test", rng, clinic, clean=True), clean, seen)
            lines += _fresh(_some(lang, style, "test", rng, clinic, clean=False), count - clean, seen)
    rng.shuffle(lines)
    return lines


def training_lines(seed: int, part: Part = "train") -> Iterator[Line]:
    """Yield training lines without end: both languages, all styles, templates and rare values of the part only."""
    rng = Random(seed)
    streams = {
        (lang, style, clean): _some(lang, style, part, rng, NOBODY, clean=clean)
        for lang in ("en", "es")
        for style in STYLES
        for clean in (True, False)
    }
    styles, weights = list(STYLES), list(STYLES.values())
    while True:
        lang = rng.choice(("en", "es"))
        style = rng.choices(styles, weights)[0]
        yield next(streams[lang, style, rng.random() < _CLEAN_SHARE])


def _fresh(lines: Iterator[Line], count: int, seen: set[str]) -> list[Line]:
    """Take lines that were not seen yet; a short line may come twice where nothing else is to be had."""
    found: list[Line] = []
    tries = 0
    while len(found) < count:
        line = next(lines)
        tries += 1
        if line.text not in seen or tries > 20 * count:
            seen.add(line.text)
            found.append(line)
    return found


def _some(lang: str, style: str, part: Part, rng: Random, clinic: Clinic, *, clean: bool) -> Iterator[Line]:
    """Yield lines of one kind; every template comes once before any comes again."""
    some = pool(lang, style, part, clean=clean)
    order = list(some)
    rng.shuffle(order)
    for at, template in enumerate(cycle(order)):
        if style == "tool" and at % _LONG_EVERY == 0:
            yield long_result(_resources(some), rng, part, clinic)
        else:
            yield rendered(template, style, rng, part, clinic)


def _resources(some: tuple[Template, ...]) -> tuple[Template, ...]:
    """Return the templates that may stand together in one JSON array."""
    found = tuple(template for template in some if template.text.startswith("{") and '"' in template.text)
    return found or some
