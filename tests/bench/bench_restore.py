"""Restores random texts split at random; every split must give what the whole text gives. Prints the count.

Run: `python -m tests.bench.bench_restore [SPLITS]` (default 1,000,000).
"""

import random
import sys
from time import process_time

from services.gateway.restore import Restorer
from services.gateway.vault.placeholder import LONGEST_TAIL
from tests.services.gateway.restoring import random_split, random_text, value_of

SPLITS_PER_TEXT = 20
SEED = 20261122


def main(splits: int) -> int:
    """Compare; exit 1 on the first kind of failure."""
    source = random.Random(SEED)  # noqa: S311 not a secret
    done = failures = characters = most_held = 0
    began = process_time()
    while done < splits:
        text = random_text(source, source.randrange(1, 14))
        in_json = source.random() < 0.5
        whole = Restorer(value_of, lambda _kind: None, in_json).whole(text)
        for _ in range(SPLITS_PER_TEXT):
            restorer = Restorer(value_of, lambda _kind: None, in_json)
            said = []
            for piece in random_split(source, text):
                said.append(restorer.feed(piece))
                most_held = max(most_held, restorer.held)
            said.append(restorer.finish())
            failures += "".join(said) != whole
            done += 1
            characters += len(text)
    spent = process_time() - began
    print(f"random splits: {done:,}; failures: {failures}; most characters held back: {most_held}")
    print(f"{characters:,} characters in {spent:.0f} CPU-seconds, drawing the texts included")
    return 1 if failures or most_held > LONGEST_TAIL else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
