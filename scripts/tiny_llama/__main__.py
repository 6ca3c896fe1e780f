"""Writes the pairs: `python -m scripts.tiny_llama FOLDER`; prints their fingerprint, which tells stale weights."""

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from scripts.tiny_llama.pairs import SEED, Pair, pairs
from services.dialogue.understanding.proposed.prompt import RULES

MANY: Final = 30_000
TESTED: Final = 300


def main() -> None:
    """Write `train.jsonl`, and what is tested on: drawn alike, new words in its forms, other forms."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    made = list(pairs(MANY))
    how = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("tokenizer.py", "train.py"))
    fingerprint = hashlib.sha256((how + repr(made)).encode()).hexdigest()
    head = json.dumps({"rules": RULES, "fingerprint": fingerprint})
    _write(folder / "train.jsonl", head, made)
    known = {pair.text for pair in made}
    _write(folder / "alike.jsonl", head, list(pairs(TESTED, seed=SEED + 2)))
    _write(folder / "new_words.jsonl", head, _new(pairs(MANY, seed=SEED + 1), known))
    _write(folder / "kept_back.jsonl", head, _new(pairs(MANY, held_back=True), known))
    print(fingerprint)


def _new(made: Iterable[Pair], known: set[str]) -> list[Pair]:
    """Return the first pairs whose words are not known, no words twice."""
    found: dict[str, Pair] = {}
    for pair in made:
        if pair.text not in known:
            found.setdefault(pair.text, pair)
        if len(found) == TESTED:
            break
    return list(found.values())


def _write(path: Path, head: str, made: list[Pair]) -> None:
    lines = [head, *(json.dumps(asdict(pair), ensure_ascii=False) for pair in made)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
