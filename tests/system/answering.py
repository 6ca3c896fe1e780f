"""What the stand-in for a model answers in the conversations, and the words that only it understands."""

import json
from typing import Any, Final

from tests.doubles.vllm import Spoken

OPENING: Final = "our basement flooded, so much for the cleaning"


def as_a_model_would(body: dict[str, Any]) -> Spoken:
    """Answer as a model that understands what was meant, from the words as they reach it."""
    words = body["messages"][-1]["content"]
    commands = {
        OPENING: [{"command": "start_move", "span": "the cleaning"}],
        "blorp": [{"command": "confirm", "span": ""}],
    }.get(words, [{"command": "unclear", "span": ""}])
    return Spoken(json.dumps({"commands": commands}))
