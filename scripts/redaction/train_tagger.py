"""`python -m scripts.redaction.train_tagger FILE.onnx`: trains the tagger on invented lines, the same each time.

Needs torch, numpy and onnx (`uv pip install torch==2.13.0 numpy onnx`) in an environment of its own: nothing of these
but numpy is in the product. One thread, about ten minutes. The thresholds are chosen afterwards by
`scripts.redaction.tune_tagger`, which also writes the manifest.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final

import torch
from torch import nn

from scripts.redaction.tagger.examples import Example, batch, examples
from scripts.redaction.tagger.export import write
from scripts.redaction.tagger.network import TAGS, Network
from scripts.redaction.tagger.tags import NO_TAG

SEED: Final = 164514
_BATCH: Final = 96
_RATE: Final = 4e-3
_DECAY: Final = 1e-4
_CLIP: Final = 1.0
_SMOOTHED: Final = 0.01


def train(rounds: int, lines: int, *, everything: bool = False) -> Network:
    """Return a trained network.

    Args:
        rounds: How many times new lines are written.
        lines: How many lines a round has.
        everything: Also train on the templates held out for the thresholds.
    """
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    network = Network()
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = rounds * -(-lines // _BATCH)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=_RATE, total_steps=steps, pct_start=0.15)
    judge = nn.CrossEntropyLoss(ignore_index=NO_TAG, label_smoothing=_SMOOTHED)
    rng = Random(SEED)
    for at in range(rounds):
        loss = 0.0
        batches = _batches(rng, examples(SEED + at, lines, tuning=None if everything else False))
        for some in batches:
            rows, marks = (torch.from_numpy(each) for each in batch(some))
            optimiser.zero_grad()
            wrong = judge(network(rows, marks != NO_TAG).reshape(-1, TAGS), marks.reshape(-1))
            wrong.backward()
            nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            plan.step()
            loss += wrong.item()
        print(f"round {at + 1} of {rounds}: loss {loss / len(batches):.4f}", flush=True)
    network.eval()
    return network


def _batches(rng: Random, some: list[Example]) -> list[list[Example]]:
    """Return batches of lines about equally long, in random order."""
    some.sort(key=lambda each: len(each.tags))
    found = [some[at : at + _BATCH] for at in range(0, len(some), _BATCH)]
    rng.shuffle(found)
    return found


def main(arguments: Sequence[str]) -> int:
    """Train and write the network."""
    parser = argparse.ArgumentParser(prog="python -m scripts.redaction.train_tagger", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.onnx")
    parser.add_argument("--rounds", type=int, default=14)
    parser.add_argument("--lines", type=int, default=24_000, help="lines of each round")
    chosen = parser.parse_args(arguments)
    write(train(chosen.rounds, chosen.lines), chosen.file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
