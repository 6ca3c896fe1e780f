"""CPU time of a call's redaction in a long conversation: the history comes with every call, and with it something new.

Thirty turns, 80 kB: words of the committed set, and dense tool results of the committed roster.
Run: python -m tests.bench.bench_history
"""

import gc
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.redaction.score import SAID_ON, records
from services.gateway.payload.clean import CleanTexts
from services.gateway.payload.limits import Limits
from services.gateway.payload.redaction import Redaction
from services.gateway.payload.texts import Texts
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.roster.records import patients_from_lines
from services.gateway.redaction.roster.roster import Roster
from services.gateway.vault.passages import Passages, Room
from services.gateway.vault.vault import Vault
from tests.bench.tool_result import tool_result

_DATA = Path(__file__).parents[2] / "tests" / "data" / "redaction"
_TURNS, _SHORT, _LINES = 30, 200, 38
_LARGEST = 1_500
_NEW = {"role": "user", "content": "this is Zorvanna Quillmeister"}
_PLAIN = {"role": "user", "content": "thanks, what time was it?"}
_TOOLS = [{"type": "function", "function": {"name": "find", "parameters": {}}}]
Messages = list[dict[str, Any]]


def _talk(lines: Sequence[str], chance: random.Random) -> Messages:
    """Return a history of words alone."""
    said = [" ".join(chance.choices(lines, k=_LINES // 2)) for _ in range(2 * _TURNS)]
    return [{"role": ("user", "assistant")[at % 2], "content": words} for at, words in enumerate(said)]


def _look_ups(lines: Sequence[str], patients: Sequence[dict[str, Any]], chance: random.Random) -> Messages:
    """Return a history in which every turn has a tool's result."""
    messages: Messages = []
    for turn in range(_TURNS):
        call = {"id": f"call{turn}", "type": "function", "function": {"name": "find", "arguments": "{}"}}
        messages += [
            {"role": "user", "content": chance.choice(lines)},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": call["id"], "content": tool_result(patients, _LARGEST, turn)},
            {"role": "assistant", "content": chance.choice(lines)},
        ]
    return messages


def _measure(what: str, texts: Texts, history: Messages) -> None:
    """Print what each call of a conversation costs."""
    print(f"{what}, {len(json.dumps(history)) / 1000:.0f} kB in {len(history)} messages")
    told = [*history, _NEW]
    calls = (("read for the first time", history), ("once more", history), ("with one new value", told))
    for call, messages in (*calls, ("with nothing new", [*told, _PLAIN])):
        began = time.process_time()
        Redaction(texts, Limits()).redacted({"model": "m", "messages": messages, "tools": _TOOLS})
        print(f"  {call:<26}{(time.process_time() - began) * 1000:>9,.1f} ms")


def main() -> None:
    """Measure both histories."""
    listed = (_DATA / "roster.jsonl").read_text(encoding="utf-8").splitlines()
    lines = [each["text"] for each in records(_DATA / "test_lines.jsonl") if len(each["text"]) <= _SHORT]
    patients, chance = [json.loads(line) for line in listed], random.Random(1)  # noqa: S311 not for secrets
    redactor = build_redactor(Roster(patients_from_lines(listed)), today=lambda: SAID_ON)
    gc.collect()
    gc.freeze()  # as the gateway's process does once it has read its lists
    for what, history in (("words", _talk(lines, chance)), ("tool results", _look_ups(lines, patients, chance))):
        vault = Vault(passages=Passages(Room()))
        _measure(what, Texts(redactor, vault, CleanTexts(), Limits().text_characters), history)


if __name__ == "__main__":
    main()
