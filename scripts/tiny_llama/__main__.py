"""Writes the pairs: `python -m scripts.tiny_llama FOLDER`; prints their fingerprint, which tells stale weights."""

import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from scripts.tiny_llama.pairs import Pair, pairs
from services.dialogue.understanding.proposed.prompt import RULES

MANY: Final = 30_000
HELD_BACK: Final = 400


def main() -> None:
    """Write `train.jsonl`, and `test.jsonl` of forms that are never trained on."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    made = list(pairs(MANY))
    how = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("tokenizer.py", "train.py"))
    fingerprint = hashlib.sha256((how + repr(made)).encode()).hexdigest()
    head = json.dumps({"rules": RULES, "fingerprint": fingerprint})
    _write(folder / "train.jsonl", head, made)
    _write(folder / "test.jsonl", head, list(pairs(HELD_BACK, held_back=True)))
    print(fingerprint)


def _write(path: Path, head: str, made: list[Pair]) -> None:
    lines = [head, *(json.dumps(asdict(pair), ensure_ascii=False) for pair in made)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
