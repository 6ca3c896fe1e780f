"""`python -m scripts.redaction.tune_tagger FILE.onnx`: chooses the tagger's thresholds and writes its manifest.

On templates that neither trained the network nor are in the test set. Counted is only what the tagger adds to what the
other layers find: of each kind and sort of token the lowest threshold is taken at which nearly all of that is gold.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from scripts.redaction.corpus.pieces import Line
from scripts.redaction.tagger.examples import lines
from scripts.redaction.tagger.phrases import phrases
from services.gateway.redaction.labels import Label
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.tagger.decode import KINDS, Chances
from services.gateway.redaction.tagger.features import COLUMNS, ROWS, VERSION, features
from services.gateway.redaction.tagger.left import something_left
from services.gateway.redaction.tagger.model import SUFFIX, model
from services.gateway.redaction.tagger.plain import fostering
from services.gateway.redaction.tagger.sorts import SORTS, sorts
from services.gateway.redaction.view import View
from services.kernel.language import Language

SEED: Final = 16451
_STEPS: Final = (0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)
_RIGHT: Final = 0.95
_CLEAN_SHARE: Final = 0.4
_FEWEST: Final = 20
_TOUCHED: Final = 2
"""How many lines without any identifier each kind and sort may touch at most."""
"""Kinds and sorts of which less is added are left to the other layers."""


@dataclass(frozen=True, slots=True)
class Added:
    """A token that the other layers leave.

    Attributes:
        kind: What the network would call it.
        sort: Its sort.
        chance: How likely that is.
        characters: Letters and digits in it.
        gold: Whether it is an identifier.
        clean: Whether its line holds none.
        line: The line's number.
    """

    kind: Label
    sort: str
    chance: float
    characters: int
    gold: bool
    clean: bool
    line: int


def added(number: int, line: Line, chances: Chances, view: View, rules: Redactor) -> list[Added]:
    """Return the tokens of a line that the rules leave and the network might take."""
    by_rules = rules.find(view)
    if not something_left(view, by_rules):
        return []
    covered = {at for span in by_rules for at in range(span.start, span.end)}
    gold = {at for start, end, _, group in line.spans if group != "neutral" for at in range(start, end)}
    neutral = {at for start, end, _, group in line.spans if group == "neutral" for at in range(start, end)} - gold
    read = features(view)
    found: list[Added] = []
    of_sort = sorts(read.rows).tolist()
    of_kind = chances[:, 1::2] + chances[:, 2::2]
    for at, (start, end) in enumerate(zip(read.starts, read.ends, strict=True)):
        first, last = view.folded.original(start, end)
        left = [one for one in range(first, last) if line.text[one].isalnum() and one not in covered | neutral]
        ending = len(left) == 1 and view.folded.text[start:end].endswith("'s")
        if ending or fostering(view.folded.text, read, at):
            continue  # cut off from what is found
        if left and (chance := float(of_kind[at].max())) >= _STEPS[0]:
            kind = KINDS[int(of_kind[at].argmax())]
            found.append(Added(kind, SORTS[of_sort[at]], chance, len(left), left[0] in gold, not gold, number))
    return found


def thresholds(found: Sequence[Added]) -> dict[str, dict[str, float]]:
    """Return thresholds by kind and sort; say how much each adds."""
    chosen: dict[str, dict[str, float]] = {}
    for kind in KINDS:
        for sort in SORTS:
            some = [each for each in found if each.kind is kind and each.sort == sort]
            at = _threshold(some)
            if at is not None:
                chosen.setdefault(kind.value, {})[sort] = at
                taken = [each for each in some if each.chance >= at]
                right = sum(each.characters for each in taken if each.gold)
                touched = len({each.line for each in taken if each.clean})
                total = sum(each.characters for each in taken)
                print(f"{kind:<10}{sort:<10}{at:>7}{right:>8} of {total:<8} lines without any touched: {touched}")
    return chosen


def _threshold(some: Sequence[Added]) -> float | None:
    """Return the lowest threshold from which on what is added is right; None where there is none or little to add."""
    best: float | None = None
    for step in reversed(_STEPS):
        taken = [each for each in some if each.chance >= step]
        right = sum(each.characters for each in taken if each.gold)
        touched = len({each.line for each in taken if each.clean})
        if right < _RIGHT * sum(each.characters for each in taken) or touched > _TOUCHED:
            break
        if right >= _FEWEST:
            best = step
    return best


def main(arguments: Sequence[str]) -> int:
    """Choose the thresholds and write the manifest beside the network."""
    parser = argparse.ArgumentParser(prog="python -m scripts.redaction.tune_tagger", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.onnx")
    parser.add_argument("--lines", type=int, default=8000)
    chosen = parser.parse_args(arguments)
    write_manifest(chosen.file, {})
    network = model(chosen.file)
    rules = build_redactor(tagger=None)
    found: list[Added] = []
    ours = islice(lines(SEED, tuning=True, clean_share=_CLEAN_SHARE), chosen.lines)
    said = [Line(text, (), "chat", lang, None) for lang in ("en", "es") for text in phrases(lang, tuning=True)]
    for number, line in enumerate([*ours, *said]):
        asked = Label(line.asked) if line.asked in set(Label) else None
        view = View(line.text, Language(line.lang), asked)
        rows = features(view).rows
        if len(rows):
            found += added(number, line, network.chances(rows), view, rules)
    write_manifest(chosen.file, thresholds(found))
    return 0


def write_manifest(file: Path, chosen: dict[str, dict[str, float]]) -> None:
    """Write what the gateway checks before it loads the network."""
    manifest = {
        "sha256": sha256(file.read_bytes()).hexdigest(),
        "features": VERSION,
        "rows": ROWS,
        "columns": COLUMNS,
        "thresholds": chosen,
        "made_by": [
            "python -m scripts.redaction.train_tagger services/gateway/redaction/data/tagger.onnx",
            "python -m scripts.redaction.tune_tagger services/gateway/redaction/data/tagger.onnx",
        ],
    }
    file.with_suffix(SUFFIX).write_text(f"{json.dumps(manifest, indent=2)}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
