"""Whatever a model says under its schema: nothing told before the check, nothing written without a yes to just that."""

import os
from collections import Counter
from random import Random

from services.dialogue.understanding.proposed.asks import Asks
from tests.dialogues.adversary import RandomModel, hold

DIALOGUES = int(os.environ.get("SEALDESK_ADVERSARY_DIALOGUES", "60"))


async def test_no_dialogue_with_a_model_of_random_weights_breaks_a_rule() -> None:
    outcomes: Counter[str] = Counter()
    written = 0
    for seed in range(DIALOGUES):
        model = RandomModel(Random(seed), Asks.ALWAYS if seed % 2 else Asks.UNSURE, outcomes)  # noqa: S311 repeatable
        dialogue = await hold(seed, model)
        assert dialogue.violations == [], seed
        written += len(dialogue.written)
    assert written > DIALOGUES / 20
    assert outcomes["used"] > DIALOGUES
    print(f"{DIALOGUES} dialogues, {written} changes, {dict(outcomes)}")  # noqa: T201 shown with -s
